/** Small fields above a report; what is chosen goes into the address. */
import { useId, useState, type SubmitEvent } from "react";
import { isChoice, optionOf, type Choice, type Parameter, type SymbolField } from "@/features/risk/parameters";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";

const FIELD = "h-8 rounded-md border border-line bg-raised px-2 text-data";

export function ParameterBar({ parameters }: { parameters: readonly Parameter[] }) {
  if (parameters.length === 0) return null;
  return (
    <div className="no-print flex flex-wrap items-center gap-x-4 gap-y-2 text-data">
      {parameters.map((parameter) => (isChoice(parameter) ? <ChoiceField key={parameter.key} choice={parameter} /> : <SymbolText key={parameter.key} field={parameter} />))}
    </div>
  );
}

function ChoiceField({ choice }: { choice: Choice }) {
  const { key, label, options } = choice;
  const value = optionOf(choice, useAppSearch()[key]);
  const patchSearch = usePatchSearch();
  const first = options[0]?.[0];
  return (
    <label className="flex items-center gap-2">
      <span className="text-ink-2">{label}</span>
      <select value={value} onChange={(event) => patchSearch({ [key]: event.target.value === first ? undefined : event.target.value })} className={FIELD}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Asked when the person is done: with Enter, or by going on. */
function SymbolText({ field: { key, label, placeholder } }: { field: SymbolField }) {
  const value = useAppSearch()[key] ?? "";
  const patchSearch = usePatchSearch();
  const [draft, setDraft] = useState(value);
  const id = useId();
  const save = () => {
    const text = draft.trim();
    if (text !== value) patchSearch({ [key]: text === "" ? undefined : text });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <form onSubmit={submit} className="flex items-center gap-2">
      <label htmlFor={id} className="text-ink-2">
        {label}
      </label>
      <input id={id} value={draft} placeholder={placeholder} autoCapitalize="characters" spellCheck={false} onChange={(event) => setDraft(event.target.value)} onBlur={save} className={`${FIELD} w-44`} />
    </form>
  );
}
