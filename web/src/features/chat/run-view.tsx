/** One question with its answer, while it comes and afterwards. */
import { Check, Copy, LayoutPanelLeft, RotateCcw, TriangleAlert } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { UnknownView } from "@/components/slots/unknown-view";
import { Button } from "@/components/ui/button";
import { Answer } from "@/features/chat/answer";
import { RunProgress } from "@/features/chat/run-progress";
import { isLive, type RunState } from "@/features/chat/run-state";
import { dismiss } from "@/features/chat/run-store";
import { useRetry, type ThreadRun } from "@/features/chat/use-thread";
import { formatDuration } from "@/lib/format";

interface RunViewProps {
  run: ThreadRun;
  /** Suggestions belong under the newest answer only. */
  isNewest: boolean;
  onAsk: (text: string) => void;
  onEdit: (text: string) => void;
}

export function RunView({ run, isNewest, onAsk, onEdit }: RunViewProps) {
  const { state, live } = run;
  const streaming = isLive(state);
  const waits = streaming && live?.connection === "waiting";
  return (
    <article aria-label={state.question} className="space-y-3">
      <p className="ml-8 rounded-lg rounded-br-sm bg-accent-soft px-3 py-2 break-words whitespace-pre-wrap">{state.question}</p>
      <RunProgress state={state} />
      {state.resetReason ? <p className="text-data text-warn">The answer was started anew: {state.resetReason}</p> : null}
      <div aria-live="polite" aria-busy={streaming}>
        {state.answer ? (
          <Answer text={state.answer} citations={state.citations} unverified={state.unverified} runId={state.runId} />
        ) : streaming ? (
          <p className="pulse text-ink-3">Working…</p>
        ) : null}
      </div>
      <Notices run={run} />
      {waits ? <p role="status" className="text-data text-warn">Connection lost. Reconnecting; nothing of the answer is lost.</p> : null}
      <Trouble run={run} onAsk={onAsk} onEdit={onEdit} />
      {state.artifacts.length > 0 ? <ArtifactLinks run={run} /> : null}
      {!streaming && state.answer ? <Footer run={run} /> : null}
      {isNewest && !streaming ? <Suggestions texts={state.suggestions} onAsk={onAsk} /> : null}
    </article>
  );
}

/** What the reader has to know about the answer beside its text. */
function Notices({ run: { state } }: { run: ThreadRun }) {
  return (
    <>
      {state.unverified.filter(({ withheld }) => withheld).map((doubt, index) => (
        <p key={index} className="flex items-start gap-1.5 text-data text-warn">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />A sentence was withheld: {doubt.reason}
        </p>
      ))}
      {state.confirmations.map(({ confirmation_id, summary }) => (
        <p key={confirmation_id} className="card p-3 text-data">
          This needs your confirmation: {summary}
        </p>
      ))}
      {state.unknown.map((name, index) => (
        <UnknownView key={index} kind={name} />
      ))}
    </>
  );
}

function Suggestions({ texts, onAsk }: { texts: readonly string[]; onAsk: (text: string) => void }) {
  if (texts.length === 0) return null;
  return (
    <ul aria-label="Suggested questions" className="no-print flex flex-wrap gap-1.5">
      {texts.map((text) => (
        <li key={text}>
          <button
            type="button"
            onClick={() => onAsk(text)}
            className="rounded-full border border-line bg-raised px-3 py-1 text-left text-data hover:border-accent hover:text-accent"
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Trouble({ run: { state, live }, onAsk, onEdit }: Pick<RunViewProps, "run" | "onAsk" | "onEdit">) {
  const retry = useRetry();
  const message = live?.problem ?? state.failure?.message ?? null;
  if (state.phase === "stopped") return <p className="text-data text-ink-3">Stopped. What was said until then stands above.</p>;
  if (message === null) {
    return state.phase === "partial" ? <p className="text-data text-warn">This answer is not complete. Ask again to get the rest.</p> : null;
  }
  const again = () => (live?.problem ? void retry(live) : onAsk(state.question));
  const edit = () => {
    if (live && !state.runId) dismiss(state.key);
    onEdit(state.question);
  };
  return (
    <div role="alert" className="rounded-lg border border-line bg-warn-soft p-3 text-data">
      <p className="break-words">{message}</p>
      <div className="mt-2 flex gap-2">
        <Button onClick={again}>
          <RotateCcw aria-hidden="true" className="size-3.5" />
          Try again
        </Button>
        <Button onClick={edit}>Edit the question</Button>
      </div>
    </div>
  );
}

function ArtifactLinks({ run }: { run: ThreadRun }) {
  return (
    <ul className="no-print flex flex-wrap gap-1.5">
      {run.state.artifacts.map(({ artifact_id, title }) => (
        <li key={artifact_id}>
          <Link
            to="/workspace"
            search={(before) => ({ ...before, artifact: artifact_id })}
            className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-3 text-data font-medium hover:border-accent hover:text-accent"
          >
            <LayoutPanelLeft aria-hidden="true" className="size-4" />
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Footer({ run: { state } }: { run: ThreadRun }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(state.answer);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  const Icon = copied ? Check : Copy;
  return (
    <footer className="flex items-center gap-x-1 text-2xs text-ink-3">
      <Button icon weight="quiet" className="no-print -ml-2" aria-label={copied ? "Copied" : "Copy answer"} title="Copy answer" onClick={() => void copy()}>
        <Icon aria-hidden="true" className="size-3.5" />
      </Button>
      <span>{originOf(state)}</span>
    </footer>
  );
}

function originOf({ done, meta }: RunState): string {
  const figures = done && done.n_citations > 0 ? `${done.n_citations} figures from ${done.n_facts} facts` : null;
  const day = meta?.as_of ? `as of ${meta.as_of}` : null;
  return [figures, day, meta?.model, done ? formatDuration(done.milliseconds) : null].filter(Boolean).join(" · ");
}
