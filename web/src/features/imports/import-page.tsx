/** From a broker's file to a portfolio: choose, see how it was read, mend, confirm. All of it or nothing is imported. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { postJson } from "@/api/client";
import { settingsQuery } from "@/api/queries";
import type { ImportPreview, PortfolioSummary } from "@/api/types.gen";
import { ProblemCard } from "@/components/ui/problem-card";
import { TableSkeleton } from "@/components/ui/skeleton";
import { FileChooser } from "@/features/imports/file-chooser";
import { mappingParameter, type Mapping } from "@/features/imports/fields";
import { PreviewPanel } from "@/features/imports/preview-panel";
import { formatBytes } from "@/lib/format";
import { useDescribePage } from "@/lib/page-context";

interface Chosen {
  file: File;
  /** Rises with each choice: the same name may come with other content. */
  turn: number;
}

export function ImportPage({ onImported }: { onImported: (portfolio: PortfolioSummary) => void }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const { data: settings } = useQuery(settingsQuery);
  const parameter = mappingParameter(mapping);
  const { data: preview, error, isFetching, refetch } = useQuery({
    queryKey: ["import-preview", chosen?.turn, parameter],
    queryFn: ({ signal }) => postJson<ImportPreview>("/imports/preview", { query: { filename: chosen?.file.name, mapping: parameter }, bytes: chosen?.file ?? new Blob(), signal }),
    enabled: chosen !== null,
    placeholderData: (before, query) => (query?.queryKey[1] === chosen?.turn ? before : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useDescribePage("Import", preview ? summarizePreview(preview) : "No file chosen yet.", null);

  const choose = (file: File) => {
    const limit = settings?.max_upload_bytes;
    const problem = refusalOf(file, limit);
    setRefusal(problem);
    if (problem) return;
    setMapping({});
    setChosen((before) => ({ file, turn: (before?.turn ?? 0) + 1 }));
  };

  return (
    <div className="mx-auto max-w-[72rem] p-3 sm:p-4">
      <h1 className="text-lg font-semibold tracking-tight">Import a portfolio</h1>
      <p className="mt-1 mb-4 text-ink-2">A CSV file of holdings or transactions, as your broker gives it. Nothing is saved until you confirm.</p>
      <FileChooser filename={chosen?.file.name ?? null} onChoose={choose} />
      {refusal ? (
        <p role="alert" className="mt-3 text-loss">
          {refusal}
        </p>
      ) : null}
      <div className="mt-4" aria-busy={isFetching}>
        {error ? <ProblemCard error={error} onRetry={() => void refetch()} /> : null}
        {!error && chosen && !preview ? <TableSkeleton rows={6} /> : null}
        {!error && chosen && preview ? (
          <PreviewPanel
            key={chosen.turn}
            file={chosen.file}
            preview={preview}
            mapping={mapping}
            isReading={isFetching}
            onMap={(field, column) => setMapping((before) => ({ ...before, [field]: column }))}
            onImported={onImported}
          />
        ) : null}
      </div>
    </div>
  );
}

function refusalOf(file: File, limit: number | undefined): string | null {
  if (file.size === 0) return `${file.name} is empty. Choose the file that your broker's export has written.`;
  if (limit !== undefined && file.size > limit) return `${file.name} has ${formatBytes(file.size)}; at most ${formatBytes(limit)} can be imported. Export fewer columns or accounts, or split the file.`;
  return null;
}

function summarizePreview(preview: ImportPreview): string {
  const errors = preview.errors.slice(0, 5).map(({ row, column, reason }) => `row ${row ?? "-"} ${column ?? ""}: ${reason}`);
  return `Preview of ${preview.filename}: ${preview.n_rows} rows, ${preview.n_errors} errors. ${errors.join("; ")}`;
}
