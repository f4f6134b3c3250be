/** What the run understood and what it is doing: page read, plan, tools. */
import { Check, CircleX, LoaderCircle } from "lucide-react";
import { clsx } from "clsx";
import { isLive, type RunState, type ToolLine } from "@/features/chat/run-state";
import { formatDuration } from "@/lib/format";

export function RunProgress({ state }: { state: RunState }) {
  const { pageAck, plan, tools, thinking } = state;
  const live = isLive(state);
  return (
    <div className="space-y-2 text-data text-ink-3">
      {pageAck && pageAck.characters > 0 ? (
        <p>
          Read the page “{pageAck.page}” ({pageAck.characters} characters{pageAck.selection ? `, ${pageAck.selection} selected` : ""})
        </p>
      ) : null}
      {plan ? (
        <div>
          {isSaidByChips(plan) ? null : <p className="text-ink-2">{plan.understood}</p>}
          <ul className="mt-1 flex flex-wrap gap-1" aria-label="Plan">
            {plan.steps.map((step, index) => (
              <li key={index} className="rounded-full border border-line bg-sunken px-2 py-0.5 text-2xs text-ink-2">
                {step.label}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {thinking ? (
        <details>
          <summary>Thoughts</summary>
          <p className="mt-1 whitespace-pre-wrap">{thinking}</p>
        </details>
      ) : null}
      {tools.length > 0 ? <Tools tools={tools} open={live && state.answer === ""} /> : null}
    </div>
  );
}

/** The server joins the labels of the steps where it has nothing more to say: then the chips say it. */
function isSaidByChips({ understood, steps }: NonNullable<RunState["plan"]>): boolean {
  return steps.length > 0 && steps.map(({ label }) => label).join("; ") === understood;
}

function Tools({ tools, open }: { tools: readonly ToolLine[]; open: boolean }) {
  const failed = tools.filter(({ result }) => result && !result.ok).length;
  const running = tools.filter(({ result }) => result === null).length;
  const facts = tools.reduce((sum, { result }) => sum + (result?.n_facts ?? 0), 0);
  return (
    <details open={open}>
      <summary>
        {running > 0 ? `Computing: ${tools.length - running} of ${tools.length} done` : `${tools.length} ${tools.length === 1 ? "calculation" : "calculations"}, ${facts} figures`}
        {failed > 0 ? `, ${failed} without result` : ""}
      </summary>
      <ul className="mt-1 space-y-0.5">
        {tools.map(({ call, result }) => (
          <li key={call.call_id} className="flex items-start gap-1.5">
            <ToolIcon result={result} />
            <span className="min-w-0 flex-1 break-words">
              <span className={clsx(result?.ok === false && "text-warn")}>{result ? result.summary : call.label}</span>
            </span>
            {result ? <span className="shrink-0">{formatDuration(result.milliseconds)}</span> : null}
          </li>
        ))}
      </ul>
    </details>
  );
}

function ToolIcon({ result }: { result: ToolLine["result"] }) {
  const shape = "mt-0.5 size-3.5 shrink-0";
  if (!result) return <LoaderCircle aria-label="running" className={clsx(shape, "motion-safe:animate-spin")} />;
  if (result.ok) return <Check aria-label="done" className={clsx(shape, "text-accent")} />;
  return <CircleX aria-label="no result" className={clsx(shape, "text-warn")} />;
}
