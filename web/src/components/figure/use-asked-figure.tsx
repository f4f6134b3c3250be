/** What a button that stands for a figure does: hover or focus says what it is, a click opens the calculation behind it. */
import { use, type FocusEvent, type PointerEvent } from "react";
import type { Fact } from "@/api/types.gen";
import { FactCard } from "@/components/figure/fact-card";
import { FactScope } from "@/components/figure/fact-scope";
import { useFigureLayer } from "@/components/figure/figure-layer";

export function useAskedFigure(fact: Fact, text: string) {
  const layer = useFigureLayer();
  const { facts, runId } = use(FactScope);
  const show = (anchor: HTMLElement) => layer.show(anchor, <FactCard fact={fact} text={text} />);
  return {
    onPointerEnter: (event: PointerEvent<HTMLElement>) => event.pointerType === "mouse" && show(event.currentTarget),
    onPointerLeave: layer.hide,
    onFocus: (event: FocusEvent<HTMLElement>) => event.currentTarget.matches(":focus-visible") && show(event.currentTarget),
    onBlur: layer.hide,
    onClick: () => layer.open({ factId: fact.id, runId, fact, facts }),
  };
}
