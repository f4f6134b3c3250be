/** Trades back to target weights, with the tax lots that sales would use. Nothing is traded. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { postJson } from "@/api/client";
import { holdingsQuery } from "@/api/queries";
import type { PortfolioSummary, RebalanceView } from "@/api/types.gen";
import { SaveProposal } from "@/components/proposals/save-proposal";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton, TableSkeleton } from "@/components/ui/skeleton";
import { RebalanceFormCard } from "@/features/optimize/rebalance-form";
import { rebalanceRequest, type RebalanceForm } from "@/features/optimize/rebalance-request";
import { useDescribePage } from "@/lib/page-context";

export default function Rebalancer({ portfolio, asOf }: { portfolio: PortfolioSummary; asOf: string | undefined }) {
  const { data: holdings, error, refetch } = useQuery(holdingsQuery(portfolio.id, asOf));
  const run = useMutation({
    mutationFn: (form: RebalanceForm) => postJson<RebalanceView>(`/portfolios/${encodeURIComponent(portfolio.id)}/rebalance`, { json: rebalanceRequest(form, asOf) }),
  });
  const summary = useMemo(() => (run.data ? summarizeBoard(run.data.board) : "No targets yet."), [run.data]);
  useDescribePage("Rebalance", summary, null);
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  return (
    <div className="@container">
      <div className="grid items-start gap-4 @4xl:grid-cols-[20rem_minmax(0,1fr)]">
        {holdings ? <RebalanceFormCard holdings={holdings.report.holdings} isRunning={run.isPending} onRun={run.mutate} /> : <TableSkeleton rows={12} />}
        <div aria-live="polite" aria-busy={run.isPending} className="min-w-0 space-y-4">
          {run.isPending ? (
            <BoardSkeleton />
          ) : run.error ? (
            <ProblemCard error={run.error} />
          ) : run.data ? (
            <>
              {run.data.report.n_trades > 0 ? <SaveProposal portfolioId={portfolio.id} content={{ rebalance: rebalanceRequest(run.variables, asOf), as_of: asOf ?? null }} /> : null}
              <BoardView board={run.data.board} />
            </>
          ) : (
            <div className="card">
              <EmptyState title="No targets yet" text="Give target weights, for some holdings or all. You see how far each has drifted, the trades back in whole lots, and the gains and wash sales that they would bring." />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
