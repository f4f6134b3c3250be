/** What an address may say. */
import { expect, it } from "vitest";
import { readAppSearch } from "@/lib/app-search";

it("keeps what is well formed and drops the rest", () => {
  expect(readAppSearch({ asof: "2008-09-15", portfolio: "portfolio_1", other: "x" })).toEqual({ asof: "2008-09-15", portfolio: "portfolio_1" });
  expect(readAppSearch({ asof: "yesterday" })).toEqual({});
  expect(readAppSearch({ asof: "2008-13-45", q: 7, sector: "" })).toEqual({ q: "7" });
});
