import { expect, test } from "vitest";
import { conflictsOf, FIRST_FORM, requestOf } from "@/features/optimize/request";
import { fractionOf } from "@/lib/percent";
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

test("views and shares of risk go where they are looked at, and nowhere else", () => {
  const form = { ...FIRST_FORM, cost: "10", views: [{ id: 0, symbol: "aapl", over: " msft ", value: "3", confidence: "60" }], budgets: [{ id: 0, name: "Energy", share: "20" }] };
  expect(requestOf({ ...form, objective: "black_litterman" }, undefined)).toMatchObject({ views: [{ symbol: "AAPL", over: "MSFT", value: 0.03, confidence: 0.6 }], cost_rate: 0.001 });
  expect(requestOf({ ...form, objective: "risk_budget" }, undefined)).toMatchObject({ risk_budgets: [{ name: "Energy", share: 0.2 }] });
  expect(requestOf({ ...form, objective: "risk_budget" }, undefined)).not.toHaveProperty("max_weight");
  expect(requestOf(form, undefined)).not.toHaveProperty("views");
});

test("what is not typed is left to the server; long and short, symbols and groups are limits", () => {
  expect(requestOf(FIRST_FORM, undefined)).not.toHaveProperty("max_weight");
  expect(requestOf(FIRST_FORM, undefined)).not.toHaveProperty("min_weight");
  const row = { id: 0, lower: "", upper: "20" };
  const form = { ...FIRST_FORM, minWeight: "-20", gross: "150", netLower: "30", netUpper: "60", costLimit: "0.5", symbols: [{ ...row, names: " aapl" }], groups: [{ ...row, names: "jpm, bac" }, { ...row, names: "XOM", upper: "" }] };
  expect(requestOf(form, undefined)).toMatchObject({
    min_weight: -0.2, gross: 1.5, net_lower: 0.3, net_upper: 0.6, cost_limit: 0.005,
    weight_limits: [{ symbol: "AAPL", lower: null, upper: 0.2 }],
    group_limits: [{ name: "JPM, BAC", symbols: ["JPM", "BAC"], lower: null, upper: 0.2 }],
  });
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
