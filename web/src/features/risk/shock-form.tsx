/** One's own shocks: what moves and by how much. Several rows hold together as one scenario, which can be saved. */
import { Plus, X } from "lucide-react";
import { useId, useState, type SubmitEvent } from "react";
import type { ScenarioRequest, ShockInput } from "@/api/types.gen";
import { Button } from "@/components/ui/button";

interface ShockFormProps {
  /** What can be shocked, as suggestions: anything that the server knows may be typed. */
  targets: readonly string[];
  isRunning: boolean;
  isSaving: boolean;
  onRun: (shocks: ShockInput[]) => void;
  /** Whether others may see what is saved: a group shares nothing of its own. */
  canShare: boolean;
  onSave: (entry: ScenarioRequest) => void;
}

interface Row {
  id: number;
  target: string;
  percent: string;
}

const MOST_ROWS = 10;
/** Smallest and largest moves in percent, where they are others than those of prices. */
const SIZES: Readonly<Partial<Record<string, readonly [number, number]>>> = { volatility: [-100, 300], rates: [-20, 20] };
const FIELD = "h-8 min-w-0 rounded-md border border-line bg-raised px-2 text-data";

export function ShockForm({ targets, isRunning, isSaving, onRun, canShare, onSave }: ShockFormProps) {
  const [rows, setRows] = useState<readonly Row[]>([{ id: 0, target: "market", percent: "-20" }]);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const listId = useId();
  const shocks = readShocks(rows);
  const slip = rows.map(slipOf).find((found) => found !== null);
  const change = (id: number, part: Partial<Row>) => setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (shocks && !slip) onRun(shocks);
  };
  return (
    <form onSubmit={submit}>
      <h2 className="text-sm font-semibold">What if this happened?</h2>
      <p className="mt-0.5 text-data text-ink-3">All in percent: -20 is a fall by a fifth. For volatility and rates, give points. The rest follows by its usual link to what you shock.</p>
      <datalist id={listId}>
        {targets.map((target) => (
          <option key={target} value={target} />
        ))}
      </datalist>
      <ul className="mt-3 space-y-2">
        {rows.map((row, place) => (
          <li key={row.id} className="flex items-center gap-2">
            <input
              aria-label={`What is shocked, ${place + 1}`}
              list={listId}
              required
              value={row.target}
              placeholder="market, a sector, a symbol"
              onChange={(event) => change(row.id, { target: event.target.value })}
              className={`${FIELD} flex-1`}
            />
            <span className="relative">
              <input
                aria-label={`Move in percent, ${place + 1}`}
                type="number"
                step="any"
                required
                value={row.percent}
                onChange={(event) => change(row.id, { percent: event.target.value })}
                className={`${FIELD} w-24 pr-6 text-right`}
              />
              <span aria-hidden="true" className="absolute top-1.5 right-2 text-data text-ink-3">
                %
              </span>
            </span>
            {rows.length > 1 ? (
              <Button icon weight="quiet" aria-label={`Remove shock ${place + 1}`} onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}>
                <X aria-hidden="true" className="size-4" />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {slip ? (
        <p role="alert" className="mt-2 text-data text-loss">
          {slip}
        </p>
      ) : null}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button type="submit" weight="primary" disabled={!shocks || slip !== undefined || isRunning}>
          {isRunning ? "Running…" : "Run shock"}
        </Button>
        <Button disabled={rows.length >= MOST_ROWS} onClick={() => setRows([...rows, { id: Math.max(...rows.map(({ id }) => id)) + 1, target: "", percent: "-10" }])}>
          <Plus aria-hidden="true" className="size-4" />
          Add a shock
        </Button>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <input aria-label="Name of the scenario" value={name} placeholder="Name, to save it" maxLength={100} onChange={(event) => setName(event.target.value)} className={`${FIELD} w-48`} />
        <Button disabled={!shocks || slip !== undefined || name.trim() === "" || isSaving} onClick={() => shocks && onSave({ name: name.trim(), shocks, shared: canShare && shared })}>
          Save
        </Button>
        {canShare ? (
          <label className="flex min-h-8 items-center gap-2 text-data text-ink-2">
            <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} className="size-4 accent-accent" />
            Share with all who see this portfolio
          </label>
        ) : null}
      </div>
    </form>
  );
}

/** Percent as typed become fractions; null while a row is not complete. */
export function readShocks(rows: readonly { target: string; percent: string }[]): ShockInput[] | null {
  const shocks = rows.map(({ target, percent }) => ({ target: target.trim(), move: percent.trim() === "" ? Number.NaN : Number(percent) / 100 }));
  return shocks.every(({ target, move }) => target !== "" && Number.isFinite(move)) ? shocks : null;
}

/** What the server would refuse, told in the unit of the form; null where there is nothing to say. */
export function slipOf({ target, percent }: { target: string; percent: string }): string | null {
  const [lowest, highest] = SIZES[target.trim().toLowerCase()] ?? [-100, 1000];
  const move = Number(percent);
  if (target.trim() === "" || percent.trim() === "" || !Number.isFinite(move)) return null;
  return move < lowest || move > highest || move === 0 ? `${target.trim()}: give a move from ${lowest} to ${highest} and not 0. Write -20 for a fall by a fifth.` : null;
}
