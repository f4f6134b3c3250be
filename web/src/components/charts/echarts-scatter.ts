/** Dots and names that make room for each other, for the charts that have them. */
import { ScatterChart } from "echarts/charts";
import { use } from "echarts/core";
import { LabelLayout } from "echarts/features";

export function registerScatter(): void {
  use([ScatterChart, LabelLayout]);
}
