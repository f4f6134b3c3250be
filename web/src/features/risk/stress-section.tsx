/** What crises and shocks would cost: the server's board, one's own shocks, saved scenarios, and how each episode was replayed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { postJson } from "@/api/client";
import type { Board, PortfolioSummary, ScenarioRequest, Slot, StressRequest, StressView } from "@/api/types.gen";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton, Skeleton } from "@/components/ui/skeleton";
import { EpisodeHoldings } from "@/features/risk/episode-holdings";
import { portfolioPath, riskQuery, stressQuery } from "@/features/risk/queries";
import { ReverseForm } from "@/features/risk/reverse-form";
import { SavedScenarios } from "@/features/risk/saved-scenarios";
import { ShockForm } from "@/features/risk/shock-form";
import { ShockOutcome } from "@/features/risk/shock-outcome";
import { useAppSearch } from "@/lib/app-search";
import { isGroup } from "@/lib/current-portfolio";
import { useDescribePage } from "@/lib/page-context";

export default function StressSection({ portfolio }: { portfolio: PortfolioSummary }) {
  const { asof, selected } = useAppSearch();
  const { data, error, refetch } = useQuery(stressQuery(portfolio.id, asof));
  const { data: risk } = useQuery(riskQuery(portfolio.id, asof));
  const summary = useMemo(() => (data ? summarizeBoard(data.board) : ""), [data]);
  useDescribePage("Risk: stress", summary, selected ?? null);
  const targets = useMemo(() => {
    const sectors = risk?.report.sectors.map(({ sector }) => sector) ?? [];
    const symbols = risk?.report.contributions.map(({ symbol }) => symbol) ?? [];
    return ["market", "volatility", ...sectors, ...symbols];
  }, [risk]);
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  return (
    <div className="space-y-4">
      <OwnShocks key={asof} portfolio={portfolio} asOf={asof} targets={targets} />
      {data ? (
        <>
          <BoardView board={chartsTogether(data.board)} />
          {data.report.episodes.length > 0 ? <EpisodeHoldings view={data} /> : null}
        </>
      ) : (
        <BoardSkeleton />
      )}
    </div>
  );
}

const ORDER = ["metrics", "bars", "table", "note"];

/** Charts side by side, then what is as wide as the page. */
export function chartsTogether(board: Board): Board {
  const rank = ({ kind }: Slot) => ORDER.indexOf(kind);
  return { ...board, slots: board.slots.toSorted((one, other) => rank(one) - rank(other)) };
}

function OwnShocks({ portfolio, asOf, targets }: { portfolio: PortfolioSummary; asOf: string | undefined; targets: readonly string[] }) {
  const { id: portfolioId, currency, net_value } = portfolio;
  const cache = useQueryClient();
  const run = useMutation({
    mutationFn: (request: StressRequest) => postJson<StressView>(portfolioPath(portfolioId, "stress"), { query: { as_of: asOf }, json: request }),
  });
  const save = useMutation({
    mutationFn: (entry: ScenarioRequest) => postJson(portfolioPath(portfolioId, "scenarios"), { json: entry }),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["portfolio", portfolioId, "scenarios"] }),
        cache.invalidateQueries({ queryKey: ["portfolio", portfolioId, "stress"] }),
      ]),
  });
  return (
    <section aria-label="Your own shocks" className="grid items-start gap-4 lg:grid-cols-2">
      <div className="card space-y-4 p-4">
        <ShockForm targets={targets} isRunning={run.isPending} onRun={(shocks) => run.mutate({ shocks })} isSaving={save.isPending} canShare={!isGroup(portfolio)} onSave={save.mutate} />
        {save.error ? <ProblemCard error={save.error} /> : null}
        <ReverseForm currency={currency} netValue={net_value?.amount ?? null} isRunning={run.isPending} onRun={(loss) => run.mutate({ loss })} />
        <SavedScenarios portfolioId={portfolioId} onRun={(shocks) => run.mutate({ shocks })} />
      </div>
      <div aria-live="polite">
        {run.error ? (
          <ProblemCard error={run.error} />
        ) : run.data ? (
          <ShockOutcome view={run.data} />
        ) : run.isPending ? (
          <Skeleton className="h-48" />
        ) : (
          <p className="card p-4 text-data text-ink-2">Run a shock to see what this portfolio would be expected to lose or gain, and which holdings carry it.</p>
        )}
      </div>
    </section>
  );
}
