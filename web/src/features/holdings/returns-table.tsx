/** Returns over the standard periods, beside the benchmark's. */
import type { PeriodComparison } from "@/api/types.gen";
import { FactFigure } from "@/components/slots/fact-figure";
import { formatPeriod } from "@/lib/format";

const HEAD = "pb-1 pl-3 text-right font-normal";

export function ReturnsTable({ returns }: { returns: readonly PeriodComparison[] }) {
  const benchmark = returns.find((row) => row.benchmark)?.benchmark?.subject.label;
  return (
    <section>
      <h3 className="mb-1 text-data font-semibold text-ink-2">Returns</h3>
      <table className="w-full text-data">
        <thead>
          <tr className="border-b border-line text-2xs text-ink-3">
            <th scope="col" className="pb-1 text-left font-normal">
              Period
            </th>
            <th scope="col" className={HEAD}>
              Holding
            </th>
            <th scope="col" className={HEAD}>
              {benchmark ?? "Benchmark"}
            </th>
            <th scope="col" className={HEAD}>
              Difference
            </th>
          </tr>
        </thead>
        <tbody>
          {returns.map((row, index) => (
            <tr key={row.portfolio.period ?? index} className="border-b border-line/60 last:border-0">
              <th scope="row" className="py-1 text-left font-normal">
                {formatPeriod(row.portfolio.period ?? row.period ?? "")}
              </th>
              <td className="py-1 pl-3 text-right">
                <FactFigure id={`/returns/${index}/portfolio/value`} />
              </td>
              <td className="py-1 pl-3 text-right">
                <FactFigure id={`/returns/${index}/benchmark/value`} />
              </td>
              <td className="py-1 pl-3 text-right">
                <FactFigure id={`/returns/${index}/active`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
