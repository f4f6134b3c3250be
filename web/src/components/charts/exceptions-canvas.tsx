/** The canvas of a backtest, loaded apart from the figures. */
import { ScatterChart } from "echarts/charts";
import { use } from "echarts/core";
import { useCallback } from "react";
import { ChartCanvas, readColor } from "@/components/charts/chart-canvas";
import { exceptionsOption, type ExceptionsData } from "@/components/charts/exceptions-option";
import type { Palette } from "@/components/charts/palette";

use([ScatterChart]);

export default function ExceptionsCanvas({ data, label }: { data: ExceptionsData; label: string }) {
  const optionOf = useCallback((palette: Palette) => exceptionsOption(data, palette, readColor("loss")), [data]);
  return <ChartCanvas optionOf={optionOf} label={label} />;
}
