/** A canvas that draws what it is given and follows the theme and the room it has. */
import type { EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";
import { init, type EChartsType } from "@/components/charts/echarts-core";
import { readPalette, type Palette } from "@/components/charts/palette";
import { useResolvedTheme } from "@/lib/theme";

interface ChartCanvasProps {
  /** Called again when the theme changes; must keep its identity while what it draws is the same. */
  optionOf: (palette: Palette) => EChartsCoreOption;
  label: string;
}

export function ChartCanvas({ optionOf, label }: ChartCanvasProps) {
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
    chart.current?.setOption(optionOf(readPalette()), { notMerge: true });
    // Printing does not wait for the next frame.
    chart.current?.getZr().flush();
  }, [optionOf, theme]);

  return <div ref={holder} role="img" aria-label={label} className="absolute inset-0" />;
}

/** A token of the page that is not in every chart's palette. */
export function readColor(token: "loss" | "gain" | "accent"): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();
}
