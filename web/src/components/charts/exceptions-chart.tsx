/** Daily losses as dots against the value at risk forecast for them; exceptions are marked by shape and color. */
import { lazy, Suspense, useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { exceptionsOf, type ExceptionsData } from "@/components/charts/exceptions-option";
import { Skeleton } from "@/components/ui/skeleton";
import { formatFraction } from "@/lib/format";

const ExceptionsCanvas = lazy(() => import("@/components/charts/exceptions-canvas"));

interface ExceptionsChartProps extends ExceptionsData {
  title: string;
  asOf: string;
}

export function ExceptionsChart({ title, asOf, dates, losses, forecast, name }: ExceptionsChartProps) {
  const data = useMemo(() => ({ dates, losses, forecast, name }), [dates, losses, forecast, name]);
  const exceptions = useMemo(() => exceptionsOf(data), [data]);
  const label = `${title}, ${name}: ${exceptions.length} of ${dates.length} days lost more than forecast, from ${dates[0] ?? ""} to ${dates.at(-1) ?? ""}.`;
  return (
    <ChartFrame
      title={title}
      asOf={asOf}
      chart={
        <>
          <p className="mb-1 flex flex-wrap gap-x-4 text-2xs text-ink-2">
            <span>
              <span aria-hidden="true" className="mr-1 inline-block size-1.5 rounded-full bg-series-2 align-middle" />
              Loss of a day (below zero: a gain)
            </span>
            <span>
              <span aria-hidden="true" className="mr-1 inline-block h-0.5 w-4 bg-series-1 align-middle" />
              {name}
            </span>
            <span>
              <span aria-hidden="true" className="mr-1 inline-block size-2 rotate-45 bg-loss align-middle" />
              Exception: loss beyond the forecast ({exceptions.length})
            </span>
          </p>
          <div className="relative h-80">
            <Suspense fallback={<Skeleton className="absolute inset-0" />}>
              <ExceptionsCanvas data={data} label={label} />
            </Suspense>
          </div>
        </>
      }
      table={<ExceptionsTable data={data} exceptions={exceptions} />}
    />
  );
}

function ExceptionsTable({ data, exceptions }: { data: ExceptionsData; exceptions: readonly number[] }) {
  return (
    <table className="w-full text-data">
      <caption className="sr-only">Days with a loss beyond the forecast, newest first</caption>
      <thead className="sticky top-0 bg-raised">
        <tr className="border-b border-line text-ink-3">
          <th scope="col" className="py-1 text-left font-medium">
            Exception on
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-medium">
            Loss
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-medium">
            Forecast
          </th>
        </tr>
      </thead>
      <tbody>
        {exceptions.toReversed().map((index) => (
          <tr key={data.dates[index]} className="border-b border-line/60">
            <th scope="row" className="py-1 text-left font-normal">
              {data.dates[index]}
            </th>
            <td className="py-1 pl-3 text-right">{formatFraction(data.losses[index] ?? null)}</td>
            <td className="py-1 pl-3 text-right">{formatFraction(data.forecast[index] ?? null)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
