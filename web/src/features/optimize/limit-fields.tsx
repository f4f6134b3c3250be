/** Limits that the weights must keep. */
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field, FIELD, nextId, Percent } from "@/features/optimize/fields";
import { MoreLimits } from "@/features/optimize/more-limits";
import type { OptimizeForm, SectorRow } from "@/features/optimize/request";

interface LimitsProps {
  form: OptimizeForm;
  sectors: readonly string[];
  /** Something is held short now. */
  hasShorts: boolean;
  change: (part: Partial<OptimizeForm>) => void;
}

export function Limits({ form, sectors, hasShorts, change }: LimitsProps) {
  return (
    <fieldset className="space-y-3 border-t border-line pt-3">
      <legend className="sr-only">Limits</legend>
      <div className="grid grid-cols-2 gap-2">
        <Percent label="Each at least" value={form.minWeight} otherwise="0" onChange={(minWeight) => change({ minWeight })} />
        <Percent label="Each at most" value={form.maxWeight} onChange={(maxWeight) => change({ maxWeight })} />
        <Percent label="Turnover at most" value={form.turnover} onChange={(turnover) => change({ turnover })} />
        <Field label="Names at most">{(id) => <input id={id} type="number" min={1} step={1} value={form.names} placeholder="any" onChange={(event) => change({ names: event.target.value })} className={`${FIELD} text-right`} />}</Field>
      </div>
      {hasShorts && Number(form.minWeight) >= 0 ? <p className="text-data text-warn">Shorts are held. With each at least 0% they would all be closed: write -20, say, to let them stand.</p> : null}
      <Field label="Do not sell" hint="Symbols that may not be sold down.">
        {(id) => <input id={id} value={form.keep} placeholder="AAPL" onChange={(event) => change({ keep: event.target.value })} className={FIELD} />}
      </Field>
      <SectorLimits rows={form.sectors} sectors={sectors} onChange={(rows) => change({ sectors: rows })} />
      <MoreLimits form={form} change={change} />
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
      <Button disabled={!free} onClick={() => free && onChange([...rows, { id: nextId(rows), sector: free, lower: "", upper: "" }])}>
        <Plus aria-hidden="true" className="size-4" />
        Limit a sector
      </Button>
    </div>
  );
}
