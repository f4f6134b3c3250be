/** A figure inside an answer: hover or focus says what it is, a click opens its evidence. */
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Citation, Unverified } from "@/api/types.gen";
import { FigureCard } from "@/components/figure/fact-card";
import { useFigureLayer } from "@/components/figure/figure-layer";
import { formatValue } from "@/lib/format";

export function CitedFigure({ citation, runId, children }: { citation: Citation; runId: string | null; children: ReactNode }) {
  const layer = useFigureLayer();
  const show = (anchor: HTMLElement) => layer.show(anchor, <CitationCard citation={citation} />);
  return (
    <button
      type="button"
      data-fact={citation.fact_id}
      className="inline rounded-sm underline decoration-accent decoration-1 underline-offset-3 hover:bg-accent-soft hover:decoration-2"
      onPointerEnter={(event) => event.pointerType === "mouse" && show(event.currentTarget)}
      onPointerLeave={layer.hide}
      onFocus={(event) => event.currentTarget.matches(":focus-visible") && show(event.currentTarget)}
      onBlur={layer.hide}
      onClick={() => layer.open({ factId: citation.fact_id, runId, fact: null, facts: {} })}
    >
      {children}
    </button>
  );
}

function CitationCard({ citation }: { citation: Citation }) {
  return (
    <FigureCard
      name={citation.measure_name}
      text={formatValue(citation.value, citation.unit, citation.currency)}
      subject={citation.subject.label}
      asOf={citation.as_of}
      period={citation.period}
      calculation={citation.calculation}
    />
  );
}

export function UnverifiedFigure({ doubt, children }: { doubt: Unverified; children: ReactNode }) {
  return (
    <span className="rounded-sm bg-warn-soft px-0.5 decoration-warn decoration-wavy" title={doubt.reason}>
      {children}
      <TriangleAlert aria-hidden="true" className="ml-0.5 inline size-3 text-warn" />
      <span className="sr-only"> (unverified: {doubt.reason})</span>
    </span>
  );
}
