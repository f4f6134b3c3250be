/** The canvas of a backtest, loaded apart from the figures. */
import { useCallback } from "react";
import { ChartCanvas, readColor } from "@/components/charts/chart-canvas";
import { registerScatter } from "@/components/charts/echarts-scatter";
import { exceptionsOption, type ExceptionsData } from "@/components/charts/exceptions-option";
import type { Palette } from "@/components/charts/palette";

registerScatter();

export default function ExceptionsCanvas({ data, label }: { data: ExceptionsData; label: string }) {
  const optionOf = useCallback((palette: Palette) => exceptionsOption(data, palette, readColor("loss")), [data]);
  return <ChartCanvas optionOf={optionOf} label={label} />;
}
