/** Other weights by slider: every figure after beside the one of today, at each movement. Nothing is traded. */
import { useQuery } from "@tanstack/react-query";
import { RotateCcw, Undo2 } from "lucide-react";
import { useMemo, useState, type SubmitEvent } from "react";
import { holdingsQuery } from "@/api/queries";
import { SaveProposal } from "@/components/proposals/save-proposal";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton, TableSkeleton } from "@/components/ui/skeleton";
import { answeredWeights, expectedWeights } from "@/features/risk/expected-weights";
import { KeptVariants } from "@/features/risk/kept-variants";
import { useKept } from "@/features/risk/use-kept";
import { isTried, useWhatIf, variantOf, type Financing, type Kept, type WhatIf } from "@/features/risk/use-what-if";
import { sliderRows, WeightSlider } from "@/features/risk/weight-slider";
import { useAppSearch } from "@/lib/app-search";
import { useDescribePage } from "@/lib/page-context";

const FIRST_WEIGHT = 0.05;
const NOBODY: readonly Kept[] = [];

export default function WhatIfSection({ portfolioId, asOf }: { portfolioId: string; asOf: string | undefined }) {
  const { selected } = useAppSearch();
  const { data: holdings, error, refetch } = useQuery(holdingsQuery(portfolioId, asOf));
  const [kept, setKept] = useKept(portfolioId);
  const [wantsComparison, setComparing] = useState(false);
  const isComparing = wantsComparison && kept.length > 0;
  const whatIf = useWhatIf(portfolioId, asOf, isComparing ? kept : NOBODY);
  const summary = useMemo(() => (whatIf.view ? summarizeBoard(whatIf.view.board) : "Nothing is tried yet."), [whatIf.view]);
  useDescribePage("Risk: what if", summary, selected ?? null);
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  if (!holdings) return <TableSkeleton rows={12} />;
  const { trial, view, isBehind } = whatIf;
  const held = holdings.report.holdings;
  const after = !isTried(trial) ? new Map<string, number>() : view && !isBehind ? answeredWeights(view) : expectedWeights(held, trial);
  return (
    <div className="@container">
      <div className="grid items-start gap-4 @4xl:grid-cols-[24rem_minmax(0,1fr)]">
        <section aria-labelledby="what-if-weights" className="card p-4">
          <h2 id="what-if-weights" className="text-sm font-semibold">
            Weights to try
          </h2>
          <Controls whatIf={whatIf} />
          <ul className="mt-2">
            {sliderRows(held, trial.edits, after).map((row) => (
              <WeightSlider key={row.symbol} row={row} onMove={(weight) => whatIf.step({ kind: "move", symbol: row.symbol, weight, at: Date.now() })} />
            ))}
          </ul>
          <AddName onAdd={(symbol) => whatIf.step({ kind: "move", symbol, weight: FIRST_WEIGHT, at: Date.now() })} />
          <KeptVariants kept={kept} now={trial} isComparing={isComparing} onKeep={setKept} onTry={(one) => whatIf.step({ kind: "load", trial: one })} onCompare={setComparing} />
        </section>
        <div className="min-w-0 space-y-4">
          {isTried(trial) && !whatIf.error ? <SaveProposal key={portfolioId} portfolioId={portfolioId} content={{ variant: variantOf(trial), as_of: asOf ?? null }} /> : null}
          <Outcome whatIf={whatIf} />
        </div>
      </div>
    </div>
  );
}

function Controls({ whatIf: { trial, canUndo, step } }: { whatIf: WhatIf }) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <select
        aria-label="What pays for a change"
        value={trial.financing}
        onChange={(event) => step({ kind: "finance", financing: event.target.value as Financing })}
        className="h-8 min-w-0 flex-1 rounded-md border border-line bg-raised px-2 text-data"
      >
        <option value="cash">Cash pays</option>
        <option value="others">The others pay, in proportion</option>
      </select>
      <Button icon disabled={!canUndo} aria-label="Undo" title="Undo" onClick={() => step({ kind: "undo" })}>
        <Undo2 aria-hidden="true" className="size-4" />
      </Button>
      <Button icon disabled={!isTried(trial)} aria-label="Reset to today" title="Reset to today" onClick={() => step({ kind: "reset" })}>
        <RotateCcw aria-hidden="true" className="size-4" />
      </Button>
    </div>
  );
}

function Outcome({ whatIf: { view, isAsked, isBehind, error } }: { whatIf: WhatIf }) {
  if (error) return <ProblemCard error={error} />;
  if (view) {
    return (
      <div aria-busy={isBehind}>
        <BoardView board={view.board} />
      </div>
    );
  }
  if (isAsked) return <BoardSkeleton />;
  return (
    <div className="card">
      <EmptyState title="As it is today" text="Move a slider, or add a name. Volatility, tail risk, beta, contributions, limits and the trades follow at each movement, beside those of today." />
    </div>
  );
}

function AddName({ onAdd }: { onAdd: (symbol: string) => void }) {
  const [text, setText] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onAdd(text.trim().toUpperCase());
    setText("");
  };
  return (
    <form onSubmit={submit} className="mt-3 flex gap-2 border-t border-line pt-3">
      <input aria-label="Symbol to add" value={text} placeholder="Add a symbol at 5%" onChange={(event) => setText(event.target.value)} className="h-8 min-w-0 flex-1 rounded-md border border-line bg-raised px-2 text-data" />
      <Button type="submit" disabled={text.trim() === ""}>
        Add
      </Button>
    </form>
  );
}
