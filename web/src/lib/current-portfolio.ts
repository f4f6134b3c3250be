/** The portfolio or group that the address names; the first portfolio where it names none. */
import { useQuery } from "@tanstack/react-query";
import { groupsQuery, portfoliosQuery } from "@/api/queries";
import type { GroupSummary, PortfolioSummary } from "@/api/types.gen";
import { useAppSearch } from "@/lib/app-search";

interface CurrentPortfolio {
  portfolio: PortfolioSummary | GroupSummary | null;
  portfolios: readonly PortfolioSummary[];
  groups: readonly GroupSummary[];
  isPending: boolean;
  error: Error | null;
  retry: () => void;
}

/** The group of everything, which is kept by nobody and changes by itself. */
export const ALL_PORTFOLIOS = "all";

const NO_PORTFOLIOS: readonly PortfolioSummary[] = [];
const NO_GROUPS: readonly GroupSummary[] = [];

export function useCurrentPortfolio(): CurrentPortfolio {
  const { portfolio: wanted, asof } = useAppSearch();
  const { data, isPending, error, refetch } = useQuery(portfoliosQuery(asof));
  const inGroups = useQuery(groupsQuery(asof));
  const portfolios = data ?? NO_PORTFOLIOS;
  const groups = inGroups.data ?? NO_GROUPS;
  // An address that names a portfolio must not show another one in its place.
  const known = wanted ? portfolios.find(({ id }) => id === wanted) : portfolios[0];
  const portfolio = known ?? groups.find(({ id }) => id === wanted) ?? null;
  // A portfolio does not wait for the groups.
  const waitsForGroups = wanted !== undefined && !known && inGroups.isPending;
  const failure = error ?? (wanted !== undefined && !portfolio ? inGroups.error : null);
  return { portfolio, portfolios, groups, isPending: isPending || waitsForGroups, error: failure, retry: () => void Promise.all([refetch(), inGroups.refetch()]) };
}

export function isGroup(portfolio: PortfolioSummary | GroupSummary): portfolio is GroupSummary {
  return "members" in portfolio;
}
