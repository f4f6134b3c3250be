/** Proposals for a portfolio: what was proposed, by whom, what moved since, and the trades as a file. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Trash2, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { apiUrl, getJson, remove } from "@/api/client";
import type { ProposalEntry, ProposalView } from "@/api/types.gen";
import { BoardView } from "@/components/slots/board-view";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton, TableSkeleton } from "@/components/ui/skeleton";
import { portfolioPath } from "@/features/risk/queries";
import { formatMoment, spelled } from "@/lib/format";

const SOURCES: Record<ProposalEntry["source"], string> = { what_if: "What if", optimization: "Optimization", rebalance: "Rebalancing" };

export default function ProposalsSection({ portfolioId }: { portfolioId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["portfolio", portfolioId, "proposals"],
    queryFn: ({ signal }) => getJson<ProposalEntry[]>(portfolioPath(portfolioId, "proposals"), { signal }),
  });
  const [opened, setOpened] = useState<string | null>(null);
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  if (!data) return <TableSkeleton rows={4} />;
  if (data.length === 0) {
    return (
      <div className="card">
        <EmptyState title="No proposals yet" text="Try weights under What if, or find better ones under Optimize, and save them as a proposal: figures before and after, and the trades." />
      </div>
    );
  }
  return (
    <ul aria-label="Proposals" className="space-y-3">
      {data.map((entry) => (
        <li key={entry.id} className="card p-4">
          <Entry entry={entry} isOpen={opened === entry.id} onOpen={() => setOpened(opened === entry.id ? null : entry.id)} />
          {opened === entry.id ? <Content id={entry.id} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Entry({ entry, isOpen, onOpen }: { entry: ProposalEntry; isOpen: boolean; onOpen: () => void }) {
  const [deleting, setDeleting] = useState(false);
  const cache = useQueryClient();
  const destroy = useMutation({
    mutationFn: () => remove(`/proposals/${encodeURIComponent(entry.id)}`),
    onSuccess: async () => {
      setDeleting(false);
      await cache.invalidateQueries({ queryKey: ["portfolio", entry.portfolio_id, "proposals"] });
    },
  });
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <div className="min-w-48 flex-1">
        <h3 className="text-sm font-semibold break-words">{entry.title}</h3>
        <p className="text-data text-ink-2">
          {SOURCES[entry.source]} · {entry.n_trades} {entry.n_trades === 1 ? "trade" : "trades"} · as of {entry.as_of} · {entry.author_name}, {formatMoment(entry.created_at)}
        </p>
        {entry.stale.length > 0 ? (
          <p className="mt-1 text-data text-warn">
            <TriangleAlert aria-hidden="true" className="mr-1 inline size-3.5 align-[-0.2em]" />
            Out of date: {spelled(entry.stale.join(" "))}
          </p>
        ) : null}
      </div>
      <div className="no-print flex items-center gap-1">
        <Button aria-expanded={isOpen} onClick={onOpen}>
          {isOpen ? "Hide" : "Show"}
          <span className="sr-only"> {entry.title}</span>
        </Button>
        <a
          href={apiUrl(`/proposals/${encodeURIComponent(entry.id)}/trades.csv`)}
          download
          title="Trades as CSV"
          aria-label={`Trades of ${entry.title} as CSV`}
          className="inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
        >
          <Download aria-hidden="true" className="size-4" />
        </a>
        {entry.deletable ? (
          <Button icon weight="quiet" aria-label={`Delete ${entry.title}`} title="Delete" onClick={() => setDeleting(true)}>
            <Trash2 aria-hidden="true" className="size-4" />
          </Button>
        ) : null}
      </div>
      {deleting ? (
        <ConfirmDialog title={`Delete ${entry.title}?`} text="The proposal with its figures and trades goes. Holdings do not change." action="Delete" pending={destroy.isPending} error={destroy.error} onConfirm={destroy.mutate} onCancel={() => setDeleting(false)} />
      ) : null}
    </div>
  );
}

function Content({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({ queryKey: ["proposal", id], queryFn: ({ signal }) => getJson<ProposalView>(`/proposals/${encodeURIComponent(id)}`, { signal }) });
  return <div className="mt-4">{error ? <ProblemCard error={error} onRetry={() => void refetch()} /> : data ? <BoardView board={data.board} /> : <BoardSkeleton />}</div>;
}
