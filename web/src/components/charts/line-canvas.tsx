/** The canvas of a line chart. Loaded apart, because ECharts is heavy and the figures do not wait for it. */
import { useCallback } from "react";
import { ChartCanvas } from "@/components/charts/chart-canvas";
import type { LineChartData } from "@/components/charts/line-data";
import { lineOption } from "@/components/charts/line-option";
import type { Palette } from "@/components/charts/palette";

export default function LineCanvas({ data, label }: { data: LineChartData; label: string }) {
  const optionOf = useCallback((palette: Palette) => lineOption(data, palette), [data]);
  return <ChartCanvas optionOf={optionOf} label={label} />;
}
