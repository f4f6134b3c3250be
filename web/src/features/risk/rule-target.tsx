/** What a rule is about, where its figure leaves a choice: a name, a sector, a window, a confidence, how many. */
import type { LimitPolicy } from "@/api/types.gen";
import type { RuleDraft } from "@/features/risk/limit-rules";
import { formatFraction } from "@/lib/format";

const FIELD = "h-8 w-full min-w-0 rounded-md border border-line bg-raised px-2 text-data";

interface RuleTargetProps {
  draft: RuleDraft;
  number: number;
  policy: LimitPolicy;
  onChange: (next: RuleDraft) => void;
}

export function RuleTarget({ draft, number, policy, onChange }: RuleTargetProps) {
  const takes = policy.kinds.find(({ kind }) => kind === draft.kind)?.takes ?? null;
  switch (takes) {
    case "symbol":
    case "sector":
      return <input aria-label={`${takes === "symbol" ? "Symbol" : "Sector"} of rule ${number}`} value={draft.name} placeholder={takes === "symbol" ? "any holding" : "any sector"} onChange={(event) => onChange({ ...draft, name: event.target.value })} className={FIELD} />;
    case "count":
      return <input aria-label={`Number of holdings of rule ${number}`} type="number" min={1} step={1} value={draft.count} placeholder="5 holdings" onChange={(event) => onChange({ ...draft, count: event.target.value })} className={FIELD} />;
    case "window":
      return (
        <select aria-label={`Window of rule ${number}`} value={draft.window} onChange={(event) => onChange({ ...draft, window: event.target.value })} className={FIELD}>
          <option value="">252 days</option>
          {policy.windows.filter((window) => window !== 252).map((window) => (
            <option key={window} value={window}>
              {window} days
            </option>
          ))}
        </select>
      );
    case "confidence":
      return (
        <select aria-label={`Confidence of rule ${number}`} value={draft.confidence} onChange={(event) => onChange({ ...draft, confidence: event.target.value })} className={FIELD}>
          <option value="">95%</option>
          {policy.confidences.filter((level) => level !== 0.95).map((level) => (
            <option key={level} value={level}>
              {formatFraction(level).replace(".0%", "%")}
            </option>
          ))}
        </select>
      );
    case null:
      return <span className="@max-2xl:hidden" />;
  }
}
