/** Weights that a person tries, with undo and variants that are kept, and the newest answer to them. */
import { useEffect, useReducer, useState } from "react";
import { postJson } from "@/api/client";
import type { Variant, WhatIfRequest, WhatIfView } from "@/api/types.gen";
import { Latest } from "@/features/risk/latest";
import { portfolioPath } from "@/features/risk/queries";

export type Edits = Readonly<Record<string, number>>;
export type Financing = "cash" | "others";

export interface Trial {
  edits: Edits;
  financing: Financing;
}

/** A trial that was given a name, to look at it beside others. */
export interface Kept extends Trial {
  title: string;
}

interface Tried {
  now: Trial;
  before: readonly Trial[];
  /** What moved last and when: the steps of one movement are undone together. */
  moved: { symbol: string; at: number } | null;
}

export type Step =
  | { kind: "move"; symbol: string; weight: number; at: number }
  | { kind: "finance"; financing: Financing }
  | { kind: "load"; trial: Trial }
  | { kind: "undo" }
  | { kind: "reset" };

export const UNTRIED: Tried = { now: { edits: {}, financing: "cash" }, before: [], moved: null };
const ONE_MOVEMENT = 700;
/** What the server compares at once, less the one that is being tried. */
export const MOST_KEPT = 7;
const TRYING = "Trying now";

export function tryStep(tried: Tried, step: Step): Tried {
  const { now, before, moved } = tried;
  switch (step.kind) {
    case "move": {
      const goesOn = moved?.symbol === step.symbol && step.at - moved.at < ONE_MOVEMENT;
      return {
        now: { ...now, edits: { ...now.edits, [step.symbol]: step.weight } },
        before: goesOn ? before : [...before, now],
        moved: { symbol: step.symbol, at: step.at },
      };
    }
    case "finance":
      return { now: { ...now, financing: step.financing }, before: [...before, now], moved: null };
    case "load":
      return { now: { edits: step.trial.edits, financing: step.trial.financing }, before: [...before, now], moved: null };
    case "undo":
      return { now: before.at(-1) ?? now, before: before.slice(0, -1), moved: null };
    case "reset":
      return isTried(now) ? { now: { ...now, edits: {} }, before: [...before, now], moved: null } : tried;
  }
}

export function isTried({ edits }: Trial): boolean {
  return Object.keys(edits).length > 0;
}

export function variantOf({ edits, financing }: Trial, title?: string): Variant {
  const variant = { edits: Object.entries(edits).map(([symbol, weight]) => ({ symbol, weight })), financing };
  return title === undefined ? variant : { ...variant, title };
}

/** Alone, or first beside those that were kept; null when there is nothing to ask. */
export function requestOf(now: Trial, kept: readonly Kept[]): WhatIfRequest | null {
  const variants = kept.map((one) => variantOf(one, one.title));
  if (!isTried(now)) return variants.length > 0 ? { variants } : null;
  return { variants: variants.length > 0 ? [variantOf(now, TRYING), ...variants] : [variantOf(now)] };
}

interface Question {
  trial: Trial;
  request: WhatIfRequest;
}

interface Answer {
  /** What it answers. */
  trial: Trial | null;
  view: WhatIfView | null;
  error: Error | null;
}

export interface WhatIf {
  trial: Trial;
  /** Null while nothing is asked, and before the first answer. */
  view: WhatIfView | null;
  /** The answer in view is to an earlier question; the next one is on its way. */
  isBehind: boolean;
  isAsked: boolean;
  error: Error | null;
  canUndo: boolean;
  step: (step: Step) => void;
}

const UNANSWERED: Answer = { trial: null, view: null, error: null };

/** `beside`: the kept variants to compare with; none = the trial alone. */
export function useWhatIf(portfolioId: string, asOf: string | undefined, beside: readonly Kept[]): WhatIf {
  const [tried, dispatch] = useReducer(tryStep, UNTRIED);
  const [answer, setAnswer] = useState(UNANSWERED);
  const [latest] = useState(
    () =>
      new Latest<Question, Answer>({
        send: async ({ trial, request }, signal) => ({ trial, view: await postJson<WhatIfView>(portfolioPath(portfolioId, "what-if"), { query: { as_of: asOf }, json: request, signal }), error: null }),
        onAnswer: setAnswer,
        onError: (error) => setAnswer({ ...UNANSWERED, error }),
      }),
  );
  const isAsked = isTried(tried.now) || beside.length > 0;
  useEffect(() => {
    const request = requestOf(tried.now, beside);
    if (request) latest.ask({ trial: tried.now, request });
    else latest.stop();
  }, [latest, tried.now, beside]);
  useEffect(() => () => latest.stop(), [latest]);
  const { trial, view, error } = isAsked ? answer : UNANSWERED;
  return { trial: tried.now, view, isBehind: view !== null && trial !== tried.now, isAsked, error, canUndo: tried.before.length > 0, step: dispatch };
}
