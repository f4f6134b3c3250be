/** What charts work out before they draw. */
import { expect, test } from "vitest";
import { colorExtent, divergingColor } from "@/components/charts/diverging";
import { isSigned } from "@/components/charts/line-data";
import { endLabelOffsets } from "@/components/charts/line-option";

const line = (...values: (number | null)[]) => ({ name: "", values });

test("colors grow with the size, turn with the sign, and stop at their fullest", () => {
  expect(divergingColor(0.5, 1)).toBe("color-mix(in srgb, var(--gain) 24.0%, var(--raised))");
  expect(divergingColor(-0.5, 1)).toBe("color-mix(in srgb, var(--loss) 24.0%, var(--raised))");
  expect(divergingColor(-7, 1)).toBe(divergingColor(-1, 1));
  expect(divergingColor(0, 1)).toBeUndefined();
  expect(divergingColor(null, 1)).toBeUndefined();
});

test("a few large values do not pale the others; correlations are read against 1; nothing divides by zero", () => {
  expect(colorExtent([...Array.from({ length: 30 }, () => 0.02), 0.9], false)).toBe(0.02);
  expect(colorExtent([0.1, -0.2], true)).toBe(1);
  expect(colorExtent([0, 0], false)).toBe(1);
  expect(colorExtent([], false)).toBe(1);
});

test("only fractions that go below zero carry a sign", () => {
  const data = { currency: null, dates: [], lines: [line(0.1, -0.1)] };
  expect(isSigned({ ...data, unit: "fraction" })).toBe(true);
  expect(isSigned({ ...data, unit: "fraction", lines: [line(0.1, null, 0.2)] })).toBe(false);
  expect(isSigned({ ...data, unit: "ratio" })).toBe(false);
});

test("names at the ends of lines keep a line of text apart, in their order", () => {
  expect(endLabelOffsets([line(0, 1), line(0, 0)])).toEqual([0, 0]);
  const offsets = endLabelOffsets([line(0, 0.5), line(1, 0.51), line(0, 0.49)]);
  const [middle = 0, top = 0, bottom = 0] = [0.5, 0.51, 0.49].map((end, index) => (1 - end) * 220 + (offsets[index] ?? 0));
  expect(middle - top).toBeGreaterThanOrEqual(12);
  expect(bottom - middle).toBeGreaterThanOrEqual(12);
});
