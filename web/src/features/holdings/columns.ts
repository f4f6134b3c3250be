/** The columns of the holdings table: each names the field of a row whose fact it shows. */
import type { HoldingRow } from "@/api/types.gen";

export interface Column {
  /** Field of `HoldingRow`; also the last step of the fact's pointer and the key in the address. */
  field: keyof HoldingRow;
  header: string;
  /** Printed in the header; "money" stands for the portfolio's currency. */
  unit: "money" | "%" | null;
  valueOf: (row: HoldingRow) => number | null;
  /** From which width of the table on it is shown; absent for the columns that a phone has room for. */
  room?: Room;
}

/** Columns leave from the least asked to the most asked as the table gets narrower; none is ever cut off. */
export type Room = "some" | "half" | "most" | "all";

export const COLUMNS: readonly Column[] = [
  { field: "quantity", header: "Quantity", unit: null, valueOf: (row) => row.quantity, room: "half" },
  { field: "price", header: "Price", unit: "money", valueOf: (row) => row.price?.amount ?? null, room: "half" },
  { field: "market_value", header: "Value", unit: "money", valueOf: (row) => row.market_value?.amount ?? null },
  { field: "weight", header: "Weight", unit: "%", valueOf: (row) => row.weight },
  { field: "daily_return", header: "Day", unit: "%", valueOf: (row) => row.daily_return },
  { field: "return_ytd", header: "YTD", unit: "%", valueOf: (row) => row.return_ytd, room: "some" },
  { field: "unrealized_gain", header: "Gain", unit: "money", valueOf: (row) => row.unrealized_gain?.amount ?? null, room: "most" },
  { field: "unrealized_return", header: "Gain", unit: "%", valueOf: (row) => row.unrealized_return, room: "some" },
  { field: "volatility", header: "Vol. 1y", unit: "%", valueOf: (row) => row.volatility, room: "all" },
  { field: "beta", header: "Beta 1y", unit: null, valueOf: (row) => row.beta, room: "all" },
];

/** "AAPL 2023-06-16 115 put": an option's symbol is a code of 21 characters, its name is what people say. */
const OPTION_NAME = /^(\S+) (\d{4}-\d{2}-\d{2}) (.+)$/;

export function lineTitle({ kind, name, symbol }: HoldingRow): string {
  return kind === "option" ? name.replace(OPTION_NAME, "$1 $3") : symbol;
}

export function lineSubtitle({ kind, name }: HoldingRow): string {
  return kind === "option" ? name.replace(OPTION_NAME, "expires $2") : name;
}

export interface Sorting {
  field: string;
  falling: boolean;
}

/** `weight` sorts rising and `-weight` falling. */
export function readSorting(text: string | undefined): Sorting {
  if (!text) return { field: "", falling: true };
  return text.startsWith("-") ? { field: text.slice(1), falling: true } : { field: text, falling: false };
}

export function writeSorting({ field, falling }: Sorting): string {
  return falling ? `-${field}` : field;
}

export interface IndexedRow {
  row: HoldingRow;
  /** Place in the report, where its facts are found. */
  index: number;
}

export interface Filters {
  text: string | undefined;
  sector: string | undefined;
  kind: string | undefined;
}

export function filterRows(rows: readonly HoldingRow[], { text, sector, kind }: Filters): IndexedRow[] {
  const wanted = text?.trim().toLowerCase();
  return rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => !wanted || `${row.symbol} ${row.name}`.toLowerCase().includes(wanted))
    .filter(({ row }) => !sector || row.sector === sector)
    .filter(({ row }) => !kind || row.kind === kind);
}

/** Rows without a value stand at the end in either direction; without a column the order of the report stays. */
export function sortRows(rows: readonly IndexedRow[], { field, falling }: Sorting): IndexedRow[] {
  const column = COLUMNS.find((candidate) => candidate.field === field);
  const direction = falling ? -1 : 1;
  if (field === "symbol") return rows.toSorted((one, other) => direction * one.row.symbol.localeCompare(other.row.symbol));
  if (!column) return [...rows];
  return rows.toSorted((one, other) => {
    const left = column.valueOf(one.row);
    const right = column.valueOf(other.row);
    if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
    return direction * (left - right);
  });
}
