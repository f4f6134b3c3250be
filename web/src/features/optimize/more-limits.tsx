/** Limits that fewer people need: long and short sums, costs, single symbols, and groups of one's own. */
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FIELD, nextId, Percent } from "@/features/optimize/fields";
import type { BoundsRow, OptimizeForm } from "@/features/optimize/request";

interface MoreLimitsProps {
  form: OptimizeForm;
  change: (part: Partial<OptimizeForm>) => void;
}

export function MoreLimits({ form, change }: MoreLimitsProps) {
  return (
    <details>
      <summary className="cursor-pointer text-data font-medium text-ink-2">Long and short, costs, symbols, groups</summary>
      <div className="mt-2 space-y-3">
        <div className="grid grid-cols-2 gap-2">
          <Percent label="Gross at most" value={form.gross} onChange={(gross) => change({ gross })} />
          <Percent label="Costs at most" value={form.costLimit} onChange={(costLimit) => change({ costLimit })} />
          <Percent label="Net at least" value={form.netLower} onChange={(netLower) => change({ netLower })} />
          <Percent label="Net at most" value={form.netUpper} onChange={(netUpper) => change({ netUpper })} />
        </div>
        <p className="text-2xs text-ink-3">To go short, let “Each at least” be below zero. Net limits stand in place of “Invested”; a limit of costs needs the cost of trading below.</p>
        <BoundsRows what="symbol" rows={form.symbols} hint="In place of the limits for each." onChange={(symbols) => change({ symbols })} />
        <BoundsRows what="group" rows={form.groups} hint="Of their summed weight." onChange={(groups) => change({ groups })} />
      </div>
    </details>
  );
}

interface BoundsRowsProps {
  what: "symbol" | "group";
  rows: readonly BoundsRow[];
  hint: string;
  onChange: (rows: readonly BoundsRow[]) => void;
}

function BoundsRows({ what, rows, hint, onChange }: BoundsRowsProps) {
  const patch = (id: number, part: Partial<BoundsRow>) => onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <div className="space-y-2">
      {rows.map((row, place) => {
        const name = `${what} limit ${place + 1}`;
        return (
          <div key={row.id} className="grid grid-cols-[minmax(0,1fr)_4rem_4rem_2rem] items-center gap-1.5">
            <input
              aria-label={`Symbols of ${name}`}
              required
              value={row.names}
              placeholder={what === "group" ? "JPM, BAC" : "AAPL"}
              onChange={(event) => patch(row.id, { names: event.target.value })}
              className={FIELD}
            />
            <input aria-label={`At least, ${name}, percent`} type="number" step="any" placeholder="min %" value={row.lower} onChange={(event) => patch(row.id, { lower: event.target.value })} className={FIELD} />
            <input aria-label={`At most, ${name}, percent`} type="number" step="any" placeholder="max %" value={row.upper} onChange={(event) => patch(row.id, { upper: event.target.value })} className={FIELD} />
            <Button icon weight="quiet" aria-label={`Remove ${name}`} onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}>
              <X aria-hidden="true" className="size-4" />
            </Button>
          </div>
        );
      })}
      <div className="flex items-center gap-2">
        <Button onClick={() => onChange([...rows, { id: nextId(rows), names: "", lower: "", upper: "" }])}>
          <Plus aria-hidden="true" className="size-4" />
          Limit a {what}
        </Button>
        <span className="text-2xs text-ink-3">{hint}</span>
      </div>
    </div>
  );
}
