/** Labeled fields of the forms of this page. */
import { useId, type ReactNode } from "react";

export const FIELD = "h-8 w-full min-w-0 rounded-md border border-line bg-raised px-2 text-data";

interface PercentProps {
  label: string;
  value: string;
  required?: boolean;
  /** What holds where nothing is typed. */
  otherwise?: string;
  hint?: string | undefined;
  onChange: (value: string) => void;
}

export function Percent({ label, value, required = false, otherwise = "any", hint, onChange }: PercentProps) {
  return (
    <Field label={label} hint={hint}>
      {(id) => (
        <span className="relative block">
          <input id={id} type="number" step="any" required={required} placeholder={otherwise} value={value} onChange={(event) => onChange(event.target.value)} className={`${FIELD} pr-6 text-right`} />
          <span aria-hidden="true" className="absolute top-1.5 right-2 text-data text-ink-3">
            %
          </span>
        </span>
      )}
    </Field>
  );
}

export function Field({ label, hint, children }: { label: string; hint?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-data font-medium text-ink-2">
        {label}
      </label>
      {children(id)}
      {hint ? <p className="mt-1 text-2xs text-ink-3">{hint}</p> : null}
    </div>
  );
}

/** Rows are told apart by a number of their own: what is typed stays with its row when another goes. */
export function nextId(rows: readonly { id: number }[]): number {
  return Math.max(-1, ...rows.map(({ id }) => id)) + 1;
}
