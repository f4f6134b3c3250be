/** Percent as a person types them, and the fractions that the server speaks. */

/** Null for what is empty or no number. */
export function fractionOf(percent: string): number | null {
  const value = Number(percent);
  // Twelve digits are more than anybody types, and free of 0.07 / 100 = 0.0007000000000000001.
  return percent.trim() === "" || !Number.isFinite(value) ? null : Number((value / 100).toPrecision(12));
}
