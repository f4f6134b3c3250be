/** A scale of color around zero: blue above, orange below, which eyes that confuse red and green tell apart. */

/** Share of the full color at which text on it can still be read, in both themes. */
const FULLEST = 48;
/** A few large values must not pale all others: from this quantile on a cell has the full color. */
const QUANTILE = 0.92;

/** The size at which a color is full; 1 for correlations, which can not be larger. */
export function colorExtent(values: readonly number[], isCorrelation: boolean): number {
  if (isCorrelation) return 1;
  const sizes = values.map(Math.abs).sort((one, other) => one - other);
  const extent = sizes[Math.max(0, Math.ceil(sizes.length * QUANTILE) - 1)] ?? 0;
  return extent > 0 ? extent : 1;
}

/** A CSS color that follows the theme; nothing for zero and for what is not known. */
export function divergingColor(value: number | null, extent: number): string | undefined {
  if (value === null || value === 0) return undefined;
  const share = Math.min(1, Math.abs(value) / extent) * FULLEST;
  return `color-mix(in srgb, var(--${value > 0 ? "gain" : "loss"}) ${share.toFixed(1)}%, var(--raised))`;
}
