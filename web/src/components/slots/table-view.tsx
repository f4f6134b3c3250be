/** Rows of figures, right-aligned, under named columns. */
import { use } from "react";
import type { Fact } from "@/api/types.gen";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FactScope } from "@/components/figure/fact-scope";
import { FactFigure } from "@/components/slots/fact-figure";
import type { ViewProps } from "@/components/slots/view";
import { spelled } from "@/lib/format";

export function TableView({ slot, asOf }: ViewProps<"table">) {
  const { facts } = use(FactScope);
  const signed = slot.columns.map((_, column) => isMixed(slot.rows.map((row) => facts[row.facts[column] ?? ""])));
  const missing = reasonOfAll(slot.rows.flatMap((row) => row.facts.map((id) => facts[id ?? ""])));
  if (missing) return <ChartFrame title={slot.title} asOf={asOf} chart={<p className="text-data text-ink-2">Not available: {missing}.</p>} />;
  return (
    <ChartFrame
      title={slot.title}
      asOf={asOf}
      chart={
        // A wide table scrolls by itself, and by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={`${slot.title}, table`}>
          <table className="w-full text-data">
            <thead>
              <tr className="border-b border-line text-2xs text-ink-3">
                <td />
                {slot.columns.map((column) => (
                  <th key={column} scope="col" className="pb-1 pl-3 text-right align-bottom font-normal">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {slot.rows.map((row) => (
                <tr key={row.id} className="border-b border-line/60 last:border-0">
                  <th scope="row" className="sticky left-0 bg-raised py-1.5 pr-2 text-left font-normal">
                    {row.label}
                  </th>
                  {row.facts.map((id, index) => (
                    <td key={index} className="py-1.5 pl-3 text-right whitespace-nowrap">
                      <FactFigure id={id} signed={signed[index] ?? false} />
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

/** Where nothing is known for one and the same reason, it is said once. */
function reasonOfAll(facts: readonly (Fact | undefined)[]): string | null {
  const reason = facts[0]?.reason ?? null;
  return reason !== null && facts.every((fact) => fact?.value === null && fact.reason === reason) ? spelled(reason).replace(/\.$/, "") : null;
}

/** Shares and amounts of one measure on both sides of zero: changes, which are read with their sign. */
export function isMixed(facts: readonly (Fact | undefined)[]): boolean {
  const known = facts.filter((fact) => fact !== undefined);
  if (known.some(({ measure, unit }) => measure !== known[0]?.measure || (unit !== "fraction" && unit !== "money"))) return false;
  const values = known.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  return values.some((value) => value < 0) && values.some((value) => value > 0);
}
