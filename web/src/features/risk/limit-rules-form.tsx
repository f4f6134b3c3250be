/** The rules of a policy, each with its level and where the warning begins. */
import { Plus, X } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import type { LimitPolicy, LimitRuleInput } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { draftsOf, isShare, newDraft, readRules, withKind, type LimitKind, type RuleDraft } from "@/features/risk/limit-rules";
import { RuleTarget } from "@/features/risk/rule-target";
import { spelled } from "@/lib/format";

const FIELD = "h-8 min-w-0 rounded-md border border-line bg-raised px-2 text-data";
const MOST_RULES = 50;

interface LimitRulesFormProps {
  policy: LimitPolicy;
  isSaving: boolean;
  onSave: (rules: LimitRuleInput[]) => void;
  onCancel: () => void;
}

export function LimitRulesForm({ policy, isSaving, onSave, onCancel }: LimitRulesFormProps) {
  const [drafts, setDrafts] = useState(() => draftsOf(policy));
  const rules = readRules(drafts, policy.kinds);
  const change = (id: number, next: RuleDraft) => setDrafts(drafts.map((draft) => (draft.id === id ? next : draft)));
  const add = () => setDrafts([...drafts, newDraft(policy.kinds[0]?.kind ?? "single_name", Math.max(-1, ...drafts.map(({ id }) => id)) + 1)]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (rules) onSave(rules);
  };
  return (
    <form onSubmit={submit}>
      <ul className="divide-y divide-line/60">
        {drafts.map((draft, place) => (
          <RuleRow key={draft.id} draft={draft} number={place + 1} policy={policy} onChange={(next) => change(draft.id, next)} onRemove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))} />
        ))}
      </ul>
      {drafts.length === 0 ? <p className="py-3 text-data text-ink-2">No rules: nothing will be checked.</p> : null}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button disabled={drafts.length >= MOST_RULES} onClick={add}>
          <Plus aria-hidden="true" className="size-4" />
          Add a rule
        </Button>
        <span className="flex-1" />
        <Button weight="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" weight="primary" disabled={!rules || isSaving}>
          {isSaving ? "Saving…" : "Save rules"}
        </Button>
      </div>
      {rules ? null : <p className="mt-2 text-right text-2xs text-ink-3">Every rule needs a level.</p>}
    </form>
  );
}

interface RuleRowProps {
  draft: RuleDraft;
  number: number;
  policy: LimitPolicy;
  onChange: (next: RuleDraft) => void;
  onRemove: () => void;
}

function RuleRow({ draft, number, policy, onChange, onRemove }: RuleRowProps) {
  const unit = isShare(policy.kinds, draft.kind) ? "%" : "";
  return (
    <li className="grid grid-cols-2 items-end gap-2 py-2 @2xl:grid-cols-[minmax(10rem,2fr)_minmax(7rem,1fr)_7rem_6rem_6rem_2rem]">
      <select aria-label={`Figure of rule ${number}`} value={draft.kind} onChange={(event) => onChange(withKind(draft, event.target.value as LimitKind))} className={`${FIELD} @max-2xl:col-span-2`}>
        {policy.kinds.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {spelled(label)}
          </option>
        ))}
      </select>
      <RuleTarget draft={draft} number={number} policy={policy} onChange={onChange} />
      <select aria-label={`Direction of rule ${number}`} value={draft.direction} onChange={(event) => onChange({ ...draft, direction: event.target.value as RuleDraft["direction"] })} className={FIELD}>
        <option value="at_most">at most</option>
        <option value="at_least">at least</option>
      </select>
      <Level label="breach beyond" name={`Breach level of rule ${number}`} unit={unit} value={draft.level} required onChange={(level) => onChange({ ...draft, level })} />
      <Level label="warn from" name={`Warning level of rule ${number}`} unit={unit} value={draft.warn} onChange={(warn) => onChange({ ...draft, warn })} />
      <Button icon weight="quiet" aria-label={`Remove rule ${number}`} onClick={onRemove}>
        <X aria-hidden="true" className="size-4" />
      </Button>
    </li>
  );
}

interface LevelProps {
  label: string;
  name: string;
  unit: string;
  value: string;
  required?: boolean;
  onChange: (value: string) => void;
}

function Level({ label, name, unit, value, required = false, onChange }: LevelProps) {
  return (
    <label className="block min-w-0">
      <span className="block text-2xs text-ink-3">{label}</span>
      <span className="relative block">
        <input aria-label={name} type="number" step="any" required={required} value={value} placeholder={required ? "" : "usual"} onChange={(event) => onChange(event.target.value)} className={`${FIELD} w-full text-right ${unit ? "pr-6" : ""}`} />
        {unit ? (
          <span aria-hidden="true" className="absolute top-1.5 right-2 text-data text-ink-3">
            {unit}
          </span>
        ) : null}
      </span>
    </label>
  );
}
