/** How the file was read: what it holds, what is wrong and where, and the button that imports it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, OctagonAlert, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { ApiProblem, postJson } from "@/api/client";
import type { ImportIssue, ImportPreview, PortfolioSummary } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { ProblemCard } from "@/components/ui/problem-card";
import { mappingParameter, type ImportField, type Mapping } from "@/features/imports/fields";
import { MappingEditor } from "@/features/imports/mapping-editor";
import { PreviewTable } from "@/features/imports/preview-table";
import { formatMoney } from "@/lib/format";

interface PreviewPanelProps {
  file: File;
  preview: ImportPreview;
  mapping: Mapping;
  isReading: boolean;
  onMap: (field: ImportField, column: string) => void;
  onImported: (portfolio: PortfolioSummary) => void;
}

export function PreviewPanel({ file, preview, mapping, isReading, onMap, onImported }: PreviewPanelProps) {
  const [name, setName] = useState(preview.suggested_name);
  const [key] = useState(() => crypto.randomUUID());
  const nameId = useId();
  const queryClient = useQueryClient();
  const confirm = useMutation({
    mutationFn: () =>
      postJson<PortfolioSummary>("/imports", {
        query: { filename: file.name, name: name.trim(), mapping: mappingParameter(mapping) },
        bytes: file,
        // Sending twice imports once; another name or mapping is another import.
        headers: { "Idempotency-Key": `${key}-${mappingParameter(mapping) ?? "detected"}-${name.trim()}`.replace(/[^\x21-\x7e]/g, "_").slice(0, 200) },
      }),
    onSuccess: async (portfolio) => {
      await queryClient.invalidateQueries({ queryKey: ["portfolios"] });
      onImported(portfolio);
    },
  });
  return (
    <div className="space-y-4">
      <Summary preview={preview} />
      <IssueList issues={preview.errors} count={preview.n_errors} severity="error" />
      <IssueList issues={preview.warnings} count={preview.warnings.length} severity="warning" />
      <form
        className="card flex flex-wrap items-end gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate();
        }}
      >
        <div className="min-w-48 flex-1">
          <label htmlFor={nameId} className="block text-data text-ink-2">
            Name of the portfolio
          </label>
          <input
            id={nameId}
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
            className="mt-1 h-9 w-full max-w-sm rounded-md border border-line-strong bg-raised px-2.5"
          />
        </div>
        <Button type="submit" weight="primary" className="h-9" disabled={!preview.ready || isReading || confirm.isPending || name.trim() === ""}>
          {confirm.isPending ? "Importing…" : `Import ${preview.totals ? `${preview.totals.n_holdings} holdings` : "this file"}`}
        </Button>
        {preview.ready ? null : <p className="w-full text-data text-loss">Correct the file or the columns first: either everything is imported or nothing.</p>}
      </form>
      {confirm.error ? <ProblemCard error={withCells(confirm.error)} /> : null}
      <MappingEditor preview={preview} mapping={mapping} onMap={onMap} />
      <PreviewTable preview={preview} />
    </div>
  );
}

/** The first wrong cells stand in the message, because the table may not show them any more. */
function withCells(error: Error): Error {
  if (!(error instanceof ApiProblem) || !Array.isArray(error.errors)) return error;
  const cells = error.errors.slice(0, 5).flatMap((cell: { field?: unknown; message?: unknown }) => (typeof cell.message === "string" ? [`${String(cell.field)}: ${cell.message}`] : []));
  if (cells.length === 0) return error;
  return new ApiProblem(`${error.message} ${cells.join(" ")}`, { kind: error.kind, status: error.status, requestId: error.requestId });
}

function Summary({ preview }: { preview: ImportPreview }) {
  const { totals } = preview;
  const Icon = preview.ready ? CircleCheck : OctagonAlert;
  return (
    <div role="status" className="card flex flex-wrap items-start gap-3 p-4">
      <Icon aria-hidden="true" className={preview.ready ? "mt-0.5 size-5 text-accent" : "mt-0.5 size-5 text-loss"} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{preview.ready ? "Ready to import" : `${preview.n_errors} ${preview.n_errors === 1 ? "error" : "errors"} in ${preview.filename}`}</p>
        <p className="mt-0.5 text-data text-ink-2">
          {preview.n_rows} rows of {preview.kind}
          {preview.as_of ? `, as of ${preview.as_of}` : ""}
          {totals?.computed_value ? `, worth ${formatMoney(totals.computed_value)} at the market's prices of ${totals.as_of}` : ""}
        </p>
        {totals?.stated_value ? (
          <p className="text-data text-ink-2">
            The file says {formatMoney(totals.stated_value)}; the difference is {formatMoney(totals.difference, { signed: true })}.
          </p>
        ) : null}
      </div>
    </div>
  );
}

const MOST_LISTED = 12;

function IssueList({ issues, count, severity }: { issues: readonly ImportIssue[]; count: number; severity: "error" | "warning" }) {
  if (issues.length === 0) return null;
  const Icon = severity === "error" ? OctagonAlert : TriangleAlert;
  const color = severity === "error" ? "text-loss" : "text-warn";
  return (
    <section className="card p-4" aria-label={severity === "error" ? "Errors" : "Warnings"}>
      <h2 className="text-sm font-semibold">{severity === "error" ? "What to correct" : "Worth knowing"}</h2>
      <ul className="mt-2 space-y-1.5 text-data">
        {issues.slice(0, MOST_LISTED).map((issue, index) => (
          <li key={index} className="flex items-start gap-2">
            <Icon aria-label={severity} className={`mt-0.5 size-4 shrink-0 ${color}`} />
            <span className="min-w-0 break-words">
              <strong className="font-semibold">{placeOf(issue)}</strong> {sentence(issue.reason)} {issue.fix ? <span className="text-ink-2">{issue.fix}</span> : null}
            </span>
          </li>
        ))}
      </ul>
      {count > MOST_LISTED ? <p className="mt-2 text-data text-ink-3">and {count - MOST_LISTED} more, marked in the table below</p> : null}
    </section>
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function placeOf({ row, column }: ImportIssue): string {
  if (row === null) return column === null ? "The file:" : `${column}:`;
  return column === null ? `Row ${row}:` : `Row ${row}, ${column}:`;
}
