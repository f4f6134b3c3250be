import { expect, test } from "vitest";
import { exceptionsOf } from "@/components/charts/exceptions-option";
import { worstOf } from "@/features/risk/episode-holdings";
import { describeShocks } from "@/features/risk/saved-scenarios";
import { readLoss } from "@/features/risk/reverse-form";
import { readShocks, slipOf } from "@/features/risk/shock-form";

test("percent as typed become fractions", () => {
  expect(readShocks([{ target: " market ", percent: "-20" }, { target: "AAPL", percent: "7.5" }])).toEqual([
    { target: "market", move: -0.2 },
    { target: "AAPL", move: 0.075 },
  ]);
});

test("a row that is not complete can not be run", () => {
  expect(readShocks([{ target: "", percent: "-20" }])).toBeNull();
  expect(readShocks([{ target: "market", percent: " " }])).toBeNull();
  expect(readShocks([{ target: "market", percent: "much" }])).toBeNull();
});

test("a move that can not be is told in percent, as it was typed", () => {
  expect(slipOf({ target: "market", percent: "-150" })).toBe("market: give a move from -100 to 1000 and not 0. Write -20 for a fall by a fifth.");
  expect(slipOf({ target: "rates", percent: "30" })).toContain("-20 to 20");
  expect(slipOf({ target: "market", percent: "-20" })).toBeNull();
});

test("a loss is a share of net value, given in percent or in money", () => {
  expect(readLoss("10", 100)).toBe(0.1);
  expect(readLoss("100000", 400_000)).toBe(0.25);
  expect([readLoss("", 100), readLoss("0", 100), readLoss("100", 100), readLoss("10", null)]).toEqual([null, null, null, null]);
});

test("shocks are told with their sign", () => {
  expect(describeShocks([{ target: "market", move: -0.2 }, { target: "AAPL", move: 0.05 }])).toBe("market -20.0%, AAPL +5.0%");
});

test("the worst episode is the largest loss; those without a figure do not count", () => {
  expect(worstOf([{ key: "a", value: -0.1 }, { key: "b", value: null }, { key: "c", value: -0.3 }])).toBe("c");
  expect(worstOf([{ key: "b", value: null }])).toBeNull();
});

test("an exception is a loss beyond its forecast; a day without either is none", () => {
  const data = { dates: ["a", "b", "c", "d", "e"], losses: [0.03, 0.02, null, 0.05, -0.04], forecast: [0.02, 0.02, 0.02, null, 0.02], name: "Historical" };
  expect(exceptionsOf(data)).toEqual([0]);
});
