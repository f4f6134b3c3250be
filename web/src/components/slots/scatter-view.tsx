/** Points by two figures each: an efficient frontier with the portfolios that stand beside it, and the same as a table. */
import { lazy, Suspense, use, useMemo } from "react";
import type { Fact, ScatterPoint, ScatterSlot } from "@/api/types.gen";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { PlacedPoint, ScatterAxis, ScatterData } from "@/components/charts/scatter-option";
import { FactScope } from "@/components/figure/fact-scope";
import { FactFigure } from "@/components/slots/fact-figure";
import type { ViewProps } from "@/components/slots/view";
import { Skeleton } from "@/components/ui/skeleton";
import { formatValue } from "@/lib/format";

const ScatterCanvas = lazy(() => import("@/components/charts/scatter-canvas"));

export function ScatterView({ slot, asOf }: ViewProps<"scatter">) {
  const { facts } = use(FactScope);
  const data = useMemo(() => scatterData(slot, facts), [slot, facts]);
  const nothing = data.line.length + data.marks.length === 0;
  return (
    <ChartFrame
      title={slot.title}
      asOf={asOf}
      chart={
        nothing ? (
          <p className="py-6 text-center text-ink-3">Nothing to show on this day.</p>
        ) : (
          <div className="relative h-80">
            <Suspense fallback={<Skeleton className="absolute inset-0" />}>
              <ScatterCanvas data={data} label={describeScatter(slot.title, data)} />
            </Suspense>
          </div>
        )
      }
      table={nothing ? undefined : <PointTable slot={slot} />}
    />
  );
}

/** Points without both figures have no place. */
export function scatterData({ x_label, y_label, line, marks }: ScatterSlot, facts: Readonly<Record<string, Fact>>): ScatterData {
  const place = ({ label, x, y }: ScatterPoint): PlacedPoint[] => {
    const [across, up] = [facts[x]?.value, facts[y]?.value];
    return typeof across === "number" && typeof up === "number" ? [{ label, x: across, y: up }] : [];
  };
  const first = [...line, ...marks][0];
  const axis = (label: string, fact: Fact | undefined): ScatterAxis => ({ label, unit: fact?.unit ?? "fraction", currency: fact?.currency ?? null });
  return { x: axis(x_label, first && facts[first.x]), y: axis(y_label, first && facts[first.y]), line: line.flatMap(place), marks: marks.flatMap(place) };
}

/** "Efficient frontier of 20 points: Now at volatility 24.1%, expected return 8.0%." */
export function describeScatter(title: string, { x, y, line, marks }: ScatterData): string {
  const places = marks.map((mark) => `${mark.label} at ${x.label.toLowerCase()} ${formatValue(mark.x, x.unit, x.currency)}, ${y.label.toLowerCase()} ${formatValue(mark.y, y.unit, y.currency)}`);
  return `${title} of ${line.length} points${places.length > 0 ? `: ${places.join("; ")}` : ""}.`;
}

function PointTable({ slot: { x_label, y_label, line, marks } }: { slot: ScatterSlot }) {
  return (
    <table className="w-full text-data">
      <thead className="sticky top-0 bg-raised">
        <tr className="border-b border-line text-ink-3">
          <td />
          <th scope="col" className="py-1 pl-3 text-right font-medium">
            {x_label}
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-medium">
            {y_label}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...marks, ...line].map(({ label, x, y }) => (
          <tr key={`${label} ${x}`} className="border-b border-line/60">
            <th scope="row" className="py-1 text-left font-normal">
              {label}
            </th>
            <td className="py-1 pl-3 text-right">
              <FactFigure id={x} marks={false} />
            </td>
            <td className="py-1 pl-3 text-right">
              <FactFigure id={y} marks={false} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
