/** Bars in falling order with their running total; the dashed line says where four fifths are reached. A row selects. */
import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { Fragment, use, useState } from "react";
import { measuresQuery } from "@/api/queries";
import type { ParetoBar } from "@/api/types.gen";
import { BarTrack, scaleOf, type Scale } from "@/components/charts/bar-track";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FactScope } from "@/components/figure/fact-scope";
import { FactFigure } from "@/components/slots/fact-figure";
import { SelectionContext } from "@/components/slots/slot-selection";
import type { ViewProps } from "@/components/slots/view";
import { Button } from "@/components/ui/button";
import { formatFraction } from "@/lib/format";

const FIRST_ROWS = 12;
const FOUR_FIFTHS = 0.8;
const COLUMNS = "grid grid-cols-[minmax(0,1fr)_4rem_4rem] gap-x-2 @md:grid-cols-[minmax(0,1fr)_4.5rem_4.5rem_4.5rem]";

export interface ParetoRow {
  bar: ParetoBar;
  value: number | null;
  runningTotal: number;
}

/** Running totals are shares of all bars, so that the last one says 100%. */
export function paretoRows(bars: readonly ParetoBar[], valueOf: (id: string) => number | null): ParetoRow[] {
  const values = bars.map((bar) => valueOf(bar.fact));
  const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  let reached = 0;
  return bars.map((bar, index) => {
    reached += values[index] ?? 0;
    return { bar, value: values[index] ?? null, runningTotal: total === 0 ? 0 : reached / total };
  });
}

/** Index of the row after which four fifths are reached, or -1. */
export function cutIndex(rows: readonly ParetoRow[]): number {
  return rows.findIndex((row) => row.runningTotal >= FOUR_FIFTHS);
}

export function ParetoView({ slot, asOf }: ViewProps<"pareto">) {
  const { facts } = use(FactScope);
  const { data: measures } = useQuery(measuresQuery);
  const [all, setAll] = useState(false);
  const rows = paretoRows(slot.bars, (id) => numberOf(facts[id]?.value));
  const scale = scaleOf(rows.map((row) => row.value));
  const cut = cutIndex(rows);
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  const nameOf = (id: string | null | undefined) => measures?.get((id && facts[id]?.measure) ?? "")?.name ?? "";
  if (rows.length === 0) return <ChartFrame title={slot.title} asOf={asOf} chart={<p className="py-6 text-center text-ink-3">Nothing to rank on this day.</p>} />;
  return (
    <ChartFrame
      title={slot.title}
      asOf={asOf}
      chart={
        <div className="@container">
          <div aria-hidden="true" className={clsx(COLUMNS, "items-end border-b border-line pb-1 text-2xs text-ink-3")}>
            <span>{slot.selects === "holding" ? "Holding" : "Sector"}</span>
            <span className="text-right">{nameOf(rows[0]?.bar.fact)}</span>
            <span className="text-right">{nameOf(rows[0]?.bar.weight)}</span>
            <span className="hidden text-right @md:block">Running total</span>
          </div>
          <ul>
            {shown.map((row, index) => (
              <Fragment key={row.bar.id}>
                <Row row={row} scale={scale} />
                {index === cut && index < shown.length - 1 ? <Cut share={row.runningTotal} /> : null}
              </Fragment>
            ))}
          </ul>
          {rows.length > FIRST_ROWS ? (
            <Button weight="quiet" className="no-print mt-2 -ml-3" onClick={() => setAll(!all)} aria-expanded={all}>
              {all ? `Show the first ${FIRST_ROWS}` : `Show all ${rows.length}`}
            </Button>
          ) : null}
        </div>
      }
    />
  );
}

function Row({ row: { bar, value, runningTotal }, scale }: { row: ParetoRow; scale: Scale }) {
  const { selected, select } = use(SelectionContext);
  const isSelected = selected === bar.id;
  return (
    <li className={clsx(COLUMNS, "items-center rounded-sm", isSelected ? "bg-accent-soft" : "hover:bg-sunken")}>
      <button
        type="button"
        aria-pressed={isSelected}
        aria-label={`Select ${bar.label}`}
        onClick={() => select(isSelected ? null : bar.id)}
        className="grid h-7 min-w-0 grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-2 px-1 text-left"
      >
        <span className={clsx("truncate text-data", isSelected && "font-semibold text-accent")} title={bar.label}>
          {bar.label}
        </span>
        <span className="h-3">
          <BarTrack value={value} scale={scale} className={value !== null && value < 0 ? "bg-series-2" : "bg-series-1"} />
        </span>
      </button>
      <span className="text-right text-data">
        <FactFigure id={bar.fact} marks={false} />
      </span>
      <span className="text-right text-data text-ink-2">{bar.weight ? <FactFigure id={bar.weight} marks={false} /> : null}</span>
      <span className="hidden pr-1 text-right text-data text-ink-3 @md:block">{formatFraction(runningTotal)}</span>
    </li>
  );
}

function Cut({ share }: { share: number }) {
  return (
    <li className="my-0.5 flex items-center gap-2 text-2xs text-ink-3">
      <span aria-hidden="true" className="h-0 flex-1 border-t border-dashed border-line-strong" />
      {formatFraction(share)} of the total stands above this line
    </li>
  );
}

function numberOf(value: number | string | null | undefined): number | null {
  return typeof value === "number" ? value : null;
}
