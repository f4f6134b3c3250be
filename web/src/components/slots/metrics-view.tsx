/** Headline figures, each beside what it should be read against. */
import { clsx } from "clsx";
import { useId } from "react";
import type { Metric, Tone } from "@/api/types.gen";
import { FactFigure } from "@/components/slots/fact-figure";
import type { ViewProps } from "@/components/slots/view";

const TONES: Record<Tone, { bar: string; word: string | null }> = {
  neutral: { bar: "bg-transparent", word: null },
  good: { bar: "bg-gain", word: "in order" },
  bad: { bar: "bg-loss", word: "needs a look" },
};

export function MetricsView({ slot, asOf }: ViewProps<"metrics">) {
  const titleId = useId();
  if (slot.metrics.length === 0) return null;
  return (
    <section aria-labelledby={titleId}>
      <header className="mb-2 flex items-baseline gap-2">
        <h3 id={titleId} className="flex-1 text-sm font-semibold">
          {slot.title}
        </h3>
        <span className="text-2xs text-ink-3">as of {asOf}</span>
      </header>
      <dl className={clsx("grid grid-cols-2 gap-2 @lg:grid-cols-3", columnsOf(slot.metrics.length))}>
        {slot.metrics.map((metric) => (
          <MetricTile key={`${metric.label}-${metric.fact}`} metric={metric} />
        ))}
      </dl>
    </section>
  );
}

/** As many columns as leave no hole, or the smallest one. */
function columnsOf(count: number): string {
  if (count === 5) return "@3xl:grid-cols-5";
  return count % 3 === 0 && count % 4 !== 0 ? "" : "@3xl:grid-cols-4";
}

function MetricTile({ metric }: { metric: Metric }) {
  const tone = TONES[metric.tone];
  return (
    <div className="card relative flex min-w-0 flex-col overflow-hidden p-3">
      <span aria-hidden="true" className={clsx("absolute inset-y-2 left-0 w-0.5 rounded", tone.bar)} />
      <dt className="text-data text-ink-2">
        {metric.label}
        {tone.word ? <span className="sr-only">, {tone.word}</span> : null}
      </dt>
      <dd className="mt-1 min-w-0">
        <FactFigure id={metric.fact} className="text-lg leading-6 font-semibold tracking-tight" />
        {metric.context ? (
          <p className="mt-0.5 text-data text-ink-3">
            {metric.context_label} <FactFigure id={metric.context} marks={false} className="text-ink-2" />
          </p>
        ) : null}
      </dd>
    </div>
  );
}
