/** One cell of a heat map: a button that fills it, with its figure printed where there is room. */
import { clsx } from "clsx";
import type { KeyboardEvent } from "react";
import type { Fact } from "@/api/types.gen";
import { useAskedFigure } from "@/components/figure/use-asked-figure";
import { formatValue } from "@/lib/format";

interface HeatCellProps {
  fact: Fact;
  /** What the figure is of, for those who do not see row and column. */
  name: string;
  place: string;
  isPrinted: boolean;
  /** Of all cells only one is reached by Tab. */
  isStop: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onStop: () => void;
}

export function HeatCell({ fact, name, place, isPrinted, isStop, onKeyDown, onStop }: HeatCellProps) {
  const text = formatValue(fact.value, fact.unit, fact.currency);
  const { onFocus, ...asked } = useAskedFigure(fact, text);
  const isDoubtful = fact.quality === "partial" || fact.quality === "stale";
  return (
    <button
      type="button"
      data-cell={place}
      tabIndex={isStop ? 0 : -1}
      aria-label={`${name}: ${text}${isDoubtful ? ` (${fact.quality} data)` : ""}`}
      className={clsx("figure relative block h-7 w-full px-0.5 text-center hover:outline hover:outline-2 hover:outline-accent", fact.value === null && "text-ink-3")}
      {...asked}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        onStop();
        onFocus(event);
      }}
    >
      {isPrinted ? (fact.value === null ? "–" : text) : null}
      {isDoubtful ? (
        <span aria-hidden="true" className="absolute top-0 right-0.5 text-warn">
          *
        </span>
      ) : null}
    </button>
  );
}
