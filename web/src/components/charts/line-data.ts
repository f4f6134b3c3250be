/** What a line chart is drawn from. Apart from the drawing, which is loaded later. */
import type { Unit } from "@/api/types.gen";

export interface Line {
  name: string;
  values: readonly (number | null)[];
}

export interface LineChartData {
  unit: Extract<Unit, "fraction" | "ratio" | "money" | "price">;
  currency: string | null;
  dates: readonly string[];
  lines: readonly Line[];
}

/** Growth and other figures that go below zero carry their sign; a volatility does not. */
export function isSigned({ unit, lines }: LineChartData): boolean {
  return unit === "fraction" && lines.some(({ values }) => values.some((value) => value !== null && value < 0));
}
