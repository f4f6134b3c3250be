/** One or two figures for each label, as bars on one scale with a zero line. */
import { clsx } from "clsx";
import { use } from "react";
import type { BarRow } from "@/api/types.gen";
import { BarTrack, scaleOf, type Scale } from "@/components/charts/bar-track";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FactScope } from "@/components/figure/fact-scope";
import { FactFigure } from "@/components/slots/fact-figure";
import { isMixed } from "@/components/slots/table-view";
import type { ViewProps } from "@/components/slots/view";

const COLORS = ["bg-series-1", "bg-series-2"];
/** Of neighbors in one bar; each bears text in both themes. */
const PARTS = ["bg-series-1 text-page", "bg-accent-soft text-ink", "bg-warn-soft text-ink", "bg-sunken text-ink"];

export function BarsView({ slot, asOf }: ViewProps<"bars">) {
  const { facts } = use(FactScope);
  const valueOf = (id: string | null | undefined) => {
    const value = id ? facts[id]?.value : null;
    return typeof value === "number" ? value : null;
  };
  const signed = slot.series.map((_, place) => isMixed(slot.rows.map((row) => facts[row.facts[place] ?? ""])));
  const scale = scaleOf(slot.rows.flatMap((row) => row.facts.map(valueOf)));
  if (slot.rows.length === 0) return <ChartFrame title={slot.title} asOf={asOf} chart={<p className="py-6 text-center text-ink-3">Nothing to show on this day.</p>} />;
  const columns = slot.series.length > 1 ? "grid-cols-[minmax(0,1fr)_5.25rem_5.25rem]" : "grid-cols-[minmax(0,1fr)_5.75rem]";
  return (
    <ChartFrame
      title={slot.title}
      asOf={asOf}
      chart={
        <div className="@container">
          <div className={clsx("grid gap-x-2 border-b border-line pb-1 text-2xs text-ink-3", columns)}>
            <span />
            {slot.series.map((name, index) => (
              <span key={name} title={name} className="line-clamp-2 self-end text-right break-words">
                <span aria-hidden="true" className={clsx("mr-1 inline-block size-2 rounded-[2px]", COLORS[index])} />
                {name}
              </span>
            ))}
          </div>
          {slot.is_whole ? <WholeBar rows={slot.rows} valueOf={valueOf} /> : null}
          <ul>
            {slot.rows.map((row) => (
              <Row key={row.id} row={row} columns={columns} scale={scale} signed={signed} valueOf={valueOf} />
            ))}
          </ul>
        </div>
      }
    />
  );
}

interface RowProps {
  row: BarRow;
  columns: string;
  scale: Scale;
  /** By series: the figures lie on both sides of zero. */
  signed: readonly boolean[];
  valueOf: (id: string | null | undefined) => number | null;
}

function Row({ row, columns, scale, signed, valueOf }: RowProps) {
  return (
    <li className={clsx("grid min-h-8 items-center gap-x-2 py-1", columns)}>
      <div className="grid min-w-0 grid-cols-[7rem_minmax(0,1fr)] @lg:grid-cols-[10rem_minmax(0,1fr)] items-center gap-2">
        <span className="text-data leading-4">{row.label}</span>
        <span className="flex flex-col gap-0.5">
          {row.facts.map((id, index) => (
            <span key={index} className={row.facts.length > 1 ? "h-1.5" : "h-3"}>
              <BarTrack value={valueOf(id)} scale={scale} className={COLORS[index] ?? "bg-series-3"} />
            </span>
          ))}
        </span>
      </div>
      {row.facts.map((id, index) => (
        <span key={index} className={clsx("text-right text-data", index > 0 && "text-ink-2")}>
          <FactFigure id={id} marks={false} signed={signed[index] ?? false} />
        </span>
      ))}
    </li>
  );
}

/** Parts of one whole, end to end. A part below zero has no place in it; then the bars below must do. */
function WholeBar({ rows, valueOf }: { rows: readonly BarRow[]; valueOf: (id: string | null | undefined) => number | null }) {
  const parts = rows.map((row) => ({ ...row, share: valueOf(row.facts[0]) ?? 0 }));
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  if (total <= 0 || parts.some(({ share }) => share < 0)) return null;
  return (
    <div aria-hidden="true" className="mt-2 mb-1 flex h-7 gap-px overflow-hidden rounded-sm text-2xs">
      {parts
        .filter(({ share }) => share > 0)
        .map(({ id, label, share }, index) => (
          <span key={id} title={label} className={clsx("flex min-w-px items-center overflow-hidden px-1.5", PARTS[index % PARTS.length])} style={{ width: `${(share / total) * 100}%` }}>
            {share / total > 0.12 ? <span className="truncate">{label}</span> : null}
          </span>
        ))}
    </div>
  );
}
