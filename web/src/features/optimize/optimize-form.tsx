/** Objective and limits. Everything but the objective has a default that works. */
import { Plus, X } from "lucide-react";
import { useId, useState, type ReactNode, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { FIRST_FORM, hasTarget, OBJECTIVES, takesLimits, type Objective, type OptimizeForm, type SectorRow } from "@/features/optimize/request";

interface OptimizeFormCardProps {
  sectors: readonly string[];
  isRunning: boolean;
  onRun: (form: OptimizeForm) => void;
}

const FIELD = "h-8 w-full min-w-0 rounded-md border border-line bg-raised px-2 text-data";

export function OptimizeFormCard({ sectors, isRunning, onRun }: OptimizeFormCardProps) {
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
      {takesLimits(form.objective) ? <Limits form={form} sectors={sectors} change={change} /> : null}
      <Field label="May be bought" hint="Symbols beside what is held, with commas between.">
        {(id) => <input id={id} value={form.add} placeholder="PFE, CVX" onChange={(event) => change({ add: event.target.value })} className={FIELD} />}
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

interface LimitsProps {
  form: OptimizeForm;
  sectors: readonly string[];
  change: (part: Partial<OptimizeForm>) => void;
}

function Limits({ form, sectors, change }: LimitsProps) {
  return (
    <fieldset className="space-y-3 border-t border-line pt-3">
      <legend className="sr-only">Limits</legend>
      <div className="grid grid-cols-2 gap-2">
        <Percent label="Each at least" value={form.minWeight} required onChange={(minWeight) => change({ minWeight })} />
        <Percent label="Each at most" value={form.maxWeight} required onChange={(maxWeight) => change({ maxWeight })} />
        <Percent label="Turnover at most" value={form.turnover} onChange={(turnover) => change({ turnover })} />
        <Field label="Names at most">{(id) => <input id={id} type="number" min={1} step={1} value={form.names} placeholder="any" onChange={(event) => change({ names: event.target.value })} className={`${FIELD} text-right`} />}</Field>
      </div>
      <Field label="Do not sell" hint="Symbols that may not be sold down.">
        {(id) => <input id={id} value={form.keep} placeholder="AAPL" onChange={(event) => change({ keep: event.target.value })} className={FIELD} />}
      </Field>
      <SectorLimits rows={form.sectors} sectors={sectors} onChange={(rows) => change({ sectors: rows })} />
    </fieldset>
  );
}

function SectorLimits({ rows, sectors, onChange }: { rows: readonly SectorRow[]; sectors: readonly string[]; onChange: (rows: readonly SectorRow[]) => void }) {
  const patch = (id: number, part: Partial<SectorRow>) => onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const free = sectors.find((sector) => rows.every((row) => row.sector !== sector));
  return (
    <div className="space-y-2">
      {rows.map((row) => (
        <div key={row.id} className="grid grid-cols-[minmax(0,1fr)_4rem_4rem_2rem] items-center gap-1.5">
          <select aria-label="Sector" value={row.sector} onChange={(event) => patch(row.id, { sector: event.target.value })} className={FIELD}>
            {sectors.map((sector) => (
              <option key={sector}>{sector}</option>
            ))}
          </select>
          <input aria-label={`${row.sector} at least, percent`} type="number" step="any" placeholder="min %" value={row.lower} onChange={(event) => patch(row.id, { lower: event.target.value })} className={FIELD} />
          <input aria-label={`${row.sector} at most, percent`} type="number" step="any" placeholder="max %" value={row.upper} onChange={(event) => patch(row.id, { upper: event.target.value })} className={FIELD} />
          <Button icon weight="quiet" aria-label={`Remove the limit of ${row.sector}`} onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}>
            <X aria-hidden="true" className="size-4" />
          </Button>
        </div>
      ))}
      <Button disabled={!free} onClick={() => free && onChange([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, sector: free, lower: "", upper: "" }])}>
        <Plus aria-hidden="true" className="size-4" />
        Limit a sector
      </Button>
    </div>
  );
}

interface PercentProps {
  label: string;
  value: string;
  required?: boolean;
  onChange: (value: string) => void;
}

function Percent({ label, value, required = false, onChange }: PercentProps) {
  return (
    <Field label={label}>
      {(id) => (
        <span className="relative block">
          <input id={id} type="number" step="any" required={required} placeholder="any" value={value} onChange={(event) => onChange(event.target.value)} className={`${FIELD} pr-6 text-right`} />
          <span aria-hidden="true" className="absolute top-1.5 right-2 text-data text-ink-3">
            %
          </span>
        </span>
      )}
    </Field>
  );
}

function Field({ label, hint, children }: { label: string; hint?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-data font-medium text-ink-2">
        {label}
      </label>
      {children(id)}
      {hint ? <p className="mt-1 text-2xs text-ink-3">{hint}</p> : null}
    </div>
  );
}
