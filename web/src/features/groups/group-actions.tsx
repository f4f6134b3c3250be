/** What one can do with a group: change it, delete it (after a question). Its portfolios stay. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { remove } from "@/api/client";
import type { GroupSummary, PortfolioSummary } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { usePatchSearch } from "@/lib/app-search";

const GroupDialog = lazy(() => import("@/features/groups/group-dialog"));

export function GroupActions({ group, portfolios }: { group: GroupSummary; portfolios: readonly PortfolioSummary[] }) {
  const [asked, setAsked] = useState<"change" | "delete" | null>(null);
  const cache = useQueryClient();
  const patchSearch = usePatchSearch();
  const destroy = useMutation({
    mutationFn: () => remove(`/groups/${encodeURIComponent(group.id)}`),
    onSuccess: async () => {
      setAsked(null);
      patchSearch({ portfolio: undefined, selected: undefined });
      await cache.invalidateQueries({ queryKey: ["groups"] });
    },
  });
  return (
    <>
      <Button icon weight="quiet" aria-label="Change group" title="Change" onClick={() => setAsked("change")}>
        <Pencil aria-hidden="true" className="size-4" />
      </Button>
      <Button icon weight="quiet" aria-label="Delete group" title="Delete" onClick={() => setAsked("delete")}>
        <Trash2 aria-hidden="true" className="size-4" />
      </Button>
      {asked === "change" ? (
        <Suspense fallback={null}>
          <GroupDialog group={group} portfolios={portfolios} onSaved={() => setAsked(null)} onCancel={() => setAsked(null)} />
        </Suspense>
      ) : null}
      {asked === "delete" ? (
        <ConfirmDialog
          title={`Delete ${group.name}?`}
          text={`Its ${group.members.length} portfolios stay; only the group and its own rules go.`}
          action="Delete"
          pending={destroy.isPending}
          error={destroy.error}
          onConfirm={destroy.mutate}
          onCancel={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}
