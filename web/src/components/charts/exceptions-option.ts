/** The picture of a backtest: dots of losses, the forecast as a line, exceptions as diamonds. */
import type { LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import type { GridComponentOption, MarkLineComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Palette } from "@/components/charts/palette";
import { timeTicks } from "@/components/charts/time-ticks";
import { formatFraction } from "@/lib/format";

export type ExceptionsOption = ComposeOption<LineSeriesOption | ScatterSeriesOption | GridComponentOption | MarkLineComponentOption | TooltipComponentOption>;

export interface ExceptionsData {
  dates: readonly string[];
  /** Positive = loss. */
  losses: readonly (number | null)[];
  forecast: readonly (number | null)[];
  name: string;
}

/** Indices of the days on which the loss was larger than its forecast. */
export function exceptionsOf({ losses, forecast }: ExceptionsData): number[] {
  return losses.flatMap((loss, index) => {
    const limit = forecast[index] ?? null;
    return loss !== null && limit !== null && loss > limit ? [index] : [];
  });
}

export function exceptionsOption(data: ExceptionsData, palette: Palette, exceptionColor: string): ExceptionsOption {
  const ticks = timeTicks(data.dates);
  const exceptions = new Set(exceptionsOf(data));
  const label = { color: palette.muted, fontSize: 11 };
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: { left: 48, right: 12, top: 12, bottom: 30 },
    tooltip: {
      trigger: "axis",
      // The HTML tooltip would set inline styles, which the Content Security Policy forbids.
      renderMode: "richText",
      confine: true,
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12, fontFamily: palette.font },
      axisPointer: { lineStyle: { color: palette.zero } },
      formatter: (items) => tooltipText(data, indexOf(items)),
    },
    xAxis: {
      type: "category",
      data: [...data.dates],
      axisLine: { onZero: false, lineStyle: { color: palette.line } },
      axisTick: { show: true, interval: (index) => ticks.has(index), lineStyle: { color: palette.zero } },
      axisLabel: { ...label, hideOverlap: true, margin: 10, interval: (index) => ticks.has(index), formatter: (_date, index) => ticks.get(index) ?? "" },
    },
    yAxis: { type: "value", axisLabel: { ...label, formatter: (value: number) => formatFraction(value).replace(/\.0+%$/, "%") }, splitLine: { lineStyle: { color: palette.line } } },
    series: [
      {
        type: "scatter",
        data: data.losses.map((loss, index) => (exceptions.has(index) ? null : loss)),
        symbolSize: 3,
        itemStyle: { color: palette.series[1] ?? palette.muted },
        silent: true,
        markLine: { silent: true, symbol: "none", data: [{ yAxis: 0 }], lineStyle: { color: palette.zero, type: "solid" }, label: { show: false } },
      },
      { type: "line", data: [...data.forecast], showSymbol: false, lineStyle: { width: 2 }, itemStyle: { color: palette.series[0] ?? palette.ink }, emphasis: { disabled: true } },
      { type: "scatter", data: data.losses.map((loss, index) => (exceptions.has(index) ? loss : null)), symbol: "diamond", symbolSize: 9, itemStyle: { color: exceptionColor }, z: 3 },
    ],
  };
}

function indexOf(items: unknown): number {
  const first = (Array.isArray(items) ? items[0] : items) as { dataIndex?: number } | undefined;
  return first?.dataIndex ?? 0;
}

function tooltipText({ dates, losses, forecast, name }: ExceptionsData, index: number): string {
  return [dates[index] ?? "", `Loss  ${formatFraction(losses[index] ?? null)}`, `${name}  ${formatFraction(forecast[index] ?? null)}`].join("\n");
}
