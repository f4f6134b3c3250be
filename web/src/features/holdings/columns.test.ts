/** Sorting and filtering of holdings. */
import { describe, expect, it } from "vitest";
import type { HoldingRow } from "@/api/types.gen";
import { filterRows, lineSubtitle, lineTitle, readSorting, sortRows, writeSorting } from "@/features/holdings/columns";

function row(symbol: string, weight: number | null, sector: string | null = "Energy"): HoldingRow {
  return { symbol, name: `${symbol} Company`, kind: "equity", sector, weight } as HoldingRow;
}

const ROWS = [row("MSFT", 0.2), row("AAPL", null, "Technology"), row("XOM", 0.5), row("JPM", -0.1)];
const symbols = (sort: string) => sortRows(filterRows(ROWS, { text: undefined, sector: undefined, kind: undefined }), readSorting(sort)).map(({ row: { symbol } }) => symbol);

describe("sortRows", () => {
  it("sorts both ways and keeps what has no value at the end", () => {
    expect(symbols("-weight")).toEqual(["XOM", "MSFT", "JPM", "AAPL"]);
    expect(symbols("weight")).toEqual(["JPM", "MSFT", "XOM", "AAPL"]);
    expect(symbols("symbol")).toEqual(["AAPL", "JPM", "MSFT", "XOM"]);
  });

  it("keeps the order of the report for a column that it does not know", () => {
    expect(symbols("hologram")).toEqual(["MSFT", "AAPL", "XOM", "JPM"]);
  });

  it("writes what it reads", () => {
    expect(writeSorting(readSorting("-weight"))).toBe("-weight");
    expect(writeSorting(readSorting("weight"))).toBe("weight");
  });
});

it("filters by text, sector and type, and remembers where a row's facts are", () => {
  expect(filterRows(ROWS, { text: "xom", sector: undefined, kind: undefined }).map(({ index }) => index)).toEqual([2]);
  expect(filterRows(ROWS, { text: undefined, sector: "Technology", kind: "equity" }).map(({ index }) => index)).toEqual([1]);
  expect(filterRows(ROWS, { text: undefined, sector: undefined, kind: "option" })).toEqual([]);
});

it("names options as people say them, and everything else by its symbol", () => {
  const put: HoldingRow = { ...row("AAPL  230616P00115000", 0.1), kind: "option", name: "AAPL 2023-06-16 115 put" };
  expect([lineTitle(put), lineSubtitle(put)]).toEqual(["AAPL 115 put", "expires 2023-06-16"]);
  expect([lineTitle(row("XOM", 0.1)), lineSubtitle(row("XOM", 0.1))]).toEqual(["XOM", "XOM Company"]);
});
