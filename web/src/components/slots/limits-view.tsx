/** Limit checks: each rule with its figure, its limit and what is left, severity by icon and word. */
import { CircleCheck, CircleDashed, OctagonAlert, TriangleAlert, type LucideIcon } from "lucide-react";
import { clsx } from "clsx";
import type { LimitStatus } from "@/api/types.gen";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FactFigure } from "@/components/slots/fact-figure";
import type { ViewProps } from "@/components/slots/view";

const STATES: Record<LimitStatus, { word: string; icon: LucideIcon; className: string }> = {
  ok: { word: "Within", icon: CircleCheck, className: "text-ink-2" },
  warn: { word: "Near", icon: TriangleAlert, className: "text-warn" },
  breach: { word: "Breach", icon: OctagonAlert, className: "text-loss font-semibold" },
  unavailable: { word: "No figure", icon: CircleDashed, className: "text-ink-3" },
};

export function LimitsView({ slot, asOf }: ViewProps<"limits">) {
  return (
    <ChartFrame
      title={slot.title}
      asOf={asOf}
      chart={
        <table className="-mx-2 w-[calc(100%+1rem)] text-data [&_:is(th,td):last-child]:pr-2">
          <thead>
            <tr className="border-b border-line text-2xs text-ink-3">
              <th scope="col" className="pb-1 pl-2 text-left font-normal">
                Rule
              </th>
              <th scope="col" className="pb-1 pl-2 text-left font-normal">
                Status
              </th>
              <th scope="col" className="pb-1 pl-2 text-right font-normal">
                Now
              </th>
              <th scope="col" className="pb-1 pl-2 text-right font-normal max-sm:pr-2">
                Limit
              </th>
              <th scope="col" className="hidden pb-1 pl-2 text-right font-normal sm:table-cell">
                Headroom
              </th>
            </tr>
          </thead>
          <tbody>
            {slot.rows.map((row) => (
              <tr key={row.label} className={clsx("border-b border-line/60 last:border-0", row.status === "breach" && "bg-loss-soft")}>
                <th scope="row" className="py-1.5 pl-2 text-left font-normal">
                  {row.label}
                </th>
                <td className="py-1.5 pl-2">
                  <StatusWord status={row.status} />
                </td>
                <td className="py-1.5 pl-2 text-right">
                  <FactFigure id={row.fact} marks={false} />
                </td>
                <td className="py-1.5 pl-2 text-right text-ink-2 max-sm:pr-2">
                  <FactFigure id={row.level} marks={false} />
                </td>
                <td className="hidden py-1.5 pl-2 text-right text-ink-2 sm:table-cell">
                  <FactFigure id={row.headroom} marks={false} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}

function StatusWord({ status }: { status: LimitStatus }) {
  const { word, icon: Icon, className } = STATES[status];
  return (
    <span className={clsx("whitespace-nowrap", className)}>
      <Icon aria-hidden="true" className="mr-1 inline size-3.5 align-[-0.2em]" />
      {word}
    </span>
  );
}
