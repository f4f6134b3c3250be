/** The questions and answers of a thread, and the composer under them. */
import { useEffect, useLayoutEffect, useRef } from "react";
import { ProblemCard } from "@/components/ui/problem-card";
import { Skeleton } from "@/components/ui/skeleton";
import { Button } from "@/components/ui/button";
import { Composer } from "@/features/chat/composer";
import { setDraft } from "@/features/chat/draft";
import { FirstQuestions } from "@/features/chat/first-questions";
import { RunView } from "@/features/chat/run-view";
import { stop } from "@/features/chat/run-store";
import { liveRunOf, useAsk, useThread } from "@/features/chat/use-thread";
import { usePatchSearch } from "@/lib/app-search";

/** Nearer to the end than this counts as reading the end. */
const NEAR_END = 80;
const MARGIN = 12;

/** Where the newest question begins, in the list's own scale. */
function newestTop(list: HTMLElement): number {
  const articles = list.querySelectorAll("article");
  const newest = articles[articles.length - 1];
  return newest ? newest.offsetTop - list.offsetTop - MARGIN : list.scrollHeight;
}

export function Conversation() {
  const { threadId, runs, isPending, error, retry } = useThread();
  const ask = useAsk();
  const patchSearch = usePatchSearch();
  const list = useRef<HTMLDivElement>(null);
  const followsEnd = useRef(true);
  const running = liveRunOf(runs);
  const newest = runs.at(-1)?.state;

  useEffect(() => {
    followsEnd.current = true;
  }, [threadId, runs.length]);
  // Follows the text as it arrives until its question has reached the top: an answer is read from its beginning.
  useLayoutEffect(() => {
    const element = list.current;
    if (element && followsEnd.current) element.scrollTop = Math.min(element.scrollHeight, newestTop(element));
  }, [newest]);

  const send = (text: string) => void ask(text);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        ref={list}
        role="log"
        aria-label="Conversation"
        // A scrolling region must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          followsEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
        }}
        className="min-h-0 flex-1 space-y-6 overflow-y-auto p-4"
      >
        {isPending ? <Skeleton className="h-32" /> : null}
        {error ? (
          <>
            <ProblemCard error={error} onRetry={retry} />
            <Button onClick={() => patchSearch({ thread: undefined })}>Start a new conversation</Button>
          </>
        ) : null}
        {runs.map((run, index) => (
          <RunView key={run.state.runId ?? run.state.key} run={run} isNewest={index === runs.length - 1 && !running} onAsk={send} onEdit={setDraft} />
        ))}
        {runs.length === 0 && !isPending && !error ? <FirstQuestions onAsk={send} /> : null}
      </div>
      <Composer isRunning={running !== null} onSend={send} onStop={() => running && void stop(running)} />
    </div>
  );
}
