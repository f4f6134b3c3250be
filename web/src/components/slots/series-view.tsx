/** Lines over time. */
import { use } from "react";
import { LineChart } from "@/components/charts/line-chart";
import { FactScope } from "@/components/figure/fact-scope";
import type { ViewProps } from "@/components/slots/view";

export function SeriesView({ slot, asOf }: ViewProps<"series">) {
  const { facts } = use(FactScope);
  const currency = Object.values(facts).find((fact) => fact.currency !== null)?.currency ?? null;
  return <LineChart title={slot.title} asOf={asOf} unit={slot.unit} currency={currency} dates={slot.dates} lines={slot.lines} />;
}
