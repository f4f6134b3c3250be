/** The canvas of a scatter, loaded apart from the figures. */
import { useCallback } from "react";
import { ChartCanvas } from "@/components/charts/chart-canvas";
import { registerScatter } from "@/components/charts/echarts-scatter";
import type { Palette } from "@/components/charts/palette";
import { scatterOption, type ScatterData } from "@/components/charts/scatter-option";

registerScatter();

export default function ScatterCanvas({ data, label }: { data: ScatterData; label: string }) {
  const optionOf = useCallback((palette: Palette) => scatterOption(data, palette), [data]);
  return <ChartCanvas optionOf={optionOf} label={label} />;
}
