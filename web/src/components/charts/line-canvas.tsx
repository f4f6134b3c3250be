/** The canvas of a line chart. Loaded apart, because ECharts is heavy and the figures do not wait for it. */
import { useEffect, useRef } from "react";
import { init, type EChartsType } from "@/components/charts/echarts-core";
import { lineOption, type LineChartData } from "@/components/charts/line-option";
import { readPalette } from "@/components/charts/palette";
import { useResolvedTheme } from "@/lib/theme";

interface LineCanvasProps {
  data: LineChartData;
  label: string;
}

export default function LineCanvas({ data, label }: LineCanvasProps) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const theme = useResolvedTheme();

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const created = init(element, null, { renderer: "canvas" });
    chart.current = created;
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      created.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(lineOption(data, readPalette()), { notMerge: true });
    // Printing does not wait for the next frame.
    chart.current?.getZr().flush();
  }, [data, theme]);

  return <div ref={holder} role="img" aria-label={label} className="absolute inset-0" />;
}
