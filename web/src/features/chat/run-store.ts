/** Live runs: they belong to the app and not to a page, so that going to another page does not interrupt an answer. */
import { useSyncExternalStore } from "react";
import { ApiProblem, postJson, problemMessage } from "@/api/client";
import { watchRun, type Connection, type EventReader, type ReceivedEvent } from "@/api/stream";
import type { RunRequest, RunStarted } from "@/api/types.gen";
import { isLive, newRun, reduceEvents, type RunState } from "@/features/chat/run-state";

export interface LiveRun {
  state: RunState;
  threadId: string | null;
  connection: Connection;
  /** Why the question did not reach the server, or the answer can not be followed; the text is kept and can be sent again. */
  problem: string | null;
  request: RunRequest;
}

let runs: readonly LiveRun[] = [];
const listeners = new Set<() => void>();
const controllers = new Map<string, AbortController>();
let counter = 0;

export function useLiveRuns(): readonly LiveRun[] {
  return useSyncExternalStore(subscribe, () => runs);
}

/** Starts a run and follows it to its end. Returns the thread, or null when the question did not get through. */
export async function ask(request: RunRequest): Promise<string | null> {
  counter += 1;
  const key = `live-${counter}-${crypto.randomUUID()}`;
  runs = [...runs, { state: newRun(key, request.text), threadId: request.thread_id ?? null, connection: "connecting", problem: null, request }];
  publish();
  return start(key, request);
}

/** Sends a question again that did not get through. */
export async function retry(run: LiveRun): Promise<string | null> {
  change(run.state.key, (before) => ({ ...before, problem: null, connection: "connecting", state: newRun(before.state.key, before.request.text) }));
  return start(run.state.key, run.request);
}

async function start(key: string, request: RunRequest): Promise<string | null> {
  try {
    // The key makes sending twice harmless: the server answers with the run it has already started.
    const started = await postJson<RunStarted>("/chat/runs", { json: request, headers: { "Idempotency-Key": key } });
    change(key, (run) => ({ ...run, threadId: started.thread_id, state: { ...run.state, runId: started.run_id, phase: "running" } }));
    void follow(key, started.run_id);
    return started.thread_id;
  } catch (error) {
    fail(key, error);
    return null;
  }
}

/** Picks up a run that was under way when the page was opened. */
export function resume(stored: RunState, threadId: string, request: RunRequest): void {
  const runId = stored.runId;
  if (!runId || runs.some((run) => run.state.runId === runId)) return;
  runs = [...runs, { state: { ...stored, phase: "running" }, threadId, connection: "connecting", problem: null, request }];
  publish();
  void follow(stored.key, runId);
}

export async function stop(run: LiveRun): Promise<void> {
  const runId = run.state.runId;
  if (!runId) return;
  try {
    await postJson<unknown>(`/chat/runs/${encodeURIComponent(runId)}/stop`);
  } catch (error) {
    // A run that has just ended can not be stopped, and needs not be.
    if (!(error instanceof ApiProblem) || error.kind === "unreachable") change(run.state.key, (before) => ({ ...before, problem: problemMessage(error) }));
  }
}

export function forgetThread(threadId: string): void {
  for (const run of runs.filter((candidate) => candidate.threadId === threadId)) controllers.get(run.state.key)?.abort();
  runs = runs.filter((run) => run.threadId !== threadId);
  publish();
}

/** Takes a question back that could not be sent, so that its text can be changed. */
export function dismiss(key: string): void {
  controllers.get(key)?.abort();
  runs = runs.filter((run) => run.state.key !== key);
  publish();
}

async function follow(key: string, runId: string): Promise<void> {
  const controller = new AbortController();
  controllers.set(key, controller);
  const batch = frameBatch((events) => change(key, (run) => ({ ...run, state: reduceEvents(run.state, events) })));
  try {
    await watchRun({
      runId,
      lastEventId: runs.find((run) => run.state.key === key)?.state.lastEventId ?? 0,
      signal: controller.signal,
      readEvent: await loadReader(),
      onEvent: batch.add,
      onConnection: (connection) => change(key, (run) => ({ ...run, connection })),
    });
    batch.flush();
    change(key, endOfStream);
  } catch (error) {
    batch.flush();
    if (!controller.signal.aborted) fail(key, error);
  } finally {
    controllers.delete(key);
  }
}

/** The validators are large and only needed here. */
async function loadReader(): Promise<EventReader> {
  const { validateStreamEvent } = await import("@/api/validators.gen");
  return (raw) => (validateStreamEvent(raw) ? raw : null);
}

/** Collects what arrives within one frame: a token a millisecond must not mean a render a millisecond. */
export function frameBatch(deliver: (events: readonly ReceivedEvent[]) => void) {
  let waiting: ReceivedEvent[] = [];
  let frame: number | null = null;
  // A hidden page gets no frames; the timer makes sure that nothing waits there for ever.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = null;
    const events = waiting;
    waiting = [];
    if (events.length > 0) deliver(events);
  };
  const add = (event: ReceivedEvent) => {
    waiting.push(event);
    if (frame !== null) return;
    frame = requestAnimationFrame(flush);
    timer = setTimeout(flush, 250);
  };
  return { add, flush };
}

function endOfStream(run: LiveRun): LiveRun {
  return isLive(run.state) ? { ...run, state: { ...run.state, phase: "partial" } } : run;
}

function fail(key: string, error: unknown): void {
  change(key, (run) => ({ ...run, problem: problemMessage(error), state: { ...run.state, phase: run.state.answer ? "partial" : "failed" } }));
}

function change(key: string, update: (run: LiveRun) => LiveRun): void {
  runs = runs.map((run) => (run.state.key === key ? update(run) : run));
  publish();
}

function publish(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
