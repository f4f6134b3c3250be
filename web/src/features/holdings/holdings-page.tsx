/** Every holding with its figures: sortable, filterable, each row opening its detail. */
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import { apiUrl } from "@/api/client";
import { holdingsQuery } from "@/api/queries";
import type { HoldingsReport, HoldingsReportView, PortfolioSummary } from "@/api/types.gen";
import { FactScope } from "@/components/figure/fact-scope";
import { FactFigure } from "@/components/slots/fact-figure";
import { NoteView } from "@/components/slots/note-view";
import { Button } from "@/components/ui/button";
import { NothingHeld } from "@/components/ui/nothing-held";
import { ProblemCard } from "@/components/ui/problem-card";
import { TableSkeleton } from "@/components/ui/skeleton";
import { filterRows, readSorting, sortRows } from "@/features/holdings/columns";
import { HoldingDrawer } from "@/features/holdings/holding-drawer";
import { HoldingsFilters } from "@/features/holdings/holdings-filters";
import { HoldingsTable } from "@/features/holdings/holdings-table";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";
import { formatFraction, formatMoney } from "@/lib/format";
import { useDescribePage } from "@/lib/page-context";

export function HoldingsPage({ portfolio }: { portfolio: PortfolioSummary }) {
  const { asof, selected, open } = useAppSearch();
  const patchSearch = usePatchSearch();
  const { data, error, refetch } = useQuery(holdingsQuery(portfolio.id, asof));
  const summary = useMemo(() => (data ? summarizeHoldings(data.report) : ""), [data]);
  useDescribePage("Holdings", summary, selected ?? null);
  return (
    <div className="mx-auto max-w-[88rem] p-3 sm:p-4">
      {error ? <ProblemCard error={error} onRetry={() => void refetch()} /> : data ? <Holdings portfolio={portfolio} view={data} /> : <TableSkeleton rows={14} />}
      {open ? <HoldingDrawer key={open} portfolioId={portfolio.id} symbol={open} asOf={asof} onClose={() => patchSearch({ open: undefined })} /> : null}
    </div>
  );
}

function Holdings({ portfolio, view: { report, facts } }: { portfolio: PortfolioSummary; view: HoldingsReportView }) {
  const { q, sector, type, sort } = useAppSearch();
  const [allColumns, setAllColumns] = useState(false);
  const scope = useMemo(() => ({ facts, runId: null }), [facts]);
  const rows = useMemo(() => sortRows(filterRows(report.holdings, { text: q, sector, kind: type }), readSorting(sort)), [report, q, sector, type, sort]);
  if (report.holdings.length === 0) return <NothingHeld portfolio={portfolio} />;
  return (
    <FactScope value={scope}>
      <header className="mb-3 flex flex-wrap items-end gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1">
          <h1 className="text-lg break-words font-semibold tracking-tight">Holdings of {portfolio.name}</h1>
          <p className="text-data text-ink-3">
            as of {report.as_of} · net value <FactFigure id="/net_value" marks={false} className="mr-1 text-ink" /> · cash{" "}
            <FactFigure id="/cash_value" marks={false} className="text-ink" />
          </p>
        </div>
        <a
          href={apiUrl(`/portfolios/${encodeURIComponent(portfolio.id)}/export`)}
          download
          className="no-print inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-3 text-data font-medium hover:border-line-strong"
        >
          <Download aria-hidden="true" className="size-4" />
          Export CSV
        </a>
      </header>
      <div className="@container">
        <HoldingsFilters rows={report.holdings} shown={rows.length}>
          <Button weight={allColumns ? "primary" : "plain"} aria-pressed={allColumns} className="@min-[54rem]:hidden" onClick={() => setAllColumns(!allColumns)}>
            All columns
          </Button>
        </HoldingsFilters>
        <HoldingsTable rows={rows} total={report.holdings.length} currency={report.currency} allColumns={allColumns} />
      </div>
      <div className="mt-3 space-y-1.5">
        {hasDoubt(facts) ? <NoteView slot={{ kind: "note", text: "* calculated from partial or stale data; point at the figure to see why." }} asOf={report.as_of} /> : null}
        {report.notes.map((text) => (
          <NoteView key={text} slot={{ kind: "note", text }} asOf={report.as_of} />
        ))}
      </div>
    </FactScope>
  );
}

function hasDoubt(facts: HoldingsReportView["facts"]): boolean {
  return Object.values(facts).some(({ quality }) => quality === "partial" || quality === "stale");
}

const MOST_NAMED = 25;

export function summarizeHoldings(report: HoldingsReport): string {
  const rows = report.holdings.slice(0, MOST_NAMED).map((row) => {
    const gain = row.unrealized_return === null ? "" : `, gain ${formatFraction(row.unrealized_return)}`;
    return `${row.symbol} ${formatMoney(row.market_value)} (${formatFraction(row.weight)}${gain})`;
  });
  return `Holdings of ${report.name} as of ${report.as_of}: ${report.holdings.length} lines, net value ${formatMoney(report.net_value)}. ${rows.join("; ")}.`;
}
