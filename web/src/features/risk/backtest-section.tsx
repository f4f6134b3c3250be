/** Would the value at risk have held? Losses against each method's forecast, and what the tests say of it. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { BacktestView } from "@/api/types.gen";
import { ExceptionsChart } from "@/components/charts/exceptions-chart";
import { FactScope } from "@/components/figure/fact-scope";
import { summarizeBoard } from "@/components/slots/board-summary";
import { FactFigure } from "@/components/slots/fact-figure";
import { NoteView } from "@/components/slots/note-view";
import { ProblemCard } from "@/components/ui/problem-card";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";
import { BacktestTable } from "@/features/risk/backtest-table";
import { ParameterBar } from "@/features/risk/parameter-bar";
import { chosenOf, type Parameter } from "@/features/risk/parameters";
import { backtestQuery } from "@/features/risk/queries";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";
import { formatFraction } from "@/lib/format";
import { useDescribePage } from "@/lib/page-context";

const PARAMETERS: readonly Parameter[] = [
  { key: "confidence", label: "Confidence", options: [["0.99", "99%"], ["0.975", "97.5%"], ["0.95", "95%"]] },
  { key: "window", label: "Each forecast from", options: [["500", "500 sessions"], ["250", "250 sessions"], ["1000", "1,000 sessions"]] },
  { key: "days", label: "Days tested", options: [["1000", "1,000"], ["250", "250"], ["500", "500"], ["2000", "2,000"]] },
];

export default function BacktestSection({ portfolioId }: { portfolioId: string }) {
  const search = useAppSearch();
  const patchSearch = usePatchSearch();
  const { data, error, refetch } = useQuery(backtestQuery(portfolioId, search.asof, chosenOf(PARAMETERS, search)));
  const summary = useMemo(() => (data ? summarizeBoard(data.board) : ""), [data]);
  useDescribePage("Risk: backtest", summary, search.selected ?? null);
  const methods = data?.report.series.forecasts ?? [];
  const method = methods.find((line) => line.method === search.method)?.method ?? methods[0]?.method;
  const choose = (next: string) => patchSearch({ method: next === methods[0]?.method ? undefined : next });
  return (
    <div className="space-y-4">
      <div className="no-print flex flex-wrap items-center gap-x-4 gap-y-2 text-data">
        <ParameterBar parameters={PARAMETERS} />
        <label className="flex items-center gap-2">
          <span className="text-ink-2">Method</span>
          <select value={method ?? ""} disabled={!data} onChange={(event) => choose(event.target.value)} className="h-8 rounded-md border border-line bg-raised px-2 text-data">
            {methods.map((line) => (
              <option key={line.method} value={line.method}>
                {line.label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {error ? (
        <ProblemCard error={error} onRetry={() => void refetch()} />
      ) : data && method ? (
        <Backtest view={data} method={method} onChoose={choose} />
      ) : (
        <>
          <Skeleton className="h-80" />
          <TableSkeleton rows={6} />
        </>
      )}
    </div>
  );
}

function Backtest({ view: { report, facts }, method, onChoose }: { view: BacktestView; method: string; onChoose: (method: string) => void }) {
  const scope = useMemo(() => ({ facts, runId: null }), [facts]);
  const line = report.series.forecasts.find((forecast) => forecast.method === method);
  return (
    <FactScope value={scope}>
      <p className="text-data text-ink-2">
        <FactFigure id="/n_observations" marks={false} /> days tested, {report.start} to {report.as_of}: for each a forecast from the {report.window} sessions before it, at the weights of {report.as_of}.
      </p>
      {line ? (
        <ExceptionsChart
          title={`Daily losses and the ${formatFraction(report.confidence).replace(".0", "")} value at risk forecast for them`}
          asOf={report.as_of}
          dates={report.series.dates}
          losses={report.series.losses}
          forecast={line.values}
          name={line.label}
        />
      ) : null}
      <BacktestTable report={report} chosen={method} onChoose={onChoose} />
      {report.notes.map((text) => (
        <NoteView key={text} slot={{ kind: "note", text }} asOf={report.as_of} />
      ))}
    </FactScope>
  );
}
