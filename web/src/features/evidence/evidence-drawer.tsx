/** The calculation behind one figure: what it is, how it was computed, from what, and the same again on request. */
import { useQuery } from "@tanstack/react-query";
import { getJson } from "@/api/client";
import { measuresQuery } from "@/api/queries";
import type { Evidence, Fact } from "@/api/types.gen";
import type { EvidenceTarget } from "@/components/figure/figure-layer";
import { Drawer } from "@/components/ui/drawer";
import { ProblemCard } from "@/components/ui/problem-card";
import { Skeleton } from "@/components/ui/skeleton";
import { FactDetails } from "@/features/evidence/fact-details";
import { ReplayCheck } from "@/features/evidence/replay-check";
import { useCurrentPortfolio } from "@/lib/current-portfolio";

interface EvidenceDrawerProps {
  target: EvidenceTarget;
  onOpen: (target: EvidenceTarget) => void;
  onClose: () => void;
}

export default function EvidenceDrawer({ target, onOpen, onClose }: EvidenceDrawerProps) {
  const { evidence, error, refetch } = useEvidence(target);
  const fact = evidence?.fact ?? target.fact;
  if (fact) return <FactDrawer fact={fact} evidence={evidence} target={target} onOpen={onOpen} onClose={onClose} />;
  return (
    <Drawer title="Evidence" onClose={onClose}>
      {error ? <ProblemCard error={error} onRetry={refetch} /> : <Skeleton className="h-64" />}
    </Drawer>
  );
}

interface FactDrawerProps extends EvidenceDrawerProps {
  fact: Fact;
  evidence: Evidence | undefined;
}

function FactDrawer({ fact, evidence, target: { runId, facts }, onOpen, onClose }: FactDrawerProps) {
  const { data: measures } = useQuery(measuresQuery);
  const { portfolios } = useCurrentPortfolio();
  const measure = evidence?.measure ?? measures?.get(fact.measure);
  const inputs = evidence?.inputs ?? fact.lineage.inputs.flatMap((id) => facts[id] ?? []);
  return (
    <Drawer title={measure?.name ?? fact.measure} subtitle={`${fact.subject.label}, as of ${fact.as_of}`} onClose={onClose}>
      <FactDetails
        fact={fact}
        measure={measure}
        call={evidence?.tool_call ?? null}
        inputs={inputs}
        within={portfolios.find(({ id }) => fact.subject.id.startsWith(`${id}/`))?.name ?? null}
        names={(key) => measures?.get(key)?.name ?? key.replaceAll("_", " ")}
        onOpen={(input) => onOpen({ factId: input.id, runId, fact: input, facts })}
      >
        {runId === null ? <NotReplayed /> : <ReplayCheck path={evidencePath(runId, fact.id)} fact={fact} />}
      </FactDetails>
    </Drawer>
  );
}

function NotReplayed() {
  return (
    <p className="mt-2 text-data text-ink-3">
      Computed for this page when it was opened. Nothing was stored that could be computed again: reload the page to compute it anew, and the same snapshot below gives the same figure. Figures of the chat are stored with their
      run and can be computed again here.
    </p>
  );
}

/** Facts of a run are kept with their tool call; facts of a page are complete as they are. */
function useEvidence({ runId, factId }: EvidenceTarget) {
  const { data, error, refetch } = useQuery({
    queryKey: ["evidence", runId, factId],
    queryFn: ({ signal }) => getJson<Evidence>(evidencePath(runId ?? "", factId), { signal }),
    enabled: runId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { evidence: data, error, refetch: () => void refetch() };
}

function evidencePath(runId: string, factId: string): string {
  return `/chat/runs/${encodeURIComponent(runId)}/facts/${encodeURIComponent(factId)}`;
}
