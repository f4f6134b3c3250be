/** A figure one can ask: hover or focus says what it is, a click opens the calculation behind it. */
import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { measuresQuery } from "@/api/queries";
import type { Fact } from "@/api/types.gen";
import { GainMark, gainColor } from "@/components/figure/gain-mark";
import { useAskedFigure } from "@/components/figure/use-asked-figure";
import { formatBare, formatValue, isPrintedZero } from "@/lib/format";

interface FigureProps {
  fact: Fact;
  className?: string;
  /** Size and weight are the place's; marks of gain and loss follow the measure unless this is false. */
  marks?: boolean;
  /** A plus before what is above zero: among figures some of which are below. */
  signed?: boolean;
  /** Digits only: the unit stands in the column's header. */
  bare?: boolean;
}

const GAIN_POSITIVE = "positive = gain";

export function Figure({ fact, className, marks = true, signed = false, bare = false }: FigureProps) {
  const { data: measures } = useQuery(measuresQuery);
  const gains = marks && measures?.get(fact.measure)?.sign === GAIN_POSITIVE && typeof fact.value === "number";
  const text = formatValue(fact.value, fact.unit, fact.currency, { signed: gains || signed });
  const isMarked = gains && !isPrintedZero(text);
  const asked = useAskedFigure(fact, text);
  return (
    <button
      type="button"
      className={clsx(
        "figure relative rounded-sm underline decoration-line-strong decoration-dotted decoration-1 underline-offset-4 hover:decoration-accent hover:decoration-solid",
        isMarked && gainColor(fact.value),
        fact.value === null && "text-ink-3",
        className,
      )}
      {...asked}
    >
      {isMarked ? <GainMark value={fact.value} /> : null}
      {bare ? formatBare(fact.value, fact.unit, { signed: gains || signed }) : text}
      <Doubt quality={fact.quality} />
    </button>
  );
}

/** Stands beside the digits without moving them, so that columns stay aligned. */
function Doubt({ quality }: { quality: Fact["quality"] }) {
  if (quality !== "partial" && quality !== "stale") return null;
  return (
    <span className="absolute left-full text-warn" title={`${quality} data`}>
      <span aria-hidden="true">*</span>
      <span className="sr-only"> ({quality} data)</span>
    </span>
  );
}
