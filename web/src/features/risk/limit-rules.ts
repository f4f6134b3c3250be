/** Rules as a person edits them: percent as typed, fractions on the wire. */
import type { LimitPolicy, LimitRuleInput, LimitRuleOutput, PolicyKind } from "@/api/types.gen";
import { formatPlain } from "@/lib/format";

export type LimitKind = PolicyKind["kind"];

/** Texts as typed; empty = not given, and then the server's own choice holds. */
export interface RuleDraft {
  id: number;
  kind: LimitKind;
  direction: NonNullable<LimitRuleInput["direction"]>;
  level: string;
  warn: string;
  name: string;
  count: string;
  window: string;
  confidence: string;
}

export function draftsOf({ rules, kinds }: LimitPolicy): RuleDraft[] {
  return rules.map(({ rule }, id) => draftOf(rule, id, isShare(kinds, rule.kind)));
}

export function newDraft(kind: LimitKind, id: number): RuleDraft {
  return { id, kind, direction: "at_most", level: "", warn: "", name: "", count: "", window: "", confidence: "" };
}

/** Another figure has another unit, and other things may be said with it. */
export function withKind(draft: RuleDraft, kind: LimitKind): RuleDraft {
  return { ...newDraft(kind, draft.id), direction: draft.direction };
}

/** The whole policy; null while a rule has no level. */
export function readRules(drafts: readonly RuleDraft[], kinds: readonly PolicyKind[]): LimitRuleInput[] | null {
  const rules = drafts.map((draft) => readRule(draft, isShare(kinds, draft.kind)));
  return rules.every((rule) => rule !== null) ? rules : null;
}

export function isShare(kinds: readonly PolicyKind[], kind: LimitKind): boolean {
  return kinds.find((entry) => entry.kind === kind)?.is_share ?? true;
}

function readRule(draft: RuleDraft, share: boolean): LimitRuleInput | null {
  const level = numberOf(draft.level, share);
  if (level === null) return null;
  return {
    kind: draft.kind,
    direction: draft.direction,
    level,
    warn: numberOf(draft.warn, share),
    name: draft.name.trim() === "" ? null : draft.name.trim(),
    count: numberOf(draft.count, false),
    window: numberOf(draft.window, false),
    confidence: numberOf(draft.confidence, false),
  };
}

function draftOf(rule: LimitRuleOutput, id: number, share: boolean): RuleDraft {
  const text = (value: number | null) => (value === null ? "" : formatPlain(share ? value * 100 : value));
  const plain = (value: number | null) => (value === null ? "" : String(value));
  return { id, kind: rule.kind, direction: rule.direction, level: text(rule.level), warn: text(rule.warn), name: rule.name ?? "", count: plain(rule.count), window: plain(rule.window), confidence: plain(rule.confidence) };
}

function numberOf(text: string, share: boolean): number | null {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return null;
  return share ? Number((value / 100).toPrecision(12)) : value;
}
