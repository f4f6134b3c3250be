/** Every kind of slot is drawn from its facts; figures lead to evidence, rows select, and the unknown is said. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Board, Fact, ScatterSlot, Slot, Unit } from "@/api/types.gen";
import { validateBoard } from "@/api/validators.gen";
import { FigureLayer, type EvidenceTarget } from "@/components/figure/figure-layer";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView, groupsOf } from "@/components/slots/board-view";
import { cutIndex, paretoRows } from "@/components/slots/pareto-view";
import { describeScatter, scatterData } from "@/components/slots/scatter-view";
import { SelectionContext } from "@/components/slots/slot-selection";
import { slotViews } from "@/components/slots/slot-views";

function fact(id: string, value: Fact["value"], unit: Unit = "fraction", changes: Partial<Fact> = {}): Fact {
  return {
    id, measure: "risk_contribution", subject: { kind: "holding", id: "AAPL", label: "AAPL" }, value, unit, currency: unit === "money" ? "USD" : null, as_of: "2022-12-28",
    period: "252d", parameters: {}, quality: "complete", reason: null,
    lineage: { calculation: "risk_report", version: "1", snapshot: "abc", tool_call: null, inputs: [], formula: null }, ...changes,
  };
}

const FACTS = [fact("f1", 0.5), fact("f2", 0.35), fact("f3", 0.15), fact("f4", 1_204_330.4, "money"), fact("f5", null), fact("f6", -0.02)];
const SLOTS: Slot[] = [
  { kind: "metrics", title: "At a glance", metrics: [{ label: "Net value", fact: "f4", context_label: "of which", context: "f3", tone: "bad" }] },
  { kind: "pareto", title: "Risk", selects: "holding", bars: [bar("AAPL", "f1"), bar("MSFT", "f2"), bar("JPM", "f3")] },
  { kind: "bars", title: "Sectors", is_whole: true, series: ["Weight", "Risk"], rows: [{ id: "IT", label: "Technology", facts: ["f1", "f6"] }] },
  { kind: "series", title: "Growth", unit: "fraction", dates: ["2022-12-27", "2022-12-28"], lines: [{ name: "Mine", values: [0, 0.042] }] },
  { kind: "scatter", title: "Frontier", x_label: "Volatility", y_label: "Expected return", line: [point("Point 1", "f1", "f2"), point("Point 2", "f5", "f2")], marks: [point("Now", "f3", "f6")] },
  { kind: "limits", title: "Limits", rows: [{ label: "Largest holding", status: "breach", fact: "f1", level: "f2", headroom: "f6" }] },
  { kind: "table", title: "Table", columns: ["Value"], rows: [{ id: "a", label: "Apple", facts: ["f5"] }, { id: "b", label: "None", facts: [null] }] },
  { kind: "heat_map", title: "Months", rows: ["2021", "2022"], columns: ["Jan", "Feb", "Mar"], cells: [["f1", null, "f6"], [null, "f5", "f3"]] },
  { kind: "note", text: "Prices of two holdings are stale." },
];
const BOARD: Board = { as_of: "2022-12-28", title: "Overview of Growth", slots: SLOTS, facts: Object.fromEntries(FACTS.map((one) => [one.id, one])) };

function bar(symbol: string, id: string) {
  return { id: symbol, label: symbol, fact: id, weight: null };
}

function point(label: string, x: string, y: string) {
  return { label, x, y };
}

const onOpen = vi.fn<(target: EvidenceTarget) => void>();
const select = vi.fn<(id: string | null) => void>();

function renderBoard(board: Board, { runId = null, selected = null }: { runId?: string | null; selected?: string | null } = {}) {
  // Nothing is fetched: these tests are about what is drawn from the board alone.
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  render(
    <QueryClientProvider client={client}>
      <SelectionContext value={{ selected, select }}>
        <FigureLayer onOpen={onOpen}>
          <BoardView board={board} runId={runId} />
        </FigureLayer>
      </SelectionContext>
    </QueryClientProvider>,
  );
}

beforeEach(() => vi.clearAllMocks());

describe("BoardView", () => {
  it("has a sample of every kind, and the server would send it", () => {
    expect(validateBoard(BOARD)).toBe(true);
    expect(new Set(SLOTS.map(({ kind }) => kind))).toEqual(new Set(Object.keys(slotViews)));
  });

  it("draws every slot with its figures", () => {
    renderBoard(BOARD);
    for (const title of ["At a glance", "Risk", "Sectors", "Growth", "Limits", "Table"]) expect(screen.getByRole("heading", { name: title })).toBeTruthy();
    expect(screen.getByRole("button", { name: "$1,204,330" })).toBeTruthy();
    expect(within(screen.getByRole("region", { name: "Limits" })).getByText("Breach")).toBeTruthy();
    expect(screen.getByRole("button", { name: "not available" })).toBeTruthy();
    expect(screen.getByText("Prices of two holdings are stale.")).toBeTruthy();
  });

  it("opens the evidence of a figure, with the run that it belongs to", () => {
    renderBoard(BOARD, { runId: "run_1" });
    fireEvent.click(screen.getByRole("button", { name: "$1,204,330" }));
    expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ factId: "f4", runId: "run_1", fact: FACTS[3] }));
  });

  it("selects by a bar, and takes it back by the same", () => {
    renderBoard(BOARD, { selected: "MSFT" });
    fireEvent.click(screen.getByRole("button", { name: "Select AAPL" }));
    expect(select).toHaveBeenLastCalledWith("AAPL");
    const chosen = screen.getByRole("button", { name: "Select MSFT" });
    expect(chosen.getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(chosen);
    expect(select).toHaveBeenLastCalledWith(null);
  });

  it("goes over a heat map by arrow keys, past empty cells, and opens what a cell stands for", () => {
    renderBoard(BOARD);
    const grid = screen.getByRole("grid", { name: "Months" });
    const stops = within(grid).getAllByRole("button");
    expect(stops.map((cell) => cell.getAttribute("aria-label"))).toEqual(["2021, Jan: 50.0%", "2021, Mar: -2.0%", "2022, Feb: not available", "2022, Mar: 15.0%"]);
    expect(stops.filter((cell) => cell.tabIndex === 0)).toEqual([stops[0]]);
    stops[0]?.focus();
    fireEvent.keyDown(stops[0] as Element, { key: "ArrowRight" });
    expect(document.activeElement).toBe(stops[1]);
    fireEvent.keyDown(stops[1] as Element, { key: "ArrowDown" });
    expect(document.activeElement).toBe(stops[3]);
    expect(stops.filter((cell) => cell.tabIndex === 0)).toEqual([stops[3]]);
    fireEvent.click(stops[3] as Element);
    expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ factId: "f3" }));
  });

  it("says what it can not draw", () => {
    renderBoard({ ...BOARD, slots: [{ kind: "hologram" } as unknown as Slot] });
    expect(screen.getByText(/cannot show “hologram”/)).toBeTruthy();
  });

  it("keeps the order of slots in groups of one width", () => {
    expect(groupsOf(SLOTS).map((group) => group.map(({ kind }) => kind))).toEqual([["metrics"], ["pareto", "bars", "series", "scatter", "limits", "table"], ["heat_map", "note"]]);
  });
});

it("places only points that have both figures, and says where the marks are", () => {
  const slot = SLOTS.find((one): one is ScatterSlot => one.kind === "scatter");
  if (!slot) throw new Error("Expected a sample of a scatter, found none.");
  const data = scatterData(slot, BOARD.facts);
  expect(data.line).toEqual([{ label: "Point 1", x: 0.5, y: 0.35 }]);
  expect(describeScatter("Frontier", data)).toBe("Frontier of 1 points: Now at volatility 15.0%, expected return -2.0%.");
});

describe("paretoRows", () => {
  const values: Record<string, number | null> = { f1: 0.3, f2: 0.2, f3: null };
  const bars = [bar("A", "f1"), bar("B", "f2"), bar("C", "f3")];

  it("adds up to all of it", () => {
    expect(paretoRows(bars, (id) => values[id] ?? null).map(({ runningTotal }) => runningTotal)).toEqual([0.6, 1, 1]);
  });

  it("finds where four fifths are reached, and does not divide by nothing", () => {
    expect(cutIndex(paretoRows(bars, (id) => values[id] ?? null))).toBe(1);
    expect(paretoRows(bars, () => null).map(({ runningTotal }) => runningTotal)).toEqual([0, 0, 0]);
  });
});

it("says a board in words", () => {
  const summary = summarizeBoard(BOARD);
  expect(summary).toContain("Overview of Growth, as of 2022-12-28.");
  expect(summary).toContain("Net value $1,204,330");
  expect(summary).toContain("Largest holding breach (50.0%)");
  expect(summary).toContain("Months: 2021 50.0% / not available / -2.0%");
  expect(summary).toContain("Frontier: Now Volatility 15.0%, Expected return -2.0%");
});
