import { expect, test } from "vitest";
import type { LimitPolicy } from "@/api/types.gen";
import { draftsOf, newDraft, readRules, withKind } from "@/features/risk/limit-rules";

const KINDS: LimitPolicy["kinds"] = [
  { kind: "single_name", label: "Largest holding", takes: "symbol", is_share: true },
  { kind: "beta", label: "Beta", takes: null, is_share: false },
];
const RULE = { kind: "single_name", level: 0.07, direction: "at_most", warn: null, name: "AAPL", confidence: null, window: null, count: null } as const;
const POLICY: LimitPolicy = {
  source: "portfolio", rules: [{ rule: RULE, key: "a", label: "", text: "", warning_level: 0.056 }, { rule: { ...RULE, kind: "beta", level: 1.2, warn: 1.1, name: null }, key: "b", label: "", text: "", warning_level: 1.1 }],
  changed_at: null, can_undo: false, kinds: KINDS, windows: [21, 252], confidences: [0.95, 0.99],
};

test("rules come out of the form as they went in", () => {
  const drafts = draftsOf(POLICY);
  expect(drafts.map(({ level, warn }) => [level, warn])).toEqual([["7", ""], ["1.2", "1.1"]]);
  expect(readRules(drafts, KINDS)).toEqual(POLICY.rules.map(({ rule }) => rule));
});

test("a rule without a level can not be saved", () => {
  expect(readRules([newDraft("beta", 0)], KINDS)).toBeNull();
  expect(readRules([{ ...newDraft("beta", 0), level: "much" }], KINDS)).toBeNull();
  expect(readRules([], KINDS)).toEqual([]);
});

test("another figure forgets a level in another unit, and keeps the direction", () => {
  const [draft = newDraft("beta", 0)] = draftsOf(POLICY);
  expect(withKind({ ...draft, direction: "at_least" }, "beta")).toMatchObject({ kind: "beta", level: "", name: "", direction: "at_least" });
});
