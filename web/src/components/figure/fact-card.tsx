/** The short answer to "what is this figure?": value, subject, day, measure, calculation. */
import { useQuery } from "@tanstack/react-query";
import { measuresQuery } from "@/api/queries";
import type { Fact, Quality } from "@/api/types.gen";
import { formatPeriod, spelled } from "@/lib/format";

export function FactCard({ fact, text }: { fact: Fact; text: string }) {
  const { data: measures } = useQuery(measuresQuery);
  const measure = measures?.get(fact.measure);
  return (
    <FigureCard
      name={measure?.name ?? fact.measure}
      text={text}
      subject={spelled(fact.subject.label)}
      asOf={fact.as_of}
      period={fact.period}
      calculation={fact.lineage.calculation}
      definition={measure ? spelled(measure.definition) : null}
      quality={fact.quality}
      reason={fact.reason}
    />
  );
}

interface FigureCardProps {
  name: string;
  text: string;
  subject: string;
  asOf: string;
  period: string | null;
  calculation: string;
  definition?: string | null;
  quality?: Quality;
  reason?: string | null;
}

export function FigureCard({ name, text, subject, asOf, period, calculation, definition, quality = "complete", reason }: FigureCardProps) {
  return (
    <>
      <p className="text-ink-3">
        {name} · {subject}
      </p>
      <p className="mt-0.5 text-lg font-semibold">{text}</p>
      {definition ? <p className="mt-1 text-ink-2">{definition}</p> : null}
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-ink-2">
        <dt className="text-ink-3">As of</dt>
        <dd>{asOf}</dd>
        {period ? (
          <>
            <dt className="text-ink-3">Period</dt>
            <dd>{formatPeriod(period)}</dd>
          </>
        ) : null}
        <dt className="text-ink-3">Calculation</dt>
        <dd className="break-all">{calculation}</dd>
      </dl>
      {quality !== "complete" ? (
        <p className="mt-2 text-warn">
          Data {quality}
          {reason ? `: ${reason}` : ""}
        </p>
      ) : null}
      <p className="mt-2 text-ink-3">Click for the evidence</p>
    </>
  );
}
