/** A figure by the id of its fact; a slot may name none, and then there is nothing to show. */
import { use } from "react";
import { FactScope } from "@/components/figure/fact-scope";
import { Figure } from "@/components/figure/figure";

interface FactFigureProps {
  id: string | null | undefined;
  className?: string;
  marks?: boolean;
  signed?: boolean;
  bare?: boolean;
}

export function FactFigure({ id, ...rest }: FactFigureProps) {
  const { facts } = use(FactScope);
  const fact = id ? facts[id] : undefined;
  if (!fact) return <span className="text-ink-3">–</span>;
  return <Figure fact={fact} {...rest} />;
}
