/** What a shock would do: the sum, its uncertainty, and the holdings that carry it; or what a loss would take. */
import { useMemo } from "react";
import type { Board, Metric, Slot, StressView } from "@/api/types.gen";
import { BoardView } from "@/components/slots/board-view";
import { formatFraction } from "@/lib/format";

export function ShockOutcome({ view }: { view: StressView }) {
  const board = useMemo(() => shockBoard(view), [view]);
  return <BoardView board={board} />;
}

/** Of the first shock, a person runs one at a time; else of the way to a loss. */
export function shockBoard({ report, facts }: StressView): Board {
  const { reverse } = report;
  const shock = report.shocks[0];
  const slots: Slot[] = [];
  if (shock) {
    const metrics = [
      metric("Expected change", "/shocks/0/impact", "give or take", "/shocks/0/uncertainty"),
      metric("In money", "/shocks/0/change", "net value after", "/shocks/0/value_after"),
    ];
    slots.push({ kind: "metrics", title: `After ${shock.title}`, metrics: metrics.filter(({ fact }) => facts[fact]) });
    slots.push(...carriers("Holdings that carry it", "/shocks/0/largest", shock.largest));
  } else if (reverse) {
    const metrics = [metric("Move of the benchmark alone", "/reverse/benchmark/move", "in money", "/reverse/benchmark/change"), metric("Usual months away", "/reverse/distance")];
    const known = metrics.filter(({ fact }) => facts[fact]);
    if (known.length > 0) slots.push({ kind: "metrics", title: `To lose ${formatFraction(reverse.loss)}`, metrics: known });
    slots.push(...carriers(`Likeliest way there within ${reverse.horizon_sessions} sessions`, "/reverse/largest", reverse.largest));
  }
  const notes = slots.length === 0 ? report.notes : [];
  return { as_of: report.as_of, title: `Shock of ${report.name}`, slots: [...slots, ...notes.map((text) => ({ kind: "note" as const, text }))], facts };
}

function metric(label: string, fact: string, beside: string | null = null, context: string | null = null): Metric {
  return { label, fact, context_label: beside, context, tone: "neutral" };
}

function carriers(title: string, place: string, holdings: readonly { symbol: string }[]): Slot[] {
  const rows = holdings.map(({ symbol }, at) => ({ id: symbol, label: symbol, facts: [`${place}/${at}/change`, `${place}/${at}/move`] }));
  return rows.length > 0 ? [{ kind: "table", title, columns: ["Change", "Move"], rows }] : [];
}
