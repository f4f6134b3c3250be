/** What a person expects of returns (Black-Litterman), and the shares of risk that they want. */
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FIELD, nextId } from "@/features/optimize/fields";
import type { BudgetRow, ViewRow } from "@/features/optimize/request";

interface ViewRowsProps {
  views: readonly ViewRow[];
  /** The objective rests on views. */
  isNeeded: boolean;
  onChange: (views: readonly ViewRow[]) => void;
}

export function ViewRows({ views, isNeeded, onChange }: ViewRowsProps) {
  const patch = (id: number, part: Partial<ViewRow>) => onChange(views.map((view) => (view.id === id ? { ...view, ...part } : view)));
  return (
    <fieldset className="space-y-2 border-t border-line pt-3">
      <legend className="float-left mb-1 text-data font-medium text-ink-2">Your views{isNeeded ? "" : ", if you have any"}</legend>
      <p className="clear-both text-2xs text-ink-3">A return per year, or by how much one beats another. They move what the market implies, by how sure you are.</p>
      {views.map((view, place) => {
        const number = place + 1;
        return (
          <div key={view.id} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_2rem] gap-1.5">
            <input aria-label={`Symbol of view ${number}`} value={view.symbol} placeholder="AAPL" required onChange={(event) => patch(view.id, { symbol: event.target.value })} className={FIELD} />
            <input aria-label={`View ${number} is over which symbol`} value={view.over} placeholder="over: none" onChange={(event) => patch(view.id, { over: event.target.value })} className={FIELD} />
            <Button icon weight="quiet" aria-label={`Remove view ${number}`} onClick={() => onChange(views.filter(({ id }) => id !== view.id))}>
              <X aria-hidden="true" className="size-4" />
            </Button>
            <input aria-label={`Return of view ${number}, percent a year`} type="number" step="any" required value={view.value} placeholder="% a year" onChange={(event) => patch(view.id, { value: event.target.value })} className={FIELD} />
            <input aria-label={`Confidence of view ${number}, percent`} type="number" min={1} max={100} step="any" required value={view.confidence} placeholder="sure, %" onChange={(event) => patch(view.id, { confidence: event.target.value })} className={FIELD} />
          </div>
        );
      })}
      <Button onClick={() => onChange([...views, { id: nextId(views), symbol: "", over: "", value: "", confidence: "50" }])}>
        <Plus aria-hidden="true" className="size-4" />
        Add a view
      </Button>
    </fieldset>
  );
}

export function BudgetRows({ budgets, onChange }: { budgets: readonly BudgetRow[]; onChange: (budgets: readonly BudgetRow[]) => void }) {
  const patch = (id: number, part: Partial<BudgetRow>) => onChange(budgets.map((budget) => (budget.id === id ? { ...budget, ...part } : budget)));
  return (
    <fieldset className="space-y-2 border-t border-line pt-3">
      <legend className="float-left mb-1 text-data font-medium text-ink-2">Shares of risk</legend>
      <p className="clear-both text-2xs text-ink-3">Of symbols or of whole sectors. The others share what is left equally.</p>
      {budgets.map((budget, place) => (
        <div key={budget.id} className="grid grid-cols-[minmax(0,1fr)_5rem_2rem] gap-1.5">
          <input aria-label={`Name of budget ${place + 1}`} value={budget.name} placeholder="AAPL or a sector" required onChange={(event) => patch(budget.id, { name: event.target.value })} className={FIELD} />
          <input aria-label={`Share of budget ${place + 1}, percent`} type="number" min={0} max={100} step="any" required value={budget.share} placeholder="%" onChange={(event) => patch(budget.id, { share: event.target.value })} className={FIELD} />
          <Button icon weight="quiet" aria-label={`Remove budget ${place + 1}`} onClick={() => onChange(budgets.filter(({ id }) => id !== budget.id))}>
            <X aria-hidden="true" className="size-4" />
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...budgets, { id: nextId(budgets), name: "", share: "" }])}>
        <Plus aria-hidden="true" className="size-4" />
        Add a share
      </Button>
    </fieldset>
  );
}
