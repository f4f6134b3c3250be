/** All conversations: open, rename, delete (after a question). */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { patchJson, remove } from "@/api/client";
import type { ThreadSummary } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemCard } from "@/components/ui/problem-card";
import { RenameDialog } from "@/components/ui/rename-dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { threadPath, threadQuery, threadsQuery } from "@/features/chat/queries";
import { forgetThread } from "@/features/chat/run-store";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";
import { formatMoment } from "@/lib/format";

export function ThreadList({ onChosen }: { onChosen: () => void }) {
  const { data: threads, error, refetch } = useQuery(threadsQuery);
  const { thread: current } = useAppSearch();
  const patchSearch = usePatchSearch();
  const [asked, setAsked] = useState<{ what: "rename" | "delete"; thread: ThreadSummary } | null>(null);
  const close = () => setAsked(null);
  if (error) {
    return (
      <div className="p-4">
        <ProblemCard error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!threads) return <Skeleton className="m-4 h-32" />;
  if (threads.length === 0) return <EmptyState title="No conversations yet" text="Ask a question; it is kept here, and you can go on from it later." />;
  return (
    <ul className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
      {threads.map((thread) => (
        <li key={thread.id} className="flex items-center gap-1 pr-2 hover:bg-sunken">
          <button
            type="button"
            aria-current={thread.id === current}
            onClick={() => {
              patchSearch({ thread: thread.id });
              onChosen();
            }}
            className="min-w-0 flex-1 px-4 py-2.5 text-left aria-[current=true]:text-accent"
          >
            <span className="block truncate font-medium">{thread.title}</span>
            <span className="text-2xs text-ink-3">
              {formatMoment(thread.updated_at)} · {thread.n_runs} {thread.n_runs === 1 ? "question" : "questions"}
            </span>
          </button>
          <Button icon weight="quiet" aria-label={`Rename ${thread.title}`} onClick={() => setAsked({ what: "rename", thread })}>
            <Pencil aria-hidden="true" className="size-3.5" />
          </Button>
          <Button icon weight="quiet" aria-label={`Delete ${thread.title}`} onClick={() => setAsked({ what: "delete", thread })}>
            <Trash2 aria-hidden="true" className="size-3.5" />
          </Button>
        </li>
      ))}
      {asked?.what === "rename" ? <RenameThread thread={asked.thread} onDone={close} /> : null}
      {asked?.what === "delete" ? <DeleteThread thread={asked.thread} onDone={close} /> : null}
    </ul>
  );
}

interface QuestionProps {
  thread: ThreadSummary;
  onDone: () => void;
}

function RenameThread({ thread, onDone }: QuestionProps) {
  const queryClient = useQueryClient();
  const rename = useMutation({
    mutationFn: (title: string) => patchJson<unknown>(threadPath(thread.id), { json: { title } }),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: threadsQuery.queryKey }),
        queryClient.invalidateQueries({ queryKey: threadQuery(thread.id).queryKey }),
      ]);
      onDone();
    },
  });
  return (
    <RenameDialog title="Rename conversation" name={thread.title} longest={120} pending={rename.isPending} error={rename.error} onSave={rename.mutate} onCancel={onDone} />
  );
}

function DeleteThread({ thread, onDone }: QuestionProps) {
  const queryClient = useQueryClient();
  const patchSearch = usePatchSearch();
  const { thread: current } = useAppSearch();
  const destroy = useMutation({
    mutationFn: () => remove(threadPath(thread.id)),
    onSuccess: async () => {
      forgetThread(thread.id);
      if (current === thread.id) patchSearch({ thread: undefined });
      queryClient.removeQueries({ queryKey: threadQuery(thread.id).queryKey });
      await queryClient.invalidateQueries({ queryKey: threadsQuery.queryKey });
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={`Delete “${thread.title}”?`}
      text="Its questions, answers and artifacts go with it. This can not be undone."
      action="Delete"
      pending={destroy.isPending}
      error={destroy.error}
      onConfirm={destroy.mutate}
      onCancel={onDone}
    />
  );
}
