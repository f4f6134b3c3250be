import { expect, test, vi } from "vitest";
import type { HoldingRow } from "@/api/types.gen";
import { Latest } from "@/features/risk/latest";
import { expectedWeights } from "@/features/risk/expected-weights";
import { freeTitle, isKept } from "@/features/risk/use-kept";
import { requestOf, tryStep, UNTRIED, type Trial } from "@/features/risk/use-what-if";
import { sliderRows } from "@/features/risk/weight-slider";

const move = (symbol: string, weight: number, at: number) => ({ kind: "move" as const, symbol, weight, at });

test("one movement is undone at once, two are undone one after the other", () => {
  let tried = [move("AAPL", 0.1, 0), move("AAPL", 0.12, 100), move("MSFT", 0.2, 200)].reduce(tryStep, UNTRIED);
  expect(tried.now.edits).toEqual({ AAPL: 0.12, MSFT: 0.2 });
  tried = tryStep(tried, { kind: "undo" });
  expect(tried.now.edits).toEqual({ AAPL: 0.12 });
  tried = tryStep(tried, { kind: "undo" });
  expect(tried.now.edits).toEqual({});
});

test("a reset can be undone", () => {
  const tried = [move("AAPL", 0.1, 0), { kind: "reset" as const }].reduce(tryStep, UNTRIED);
  expect(tried.now.edits).toEqual({});
  expect(tryStep(tried, { kind: "undo" }).now.edits).toEqual({ AAPL: 0.1 });
});

test("all edits hold together in one variant; beside kept ones it is named and stands first", () => {
  const { now } = [move("AAPL", 0.1, 0), move("CASH", 0.2, 1)].reduce(tryStep, UNTRIED);
  const edits = [{ symbol: "AAPL", weight: 0.1 }, { symbol: "CASH", weight: 0.2 }];
  const kept = [{ title: "Variant A", edits: { MSFT: 0 }, financing: "others" as const }];
  expect(requestOf(now, [])).toEqual({ variants: [{ edits, financing: "cash" }] });
  expect(requestOf(now, kept)?.variants.map(({ title }) => title)).toEqual(["Trying now", "Variant A"]);
  expect(requestOf(UNTRIED.now, kept)?.variants).toEqual([{ title: "Variant A", edits: [{ symbol: "MSFT", weight: 0 }], financing: "others" }]);
  expect(requestOf(UNTRIED.now, [])).toBeNull();
});

test("a kept variant comes back with its financing, and that can be undone", () => {
  const tried = tryStep(tryStep(UNTRIED, move("AAPL", 0.1, 0)), { kind: "load", trial: { edits: { MSFT: 0 }, financing: "others" } });
  expect(tried.now).toEqual({ edits: { MSFT: 0 }, financing: "others" });
  expect(tryStep(tried, { kind: "undo" }).now.edits).toEqual({ AAPL: 0.1 });
});

test("what was stored is read only where it makes sense, and names are free ones", () => {
  expect([{ title: "A", edits: { AAPL: 0.1 }, financing: "cash" }, { title: "B", edits: { AAPL: "x" }, financing: "cash" }, null, { title: "C", edits: {}, financing: "cash" }].map(isKept)).toEqual([true, false, false, false]);
  expect(freeTitle([{ title: "Variant A", edits: {}, financing: "cash" }])).toBe("Variant B");
});

const HELD = [
  { symbol: "AAPL", kind: "equity", weight: 0.5 },
  { symbol: "MSFT", kind: "equity", weight: 0.3 },
] as HoldingRow[];

test("weights are expected before the answer: cash pays, or the others do", () => {
  const rounded = (trial: Trial) => Object.fromEntries([...expectedWeights(HELD, trial)].map(([symbol, weight]) => [symbol, Number(weight.toFixed(6))]));
  expect(rounded({ edits: { AAPL: 0.4 }, financing: "cash" })).toEqual({ AAPL: 0.4, MSFT: 0.3, CASH: 0.3 });
  expect(rounded({ edits: { AAPL: 0.4 }, financing: "others" })).toEqual({ AAPL: 0.4, MSFT: 0.4, CASH: 0.2 });
  expect(rounded({ edits: { CASH: 0.6 }, financing: "cash" })).toEqual({ AAPL: 0.25, MSFT: 0.15, CASH: 0.6 });
});

test("only the newest question follows an answer, and the last answer wins", async () => {
  const answers: string[] = [];
  const open: (() => void)[] = [];
  const asked: string[] = [];
  const latest = new Latest<string, string>({
    send: (question) => {
      asked.push(question);
      return new Promise((resolve) => open.push(() => resolve(question)));
    },
    onAnswer: (answer) => answers.push(answer),
    onError: () => answers.push("error"),
  });
  latest.ask("a");
  await vi.waitFor(() => expect(asked).toEqual(["a"]));
  latest.ask("b");
  latest.ask("c");
  open[0]?.();
  await vi.waitFor(() => expect(asked).toEqual(["a", "c"]));
  open[1]?.();
  await vi.waitFor(() => expect(answers).toEqual(["a", "c"]));
});

test("what is stopped is not answered", async () => {
  const answers: string[] = [];
  let finish = () => {};
  const latest = new Latest<string, string>({ send: (question) => new Promise((resolve) => (finish = () => resolve(question))), onAnswer: (answer) => answers.push(answer), onError: () => answers.push("error") });
  latest.ask("a");
  await new Promise((resolve) => setTimeout(resolve, 50));
  latest.stop();
  finish();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers).toEqual([]);
});

test("a slider has room for what is held, shorts go below zero, added names come last", () => {
  const holdings = [
    { symbol: "AAPL", kind: "equity", weight: 0.165 },
    { symbol: "AMD", kind: "equity", weight: -0.12 },
  ] as HoldingRow[];
  const rows = sliderRows(holdings, { NVDA: 0.05 }, new Map([["AAPL", 0.1]]));
  expect(rows.map(({ symbol, weight, min, max, isEdited }) => [symbol, weight, min, max, isEdited])).toEqual([
    ["AAPL", 0.1, 0, 0.3, false],
    ["AMD", -0.12, -0.3, 0, false],
    ["NVDA", 0.05, 0, 0.3, true],
  ]);
});
