import { expect, test } from "vitest";
import { BENCHMARK, chosenOf, lookBackChoice, periodChoice, type Parameter } from "@/features/risk/parameters";

const PARAMETERS: readonly Parameter[] = [lookBackChoice(252, [63, 126]), BENCHMARK, { key: "against", label: "Hedges", placeholder: "", isList: true }];

test("the address chooses; the first choice holds where it does not, or names what is not offered", () => {
  expect(chosenOf(PARAMETERS, { sessions: "63", benchmark: " sp500 ", against: "aapl, msft;AAPL" })).toEqual({ sessions: "63", benchmark: "SP500", against: ["AAPL", "MSFT"] });
  expect(chosenOf(PARAMETERS, { period: "1y" })).toEqual({ sessions: "252" });
  expect(chosenOf(PARAMETERS, { sessions: "999999" })).toEqual({ sessions: "252" });
});

test("the usual choice stands first, once", () => {
  expect(periodChoice("ytd").options[0]).toEqual(["ytd", "This year"]);
  expect(periodChoice("ytd").options.filter(([key]) => key === "ytd")).toHaveLength(1);
  expect(lookBackChoice(504, [126, 504]).options).toEqual([["504", "2 years"], ["126", "6 months"]]);
});
