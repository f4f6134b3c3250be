/** What a shock would do: the sum, its uncertainty, and the holdings that carry it. */
import { useMemo } from "react";
import type { Board, Slot, StressView } from "@/api/types.gen";
import { BoardView } from "@/components/slots/board-view";

export function ShockOutcome({ view }: { view: StressView }) {
  const board = useMemo(() => shockBoard(view), [view]);
  return <BoardView board={board} />;
}

/** Of the first shock: a person runs one at a time. */
export function shockBoard({ report, facts }: StressView): Board {
  const shock = report.shocks[0];
  const slots: Slot[] = [];
  if (shock) {
    const metrics = [
      { label: "Expected change", fact: "/shocks/0/impact", context_label: "give or take", context: "/shocks/0/uncertainty", tone: "neutral" as const },
      { label: "In money", fact: "/shocks/0/change", context_label: "net value after", context: "/shocks/0/value_after", tone: "neutral" as const },
    ];
    slots.push({ kind: "metrics", title: `After ${shock.title}`, metrics: metrics.filter(({ fact }) => facts[fact]) });
    const rows = shock.largest.map(({ symbol }, place) => ({ id: symbol, label: symbol, facts: [`/shocks/0/largest/${place}/change`, `/shocks/0/largest/${place}/move`] }));
    if (rows.length > 0) slots.push({ kind: "table", title: "Holdings that carry it", columns: ["Change", "Move"], rows });
  }
  return { as_of: report.as_of, title: `Shock of ${report.name}`, slots, facts };
}
