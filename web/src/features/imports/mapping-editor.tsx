/** Which column gives which field: detected, and correctable. */
import { useId } from "react";
import type { ImportPreview } from "@/api/types.gen";
import { FIELD_NAMES, FIELDS, type ImportField, type Mapping } from "@/features/imports/fields";

interface MappingEditorProps {
  preview: ImportPreview;
  mapping: Mapping;
  onMap: (field: ImportField, column: string) => void;
}

export function MappingEditor({ preview, mapping, onMap }: MappingEditorProps) {
  const chosen = new Map(preview.columns.map((choice) => [choice.field, choice]));
  const open = preview.errors.some(({ row }) => row === null);
  return (
    <details className="card p-4" open={open}>
      <summary className="text-sm font-semibold">Columns ({preview.columns.length} recognized)</summary>
      <div className="mt-3 grid gap-x-4 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {FIELDS.map((field) => {
          const choice = chosen.get(field);
          return <Choice key={field} field={field} value={mapping[field] ?? choice?.column ?? ""} header={preview.header} given={choice?.given ?? false} onMap={onMap} />;
        })}
      </div>
    </details>
  );
}

interface ChoiceProps {
  field: ImportField;
  value: string;
  header: readonly string[];
  given: boolean;
  onMap: (field: ImportField, column: string) => void;
}

function Choice({ field, value, header, given, onMap }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="w-28 shrink-0 text-data text-ink-2">
        {FIELD_NAMES[field]}
        {given ? <span className="text-accent"> ·</span> : null}
      </label>
      <select id={id} value={value} onChange={(event) => onMap(field, event.target.value)} className="h-8 min-w-0 flex-1 rounded-md border border-line bg-raised px-2 text-data">
        <option value="">not in this file</option>
        {header.map((column) => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </select>
    </div>
  );
}
