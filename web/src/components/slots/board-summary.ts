/** A board in words, for the chat: what the person sees, shortest first. */
import type { Board, Fact, Slot } from "@/api/types.gen";
import { formatValue } from "@/lib/format";

const MOST_ROWS = 8;

export function summarizeBoard(board: Board): string {
  const print = (id: string | null | undefined) => printFact(id ? board.facts[id] : undefined);
  const parts = board.slots.flatMap((slot) => summarizeSlot(slot, print));
  return [`${board.title}, as of ${board.as_of}.`, ...parts].join(" ");
}

function summarizeSlot(slot: Slot, print: (id: string | null | undefined) => string): string[] {
  switch (slot.kind) {
    case "metrics":
      return [`${slot.title}: ${slot.metrics.map(({ label, fact }) => `${label} ${print(fact)}`).join(", ")}.`];
    case "pareto":
      return [`${slot.title}: ${slot.bars.slice(0, MOST_ROWS).map(({ label, fact }) => `${label} ${print(fact)}`).join(", ")}.`];
    case "bars":
    case "table":
      return [`${slot.title}: ${slot.rows.slice(0, MOST_ROWS).map(({ label, facts }) => `${label} ${facts.map(print).join(" / ")}`).join(", ")}.`];
    case "limits":
      return [`${slot.title}: ${slot.rows.map(({ label, status, fact }) => `${label} ${status} (${print(fact)})`).join(", ")}.`];
    case "heat_map":
      return [`${slot.title}: ${slot.cells.slice(0, MOST_ROWS).map((cells, row) => `${slot.rows[row] ?? ""} ${cells.slice(0, MOST_ROWS).map(print).join(" / ")}`).join(", ")}.`];
    case "scatter":
      return [`${slot.title}: ${slot.marks.map(({ label, x, y }) => `${label} ${slot.x_label} ${print(x)}, ${slot.y_label} ${print(y)}`).join("; ")}.`];
    case "series":
      return [`Chart: ${slot.title} (${slot.lines.map(({ name }) => name).join(", ")}).`];
    case "note":
      return [slot.text];
    default:
      return [];
  }
}

function printFact(fact: Fact | undefined): string {
  return fact ? formatValue(fact.value, fact.unit, fact.currency) : "not available";
}
