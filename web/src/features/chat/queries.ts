/** Threads as the server keeps them. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/api/client";
import type { ThreadDetail, ThreadSummary } from "@/api/types.gen";

export const threadsQuery = queryOptions({
  queryKey: ["threads"],
  queryFn: ({ signal }) => getJson<ThreadSummary[]>("/chat/threads", { signal }),
});

export const threadQuery = (threadId: string) =>
  queryOptions({
    queryKey: ["thread", threadId],
    queryFn: ({ signal }) => getJson<ThreadDetail>(threadPath(threadId), { signal }),
  });

export function threadPath(threadId: string): string {
  return `/chat/threads/${encodeURIComponent(threadId)}`;
}
