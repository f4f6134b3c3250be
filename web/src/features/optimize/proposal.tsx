/** A proposal: risk before and after, what holds it back, weights, the frontier it stands on, the trades toward it. */
import { useMemo } from "react";
import type { OptimizationView } from "@/api/types.gen";
import { SaveProposal } from "@/components/proposals/save-proposal";
import { BoardView } from "@/components/slots/board-view";
import { requestOf, type OptimizeForm } from "@/features/optimize/request";
import { spelled } from "@/lib/format";

interface ProposalProps {
  view: OptimizationView;
  portfolioId: string;
  /** What was asked, to keep it as a proposal. */
  form: OptimizeForm | undefined;
  asOf: string | undefined;
}

export function Proposal({ view: { report, board }, portfolioId, form, asOf }: ProposalProps) {
  const [first, rest] = useMemo(() => [{ ...board, slots: board.slots.slice(0, 1) }, { ...board, slots: board.slots.slice(1) }], [board]);
  return (
    <div className="space-y-4">
      {form ? <SaveProposal portfolioId={portfolioId} content={{ optimization: requestOf(form, asOf), as_of: asOf ?? null }} /> : null}
      <BoardView board={first} />
      {report.binding.length > 0 ? (
        <p className="text-data text-ink-2">
          Held back by: <span className="font-medium text-ink">{spelled(report.binding.join(", "))}</span>.
        </p>
      ) : null}
      <BoardView board={rest} />
    </div>
  );
}
