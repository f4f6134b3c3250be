/** Filters of the holdings table. They live in the address, so that a filtered table can be sent to someone. */
import { Search } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import type { HoldingRow } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";

interface HoldingsFiltersProps {
  rows: readonly HoldingRow[];
  shown: number;
  /** What else changes how the table looks. */
  children?: ReactNode;
}

export function HoldingsFilters({ rows, shown, children }: HoldingsFiltersProps) {
  const { q, sector, type } = useAppSearch();
  const patchSearch = usePatchSearch();
  const sectors = useMemo(() => distinct(rows.map((row) => row.sector)), [rows]);
  const kinds = useMemo(() => distinct(rows.map((row) => row.kind)), [rows]);
  const isFiltered = Boolean(q ?? sector ?? type);
  return (
    <div className="no-print mb-3 flex flex-wrap items-center gap-2">
      <label className="relative max-sm:w-full">
        <span className="sr-only">Find a holding</span>
        <Search aria-hidden="true" className="absolute top-2 left-2.5 size-4 text-ink-3" />
        <input
          type="search"
          value={q ?? ""}
          placeholder="Symbol or name"
          onChange={(event) => patchSearch({ q: event.target.value || undefined })}
          className="h-8 w-full rounded-md border border-line bg-raised pr-2 pl-8 text-data placeholder:text-ink-3 sm:w-52"
        />
      </label>
      <Choice name="Sector" value={sector} options={sectors} onChoose={(value) => patchSearch({ sector: value })} />
      <Choice name="Type" value={type} options={kinds} onChoose={(value) => patchSearch({ type: value })} />
      <span role="status" className="text-data text-ink-3">
        {isFiltered ? `${shown} of ${rows.length} shown` : ""}
      </span>
      {isFiltered ? (
        <Button weight="quiet" onClick={() => patchSearch({ q: undefined, sector: undefined, type: undefined })}>
          Clear filters
        </Button>
      ) : null}
      {children}
    </div>
  );
}

interface ChoiceProps {
  name: string;
  value: string | undefined;
  options: readonly string[];
  onChoose: (value: string | undefined) => void;
}

function Choice({ name, value, options, onChoose }: ChoiceProps) {
  return (
    <select
      aria-label={name}
      value={value ?? ""}
      onChange={(event) => onChoose(event.target.value || undefined)}
      className="h-8 max-w-44 rounded-md border border-line bg-raised px-2 text-data"
    >
      <option value="">{name}: all</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}
