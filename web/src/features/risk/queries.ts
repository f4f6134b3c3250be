/** What the sections of the risk page ask the server for. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/api/client";
import type { BacktestView, Board, LimitPolicy, RiskReportView, ScenarioEntry, StressView } from "@/api/types.gen";
import type { Chosen } from "@/features/risk/parameters";

export function portfolioPath(portfolioId: string, rest: string): string {
  return `/portfolios/${encodeURIComponent(portfolioId)}/${rest}`;
}

export const riskQuery = (portfolioId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "risk", asOf ?? "latest"],
    queryFn: ({ signal }) => getJson<RiskReportView>(portfolioPath(portfolioId, "risk"), { query: { as_of: asOf }, signal }),
  });

export const stressQuery = (portfolioId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "stress", asOf ?? "latest"],
    queryFn: ({ signal }) => getJson<StressView>(portfolioPath(portfolioId, "stress"), { query: { as_of: asOf }, signal }),
  });

export const scenariosQuery = (portfolioId: string) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "scenarios"],
    queryFn: ({ signal }) => getJson<ScenarioEntry[]>(portfolioPath(portfolioId, "scenarios"), { signal }),
  });

export const backtestQuery = (portfolioId: string, asOf: string | undefined, chosen: Chosen) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "backtest", asOf ?? "latest", chosen],
    queryFn: ({ signal }) => getJson<BacktestView>(portfolioPath(portfolioId, "backtest"), { query: { as_of: asOf, ...chosen }, signal }),
  });

/** A report whose page is the board that comes with it. While other choices are on their way, the figures of the ones before stay. */
export function boardQuery(portfolioId: string, report: string, asOf: string | undefined, chosen: Chosen) {
  const key = ["portfolio", portfolioId, report, asOf ?? "latest"];
  return queryOptions({
    queryKey: [...key, "board", chosen],
    queryFn: async ({ signal }) => (await getJson<{ board: Board }>(portfolioPath(portfolioId, report), { query: { as_of: asOf, ...chosen }, signal })).board,
    placeholderData: (board: Board | undefined, before) => (key.every((part, place) => before?.queryKey[place] === part) ? board : undefined),
  });
}

/** Rules of one portfolio or group; null = those of the person for all portfolios. */
export function policyPath(of: string | null): string {
  return of === null ? "/limits/policy" : portfolioPath(of, "limits/policy");
}

export const policyQuery = (of: string | null) =>
  queryOptions({
    queryKey: ["policy", of ?? "all"],
    queryFn: ({ signal }) => getJson<LimitPolicy>(policyPath(of), { signal }),
  });
