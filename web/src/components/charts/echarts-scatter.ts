/** Dots, for the charts that have them. */
import { ScatterChart } from "echarts/charts";
import { use } from "echarts/core";

export function registerScatter(): void {
  use([ScatterChart]);
}
