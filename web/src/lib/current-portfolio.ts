/** The portfolio that the address names, or the first one. */
import { useQuery } from "@tanstack/react-query";
import { portfoliosQuery } from "@/api/queries";
import type { PortfolioSummary } from "@/api/types.gen";
import { useAppSearch } from "@/lib/app-search";

interface CurrentPortfolio {
  portfolio: PortfolioSummary | null;
  portfolios: readonly PortfolioSummary[];
  isPending: boolean;
  error: Error | null;
  retry: () => void;
}

const NONE: readonly PortfolioSummary[] = [];

export function useCurrentPortfolio(): CurrentPortfolio {
  const { portfolio: wanted, asof } = useAppSearch();
  const { data, isPending, error, refetch } = useQuery(portfoliosQuery(asof));
  const portfolios = data ?? NONE;
  const portfolio = portfolios.find(({ id }) => id === wanted) ?? portfolios[0] ?? null;
  return { portfolio, portfolios, isPending, error, retry: () => void refetch() };
}
