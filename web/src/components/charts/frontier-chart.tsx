/** The efficient frontier with where the portfolio stands now and where the proposal stands. */
import { lazy, Suspense, useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { FrontierMark } from "@/components/charts/frontier-option";
import { FactFigure } from "@/components/slots/fact-figure";
import { Skeleton } from "@/components/ui/skeleton";
import { formatFraction } from "@/lib/format";

const FrontierCanvas = lazy(() => import("@/components/charts/frontier-canvas"));

interface Point extends FrontierMark {
  /** Where its facts are in the report. */
  at: string;
}

interface FrontierChartProps {
  asOf: string;
  points: readonly Point[];
  /** Portfolios beside the frontier: now, the proposal. */
  marks: readonly Point[];
}

export function FrontierChart({ asOf, points, marks }: FrontierChartProps) {
  const data = useMemo(() => ({ points, marks }), [points, marks]);
  const places = marks.map(({ name, volatility, expectedReturn }) => `${name} at ${formatFraction(volatility)} volatility and ${formatFraction(expectedReturn)} expected return`);
  return (
    <ChartFrame
      title="Efficient frontier"
      asOf={asOf}
      chart={
        <div className="relative h-80">
          <Suspense fallback={<Skeleton className="absolute inset-0" />}>
            <FrontierCanvas data={data} label={`Efficient frontier of ${points.length} points: ${places.join(", ")}.`} />
          </Suspense>
        </div>
      }
      table={
        <table className="w-full text-data">
          <thead className="sticky top-0 bg-raised">
            <tr className="border-b border-line text-ink-3">
              <th scope="col" className="py-1 text-left font-medium">
                Portfolio
              </th>
              <th scope="col" className="py-1 pl-3 text-right font-medium">
                Volatility
              </th>
              <th scope="col" className="py-1 pl-3 text-right font-medium">
                Expected return
              </th>
            </tr>
          </thead>
          <tbody>
            {[...marks, ...points].map(({ name, at }) => (
              <tr key={at} className="border-b border-line/60">
                <th scope="row" className="py-1 text-left font-normal">
                  {name}
                </th>
                <td className="py-1 pl-3 text-right">
                  <FactFigure id={`${at}/volatility`} marks={false} />
                </td>
                <td className="py-1 pl-3 text-right">
                  <FactFigure id={`${at}/expected_return`} marks={false} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
