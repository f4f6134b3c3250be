/** Points by two figures: one set joined in order as a line with dots, others beside it by name. */
import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Unit } from "@/api/types.gen";
import type { Palette } from "@/components/charts/palette";
import { formatValue } from "@/lib/format";

type ScatterOption = ComposeOption<LineSeriesOption | ScatterSeriesOption | GridComponentOption | TooltipComponentOption>;

export interface PlacedPoint {
  label: string;
  x: number;
  y: number;
}

export interface ScatterAxis {
  label: string;
  unit: Unit;
  currency: string | null;
}

export interface ScatterData {
  x: ScatterAxis;
  y: ScatterAxis;
  line: readonly PlacedPoint[];
  marks: readonly PlacedPoint[];
}

const SYMBOLS = ["circle", "diamond"] as const;
/** Places in the palette: the line has the second. */
const COLORS = [3, 0];

export function scatterOption({ x, y, line, marks }: ScatterData, palette: Palette): ScatterOption {
  const axis = {
    type: "value" as const,
    scale: true,
    nameLocation: "middle" as const,
    nameTextStyle: { color: palette.muted, fontSize: 11 },
    splitLine: { lineStyle: { color: palette.line } },
    axisLine: { lineStyle: { color: palette.line } },
  };
  const label = { color: palette.muted, fontSize: 11, hideOverlap: true };
  const xs = [...line, ...marks].map((point) => point.x);
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: { left: 60, right: 24, top: 20, bottom: 44 },
    tooltip: {
      trigger: "item",
      // The HTML tooltip would set inline styles, which the Content Security Policy forbids.
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12, fontFamily: palette.font },
      formatter: (item) => tooltipText(item, x, y),
    },
    xAxis: { ...axis, name: x.label, nameGap: 28, axisLabel: { ...label, formatter: (value: number) => axisText(value, x) } },
    yAxis: { ...axis, name: y.label, nameGap: 44, axisLabel: { ...label, formatter: (value: number) => axisText(value, y) } },
    series: [
      {
        type: "line",
        data: line.map(placed),
        symbol: "circle",
        symbolSize: 5,
        lineStyle: { width: 2 },
        itemStyle: { color: palette.series[1] ?? palette.muted },
        emphasis: { disabled: true },
      },
      ...marks.slice(FIRST_MARKS).map((mark) => ({
        type: "scatter" as const,
        data: [placed(mark)],
        symbolSize: 6,
        itemStyle: { color: palette.zero },
        label: { show: true, formatter: mark.label, position: "right" as const, distance: 4, color: palette.muted, fontSize: 10 },
        labelLayout: { hideOverlap: true },
      })),
      ...marks.slice(0, FIRST_MARKS).map((mark, index) => ({
        type: "scatter" as const,
        data: [placed(mark)],
        symbol: SYMBOLS[index] ?? "circle",
        symbolSize: 13,
        z: 3,
        itemStyle: { color: palette.series[COLORS[index] ?? 0] ?? palette.ink },
        // The name goes to the side that has room; of two close together to both sides.
        label: { show: true, formatter: mark.label, position: sideOf(mark, marks, middle), distance: 8, color: palette.ink, fontSize: 12, fontWeight: 600, backgroundColor: palette.raised, padding: [1, 2] },
      })),
    ],
  };
}

/** Marks beyond the first two are what surrounds them: small, and named where there is room. */
const FIRST_MARKS = 2;

function sideOf(mark: PlacedPoint, marks: readonly PlacedPoint[], middle: number): "left" | "right" {
  const other = marks.slice(0, FIRST_MARKS).find((one) => one !== mark);
  if (other && Math.abs(other.x - mark.x) < Math.abs(middle) * 0.2) return mark.x >= other.x ? "right" : "left";
  return mark.x > middle ? "left" : "right";
}

function placed({ label, x, y }: PlacedPoint) {
  return { name: label, value: [x, y] };
}

function axisText(value: number, { unit, currency }: ScatterAxis): string {
  return formatValue(value, unit, currency).replace(/\.0+%$/, "%");
}

function tooltipText(item: unknown, x: ScatterAxis, y: ScatterAxis): string {
  const { name = "", value } = item as { name?: string; value?: unknown };
  const [first, second] = Array.isArray(value) ? (value as number[]) : [];
  return [name, `${x.label}  ${formatValue(first ?? null, x.unit, x.currency)}`, `${y.label}  ${formatValue(second ?? null, y.unit, y.currency)}`].join("\n");
}
