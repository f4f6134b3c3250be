import { expect, test } from "vitest";
import { BENCHMARK, chosenOf, lookBackChoice, periodChoice, type Parameter } from "@/features/risk/parameters";

const PARAMETERS: readonly Parameter[] = [lookBackChoice(252, [63, 126]), BENCHMARK, { key: "against", label: "Hedges", placeholder: "", isList: true }];

test("the address chooses; the server's first choice and what is not offered are left out", () => {
  expect(chosenOf(PARAMETERS, { sessions: "63", benchmark: " sp500 ", against: "aapl, msft;AAPL" })).toEqual({ sessions: "63", benchmark: "SP500", against: ["AAPL", "MSFT"] });
  expect(chosenOf(PARAMETERS, { sessions: "252", period: "1y" })).toEqual({});
  expect(chosenOf(PARAMETERS, { sessions: "999999" })).toEqual({});
});

test("what the server takes first stands first", () => {
  expect(periodChoice("ytd").options[0]).toEqual(["ytd", "This year"]);
  expect(periodChoice("ytd").options.filter(([key]) => key === "ytd")).toHaveLength(1);
  expect(lookBackChoice(504, [126, 504]).options).toEqual([["504", "2 years"], ["126", "6 months"]]);
});
