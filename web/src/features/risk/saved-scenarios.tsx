/** Scenarios that were saved: run one, or delete one's own. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { remove } from "@/api/client";
import type { ScenarioEntry, ShockInput } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemCard } from "@/components/ui/problem-card";
import { portfolioPath, scenariosQuery } from "@/features/risk/queries";
import { formatFraction } from "@/lib/format";

interface SavedScenariosProps {
  portfolioId: string;
  onRun: (shocks: ShockInput[]) => void;
}

export function SavedScenarios({ portfolioId, onRun }: SavedScenariosProps) {
  const { data, error, refetch } = useQuery(scenariosQuery(portfolioId));
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <div className="border-t border-line pt-3">
      <h3 className="text-data font-semibold text-ink-2">Saved scenarios</h3>
      {data.length === 0 ? <p className="mt-1 text-data text-ink-3">None yet. Give a shock a name and save it: it is then part of every stress report.</p> : null}
      <ul aria-label="Saved scenarios">
        {data.map((entry) => (
          <Scenario key={entry.id} portfolioId={portfolioId} entry={entry} onRun={onRun} />
        ))}
      </ul>
    </div>
  );
}

function Scenario({ portfolioId, entry, onRun }: SavedScenariosProps & { entry: ScenarioEntry }) {
  const cache = useQueryClient();
  const [asks, setAsks] = useState(false);
  const erase = useMutation({
    mutationFn: () => remove(portfolioPath(portfolioId, `scenarios/${encodeURIComponent(entry.id)}`)),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["portfolio", portfolioId, "scenarios"] }),
        cache.invalidateQueries({ queryKey: ["portfolio", portfolioId, "stress"] }),
      ]),
  });
  return (
    <li className="flex items-center gap-2 py-1 text-data">
      <span className="min-w-0 flex-1 break-words">
        {entry.name} <span className="text-ink-3">{describeShocks(entry.shocks)}{entry.mine ? (entry.shared ? " · shared" : "") : ` · shared by ${entry.owner_name}`}</span>
      </span>
      <Button aria-label={`Run ${entry.name}`} onClick={() => onRun(entry.shocks)}>
        Run
      </Button>
      {entry.mine ? (
        <Button icon weight="quiet" aria-label={`Delete ${entry.name}`} disabled={erase.isPending} onClick={() => setAsks(true)}>
          <Trash2 aria-hidden="true" className="size-4" />
        </Button>
      ) : null}
      {asks ? (
        <ConfirmDialog
          title={`Delete ${entry.name}?`}
          text="It goes from every stress report, also of those it is shared with. This can not be undone."
          action="Delete"
          pending={erase.isPending}
          error={erase.error}
          onConfirm={erase.mutate}
          onCancel={() => setAsks(false)}
        />
      ) : null}
    </li>
  );
}

export function describeShocks(shocks: readonly ShockInput[]): string {
  return shocks.map(({ target, move }) => `${target} ${formatFraction(move, { signed: true })}`).join(", ");
}
