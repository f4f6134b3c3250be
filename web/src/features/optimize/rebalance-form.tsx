/** Target weights for what is held and for what may be added, and how trades toward them are made. */
import { useState, type SubmitEvent } from "react";
import type { HoldingRow } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { Field, FIELD, Percent } from "@/features/optimize/fields";
import { equalTargets, firstTargets, LOT_METHODS, OTHERS, type LotMethod, type Others, type RebalanceForm } from "@/features/optimize/rebalance-request";
import { fractionOf } from "@/lib/percent";
import { formatFraction } from "@/lib/format";

interface RebalanceFormCardProps {
  holdings: readonly HoldingRow[];
  isRunning: boolean;
  onRun: (form: RebalanceForm) => void;
}

export function RebalanceFormCard({ holdings, isRunning, onRun }: RebalanceFormCardProps) {
  const [form, setForm] = useState<RebalanceForm>(() => ({ targets: firstTargets(holdings), others: "keep", lotMethod: "first_in_first_out", band: "", minimumTrade: "", keepCash: "", cost: "", fractions: false }));
  const change = (part: Partial<RebalanceForm>) => setForm({ ...form, ...part });
  const isEmpty = form.targets.every(({ weight }) => fractionOf(weight) === null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onRun(form);
  };
  return (
    <form onSubmit={submit} className="card space-y-3 p-4">
      <Targets holdings={holdings} form={form} change={change} />
      <Field label="Holdings without a target">
        {(id) => (
          <select id={id} value={form.others} onChange={(event) => change({ others: event.target.value as Others })} className={FIELD}>
            {OTHERS.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Sales use lots">
        {(id) => (
          <select id={id} value={form.lotMethod} onChange={(event) => change({ lotMethod: event.target.value as LotMethod })} className={FIELD}>
            {LOT_METHODS.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-2">
        <Percent label="Leave alone within" value={form.band} onChange={(band) => change({ band })} />
        <Amount label="Smallest trade" value={form.minimumTrade} onChange={(minimumTrade) => change({ minimumTrade })} />
        <Amount label="Cash to keep" value={form.keepCash} onChange={(keepCash) => change({ keepCash })} />
        <Amount label="Cost, basis points" value={form.cost} onChange={(cost) => change({ cost })} />
      </div>
      <label className="flex min-h-8 items-center gap-2 text-data">
        <input type="checkbox" checked={form.fractions} onChange={(event) => change({ fractions: event.target.checked })} className="size-4 accent-accent" />
        Fractions of shares may be traded
      </label>
      <Button type="submit" weight="primary" disabled={isRunning || isEmpty}>
        {isRunning ? "Working…" : "Find trades"}
      </Button>
    </form>
  );
}

interface TargetsProps {
  holdings: readonly HoldingRow[];
  form: RebalanceForm;
  change: (part: Partial<RebalanceForm>) => void;
}

function Targets({ holdings, form, change }: TargetsProps) {
  const [symbol, setSymbol] = useState("");
  const now = new Map(holdings.map((row) => [row.symbol, row.weight]));
  const wanted = symbol.trim().toUpperCase();
  const set = (place: number, weight: string) => change({ targets: form.targets.map((row, index) => (index === place ? { ...row, weight } : row)) });
  const add = () => {
    change({ targets: [...form.targets, { symbol: wanted, weight: "5" }] });
    setSymbol("");
  };
  return (
    <fieldset>
      <legend className="sr-only">Targets</legend>
      <div className="flex items-center gap-2">
        <span className="flex-1 text-data font-medium text-ink-2">Targets, % of net value</span>
        <Button weight="quiet" onClick={() => change({ targets: equalTargets(holdings) })}>
          Equal
        </Button>
      </div>
      <ul className="mt-1">
        {form.targets.map((row, place) => (
          <li key={row.symbol} className="grid min-h-9 grid-cols-[minmax(0,1fr)_5rem_5rem] items-center gap-2 text-data">
            <span className="min-w-0 break-words">{row.symbol}</span>
            <span className="text-right text-2xs text-ink-3 tabular-nums">{now.has(row.symbol) ? `now ${formatFraction(now.get(row.symbol) ?? null)}` : "new"}</span>
            <input aria-label={`Target of ${row.symbol}, percent`} type="number" step="any" value={row.weight} placeholder="none" onChange={(event) => set(place, event.target.value)} className={`${FIELD} text-right`} />
          </li>
        ))}
      </ul>
      <div className="mt-2 flex gap-2">
        <input aria-label="Symbol to add" value={symbol} placeholder="Add a symbol" onChange={(event) => setSymbol(event.target.value)} className={FIELD} />
        <Button disabled={wanted === "" || form.targets.some((row) => row.symbol === wanted)} onClick={add}>
          Add
        </Button>
      </div>
    </fieldset>
  );
}

function Amount({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <Field label={label}>{(id) => <input id={id} type="number" min={0} step="any" value={value} placeholder="0" onChange={(event) => onChange(event.target.value)} className={`${FIELD} text-right`} />}</Field>;
}
