/** One horizontal bar on a common scale with a zero line. Plain elements: sharp in print, reachable by keyboard. */
import { clsx } from "clsx";

export interface Scale {
  min: number;
  max: number;
}

/** A scale that holds zero and every value. */
export function scaleOf(values: readonly (number | null)[]): Scale {
  const known = values.filter((value) => value !== null);
  const scale = { min: Math.min(0, ...known), max: Math.max(0, ...known) };
  return scale.min === scale.max ? { min: 0, max: 1 } : scale;
}

interface BarTrackProps {
  value: number | null;
  scale: Scale;
  className: string;
}

export function BarTrack({ value, scale, className }: BarTrackProps) {
  const at = (position: number) => ((position - scale.min) / (scale.max - scale.min)) * 100;
  const zero = at(0);
  const end = at(value ?? 0);
  return (
    <span aria-hidden="true" className="relative block h-full w-full">
      {value === null ? null : (
        <span
          className={clsx("absolute inset-y-0 min-w-px", className, value < 0 ? "rounded-l-xs" : "rounded-r-xs")}
          style={{ left: `${Math.min(zero, end)}%`, width: `${Math.abs(end - zero)}%` }}
        />
      )}
      <span className="absolute -inset-y-1 w-px bg-line-strong" style={{ left: `${zero}%` }} />
    </span>
  );
}
