/** One weight on a slider and in a field beside it: any weight can be typed, and the slider's range follows. */
import { clsx } from "clsx";
import { useState } from "react";
import type { HoldingRow } from "@/api/types.gen";
import { formatFraction } from "@/lib/format";
import { fractionOf } from "@/lib/percent";

export interface SliderRow {
  symbol: string;
  /** Share of net value as held; null for a name that is only tried. */
  today: number | null;
  weight: number;
  isEdited: boolean;
  min: number;
  max: number;
}

const STEP = 0.001;
const NARROW = 0.05;
const WIDE = 0.3;
/** Ten times the net value, long or short: more is a slip of the finger. */
const MOST = 10;

/** Every holding and cash, then the names that are tried; a weight that was not edited follows the answer, as cash does. */
export function sliderRows(holdings: readonly HoldingRow[], edits: Readonly<Record<string, number>>, after: ReadonlyMap<string, number | null>): SliderRow[] {
  const held = holdings.flatMap(({ symbol, kind, weight }) => (weight === null ? [] : [{ symbol, today: weight, room: kind === "option" ? NARROW : WIDE }]));
  const known = new Set(held.map(({ symbol }) => symbol));
  const added = Object.keys(edits).filter((symbol) => !known.has(symbol)).map((symbol) => ({ symbol, today: null, room: WIDE }));
  return [...held, ...added].map(({ symbol, today, room }) => {
    const weight = edits[symbol] ?? after.get(symbol) ?? today ?? 0;
    const extent = Math.max(room, Math.ceil(Math.abs(today ?? 0) * 20 + 2) / 20);
    const isShort = (today ?? 0) < 0;
    return { symbol, today, weight, isEdited: symbol in edits, min: Math.min(isShort ? -extent : 0, floored(weight)), max: Math.max(isShort ? 0 : extent, -floored(-weight)) };
  });
}

/** To whole steps of five hundredths, so that a scale does not creep. */
function floored(weight: number): number {
  return Math.floor(weight * 20) / 20;
}

export function WeightSlider({ row: { symbol, today, weight, isEdited, min, max }, onMove }: { row: SliderRow; onMove: (weight: number) => void }) {
  return (
    <li className="grid min-h-9 grid-cols-[4.5rem_minmax(0,1fr)_8.75rem] items-center gap-2 py-0.5 text-data">
      <span className={clsx("leading-4 break-words", isEdited && "font-semibold text-accent")}>{symbol}</span>
      <input
        type="range"
        aria-label={`Weight of ${symbol}`}
        aria-valuetext={formatFraction(weight)}
        min={min}
        max={max}
        step={STEP}
        value={weight}
        onChange={(event) => onMove(Number(event.target.value))}
        className="h-8 w-full accent-accent"
      />
      <span className="flex items-center justify-end gap-1.5 whitespace-nowrap tabular-nums">
        <WeightField symbol={symbol} weight={weight} isEdited={isEdited} onMove={onMove} />
        <span className="w-16 text-right text-2xs text-ink-3">{today === null ? "new" : `now ${formatFraction(today)}`}</span>
      </span>
    </li>
  );
}

/** Percent as typed; what can not be read yet is left alone until the person goes on. */
function WeightField({ symbol, weight, isEdited, onMove }: { symbol: string; weight: number; isEdited: boolean; onMove: (weight: number) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const type = (text: string) => {
    setDraft(text);
    const typed = fractionOf(text);
    if (typed !== null && Math.abs(typed) <= MOST) onMove(typed);
  };
  return (
    <input
      type="number"
      aria-label={`Weight of ${symbol}, percent`}
      min={-100 * MOST}
      max={100 * MOST}
      step="any"
      value={draft ?? (100 * weight).toFixed(1)}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setDraft(null)}
      className={clsx("h-7 w-16 [appearance:textfield] rounded-md border border-line bg-raised px-1.5 text-right text-data [&::-webkit-inner-spin-button]:appearance-none", isEdited && "font-semibold")}
    />
  );
}
