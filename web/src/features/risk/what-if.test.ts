import { expect, test, vi } from "vitest";
import type { HoldingRow } from "@/api/types.gen";
import { Latest } from "@/features/risk/latest";
import { requestOf, tryStep, UNTRIED } from "@/features/risk/use-what-if";
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

test("all edits hold together in one variant", () => {
  const { now } = [move("AAPL", 0.1, 0), move("CASH", 0.2, 1)].reduce(tryStep, UNTRIED);
  expect(requestOf(now)).toEqual({ variants: [{ edits: [{ symbol: "AAPL", weight: 0.1 }, { symbol: "CASH", weight: 0.2 }], financing: "cash" }] });
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
