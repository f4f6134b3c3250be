/** Better weights under limits: what is asked on the left, the proposal and its trades on the right. Nothing is traded. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { ApiProblem, postJson } from "@/api/client";
import { holdingsQuery } from "@/api/queries";
import type { OptimizationView, PortfolioSummary } from "@/api/types.gen";
import { summarizeBoard } from "@/components/slots/board-summary";
import { DownloadReport } from "@/components/ui/download-report";
import { EmptyState } from "@/components/ui/empty-state";
import { holdsNothing, NothingHeld } from "@/components/ui/nothing-held";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { ConflictCard } from "@/features/optimize/conflict-card";
import { OptimizeFormCard } from "@/features/optimize/optimize-form";
import { Proposal } from "@/features/optimize/proposal";
import { conflictsOf, requestOf, type OptimizeForm } from "@/features/optimize/request";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";
import { useDescribePage } from "@/lib/page-context";

const loadRebalancer = () => import("@/features/optimize/rebalancer");
const Rebalancer = lazy(loadRebalancer);
const MODES = [
  { key: undefined, name: "Better weights" },
  { key: "rebalance", name: "Back to targets" },
];

export function OptimizePage({ portfolio }: { portfolio: PortfolioSummary }) {
  const { asof, mode } = useAppSearch();
  const patchSearch = usePatchSearch();
  // A server that pauses later must not leave a part that can not be opened.
  useEffect(() => void loadRebalancer(), []);
  const Work = mode === "rebalance" ? Rebalancer : Optimizer;
  return (
    <div className="mx-auto max-w-[88rem] p-3 sm:p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 flex-1 text-lg font-semibold tracking-tight break-words">Optimize {portfolio.name}</h1>
        {holdsNothing(portfolio) ? null : <DownloadReport portfolioId={portfolio.id} section={mode === "rebalance" ? null : { key: "optimize", name: "a minimum-variance proposal without limits of your own, not the one in view" }} />}
      </header>
      <p className="mb-4 text-data text-ink-3">as of {portfolio.as_of} · nothing is traded; what you save as a proposal is kept</p>
      <div role="group" aria-label="What to look for" className="no-print mb-4 flex w-fit rounded-md border border-line bg-raised p-0.5">
        {MODES.map(({ key, name }) => (
          <button
            key={name}
            type="button"
            aria-pressed={mode === key}
            onClick={() => patchSearch({ mode: key })}
            className="h-8 rounded px-3 text-data font-medium text-ink-2 hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-ink"
          >
            {name}
          </button>
        ))}
      </div>
      {/* A proposal belongs to its portfolio and its day. */}
      {holdsNothing(portfolio) ? <NothingHeld portfolio={portfolio} /> : (
        <Suspense fallback={<BoardSkeleton />}>
          <Work key={`${portfolio.id} ${asof ?? ""}`} portfolio={portfolio} asOf={asof} />
        </Suspense>
      )}
    </div>
  );
}

function Optimizer({ portfolio, asOf }: { portfolio: PortfolioSummary; asOf: string | undefined }) {
  const { selected } = useAppSearch();
  const { data: holdings } = useQuery(holdingsQuery(portfolio.id, asOf));
  const run = useMutation({
    mutationFn: (form: OptimizeForm) => postJson<OptimizationView>(`/portfolios/${encodeURIComponent(portfolio.id)}/optimize`, { json: requestOf(form, asOf) }),
  });
  const sectors = useMemo(() => [...new Set(holdings?.report.holdings.flatMap(({ sector }) => (sector === null ? [] : [sector])))].sort(), [holdings]);
  const hasShorts = holdings?.report.holdings.some(({ kind, weight }) => kind !== "option" && (weight ?? 0) < 0 && kind !== "cash") ?? false;
  const summary = useMemo(() => (run.data ? summarizeBoard(run.data.board) : "No proposal yet."), [run.data]);
  useDescribePage("Optimize", summary, selected ?? null);
  const conflicts = run.error instanceof ApiProblem ? conflictsOf(run.error.errors) : [];
  return (
    <div className="@container">
      <div className="grid items-start gap-4 @4xl:grid-cols-[20rem_minmax(0,1fr)]">
        <OptimizeFormCard sectors={sectors} hasShorts={hasShorts} isRunning={run.isPending} onRun={run.mutate} />
        <div aria-live="polite" aria-busy={run.isPending} className="min-w-0">
          {run.isPending ? (
            <BoardSkeleton />
          ) : conflicts.length > 0 ? (
            <ConflictCard conflicts={conflicts} />
          ) : run.error ? (
            <ProblemCard error={run.error} />
          ) : run.data ? (
            <Proposal view={run.data} portfolioId={portfolio.id} form={run.variables} asOf={asOf} />
          ) : (
            <div className="card">
              <EmptyState title="No proposal yet" text="Choose what to aim for and the limits to keep, then propose weights. You see the weights, the risk before and after, the trades, and the efficient frontier." />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
