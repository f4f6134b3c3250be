/** How each method fared: exceptions beside what was expected, the tests, and a verdict in a word. A row chooses its line. */
import { CircleAlert, CircleArrowDown, CircleCheck, Layers, type LucideIcon } from "lucide-react";
import { clsx } from "clsx";
import type { BacktestReport, MethodBacktest } from "@/api/types.gen";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FactFigure } from "@/components/slots/fact-figure";

type Verdict = MethodBacktest["verdict"];

const VERDICTS: Record<Verdict, { icon: LucideIcon; color: string; what: string }> = {
  fits: { icon: CircleCheck, color: "text-gain", what: "Exceptions came as often as they should, and not in clusters" },
  "too low": { icon: CircleAlert, color: "text-loss", what: "Losses went beyond it too often" },
  "too high": { icon: CircleArrowDown, color: "text-warn", what: "Losses went beyond it too rarely: it asked for more safety than needed" },
  clustered: { icon: Layers, color: "text-warn", what: "Often enough, but one exception after another" },
};

const COLUMNS: readonly { name: string; field: string; what: string }[] = [
  { name: "Exceptions", field: "exceptions", what: "Days with a loss beyond the forecast" },
  { name: "Expected", field: "expected", what: "Days that the confidence level allows" },
  { name: "Kupiec", field: "kupiec", what: "p-value of the number of exceptions" },
  { name: "Independence", field: "independence", what: "p-value of exceptions not clustering (Christoffersen)" },
  { name: "Coverage", field: "conditional_coverage", what: "p-value of both together (Christoffersen)" },
  { name: "Basel zone", field: "traffic_light", what: "Traffic light of the last 250 days" },
  { name: "Shortfall Z2", field: "shortfall_z2", what: "Acerbi-Szekely: below zero, tail losses were larger than forecast" },
  { name: "Mean VaR", field: "mean_value_at_risk", what: "What the method asked for on average" },
];

interface BacktestTableProps {
  report: BacktestReport;
  chosen: string;
  onChoose: (method: string) => void;
}

export function BacktestTable({ report, chosen, onChoose }: BacktestTableProps) {
  return (
    <ChartFrame
      title="How each method fared"
      asOf={report.as_of}
      chart={
        // A wide table scrolls by itself, and by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="How each method fared, table">
          <table className="w-full text-data">
            <thead>
              <tr className="border-b border-line text-2xs text-ink-3">
                <th scope="col" className="pb-1 text-left font-normal">
                  Method
                </th>
                <th scope="col" className="pb-1 pl-3 text-left font-normal">
                  Verdict
                </th>
                {COLUMNS.map(({ name, what }) => (
                  <th key={name} scope="col" title={what} className="pb-1 pl-3 text-right font-normal">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.methods.map((method, place) => (
                <tr key={method.method} className={clsx("border-b border-line/60 last:border-0", method.method === chosen && "bg-accent-soft")}>
                  <th scope="row" className="py-1 text-left font-normal whitespace-nowrap">
                    <button type="button" aria-pressed={method.method === chosen} className="min-h-7 px-1 text-left hover:underline" onClick={() => onChoose(method.method)}>
                      {method.label}
                    </button>
                  </th>
                  <td className="py-1 pl-3 whitespace-nowrap">
                    <VerdictWord verdict={method.verdict} />
                  </td>
                  {COLUMNS.map(({ field }) => (
                    <td key={field} className="py-1 pl-3 text-right whitespace-nowrap">
                      <FactFigure id={`/methods/${place}/${field}/value`} marks={false} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      }
    />
  );
}

function VerdictWord({ verdict }: { verdict: Verdict }) {
  const { icon: Icon, color, what } = VERDICTS[verdict];
  return (
    <span className={clsx("font-medium", color)} title={what}>
      <Icon aria-hidden="true" className="mr-1 inline size-4 align-[-0.2em]" />
      {verdict}
    </span>
  );
}
