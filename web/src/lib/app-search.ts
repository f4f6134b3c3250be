/** What the address bar carries on every page: the portfolio, the day, the selected holding, the thread. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export interface AppSearch {
  /** The day the whole product is set to; absent = the latest session. */
  asof?: string;
  portfolio?: string;
  /** Symbol of the selected holding. */
  selected?: string;
  thread?: string;
  /** The artifact in view in the workspace. */
  artifact?: string;
  /** Filters of the holdings table. */
  q?: string;
  sector?: string;
  type?: string;
  sort?: string;
  /** Symbol whose detail is open on the holdings page. */
  open?: string;
  /** What the page of optimization looks for. */
  mode?: string;
  /** Choices of a report, named as the server names them. */
  period?: string;
  sessions?: string;
  window?: string;
  days?: string;
  horizon?: string;
  confidence?: string;
  method?: string;
  scaling?: string;
  parts?: string;
  estimator?: string;
  exercise?: string;
  benchmark?: string;
  against?: string;
  model?: string;
}

const PARAMETERS = ["period", "sessions", "window", "days", "horizon", "confidence", "method", "scaling", "parts", "estimator", "exercise", "benchmark", "against", "model"] as const;
export type ParameterKey = (typeof PARAMETERS)[number];

const KEYS = ["portfolio", "selected", "thread", "artifact", "q", "sector", "type", "sort", "open", "mode", ...PARAMETERS] as const;

/** Keeps what is known and well formed; anything else in the address is ignored. */
export function readAppSearch(raw: Record<string, unknown>): AppSearch {
  const search: AppSearch = {};
  if (typeof raw.asof === "string" && isDay(raw.asof)) search.asof = raw.asof;
  for (const key of KEYS) {
    const value = raw[key];
    if (typeof value === "string" && value !== "") search[key] = value.slice(0, 200);
    else if (typeof value === "number") search[key] = String(value);
  }
  return search;
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

export function useAppSearch(): AppSearch {
  return useSearch({ strict: false });
}

/** Changes parts of the address on the page where one is; `undefined` takes a part away. */
export function usePatchSearch(): (patch: { [K in keyof AppSearch]?: AppSearch[K] | undefined }) => void {
  const navigate = useNavigate();
  return useCallback(
    (patch) => {
      // A part that goes must be named as undefined: what is merely absent is retained from the page before.
      void navigate({ to: ".", search: (before: AppSearch) => ({ ...before, ...patch }), replace: true, resetScroll: false });
    },
    [navigate],
  );
}
