/** The other way round: a loss is given, and the answer is the likeliest way there. In percent of net value or in money. */
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";

interface ReverseFormProps {
  currency: string;
  /** Null where it is not known: then a loss can only be a share. */
  netValue: number | null;
  isRunning: boolean;
  onRun: (loss: number) => void;
}

const FIELD = "h-8 min-w-0 rounded-md border border-line bg-raised px-2 text-data";
const PERCENT = "percent";

export function ReverseForm({ currency, netValue, isRunning, onRun }: ReverseFormProps) {
  const [size, setSize] = useState("10");
  const [unit, setUnit] = useState(PERCENT);
  const loss = readLoss(size, unit === PERCENT ? 100 : netValue);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (loss !== null) onRun(loss);
  };
  return (
    <form onSubmit={submit} className="border-t border-line pt-3">
      <h3 className="text-data font-semibold text-ink-2">What would it take to lose this much?</h3>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <input aria-label="Loss" type="number" min={0} step="any" required value={size} onChange={(event) => setSize(event.target.value)} className={`${FIELD} w-32 text-right`} />
        <select aria-label="Loss in" value={unit} onChange={(event) => setUnit(event.target.value)} className={FIELD}>
          <option value={PERCENT}>% of net value</option>
          {netValue === null ? null : <option value="money">{currency}</option>}
        </select>
        <Button type="submit" disabled={loss === null || isRunning}>
          Find the way
        </Button>
      </div>
      {loss === null ? <p className="mt-1 text-2xs text-ink-3">Give a loss above zero, and no more than the portfolio is worth.</p> : null}
    </form>
  );
}

/** Share of net value, of an amount in a unit of which `whole` is all there is; null for what can not be lost. */
export function readLoss(size: string, whole: number | null): number | null {
  const share = size.trim() === "" || whole === null ? Number.NaN : Number(size) / whole;
  return share > 0 && share < 1 ? share : null;
}
