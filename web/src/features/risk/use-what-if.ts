/** Weights that a person tries, with undo, and the newest answer to them. */
import { useEffect, useReducer, useState } from "react";
import { postJson } from "@/api/client";
import type { WhatIfRequest, WhatIfView } from "@/api/types.gen";
import { Latest } from "@/features/risk/latest";
import { portfolioPath } from "@/features/risk/queries";

export type Edits = Readonly<Record<string, number>>;
export type Financing = "cash" | "others";

export interface Trial {
  edits: Edits;
  financing: Financing;
}

interface Tried {
  now: Trial;
  before: readonly Trial[];
  /** What moved last and when: the steps of one movement are undone together. */
  moved: { symbol: string; at: number } | null;
}

type Step = { kind: "move"; symbol: string; weight: number; at: number } | { kind: "finance"; financing: Financing } | { kind: "undo" } | { kind: "reset" };

export const UNTRIED: Tried = { now: { edits: {}, financing: "cash" }, before: [], moved: null };
const ONE_MOVEMENT = 700;

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
    case "undo":
      return { now: before.at(-1) ?? now, before: before.slice(0, -1), moved: null };
    case "reset":
      return Object.keys(now.edits).length === 0 ? tried : { now: { ...now, edits: {} }, before: [...before, now], moved: null };
  }
}

export function requestOf({ edits, financing }: Trial): WhatIfRequest {
  return { variants: [{ edits: Object.entries(edits).map(([symbol, weight]) => ({ symbol, weight })), financing }] };
}

export interface WhatIf {
  trial: Trial;
  /** Null while nothing is tried, and before the first answer. */
  view: WhatIfView | null;
  error: Error | null;
  canUndo: boolean;
  step: (step: Step) => void;
}

export function useWhatIf(portfolioId: string, asOf: string | undefined): WhatIf {
  const [tried, dispatch] = useReducer(tryStep, UNTRIED);
  const [answer, setAnswer] = useState<{ view: WhatIfView | null; error: Error | null }>({ view: null, error: null });
  const [latest] = useState(
    () =>
      new Latest<Trial, WhatIfView>({
        send: (trial, signal) => postJson<WhatIfView>(portfolioPath(portfolioId, "what-if"), { query: { as_of: asOf }, json: requestOf(trial), signal }),
        onAnswer: (view) => setAnswer({ view, error: null }),
        onError: (error) => setAnswer({ view: null, error }),
      }),
  );
  const isTried = Object.keys(tried.now.edits).length > 0;
  useEffect(() => {
    if (isTried) latest.ask(tried.now);
    else latest.stop();
  }, [latest, tried.now, isTried]);
  useEffect(() => () => latest.stop(), [latest]);
  return { trial: tried.now, view: isTried ? answer.view : null, error: isTried ? answer.error : null, canUndo: tried.before.length > 0, step: dispatch };
}
