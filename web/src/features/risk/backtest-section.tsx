/** Would the value at risk have held? Losses against each method's forecast, and what the tests say of it. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { BacktestView } from "@/api/types.gen";
import { ExceptionsChart } from "@/components/charts/exceptions-chart";
import { FactScope } from "@/components/figure/fact-scope";
import { summarizeBoard } from "@/components/slots/board-summary";
import { FactFigure } from "@/components/slots/fact-figure";
import { NoteView } from "@/components/slots/note-view";
import { ProblemCard } from "@/components/ui/problem-card";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";
import { BacktestTable } from "@/features/risk/backtest-table";
import { backtestQuery } from "@/features/risk/queries";
import { useAppSearch } from "@/lib/app-search";
import { formatFraction } from "@/lib/format";
import { useDescribePage } from "@/lib/page-context";

const LEVELS = ["0.95", "0.99"];
const SELECT = "h-8 rounded-md border border-line bg-raised px-2 text-data";

export function BacktestSection({ portfolioId }: { portfolioId: string }) {
  const { asof, selected } = useAppSearch();
  const [level, setLevel] = useState("0.99");
  const [wanted, setWanted] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(backtestQuery(portfolioId, asof, level));
  const summary = useMemo(() => (data ? summarizeBoard(data.board) : ""), [data]);
  useDescribePage("Risk: backtest", summary, selected ?? null);
  const methods = data?.report.series.forecasts ?? [];
  const method = methods.find((line) => line.method === wanted)?.method ?? methods[0]?.method;
  return (
    <div className="space-y-4">
      <div className="no-print flex flex-wrap items-center gap-2 text-data">
        <label className="flex items-center gap-2">
          Confidence
          <select value={level} onChange={(event) => setLevel(event.target.value)} className={SELECT}>
            {LEVELS.map((value) => (
              <option key={value} value={value}>
                {formatFraction(Number(value)).replace(".0", "")}
              </option>
            ))}
          </select>
        </label>
        <label className="flex items-center gap-2">
          Method
          <select value={method ?? ""} disabled={!data} onChange={(event) => setWanted(event.target.value)} className={SELECT}>
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
        <Backtest view={data} method={method} onChoose={setWanted} />
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
