/** A proposal: risk before and after, weights before and after, the frontier it stands on, the trades toward it. */
import { useMemo } from "react";
import type { OptimizationView, Slot } from "@/api/types.gen";
import { FrontierChart } from "@/components/charts/frontier-chart";
import { FactScope } from "@/components/figure/fact-scope";
import { BoardView, SlotView } from "@/components/slots/board-view";

/** The frontier is drawn, not listed: its table is behind the chart. */
const FRONTIER = "Efficient frontier";

export function Proposal({ view: { report, facts, board } }: { view: OptimizationView }) {
  const scope = useMemo(() => ({ facts, runId: null }), [facts]);
  const parts = useMemo(() => {
    const of = (kind: Slot["kind"]) => board.slots.filter((slot) => slot.kind === kind);
    const tables = of("table").filter((slot) => !("title" in slot && slot.title === FRONTIER));
    return { top: { ...board, slots: of("metrics") }, weights: of("bars"), rest: { ...board, slots: [...tables, ...of("note")] } };
  }, [board]);
  const frontier = useMemo(
    () => report.frontier.map(({ volatility, expected_return }, place) => ({ name: `Point ${place + 1}`, volatility, expectedReturn: expected_return, at: `/frontier/${place}` })),
    [report],
  );
  return (
    <div className="@container space-y-4">
      <BoardView board={parts.top} />
      {report.binding.length > 0 ? (
        <p className="text-data text-ink-2">
          Held back by: <span className="font-medium text-ink">{report.binding.join(", ")}</span>.
        </p>
      ) : null}
      <div className="grid items-start gap-4 @3xl:grid-cols-2">
        <FactScope value={{ facts: board.facts, runId: null }}>
          {parts.weights.map((slot, place) => (
            <SlotView key={place} slot={slot} asOf={board.as_of} />
          ))}
        </FactScope>
        {frontier.length > 0 ? (
          <FactScope value={scope}>
            <FrontierChart asOf={report.as_of} points={frontier} marks={marksOf(report)} />
          </FactScope>
        ) : null}
      </div>
      <BoardView board={parts.rest} />
    </div>
  );
}

function marksOf({ current, proposed }: OptimizationView["report"]) {
  return [
    { name: "Now", volatility: current.volatility, expectedReturn: current.expected_return, at: "/current" },
    { name: "Proposal", volatility: proposed.volatility, expectedReturn: proposed.expected_return, at: "/proposed" },
  ].flatMap(({ name, volatility, expectedReturn, at }) => (volatility === null || expectedReturn === null ? [] : [{ name, volatility, expectedReturn, at }]));
}
