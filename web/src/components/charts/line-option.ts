/** Lines over time in the house's axis style: zero line, names at the line's end, crosshair with all values. */
import type { ChartOption } from "@/components/charts/echarts-core";
import { isSigned, type Line, type LineChartData } from "@/components/charts/line-data";
import type { Palette } from "@/components/charts/palette";
import { timeTicks } from "@/components/charts/time-ticks";
import { formatAxisMoney, formatFraction, formatValue } from "@/lib/format";

/** Room for the longest name at the line's end, within reason; pixels. */
function endLabelRoom(lines: readonly Line[]): number {
  const longest = Math.max(...lines.map(({ name }) => name.length));
  return Math.min(136, Math.max(48, longest * 6 + 16));
}

export function lineOption(data: LineChartData, palette: Palette): ChartOption {
  const { unit, currency, dates, lines } = data;
  const room = endLabelRoom(lines);
  const labelAt = endLabelOffsets(lines);
  const ticks = timeTicks(dates);
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: { left: 56, right: room, top: 12, bottom: 30 },
    tooltip: tooltipOption(data, isSigned(data), palette),
    xAxis: {
      type: "category",
      data: [...dates],
      boundaryGap: false,
      axisLine: { onZero: false, lineStyle: { color: palette.line } },
      axisTick: { show: true, interval: (index) => ticks.has(index), alignWithLabel: true, lineStyle: { color: palette.zero } },
      axisLabel: {
        color: palette.muted,
        fontSize: 11,
        hideOverlap: true,
        margin: 10,
        interval: (index) => ticks.has(index),
        formatter: (_date, index) => ticks.get(index) ?? "",
      },
    },
    yAxis: {
      type: "value",
      scale: unit === "money" || unit === "price",
      axisLabel: { color: palette.muted, fontSize: 11, formatter: (value: number) => axisText(value, unit, currency) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: lines.map((line, index) => ({
      ...lineSeries(line, index, palette),
      endLabel: { ...endLabel(line, colorOf(index, palette)), offset: [0, labelAt[index] ?? 0], width: room - 10 },
      ...(index === 0 && (unit === "fraction" || unit === "ratio") ? { markLine: zeroLine(palette) } : {}),
    })),
  };
}

function tooltipOption({ unit, currency }: LineChartData, signed: boolean, palette: Palette): NonNullable<ChartOption["tooltip"]> {
  const print = (value: number) => formatValue(value, unit, currency, { signed });
  return {
    trigger: "axis",
    // The HTML tooltip would set inline styles, which the Content Security Policy forbids.
    renderMode: "richText",
    confine: true,
    backgroundColor: palette.raised,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontSize: 12, fontFamily: palette.font },
    axisPointer: { lineStyle: { color: palette.zero } },
    formatter: (items) => tooltipText(items, print),
  };
}

/** The first line is the subject, solid; what it is compared with is dashed, so that color is not needed to tell them apart. */
function lineSeries(line: Line, index: number, palette: Palette) {
  return {
    type: "line" as const,
    name: line.name,
    data: [...line.values],
    showSymbol: false,
    connectNulls: false,
    lineStyle: { width: index === 0 ? 2 : 1.5, type: index === 0 ? ("solid" as const) : index < palette.series.length ? [5, 3] : [2, 2] },
    itemStyle: { color: colorOf(index, palette) },
    emphasis: { disabled: true },
  };
}

function endLabel(line: Line, color: string) {
  return { show: true, color, fontSize: 11, distance: 4, overflow: "truncate" as const, formatter: line.name };
}

function zeroLine(palette: Palette) {
  return { silent: true, symbol: "none", data: [{ yAxis: 0 }], lineStyle: { color: palette.zero, type: "solid" as const }, label: { show: false } };
}

function colorOf(index: number, palette: Palette): string {
  return palette.series[index % palette.series.length] ?? palette.ink;
}

/** Pixels from one name to the next, and of the room that a usual chart has for its lines. */
const NAME_HEIGHT = 13;
const PLOT_HEIGHT = 220;

/** Lines that end close together would print their names over each other: pixels by which each name moves, down is positive. */
export function endLabelOffsets(lines: readonly Line[]): number[] {
  const all = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const ends = lines.map((line, index) => ({ index, at: ((high - (line.values.findLast((value) => value !== null) ?? low)) / (high - low || 1)) * PLOT_HEIGHT }));
  const sorted = ends.toSorted((one, other) => one.at - other.at);
  const placed = sorted.map(({ at }) => at);
  // Each gives way by half, so that a crowd spreads around its middle; a few rounds settle it.
  for (let round = 0; round < 24; round += 1) {
    for (let index = 1; index < placed.length; index += 1) {
      const short = NAME_HEIGHT - ((placed[index] ?? 0) - (placed[index - 1] ?? 0));
      if (short <= 0) continue;
      placed[index - 1] = (placed[index - 1] ?? 0) - short / 2;
      placed[index] = (placed[index] ?? 0) + short / 2;
    }
  }
  const offsets = lines.map(() => 0);
  for (const [place, { index, at }] of sorted.entries()) offsets[index] = Math.round((placed[place] ?? at) - at);
  return offsets;
}

function axisText(value: number, unit: LineChartData["unit"], currency: string | null): string {
  if (unit === "fraction") return formatFraction(value).replace(/\.0+%$/, "%");
  if (unit === "ratio") return formatValue(value, unit);
  return formatAxisMoney(value, currency);
}

interface TooltipItem {
  axisValue?: string | number;
  seriesName?: string;
  value?: unknown;
}

function tooltipText(items: unknown, print: (value: number) => string): string {
  const list = (Array.isArray(items) ? items : [items]) as TooltipItem[];
  const rows = list.flatMap((item) => (typeof item.value === "number" ? [`${item.seriesName ?? ""}  ${print(item.value)}`] : []));
  return [list[0]?.axisValue ?? "", ...rows].join("\n");
}
