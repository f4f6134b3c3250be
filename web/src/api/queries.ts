/** Server state that more than one feature reads. */
import { queryOptions } from "@tanstack/react-query";
import { ApiProblem, getJson, rememberCsrfToken } from "@/api/client";
import type { Board, GroupSummary, HoldingsReportView, MarketInfo, Me, MeasureEntry, PortfolioSummary, PublicSettings } from "@/api/types.gen";

const FOREVER = Number.POSITIVE_INFINITY;

/** Null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      const me = await getJson<Me>("/session", { signal });
      rememberCsrfToken(me.csrf_token);
      return me;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: FOREVER,
});

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => getJson<PublicSettings>("/settings", { signal }),
  staleTime: FOREVER,
});

/** The catalog of measures by key. */
export const measuresQuery = queryOptions({
  queryKey: ["measures"],
  queryFn: async ({ signal }) => new Map((await getJson<MeasureEntry[]>("/measures", { signal })).map((entry) => [entry.key, entry])),
  staleTime: FOREVER,
});

export const marketQuery = queryOptions({
  queryKey: ["market"],
  queryFn: ({ signal }) => getJson<MarketInfo>("/market", { signal }),
  staleTime: FOREVER,
});

export const portfoliosQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ["portfolios", asOf ?? "latest"],
    queryFn: ({ signal }) => getJson<PortfolioSummary[]>("/portfolios", { query: { as_of: asOf }, signal }),
  });

/** Groups of portfolios: the id of one stands wherever a portfolio's may. */
export const groupsQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ["groups", asOf ?? "latest"],
    queryFn: ({ signal }) => getJson<GroupSummary[]>("/groups", { query: { as_of: asOf }, signal }),
  });

export const overviewQuery = (portfolioId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "overview", asOf ?? "latest"],
    queryFn: ({ signal }) => getJson<Board>(`/portfolios/${encodeURIComponent(portfolioId)}/overview`, { query: { as_of: asOf }, signal }),
  });

export const holdingsQuery = (portfolioId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ["portfolio", portfolioId, "holdings", asOf ?? "latest"],
    queryFn: ({ signal }) =>
      getJson<HoldingsReportView>(`/portfolios/${encodeURIComponent(portfolioId)}/holdings`, { query: { as_of: asOf }, signal }),
  });
