/** Expected return over volatility: the frontier as a line with dots, portfolios beside it by name. */
import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Palette } from "@/components/charts/palette";
import { formatFraction } from "@/lib/format";

type FrontierOption = ComposeOption<LineSeriesOption | ScatterSeriesOption | GridComponentOption | TooltipComponentOption>;

export interface FrontierMark {
  name: string;
  volatility: number;
  expectedReturn: number;
}

export interface FrontierData {
  points: readonly FrontierMark[];
  marks: readonly FrontierMark[];
}

const SYMBOLS = ["circle", "diamond", "triangle"] as const;

export function frontierOption({ points, marks }: FrontierData, palette: Palette): FrontierOption {
  const axis = {
    type: "value" as const,
    scale: true,
    nameLocation: "middle" as const,
    nameTextStyle: { color: palette.muted, fontSize: 11 },
    axisLabel: { color: palette.muted, fontSize: 11, formatter: (value: number) => formatFraction(value).replace(/\.0+%$/, "%") },
    splitLine: { lineStyle: { color: palette.line } },
    axisLine: { lineStyle: { color: palette.line } },
  };
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
      formatter: (item) => tooltipText(item),
    },
    xAxis: { ...axis, name: "Volatility per year", nameGap: 28 },
    yAxis: { ...axis, name: "Expected return per year", nameGap: 44 },
    series: [
      {
        type: "line",
        data: points.map((point) => placed(point)),
        symbol: "circle",
        symbolSize: 5,
        lineStyle: { width: 2 },
        itemStyle: { color: palette.series[1] ?? palette.muted },
        emphasis: { disabled: true },
      },
      ...marks.map((mark, index) => ({
        type: "scatter" as const,
        data: [placed(mark)],
        symbol: SYMBOLS[index % SYMBOLS.length] ?? "circle",
        symbolSize: 13,
        z: 3,
        itemStyle: { color: palette.series[index === 0 ? 3 : 0] ?? palette.ink },
        label: { show: true, formatter: mark.name, position: index === 0 ? ("left" as const) : ("right" as const), distance: 8, color: palette.ink, fontSize: 12, fontWeight: 600 },
      })),
    ],
  };
}

function placed({ name, volatility, expectedReturn }: FrontierMark) {
  return { name, value: [volatility, expectedReturn] };
}

function tooltipText(item: unknown): string {
  const { name = "", value } = item as { name?: string; value?: unknown };
  const [volatility, expectedReturn] = Array.isArray(value) ? (value as number[]) : [];
  return [name, `Volatility  ${formatFraction(volatility ?? null)}`, `Expected return  ${formatFraction(expectedReturn ?? null)}`].join("\n");
}
