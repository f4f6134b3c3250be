/** The portfolio at a glance: the server's board, drawn by slots. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { overviewQuery } from "@/api/queries";
import type { PortfolioSummary } from "@/api/types.gen";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { holdsNothing, NothingHeld } from "@/components/ui/nothing-held";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { PortfolioActions } from "@/features/overview/portfolio-actions";
import { useAppSearch } from "@/lib/app-search";
import { useDescribePage } from "@/lib/page-context";

export function OverviewPage({ portfolio }: { portfolio: PortfolioSummary }) {
  const { asof, selected } = useAppSearch();
  const { data: board, error, refetch } = useQuery(overviewQuery(portfolio.id, asof));
  const isEmpty = holdsNothing(portfolio);
  const summary = useMemo(() => (board ? summarizeBoard(board) : ""), [board]);
  useDescribePage("Overview", summary, selected ?? null);
  return (
    <div className="mx-auto max-w-[88rem] p-3 sm:p-4">
      <header className="mb-4 flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1">
          <h1 className="text-lg break-words font-semibold tracking-tight">{portfolio.name}</h1>
          <p className="text-data text-ink-3">
            {portfolio.n_holdings} holdings · {portfolio.currency} · against {portfolio.benchmark_name}
          </p>
        </div>
        <PortfolioActions portfolio={portfolio} />
      </header>
      {isEmpty ? <NothingHeld portfolio={portfolio} /> : error ? <ProblemCard error={error} onRetry={() => void refetch()} /> : board ? <BoardView board={board} /> : <BoardSkeleton />}
    </div>
  );
}
