/** Reports as one file to hand on: HTML or PDF, with charts, definitions and the fact behind each figure. */
import { FileDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";

const ReportDialog = lazy(() => import("@/components/ui/report-dialog"));

interface DownloadReportProps {
  portfolioId: string;
  /** The report in view, as the server names it; null where there is no single one. */
  section: { key: string; name: string } | null;
}

export function DownloadReport({ portfolioId, section }: DownloadReportProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        <FileDown aria-hidden="true" className="size-4" />
        Download report
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <ReportDialog portfolioId={portfolioId} section={section} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
