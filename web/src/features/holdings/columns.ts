/** The columns of the holdings table: each names the field of a row whose fact it shows. */
import type { HoldingRow } from "@/api/types.gen";

export interface Column {
  /** Field of `HoldingRow`; also the last step of the fact's pointer and the key in the address. */
  field: keyof HoldingRow;
  header: string;
  /** Printed in the header; "money" stands for the portfolio's currency. */
  unit: "money" | "%" | null;
  valueOf: (row: HoldingRow) => number | null;
}

export const COLUMNS: readonly Column[] = [
  { field: "quantity", header: "Quantity", unit: null, valueOf: (row) => row.quantity },
  { field: "price", header: "Price", unit: "money", valueOf: (row) => row.price?.amount ?? null },
  { field: "market_value", header: "Value", unit: "money", valueOf: (row) => row.market_value?.amount ?? null },
  { field: "weight", header: "Weight", unit: "%", valueOf: (row) => row.weight },
  { field: "daily_return", header: "Day", unit: "%", valueOf: (row) => row.daily_return },
  { field: "return_ytd", header: "YTD", unit: "%", valueOf: (row) => row.return_ytd },
  { field: "unrealized_gain", header: "Gain", unit: "money", valueOf: (row) => row.unrealized_gain?.amount ?? null },
  { field: "unrealized_return", header: "Gain", unit: "%", valueOf: (row) => row.unrealized_return },
  { field: "volatility", header: "Vol. 1y", unit: "%", valueOf: (row) => row.volatility },
  { field: "beta", header: "Beta 1y", unit: null, valueOf: (row) => row.beta },
];

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
