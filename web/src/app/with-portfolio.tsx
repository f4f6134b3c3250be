/** Gives a page its portfolio, or says what to do when there is none. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { GroupSummary, PortfolioSummary } from "@/api/types.gen";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemCard } from "@/components/ui/problem-card";
import { useCurrentPortfolio } from "@/lib/current-portfolio";

interface WithPortfolioProps {
  /** The shape of what comes. */
  skeleton: ReactNode;
  children: (portfolio: PortfolioSummary | GroupSummary) => ReactNode;
}

export function WithPortfolio({ skeleton, children }: WithPortfolioProps) {
  const { portfolio, portfolios, isPending, error, retry } = useCurrentPortfolio();
  if (isPending) return <div className="p-4">{skeleton}</div>;
  if (error) {
    return (
      <div className="p-4">
        <ProblemCard error={error} onRetry={retry} />
      </div>
    );
  }
  if (!portfolio && portfolios.length > 0) return <EmptyState title="This portfolio is not here" text="It was deleted, or the address is wrong. Choose another one above." />;
  if (!portfolio) {
    return (
      <EmptyState title="No portfolio yet" text="Import a file of holdings from your broker: CSV, as you download it.">
        <Link to="/import" className="inline-flex h-9 items-center rounded-md bg-accent px-4 font-medium text-on-accent">
          Import a file
        </Link>
      </EmptyState>
    );
  }
  return children(portfolio);
}
