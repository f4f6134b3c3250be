/** The market behind the slider: one line on a logarithmic scale, and where on it the chosen day lies. */
import { useMemo } from "react";
import type { MarketInfo } from "@/api/types.gen";
import { dayNumber } from "@/lib/dates";

const HEIGHT = 100;
const MARGIN = 6;

export function MarketLine({ market, day }: { market: MarketInfo; day: string }) {
  const path = useMemo(() => linePath(market), [market]);
  const first = dayNumber(market.first_session);
  const at = ((dayNumber(day) - first) / (dayNumber(market.last_session) - first)) * 100;
  return (
    <div aria-hidden="true" className="relative h-24 overflow-hidden rounded-md bg-sunken">
      <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" className="h-full w-full text-series-1">
        <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      </svg>
      {/* What lies after the chosen day is not used, so it is veiled. */}
      <div className="absolute inset-y-0 right-0 border-l-2 border-accent bg-page/70" style={{ left: `${at}%` }} />
    </div>
  );
}

function linePath({ first_session: first, last_session: last, line }: MarketInfo): string {
  const levels = line.values.map(Math.log);
  const low = Math.min(...levels);
  const span = Math.max(...levels) - low || 1;
  const start = dayNumber(first);
  const days = dayNumber(last) - start || 1;
  return line.dates
    .map((date, index) => {
      const x = ((dayNumber(date) - start) / days) * 100;
      const y = HEIGHT - MARGIN - (((levels[index] ?? low) - low) / span) * (HEIGHT - 2 * MARGIN);
      return `${index === 0 ? "M" : "L"}${x.toFixed(3)} ${y.toFixed(2)}`;
    })
    .join("");
}
