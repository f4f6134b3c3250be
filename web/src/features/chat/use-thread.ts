/** The conversation on screen: what the server has stored, and the runs that are live or were live in this page. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { ArtifactPayload, RunDetail } from "@/api/types.gen";
import { threadQuery, threadsQuery } from "@/features/chat/queries";
import { isLive, newRun, reduceEvents, type RunState } from "@/features/chat/run-state";
import { ask, resume, retry, useLiveRuns, type LiveRun } from "@/features/chat/run-store";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";
import { useCurrentPortfolio } from "@/lib/current-portfolio";
import { usePageOnScreen } from "@/lib/page-context";

export interface ThreadRun {
  state: RunState;
  /** Null for a run that had ended before this page was opened. */
  live: LiveRun | null;
}

export interface ThreadArtifact {
  artifact: ArtifactPayload;
  runId: string | null;
}

interface Thread {
  threadId: string | null;
  title: string | null;
  runs: readonly ThreadRun[];
  isPending: boolean;
  error: Error | null;
  retry: () => void;
}

export function useThread(): Thread {
  const { thread } = useAppSearch();
  const live = useLiveRuns();
  const { data, error, isFetching, refetch } = useQuery({ ...threadQuery(thread ?? ""), enabled: thread !== undefined });
  const stored = thread === undefined ? undefined : data;

  const runs = useMemo(() => mergeRuns(stored?.runs ?? [], live.filter((run) => (thread ? run.threadId === thread : run.threadId === null))), [stored, live, thread]);

  useEffect(() => {
    if (!thread || !stored) return;
    for (const run of stored.runs) {
      if (run.status === "running") resume(storedState(run), thread, { text: run.question, thread_id: thread });
    }
  }, [stored, thread]);

  return {
    threadId: thread ?? null,
    title: stored?.title ?? null,
    runs,
    isPending: thread !== undefined && isFetching && runs.length === 0,
    error: runs.length === 0 ? error : null,
    retry: () => void refetch(),
  };
}

/** Stored runs first; a run that this page follows itself is newer than its stored copy. */
export function mergeRuns(stored: readonly RunDetail[], live: readonly LiveRun[]): ThreadRun[] {
  const liveById = new Map(live.map((run) => [run.state.runId, run]));
  const storedIds = new Set(stored.map((run) => run.id));
  const known = stored.map((run) => {
    const own = liveById.get(run.id);
    return own ? { state: own.state, live: own } : { state: storedState(run), live: null };
  });
  const others = live.filter((run) => run.state.runId === null || !storedIds.has(run.state.runId));
  return [...known, ...others.map((run) => ({ state: run.state, live: run }))];
}

export function storedState(run: RunDetail): RunState {
  const state = reduceEvents({ ...newRun(run.id, run.question), runId: run.id }, run.events);
  if (run.status === "running") return { ...state, phase: "running" };
  return { ...state, phase: state.failure ? "failed" : run.status };
}

/** Asks in the thread on screen, with the portfolio, the day and the page as they are now. */
export function useAsk(): (text: string) => Promise<void> {
  const { asof, thread } = useAppSearch();
  const { portfolio } = useCurrentPortfolio();
  const page = usePageOnScreen();
  const show = useShowThread();
  return async (text) => {
    const request = { text, thread_id: thread ?? null, portfolio_id: portfolio?.id ?? null, as_of: asof ?? null, page };
    await show(await ask(request));
  };
}

/** Sends a question again that did not get through. */
export function useRetry(): (run: LiveRun) => Promise<void> {
  const show = useShowThread();
  return async (run) => show(await retry(run));
}

function useShowThread(): (threadId: string | null) => Promise<void> {
  const patchSearch = usePatchSearch();
  const queryClient = useQueryClient();
  return async (threadId) => {
    if (threadId === null) return;
    // What this answer makes is what one wants to see, not the artifact that was open before.
    patchSearch({ thread: threadId, artifact: undefined });
    await queryClient.invalidateQueries({ queryKey: threadsQuery.queryKey });
  };
}

export function useThreadArtifacts(): readonly ThreadArtifact[] {
  const { runs } = useThread();
  return useMemo(() => {
    const byId = new Map<string, ThreadArtifact>();
    for (const { state } of runs) for (const artifact of state.artifacts) byId.set(artifact.artifact_id, { artifact, runId: state.runId });
    return [...byId.values()];
  }, [runs]);
}

export function liveRunOf(runs: readonly ThreadRun[]): LiveRun | null {
  return runs.findLast(({ state, live }) => live && isLive(state))?.live ?? null;
}
