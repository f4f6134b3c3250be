/** The canvas of a frontier, loaded apart from the figures. */
import { useCallback } from "react";
import { ChartCanvas } from "@/components/charts/chart-canvas";
import { registerScatter } from "@/components/charts/echarts-scatter";
import { frontierOption, type FrontierData } from "@/components/charts/frontier-option";
import type { Palette } from "@/components/charts/palette";

registerScatter();

export default function FrontierCanvas({ data, label }: { data: FrontierData; label: string }) {
  const optionOf = useCallback((palette: Palette) => frontierOption(data, palette), [data]);
  return <ChartCanvas optionOf={optionOf} label={label} />;
}
