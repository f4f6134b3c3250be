/** One weight on a slider, with a mark where it stands today. */
import { clsx } from "clsx";
import type { HoldingRow } from "@/api/types.gen";
import { formatFraction } from "@/lib/format";

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
    <li className="grid min-h-9 grid-cols-[4.5rem_minmax(0,1fr)_7.75rem] items-center gap-2 py-0.5 text-data">
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
      <span className="text-right whitespace-nowrap tabular-nums">
        <span className={clsx(isEdited && "font-semibold")}>{formatFraction(weight)}</span> <span className="text-2xs text-ink-3">{today === null ? "new" : `now ${formatFraction(today)}`}</span>
      </span>
    </li>
  );
}
