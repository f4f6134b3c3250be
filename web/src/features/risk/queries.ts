/** What the sections of the risk page ask the server for. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/api/client";
import type { BacktestView, Board, RiskReportView, ScenarioEntry, StressView } from "@/api/types.gen";

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

export const backtestQuery = (portfolioId: string, asOf: string | undefined, confidence: string) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "backtest", confidence, asOf ?? "latest"],
    queryFn: ({ signal }) => getJson<BacktestView>(portfolioPath(portfolioId, "backtest"), { query: { as_of: asOf, confidence }, signal }),
  });

/** Reports whose page is the board that comes with them. */
export type BoardReport = "factors" | "drawdowns" | "drift" | "attribution" | "limits";

export const boardQuery = (portfolioId: string, report: BoardReport, asOf: string | undefined) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, report, asOf ?? "latest"],
    queryFn: async ({ signal }) => (await getJson<{ board: Board }>(portfolioPath(portfolioId, report), { query: { as_of: asOf }, signal })).board,
  });
