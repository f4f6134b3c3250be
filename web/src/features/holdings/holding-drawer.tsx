/** One holding: its figures, price, returns, lots and what is special about it. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { getJson } from "@/api/client";
import { measuresQuery } from "@/api/queries";
import type { PositionReport, PositionView } from "@/api/types.gen";
import { LineChart } from "@/components/charts/line-chart";
import { FactScope } from "@/components/figure/fact-scope";
import { FactFigure } from "@/components/slots/fact-figure";
import { NoteView } from "@/components/slots/note-view";
import { Drawer } from "@/components/ui/drawer";
import { ProblemCard } from "@/components/ui/problem-card";
import { Skeleton } from "@/components/ui/skeleton";
import { LotsTable } from "@/features/holdings/lots-table";
import { PriceFindings } from "@/features/holdings/price-findings";
import { ReturnsTable } from "@/features/holdings/returns-table";

interface HoldingDrawerProps {
  portfolioId: string;
  symbol: string;
  asOf: string | undefined;
  onClose: () => void;
}

export function HoldingDrawer({ portfolioId, symbol, asOf, onClose }: HoldingDrawerProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["portfolio", portfolioId, "holding", symbol, asOf ?? "latest"],
    queryFn: ({ signal }) =>
      getJson<PositionView>(`/portfolios/${encodeURIComponent(portfolioId)}/holdings/${encodeURIComponent(symbol)}`, { query: { as_of: asOf }, signal }),
  });
  const subtitle = data ? `${data.report.row.name}, as of ${data.report.as_of}` : null;
  return (
    <Drawer title={symbol} subtitle={subtitle} onClose={onClose}>
      {error ? <ProblemCard error={error} onRetry={() => void refetch()} /> : data ? <Detail view={data} asOf={asOf} /> : <Skeleton className="h-96" />}
    </Drawer>
  );
}

const POSITION = ["quantity", "price", "market_value", "weight", "cost_basis", "unrealized_gain", "unrealized_return", "daily_change", "daily_return"];
const RISK = ["risk_contribution", "risk_contribution_volatility", "volatility", "beta"];
const OPTION = ["strike", "expiry", "underlying_price", "underlying_volatility", "value", "delta", "delta_exposure"];

function Detail({ view: { report, facts, series }, asOf }: { view: PositionView; asOf: string | undefined }) {
  const scope = useMemo(() => ({ facts, runId: null }), [facts]);
  const lines = useMemo(() => [{ name: series.symbol, values: series.values }], [series]);
  return (
    <FactScope value={scope}>
      <div className="space-y-5">
        <Figures title="Position" pointers={POSITION.map((field) => `/row/${field}`)} facts={facts} />
        {report.risk ? <Figures title="Contribution to risk" pointers={RISK.map((field) => `/risk/${field}`)} facts={facts} /> : null}
        {report.option ? <Figures title={optionTitle(report)} pointers={OPTION.map((field) => `/option/${field}`)} facts={facts} /> : null}
        {series.dates.length > 0 ? (
          <LineChart title={`Adjusted close, ${series.currency}`} asOf={report.as_of} unit="price" currency={series.currency} dates={series.dates} lines={lines} height={200} />
        ) : null}
        {report.returns.length > 0 ? <ReturnsTable returns={report.returns} /> : null}
        {report.lots.length > 0 ? <LotsTable lots={report.lots} /> : null}
        <PriceFindings symbol={report.row.symbol} asOf={asOf} />
        {report.notes.map((text) => (
          <NoteView key={text} slot={{ kind: "note", text }} asOf={report.as_of} />
        ))}
      </div>
    </FactScope>
  );
}

function optionTitle({ option }: PositionReport): string {
  return option ? `${option.underlying} ${option.right}` : "Option";
}

/** Only those that the report has; each under its measure's own name. */
function Figures({ title, pointers, facts }: { title: string; pointers: readonly string[]; facts: PositionView["facts"] }) {
  const { data: measures } = useQuery(measuresQuery);
  const known = pointers.filter((pointer) => facts[pointer]);
  if (known.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-data font-semibold text-ink-2">{title}</h3>
      <dl className="divide-y divide-line/60 text-data">
        {known.map((pointer) => {
          const key = facts[pointer]?.measure ?? "";
          return (
            <div key={pointer} className="flex items-baseline justify-between gap-3 py-1">
              <dt className="text-ink-2">{measures?.get(key)?.name ?? key.replaceAll("_", " ")}</dt>
              <dd className="text-right font-medium">
                <FactFigure id={pointer} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
