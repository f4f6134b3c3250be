/** The portfolio that the address names; the first one where it names none. */
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
  // An address that names a portfolio must not show another one in its place.
  const portfolio = (wanted ? portfolios.find(({ id }) => id === wanted) : portfolios[0]) ?? null;
  return { portfolio, portfolios, isPending, error, retry: () => void refetch() };
}
