/** Keeps what is in view as a proposal: its figures and its trades, as they were computed. Nothing is traded. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileCheck } from "lucide-react";
import { useState } from "react";
import { postJson } from "@/api/client";
import type { ProposalRequest, ProposalView } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { RenameDialog } from "@/components/ui/rename-dialog";

interface SaveProposalProps {
  portfolioId: string;
  /** What is proposed, without its title. */
  content: Omit<ProposalRequest, "title">;
}

export function SaveProposal({ portfolioId, content }: SaveProposalProps) {
  const [asked, setAsked] = useState(false);
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: (title: string) => postJson<ProposalView>(`/portfolios/${encodeURIComponent(portfolioId)}/proposals`, { json: { ...content, title } }),
    onSuccess: async () => {
      setAsked(false);
      await cache.invalidateQueries({ queryKey: ["portfolio", portfolioId, "proposals"] });
    },
  });
  return (
    <div className="no-print flex flex-wrap items-center gap-3 text-data">
      <Button
        onClick={() => {
          save.reset();
          setAsked(true);
        }}
      >
        <FileCheck aria-hidden="true" className="size-4" />
        Save as proposal
      </Button>
      <span role="status" className="text-ink-2">
        {save.data ? (
          <>
            Saved “{save.data.proposal.entry.title}”.{" "}
            <Link to="/risk/$section" params={{ section: "proposals" }} className="text-accent underline">
              All proposals
            </Link>
          </>
        ) : null}
      </span>
      {asked ? <RenameDialog title="Save as proposal" name="" longest={80} pending={save.isPending} error={save.error} onSave={save.mutate} onCancel={() => setAsked(false)} /> : null}
    </div>
  );
}
