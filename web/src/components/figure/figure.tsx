/** A figure one can ask: hover or focus says what it is, a click opens the calculation behind it. */
import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { measuresQuery } from "@/api/queries";
import type { Fact } from "@/api/types.gen";
import { GainMark, gainColor } from "@/components/figure/gain-mark";
import { useAskedFigure } from "@/components/figure/use-asked-figure";
import { formatBare, formatValue } from "@/lib/format";

interface FigureProps {
  fact: Fact;
  className?: string;
  /** Size and weight are the place's; marks of gain and loss follow the measure unless this is false. */
  marks?: boolean;
  /** Digits only: the unit stands in the column's header. */
  bare?: boolean;
}

const GAIN_POSITIVE = "positive = gain";

export function Figure({ fact, className, marks = true, bare = false }: FigureProps) {
  const { data: measures } = useQuery(measuresQuery);
  const gains = marks && measures?.get(fact.measure)?.sign === GAIN_POSITIVE && typeof fact.value === "number";
  const text = formatValue(fact.value, fact.unit, fact.currency, { signed: gains });
  const asked = useAskedFigure(fact, text);
  return (
    <button
      type="button"
      className={clsx(
        "figure relative rounded-sm underline decoration-line-strong decoration-dotted decoration-1 underline-offset-4 hover:decoration-accent hover:decoration-solid",
        gains && gainColor(fact.value),
        fact.value === null && "text-ink-3",
        className,
      )}
      {...asked}
    >
      {gains ? <GainMark value={fact.value} /> : null}
      {bare ? formatBare(fact.value, fact.unit, { signed: gains }) : text}
      {fact.quality === "partial" || fact.quality === "stale" ? <Doubt quality={fact.quality} /> : null}
    </button>
  );
}

/** Stands beside the digits without moving them, so that columns stay aligned. */
function Doubt({ quality }: { quality: Fact["quality"] }) {
  return (
    <span className="absolute left-full text-warn" title={`${quality} data`}>
      <span aria-hidden="true">*</span>
      <span className="sr-only"> ({quality} data)</span>
    </span>
  );
}
