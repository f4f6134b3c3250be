/** The rules that hold and whose they are; a person writes their own, takes a change back, or returns to the default. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useId, useState } from "react";
import { deleteJson, postJson, putJson } from "@/api/client";
import type { LimitPolicy, LimitRuleInput } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemCard } from "@/components/ui/problem-card";
import { Skeleton } from "@/components/ui/skeleton";
import { LimitRulesForm } from "@/features/risk/limit-rules-form";
import { policyPath, policyQuery } from "@/features/risk/queries";
import { spelled } from "@/lib/format";

const SOURCES: Record<LimitPolicy["source"], string> = {
  portfolio: "Written for this portfolio.",
  group: "Written for this group.",
  person: "Yours, for all your portfolios.",
  owner: "Written by the owner, for all their portfolios.",
  members: "The rules that all its members have.",
  default: "The default, for a diversified portfolio without leverage.",
};

type Change = { kind: "save"; rules: LimitRuleInput[] } | { kind: "undo" } | { kind: "reset" };

interface LimitPolicyCardProps {
  portfolioId: string;
  /** What the rules are for, in words. */
  name: string;
}

export function LimitPolicyCard({ portfolioId, name }: LimitPolicyCardProps) {
  const [scope, setScope] = useState<"one" | "all">("one");
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="card @container p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h3 id={titleId} className="min-w-0 flex-1 text-sm font-semibold">
          Rules
        </h3>
        <select aria-label="Rules for" value={scope} onChange={(event) => setScope(event.target.value === "all" ? "all" : "one")} className="h-8 rounded-md border border-line bg-raised px-2 text-data">
          <option value="one">{name}</option>
          <option value="all">All my portfolios</option>
        </select>
      </header>
      <Policy key={scope} of={scope === "one" ? portfolioId : null} />
    </section>
  );
}

function Policy({ of }: { of: string | null }) {
  const { data: policy, error, refetch } = useQuery(policyQuery(of));
  const [editing, setEditing] = useState(false);
  const [resetting, setResetting] = useState(false);
  const change = useChange(of, () => {
    setEditing(false);
    setResetting(false);
  });
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  if (!policy) return <Skeleton className="mt-3 h-40" />;
  const isOwn = policy.source === "portfolio" || policy.source === "group" || (of === null && policy.source === "person");
  return (
    <div className="mt-1">
      <p className="text-data text-ink-2">{SOURCES[policy.source]}</p>
      {editing ? (
        <LimitRulesForm policy={policy} isSaving={change.isPending} onSave={(rules) => change.mutate({ kind: "save", rules })} onCancel={() => setEditing(false)} />
      ) : (
        <>
          <ul className="mt-2 grid gap-x-6 gap-y-1 text-data @2xl:grid-cols-2">
            {policy.rules.map(({ key, text }) => (
              <li key={key}>{spelled(text)}</li>
            ))}
          </ul>
          {policy.rules.length === 0 ? <p className="mt-2 text-data">No rules: nothing is checked.</p> : null}
          <div className="no-print mt-3 flex flex-wrap gap-2">
            <Button onClick={() => setEditing(true)}>Change rules</Button>
            {policy.can_undo ? (
              <Button disabled={change.isPending} onClick={() => change.mutate({ kind: "undo" })}>
                <Undo2 aria-hidden="true" className="size-4" />
                Take the last change back
              </Button>
            ) : null}
            {isOwn ? (
              <Button weight="quiet" onClick={() => setResetting(true)}>
                Reset
              </Button>
            ) : null}
          </div>
        </>
      )}
      {change.error && !resetting ? <ProblemCard error={change.error} /> : null}
      {resetting ? (
        <ConfirmDialog
          title={of === null ? "Take your rules away?" : "Take these rules away?"}
          text={of === null ? "The default rules hold again for portfolios without rules of their own." : "Your rules for all portfolios hold again, or the default where you have none. You can take this back afterwards."}
          action="Reset"
          pending={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate({ kind: "reset" })}
          onCancel={() => setResetting(false)}
        />
      ) : null}
    </div>
  );
}

/** Rules change what every report says of limits, of all portfolios where they are for all. */
function useChange(of: string | null, onDone: () => void) {
  const cache = useQueryClient();
  const path = policyPath(of);
  return useMutation({
    mutationFn: (change: Change) => {
      if (change.kind === "save") return putJson<LimitPolicy>(path, { json: { rules: change.rules } });
      return change.kind === "undo" ? postJson<LimitPolicy>(`${path}/undo`) : deleteJson<LimitPolicy>(path);
    },
    onSuccess: async (policy) => {
      cache.setQueryData(policyQuery(of).queryKey, policy);
      onDone();
      await Promise.all([cache.invalidateQueries({ queryKey: of === null ? ["portfolio"] : ["portfolio", of] }), cache.invalidateQueries({ queryKey: ["policy"] })]);
    },
  });
}
