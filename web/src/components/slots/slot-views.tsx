/** One component for each kind of slot: a kind without one does not compile. */
import type { Slot } from "@/api/types.gen";
import { BarsView } from "@/components/slots/bars-view";
import { HeatMapView } from "@/components/slots/heat-map-view";
import { LimitsView } from "@/components/slots/limits-view";
import { MetricsView } from "@/components/slots/metrics-view";
import { NoteView } from "@/components/slots/note-view";
import { ParetoView } from "@/components/slots/pareto-view";
import { ScatterView } from "@/components/slots/scatter-view";
import { SeriesView } from "@/components/slots/series-view";
import { TableView } from "@/components/slots/table-view";
import type { View } from "@/components/slots/view";

export const slotViews = {
  metrics: MetricsView,
  pareto: ParetoView,
  bars: BarsView,
  series: SeriesView,
  heat_map: HeatMapView,
  scatter: ScatterView,
  limits: LimitsView,
  table: TableView,
  note: NoteView,
} satisfies { [K in Slot["kind"]]: View<K> };
