/** Draws a board: its slots in order, on one or two columns as the room allows. */
import { clsx } from "clsx";
import { useMemo } from "react";
import type { Board, Slot } from "@/api/types.gen";
import { FactScope } from "@/components/figure/fact-scope";
import { slotViews } from "@/components/slots/slot-views";
import { UnknownView } from "@/components/slots/unknown-view";
import type { View } from "@/components/slots/view";

interface BoardViewProps {
  board: Board;
  /** The run that made the board; null for pages. */
  runId?: string | null;
}

const WHOLE_WIDTH: ReadonlySet<string> = new Set(["metrics", "note", "table"]);

export function BoardView({ board, runId = null }: BoardViewProps) {
  const scope = useMemo(() => ({ facts: board.facts, runId }), [board.facts, runId]);
  return (
    <FactScope value={scope}>
      <div className="@container">
        <div className="grid grid-flow-row-dense gap-4 @3xl:grid-cols-2">
          {board.slots.map((slot, index) => (
            <div key={index} className={clsx("min-w-0", WHOLE_WIDTH.has(slot.kind) && "@3xl:col-span-2")}>
              <SlotView slot={slot} asOf={board.as_of} />
            </div>
          ))}
        </div>
      </div>
    </FactScope>
  );
}

/** A kind from another version of the server is shown as what it is: something this page cannot draw. */
export function SlotView({ slot, asOf }: { slot: Slot; asOf: string }) {
  const views: Partial<Record<string, View<Slot["kind"]>>> = slotViews as Record<string, View<Slot["kind"]>>;
  const Known = views[slot.kind];
  return Known ? <Known slot={slot} asOf={asOf} /> : <UnknownView kind={slot.kind} />;
}
