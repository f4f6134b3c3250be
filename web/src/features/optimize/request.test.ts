import { expect, test } from "vitest";
import { conflictsOf, FIRST_FORM, fractionOf, requestOf } from "@/features/optimize/request";
import { symbolsOf } from "@/lib/symbols";

test("percent in the form are fractions on the wire", () => {
  const request = requestOf({ ...FIRST_FORM, maxWeight: "7", turnover: "30", names: "10", sectors: [{ id: 0, sector: "Energy", lower: "", upper: "20" }] }, "2020-03-23");
  expect(request).toMatchObject({ max_weight: 0.07, turnover: 0.3, n_names: 10, as_of: "2020-03-23", sector_limits: [{ sector: "Energy", lower: null, upper: 0.2 }] });
});

test("risk parity asks for no limits, and only targets carry a target", () => {
  const parity = requestOf({ ...FIRST_FORM, objective: "risk_parity", turnover: "30" }, undefined);
  expect(parity).not.toHaveProperty("max_weight");
  expect(parity).not.toHaveProperty("turnover");
  expect(parity).not.toHaveProperty("target");
  expect(requestOf({ ...FIRST_FORM, objective: "target_return", target: "8" }, undefined).target).toBe(0.08);
});

test("an empty sector row is no limit", () => {
  expect(requestOf({ ...FIRST_FORM, sectors: [{ id: 0, sector: "Energy", lower: "", upper: " " }] }, undefined).sector_limits).toEqual([]);
});

test("numbers and symbols are read as typed", () => {
  expect(fractionOf("0.07")).toBe(0.0007);
  expect(fractionOf(" ")).toBeNull();
  expect(fractionOf("much")).toBeNull();
  expect(symbolsOf("AAPL, msft;AAPL  nvda")).toEqual(["AAPL", "MSFT", "NVDA"]);
});

test("conflicts are those that the server names", () => {
  expect(conflictsOf([{ field: "upper bounds", message: "possible if it gives way by 5.69%" }, { other: 1 }, null])).toEqual([
    { limit: "upper bounds", what: "possible if it gives way by 5.69%" },
  ]);
  expect(conflictsOf(undefined)).toEqual([]);
});
