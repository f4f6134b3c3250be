/** A proposal: risk before and after, weights before and after, the frontier it stands on, the trades toward it. */
import { useMemo } from "react";
import type { Board, OptimizationView, ScatterPoint, ScatterSlot, Slot } from "@/api/types.gen";
import { FactScope } from "@/components/figure/fact-scope";
import { BoardView, SlotView } from "@/components/slots/board-view";

/** The frontier is drawn, not listed: its table is behind the chart. */
const FRONTIER = "Efficient frontier";

export function Proposal({ view: { report, facts, board } }: { view: OptimizationView }) {
  const scope = useMemo(() => ({ facts: { ...board.facts, ...facts }, runId: null }), [board, facts]);
  const parts = useMemo(() => partsOf(board), [board]);
  const frontier = useMemo(() => frontierSlot(report), [report]);
  return (
    <div className="@container space-y-4">
      <BoardView board={parts.top} />
      {report.binding.length > 0 ? (
        <p className="text-data text-ink-2">
          Held back by: <span className="font-medium text-ink">{report.binding.join(", ")}</span>.
        </p>
      ) : null}
      <FactScope value={scope}>
        <div className="grid items-start gap-4 @3xl:grid-cols-2">
          {parts.weights.map((slot, place) => (
            <SlotView key={place} slot={slot} asOf={board.as_of} />
          ))}
          {frontier ? <SlotView slot={frontier} asOf={report.as_of} /> : null}
        </div>
      </FactScope>
      <BoardView board={parts.rest} />
    </div>
  );
}

function partsOf(board: Board) {
  const of = (kind: Slot["kind"]) => board.slots.filter((slot) => slot.kind === kind);
  const tables = of("table").filter((slot) => !("title" in slot && slot.title === FRONTIER));
  return { top: { ...board, slots: of("metrics") }, weights: of("bars"), rest: { ...board, slots: [...tables, ...of("note")] } };
}

function frontierSlot({ frontier, current, proposed }: OptimizationView["report"]): ScatterSlot | null {
  if (frontier.length === 0) return null;
  const point = (label: string, at: string): ScatterPoint => ({ label, x: `${at}/volatility`, y: `${at}/expected_return` });
  const marks = [
    { label: "Now", at: "/current", figures: current },
    { label: "Proposal", at: "/proposed", figures: proposed },
  ].filter(({ figures }) => figures.volatility !== null && figures.expected_return !== null);
  return {
    kind: "scatter",
    title: FRONTIER,
    x_label: "Volatility per year",
    y_label: "Expected return per year",
    line: frontier.map((_, place) => point(`Point ${place + 1}`, `/frontier/${place}`)),
    marks: marks.map(({ label, at }) => point(label, at)),
  };
}
