/** Draws a board: its slots in order, in one or two columns as the room allows; one that stands alone has the whole width. */
import { clsx } from "clsx";
import { useMemo } from "react";
import type { Board, Slot } from "@/api/types.gen";
import { FactScope } from "@/components/figure/fact-scope";
import { slotViews } from "@/components/slots/slot-views";
import { UnknownView } from "@/components/slots/unknown-view";
import type { View } from "@/components/slots/view";
import { spelled } from "@/lib/format";

interface BoardViewProps {
  board: Board;
  /** The run that made the board; null for pages. */
  runId?: string | null;
}

const WHOLE_WIDTH: ReadonlySet<string> = new Set(["metrics", "note", "heat_map"]);
/** Columns up to which a table reads better in half the width: its figures stay close to their labels. */
const NARROW_TABLE = 3;

export function BoardView({ board, runId = null }: BoardViewProps) {
  const scope = useMemo(() => ({ facts: board.facts, runId }), [board.facts, runId]);
  const groups = useMemo(() => groupsOf(board.slots.map(spelledSlot)), [board]);
  return (
    <FactScope value={scope}>
      <div className="@container space-y-4">
        {groups.map((slots, index) => (
          <div key={index} className={isWhole(slots[0]) ? "space-y-2" : clsx("gap-4", slots.length > 1 && "@3xl:columns-2")}>
            {slots.map((slot, place) => (
              <div key={place} className={isWhole(slot) ? undefined : "mb-4 break-inside-avoid last:mb-0"}>
                <SlotView slot={slot} asOf={board.as_of} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </FactScope>
  );
}

/** Runs of slots of one width: narrow ones share two columns that the browser balances. */
export function groupsOf(slots: readonly Slot[]): Slot[][] {
  const groups: Slot[][] = [];
  for (const slot of slots) {
    const last = groups.at(-1);
    if (last && isWhole(last[0]) === isWhole(slot)) last.push(slot);
    else groups.push([slot]);
  }
  return groups;
}

function isWhole(slot: Slot | undefined): boolean {
  if (slot?.kind === "table") return slot.columns.length > NARROW_TABLE;
  return slot !== undefined && WHOLE_WIDTH.has(slot.kind);
}

/** Every text of the slot as this page spells percent. */
function spelledSlot(slot: Slot): Slot {
  return JSON.parse(JSON.stringify(slot), (_, value: unknown) => (typeof value === "string" ? spelled(value) : value)) as Slot;
}

/** A kind from another version of the server is shown as what it is: something this page cannot draw. */
export function SlotView({ slot, asOf }: { slot: Slot; asOf: string }) {
  const views: Partial<Record<string, View<Slot["kind"]>>> = slotViews as Record<string, View<Slot["kind"]>>;
  const Known = views[slot.kind];
  return Known ? <Known slot={slot} asOf={asOf} /> : <UnknownView kind={slot.kind} />;
}
