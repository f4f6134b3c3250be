/** A line chart with its finding in one sentence, and the same data as a table. */
import { lazy, Suspense, useMemo } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { isSigned, type Line, type LineChartData } from "@/components/charts/line-data";
import { Skeleton } from "@/components/ui/skeleton";
import { formatValue } from "@/lib/format";

const LineCanvas = lazy(() => import("@/components/charts/line-canvas"));
const MOST_TABLE_ROWS = 60;

interface LineChartProps extends LineChartData {
  title: string;
  asOf: string;
  height?: number;
}

export function LineChart({ title, asOf, height = 264, unit, currency, dates, lines }: LineChartProps) {
  const data = useMemo(() => ({ unit, currency, dates, lines }), [unit, currency, dates, lines]);
  const print = (value: number | null | undefined) => formatValue(value ?? null, unit, currency, { signed: isSigned(data) });
  if (dates.length === 0) return <ChartFrame title={title} asOf={asOf} chart={<p className="py-8 text-center text-ink-3">No prices in this period.</p>} />;
  return (
    <ChartFrame
      title={title}
      asOf={asOf}
      chart={
        <div className="relative min-h-0 flex-1" style={{ minHeight: height }}>
          <Suspense fallback={<Skeleton className="absolute inset-0" />}>
            <LineCanvas data={data} label={describeLines(title, data, print)} />
          </Suspense>
        </div>
      }
      table={<LineTable data={data} print={print} />}
    />
  );
}

/** "Performance: Growth ended at +12.3%, S&P 500 at -18.2%, from 2021-12-28 to 2022-12-28." */
export function describeLines(title: string, { dates, lines }: LineChartData, print: (value: number | null) => string): string {
  const ends = lines.map((line) => `${line.name} ended at ${print(lastValue(line))}`).join(", ");
  return `${title}: ${ends}, from ${dates[0] ?? ""} to ${dates.at(-1) ?? ""}.`;
}

function lastValue(line: Line): number | null {
  return line.values.findLast((value) => value !== null) ?? null;
}

function LineTable({ data, print }: { data: LineChartData; print: (value: number | null | undefined) => string }) {
  const step = Math.max(1, Math.ceil(data.dates.length / MOST_TABLE_ROWS));
  const last = data.dates.length - 1;
  // Counted from the end, so that the newest day is always a row.
  const rows = data.dates.map((_, index) => index).filter((index) => (last - index) % step === 0);
  return (
    <table className="w-full text-data">
      <caption className="sr-only">{step > 1 ? `Every ${step}th session` : "Every session"}</caption>
      <thead className="sticky top-0 bg-raised">
        <tr className="border-b border-line text-ink-3">
          <th scope="col" className="py-1 text-left font-medium">
            Date
          </th>
          {data.lines.map((line) => (
            <th key={line.name} scope="col" className="py-1 pl-3 text-right font-medium">
              {line.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.reverse().map((index) => (
          <tr key={data.dates[index]} className="border-b border-line/60">
            <th scope="row" className="py-1 text-left font-normal">
              {data.dates[index]}
            </th>
            {data.lines.map((line) => (
              <td key={line.name} className="py-1 pl-3 text-right">
                {print(line.values[index])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
