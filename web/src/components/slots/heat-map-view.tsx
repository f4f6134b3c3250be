/** A matrix of figures as colored cells around zero. One stop of the Tab key; arrow keys go from cell to cell. */
import { clsx } from "clsx";
import { use, useCallback, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { Fact, HeatMapSlot } from "@/api/types.gen";
import { ChartFrame } from "@/components/charts/chart-frame";
import { colorExtent, divergingColor } from "@/components/charts/diverging";
import { FactScope } from "@/components/figure/fact-scope";
import { HeatCell } from "@/components/slots/heat-cell";
import { FactFigure } from "@/components/slots/fact-figure";
import { nextCell, type CellPlace } from "@/components/slots/heat-map-keys";
import type { ViewProps } from "@/components/slots/view";
import { formatValue } from "@/lib/format";

/** Pixels that a printed figure needs, and that the labels of the rows have. */
const PRINTED = 42;
const LABELS = 96;
/** Up to here figures are printed even where the map must scroll for it. */
const FEW_COLUMNS = 13;

export function HeatMapView({ slot, asOf }: ViewProps<"heat_map">) {
  const { facts } = use(FactScope);
  const factAt = useCallback((row: number, column: number): Fact | undefined => facts[slot.cells[row]?.[column] ?? ""], [facts, slot]);
  const known = useMemo(() => slot.cells.flatMap((row) => row.flatMap((id) => (id && facts[id] ? [facts[id]] : []))), [facts, slot]);
  const extent = useMemo(() => extentOf(known), [known]);
  const sample = known[0];
  if (!sample) return <ChartFrame title={slot.title} asOf={asOf} chart={<p className="py-6 text-center text-ink-3">Nothing to show on this day.</p>} />;
  return (
    <ChartFrame
      title={slot.title}
      asOf={asOf}
      chart={
        <>
          <Cells slot={slot} factAt={factAt} extent={extent} />
          <Scale extent={extent} sample={sample} />
        </>
      }
      table={<FigureTable slot={slot} />}
    />
  );
}

function extentOf(facts: readonly Fact[]): number {
  const values = facts.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  return colorExtent(values, facts[0]?.unit === "ratio" && values.every((value) => Math.abs(value) < 1.0001));
}

interface CellsProps {
  slot: HeatMapSlot;
  factAt: (row: number, column: number) => Fact | undefined;
  extent: number;
}

function Cells({ slot: { title, rows, columns }, factAt, extent }: CellsProps) {
  const [width, setWidth] = useState(0);
  const [active, setActive] = useState<CellPlace>({ row: 0, column: columns.findIndex((_, column) => factAt(0, column)) });
  const table = useRef<HTMLTableElement>(null);
  const observe = useCallback((element: HTMLDivElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const isPrinted = columns.length <= FEW_COLUMNS || (width - LABELS) / columns.length >= PRINTED;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextCell(event.key, active, { rows: rows.length, columns: columns.length }, ({ row, column }) => factAt(row, column) !== undefined);
    if (!next) return;
    event.preventDefault();
    setActive(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus();
  };
  return (
    <div ref={observe} className="max-h-[40rem] overflow-auto">
      <table ref={table} role="grid" aria-label={title} className="w-full border-separate border-spacing-px text-2xs">
        <thead className="sticky top-0 z-20 bg-raised">
          <tr>
            <td className="sticky left-0 z-20 bg-raised" />
            {columns.map((column) => (
              <th key={column} scope="col" className={clsx("bg-raised p-0.5 text-center align-bottom font-normal text-ink-3", !isPrinted && "[writing-mode:vertical-rl] rotate-180 text-left")}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((label, row) => (
            <tr key={label}>
              <th scope="row" title={label} className="sticky left-0 z-10 max-w-24 truncate bg-raised pr-2 text-left text-data font-normal">
                {label}
              </th>
              {columns.map((column, place) => {
                const fact = factAt(row, place);
                const value = typeof fact?.value === "number" ? fact.value : null;
                return (
                  <td key={column} className={clsx("h-7 p-0", isPrinted ? "min-w-10.5" : "min-w-5")} style={{ background: divergingColor(value, extent) }}>
                    {fact ? (
                      <HeatCell
                        fact={fact}
                        name={`${label}, ${column}`}
                        place={`${row}-${place}`}
                        isPrinted={isPrinted}
                        isStop={active.row === row && active.column === place}
                        onKeyDown={onKeyDown}
                        onStop={() => setActive({ row, column: place })}
                      />
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Scale({ extent, sample: { unit, currency } }: { extent: number; sample: Fact }) {
  const print = (value: number) => formatValue(value, unit, currency, { signed: true });
  const stops = [-1, 0, 1].map((share) => divergingColor(share * extent, extent) ?? "var(--raised)");
  return (
    <p className="mt-2 flex items-center justify-end gap-2 text-2xs text-ink-3">
      {print(-extent)}
      <span aria-hidden="true" className="h-2 w-28 rounded-xs border border-line" style={{ background: `linear-gradient(to right, ${stops.join(", ")})` }} />
      {print(extent)}
    </p>
  );
}

function FigureTable({ slot: { rows, columns, cells } }: { slot: HeatMapSlot }) {
  return (
    <table className="w-full text-data">
      <thead className="sticky top-0 z-10 bg-raised">
        <tr className="border-b border-line text-ink-3">
          <td />
          {columns.map((column) => (
            <th key={column} scope="col" className="py-1 pl-3 text-right font-medium">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((label, row) => (
          <tr key={label} className="border-b border-line/60">
            <th scope="row" className="sticky left-0 bg-raised py-1 text-left font-normal whitespace-nowrap">
              {label}
            </th>
            {columns.map((column, place) => (
              <td key={column} className="py-1 pl-3 text-right whitespace-nowrap">
                <FactFigure id={cells[row]?.[place]} marks={false} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
