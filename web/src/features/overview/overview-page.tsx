/** The portfolio at a glance: the server's board, drawn by slots. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { overviewQuery } from "@/api/queries";
import type { GroupSummary, PortfolioSummary } from "@/api/types.gen";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { DownloadReport } from "@/components/ui/download-report";
import { holdsNothing, NothingHeld } from "@/components/ui/nothing-held";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { useAppSearch } from "@/lib/app-search";
import { isGroup } from "@/lib/current-portfolio";
import { useDescribePage } from "@/lib/page-context";

interface OverviewPageProps {
  portfolio: PortfolioSummary | GroupSummary;
  /** What one can do with this kind of portfolio. */
  actions: ReactNode;
  /** Stands below the board. */
  children?: ReactNode;
}

export function OverviewPage({ portfolio, actions, children }: OverviewPageProps) {
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
            {isGroup(portfolio) ? `${portfolio.members.length} portfolios · ` : ""}
            {portfolio.n_holdings} holdings · {portfolio.currency} · against {portfolio.benchmark_name}
          </p>
        </div>
        <div className="no-print flex items-center gap-1">
          {isEmpty ? null : <DownloadReport portfolioId={portfolio.id} section={null} />}
          {actions}
        </div>
      </header>
      {isEmpty ? <NothingHeld portfolio={portfolio} /> : error ? <ProblemCard error={error} onRetry={() => void refetch()} /> : board ? <BoardView board={board} /> : <BoardSkeleton />}
      {isEmpty || !children ? null : <div className="mt-4">{children}</div>}
    </div>
  );
}
