/** The table itself: figures right-aligned, units in the header, the first column in sight while the rest scrolls. */
import { ArrowDown, ArrowUp } from "lucide-react";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { FactFigure } from "@/components/slots/fact-figure";
import { COLUMNS, lineSubtitle, lineTitle, readSorting, writeSorting, type Column, type IndexedRow, type Room } from "@/features/holdings/columns";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";
import { formatBare } from "@/lib/format";

interface HoldingsTableProps {
  rows: readonly IndexedRow[];
  total: number;
  currency: string;
  /** Every column, whether there is room or not: then the table scrolls sideways. */
  allColumns: boolean;
}

/** Measured: what stands in the columns before needs this much. Widths are those of the container around the table. */
const SHOWN_FROM: Record<Room, string> = {
  some: "hidden @min-[33rem]:table-cell",
  half: "hidden @min-[43rem]:table-cell",
  most: "hidden @min-[48rem]:table-cell",
  all: "hidden @min-[54rem]:table-cell",
};

export function HoldingsTable({ rows, total, currency, allColumns }: HoldingsTableProps) {
  const placeOf = ({ room }: Column) => (room && !allColumns ? SHOWN_FROM[room] : "");
  const { selected } = useAppSearch();
  return (
    // A wide table scrolls by itself, and by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div tabIndex={0} role="region" aria-label="Holdings" className="print-flow card overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-data">
        <thead>
          <tr>
            <HeaderCell field="symbol" className="sticky left-0 z-10 bg-raised pl-3 text-left">
              Holding
            </HeaderCell>
            <th scope="col" className="border-b border-line px-2 py-2 text-left font-medium text-ink-3 @max-5xl:hidden">
              Sector
            </th>
            {COLUMNS.map((column) => (
              <HeaderCell key={column.field} field={column.field} className={clsx("text-right last:pr-3", placeOf(column))}>
                {column.header}
                {column.unit ? <span className="font-normal"> {column.unit === "money" ? currency : column.unit}</span> : null}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((indexed) => (
            <Row key={`${indexed.row.symbol}-${indexed.index}`} indexed={indexed} isSelected={selected === indexed.row.symbol} placeOf={placeOf} />
          ))}
        </tbody>
        <Totals rows={rows} total={total} placeOf={placeOf} />
      </table>
      {rows.length === 0 ? <p className="p-8 text-center text-ink-2">No holding fits these filters. Clear them to see all {total}.</p> : null}
    </div>
  );
}

function HeaderCell({ field, className, children }: { field: string; className: string; children: ReactNode }) {
  const { sort } = useAppSearch();
  const patchSearch = usePatchSearch();
  const sorting = readSorting(sort);
  const isSorted = sorting.field === field;
  const Arrow = sorting.falling ? ArrowDown : ArrowUp;
  // The first click on a column of figures shows the largest; on names, the first of the alphabet.
  const next = isSorted ? !sorting.falling : field !== "symbol";
  return (
    <th scope="col" aria-sort={isSorted ? (sorting.falling ? "descending" : "ascending") : "none"} className={clsx("border-b border-line px-1.5 py-1 font-medium text-ink-3", className)}>
      <button
        type="button"
        onClick={() => patchSearch({ sort: writeSorting({ field, falling: next }) })}
        className={clsx("inline-flex min-h-6 items-center gap-1 whitespace-nowrap hover:text-ink", isSorted && "text-ink")}
      >
        <span>{children}</span>
        {isSorted ? <Arrow aria-hidden="true" className="size-3" /> : null}
      </button>
    </th>
  );
}

interface RowProps {
  indexed: IndexedRow;
  isSelected: boolean;
  placeOf: (column: Column) => string;
}

function Row({ indexed: { row, index }, isSelected, placeOf }: RowProps) {
  const patchSearch = usePatchSearch();
  const background = isSelected ? "bg-accent-soft" : "bg-raised group-hover:bg-sunken";
  return (
    <tr className="group">
      <th scope="row" className={clsx("sticky left-0 z-10 border-b border-line/60 py-1 pr-2 pl-3 text-left font-normal", background)}>
        <button type="button" title={`${row.name} (${row.symbol})`} onClick={() => patchSearch({ open: row.symbol, selected: row.symbol })} className="block w-28 py-0.5 text-left hover:text-accent sm:w-36">
          <span className="block truncate font-semibold">
            {lineTitle(row)}
            {row.quantity < 0 ? <span className="ml-1.5 rounded-sm bg-sunken px-1 text-2xs font-medium text-ink-2">short</span> : null}
          </span>
          <span className="block truncate text-2xs text-ink-3">{lineSubtitle(row)}</span>
        </button>
      </th>
      <td className={clsx("border-b border-line/60 px-2 text-ink-2 @max-5xl:hidden", background)}>{row.sector ?? row.kind}</td>
      {COLUMNS.map((column) => (
        <td key={column.field} className={clsx("border-b border-line/60 px-1.5 text-right whitespace-nowrap last:pr-3", background, placeOf(column))}>
          <FactFigure id={`/holdings/${index}/${column.field}`} bare />
        </td>
      ))}
    </tr>
  );
}

const SUMMED: ReadonlySet<string> = new Set(["market_value", "weight", "unrealized_gain"]);

function Totals({ rows, total, placeOf }: { rows: readonly IndexedRow[]; total: number; placeOf: RowProps["placeOf"] }) {
  if (rows.length === 0) return null;
  return (
    <tfoot>
      <tr className="font-semibold">
        <th scope="row" className="sticky left-0 z-10 bg-raised py-2 pr-2 pl-3 text-left">
          {rows.length === total ? "Total" : `Total of ${rows.length}`}
        </th>
        <td className="@max-5xl:hidden" />
        {COLUMNS.map((column) => (
          <td key={column.field} className={clsx("px-1.5 text-right whitespace-nowrap last:pr-3", placeOf(column))}>
            {SUMMED.has(column.field) ? totalText(rows, column) : null}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/** Only what is known and in one currency adds up. */
function totalText(rows: readonly IndexedRow[], column: Column): string {
  const currencies = new Set(rows.flatMap(({ row }) => row.market_value?.currency ?? []));
  const values = rows.map(({ row }) => column.valueOf(row)).filter((value) => value !== null);
  if (values.length === 0 || (column.unit === "money" && currencies.size > 1)) return "–";
  const sum = values.reduce((before, value) => before + value, 0);
  return formatBare(sum, unitOf(column), { signed: column.field === "unrealized_gain" });
}

function unitOf(column: Column): "fraction" | "money" {
  return column.unit === "%" ? "fraction" : "money";
}
