/** The first rows as they were read; what is wrong is said at its cell. */
import { OctagonAlert } from "lucide-react";
import { clsx } from "clsx";
import type { CellRead, ImportIssue, ImportPreview, ImportRow } from "@/api/types.gen";
import { FIELD_NAMES } from "@/features/imports/fields";

export function PreviewTable({ preview }: { preview: ImportPreview }) {
  if (preview.rows.length === 0) return null;
  return (
    // A wide table scrolls by itself, and by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div tabIndex={0} role="region" aria-label="Preview of the file" className="card max-h-[32rem] overflow-auto">
      <table className="w-full text-data">
        <thead className="sticky top-0 z-10 bg-raised">
          <tr className="border-b border-line text-ink-3">
            <th scope="col" className="px-3 py-2 text-right font-medium">
              Row
            </th>
            {preview.columns.map(({ field, column }) => (
              <th key={field} scope="col" className={clsx("px-3 py-2 font-medium whitespace-nowrap", isNumeric(field) ? "text-right" : "text-left")}>
                {FIELD_NAMES[field]}
                <span className="block text-2xs font-normal">{column}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <Row key={row.row} row={row} preview={preview} issues={preview.errors.filter((issue) => issue.row === row.row)} />
          ))}
        </tbody>
      </table>
      {preview.n_rows > preview.rows.length ? (
        <p className="p-3 text-data text-ink-3">
          {preview.rows.length} of {preview.n_rows} rows; every row with an error is among them.
        </p>
      ) : null}
    </div>
  );
}

function Row({ row, preview, issues }: { row: ImportRow; preview: ImportPreview; issues: readonly ImportIssue[] }) {
  const ofRow = issues.filter((issue) => !preview.columns.some(({ column }) => column === issue.column));
  return (
    <tr className={clsx("border-b border-line/60 align-top last:border-0", !row.ok && "bg-loss-soft")}>
      <th scope="row" className="px-3 py-1.5 text-right font-normal text-ink-3">
        {row.row}
        {ofRow.map((issue, index) => (
          <CellIssue key={index} issue={issue} />
        ))}
      </th>
      {preview.columns.map(({ field, column }) => (
        <Cell key={field} cell={row.cells.find((cell) => cell.field === field)} numeric={isNumeric(field)} issues={issues.filter((issue) => issue.column === column)} />
      ))}
    </tr>
  );
}

function Cell({ cell, numeric, issues }: { cell: CellRead | undefined; numeric: boolean; issues: readonly ImportIssue[] }) {
  return (
    <td className={clsx("px-3 py-1.5", numeric && "text-right", issues.length > 0 && "min-w-40 outline-2 -outline-offset-2 outline-loss")}>
      <span className={clsx("break-words", issues.length > 0 && "font-semibold text-loss")}>{cell?.text ?? ""}</span>
      {issues.map((issue, index) => (
        <CellIssue key={index} issue={issue} />
      ))}
    </td>
  );
}

function CellIssue({ issue }: { issue: ImportIssue }) {
  return (
    <span className="mt-0.5 flex items-start gap-1 text-left text-2xs font-normal text-loss">
      <OctagonAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
      {issue.reason}
    </span>
  );
}

const NUMERIC: ReadonlySet<CellRead["field"]> = new Set(["quantity", "cost_basis_per_share", "cost_basis_total", "price", "market_value", "amount"]);

function isNumeric(field: CellRead["field"]): boolean {
  return NUMERIC.has(field);
}
