/** The frame of every chart and table: title, the day in the corner, and a switch between the picture and its table. */
import { ChartLine, Table2 } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";

interface ChartFrameProps {
  title: string;
  asOf: string;
  chart: ReactNode;
  /** The same data in rows; absent where the chart is rows already. */
  table?: ReactNode;
  legend?: ReactNode;
}

export function ChartFrame({ title, asOf, chart, table, legend }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="card flex min-w-0 flex-col p-4">
      <header className="mb-3 flex items-center gap-2">
        <h3 id={titleId} className="min-w-0 flex-1 text-sm font-semibold">
          {title}
        </h3>
        {legend}
        <span className="text-2xs whitespace-nowrap text-ink-3">as of {asOf}</span>
        {table ? (
          <Button icon weight="quiet" className="no-print -my-2 -mr-2" aria-pressed={asTable} aria-label={`Show ${title} as a table`} onClick={() => setAsTable(!asTable)}>
            {asTable ? <ChartLine aria-hidden="true" className="size-4" /> : <Table2 aria-hidden="true" className="size-4" />}
          </Button>
        ) : null}
      </header>
      {asTable && table ? (
        // A scrolling region must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="max-h-80 overflow-auto" tabIndex={0} role="region" aria-label={`${title}, table`}>
          {table}
        </div>
      ) : (
        chart
      )}
    </section>
  );
}
