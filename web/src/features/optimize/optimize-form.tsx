/** Objective and limits. Everything but the objective has a default that works. */
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field, FIELD, Percent } from "@/features/optimize/fields";
import { Limits } from "@/features/optimize/limit-fields";
import { FIRST_FORM, hasTarget, OBJECTIVES, takesLimits, takesViews, type Objective, type OptimizeForm } from "@/features/optimize/request";
import { BudgetRows, ViewRows } from "@/features/optimize/view-fields";

interface OptimizeFormCardProps {
  sectors: readonly string[];
  hasShorts: boolean;
  isRunning: boolean;
  onRun: (form: OptimizeForm) => void;
}

export function OptimizeFormCard({ sectors, hasShorts, isRunning, onRun }: OptimizeFormCardProps) {
  const [form, setForm] = useState(FIRST_FORM);
  const change = (part: Partial<OptimizeForm>) => setForm({ ...form, ...part });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onRun(form);
  };
  return (
    <form onSubmit={submit} className="card space-y-3 p-4">
      <Field label="Aim for" hint={OBJECTIVES.find(({ key }) => key === form.objective)?.what}>
        {(id) => (
          <select id={id} value={form.objective} onChange={(event) => change({ objective: event.target.value as Objective })} className={FIELD}>
            {OBJECTIVES.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {hasTarget(form.objective) ? <Percent label={form.objective === "target_return" ? "Expected return per year" : "Volatility per year"} value={form.target} required onChange={(target) => change({ target })} /> : null}
      <Percent label="Invested" value={form.invested} required onChange={(invested) => change({ invested })} />
      {takesViews(form.objective) ? <ViewRows views={form.views} isNeeded={form.objective === "black_litterman"} onChange={(views) => change({ views })} /> : null}
      {form.objective === "risk_budget" ? <BudgetRows budgets={form.budgets} onChange={(budgets) => change({ budgets })} /> : null}
      {takesLimits(form.objective) ? <Limits form={form} sectors={sectors} hasShorts={hasShorts} change={change} /> : null}
      <Field label="May be bought" hint="Symbols beside what is held, with commas between.">
        {(id) => <input id={id} value={form.add} placeholder="PFE, CVX" onChange={(event) => change({ add: event.target.value })} className={FIELD} />}
      </Field>
      <Field label="Cost of trading" hint="Basis points of what is traded. Weighed against what a trade would gain.">
        {(id) => <input id={id} type="number" min={0} step="any" value={form.cost} placeholder="0" onChange={(event) => change({ cost: event.target.value })} className={`${FIELD} text-right`} />}
      </Field>
      <div className="flex gap-2 pt-1">
        <Button type="submit" weight="primary" disabled={isRunning}>
          {isRunning ? "Working…" : "Propose weights"}
        </Button>
        <Button weight="quiet" onClick={() => setForm(FIRST_FORM)}>
          Reset
        </Button>
      </div>
    </form>
  );
}
