/** Chat on the left, what it made on the right. On a phone one of the two, with a switch. */
import { clsx } from "clsx";
import { useMemo, useState, type ReactNode } from "react";
import type { ArtifactPayload } from "@/api/types.gen";
import { summarizeBoard } from "@/components/slots/board-summary";
import { EmptyState } from "@/components/ui/empty-state";
import { Button } from "@/components/ui/button";
import { ArtifactTabs } from "@/features/workspace/artifact-tabs";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";
import { useDescribePage } from "@/lib/page-context";

export interface WorkspaceArtifact {
  artifact: ArtifactPayload;
  runId: string | null;
}

interface WorkspacePageProps {
  chat: ReactNode;
  artifacts: readonly WorkspaceArtifact[];
  onAsk: (text: string) => void;
}

const SIDES = ["chat", "artifacts"] as const;

export function WorkspacePage({ chat, artifacts, onAsk }: WorkspacePageProps) {
  const { selected, artifact: wanted } = useAppSearch();
  const patchSearch = usePatchSearch();
  const [side, setSide] = useState<(typeof SIDES)[number]>(wanted ? "artifacts" : "chat");
  const [lastWanted, setLastWanted] = useState(wanted);
  // Someone who opens an artifact from the chat wants to see it, on a phone too.
  if (wanted !== lastWanted) {
    setLastWanted(wanted);
    if (wanted) setSide("artifacts");
  }
  const shown = artifacts.find(({ artifact }) => artifact.artifact_id === wanted) ?? artifacts.at(-1);
  const summary = useMemo(() => (shown ? `Artifact “${shown.artifact.title}”. ${summarizeBoard(shown.artifact.board)}` : "No artifact in this conversation yet."), [shown]);
  useDescribePage("Workspace", summary, selected ?? null);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">Workspace</h1>
      <div role="group" aria-label="Shown side" className="no-print flex gap-1 border-b border-line p-2 lg:hidden">
        {SIDES.map((name) => (
          <Button key={name} weight={side === name ? "primary" : "plain"} aria-pressed={side === name} className="flex-1" onClick={() => setSide(name)}>
            {name === "chat" ? "Chat" : `Artifacts${artifacts.length > 0 ? ` (${artifacts.length})` : ""}`}
          </Button>
        ))}
      </div>
      <div className="flex min-h-0 flex-1">
        <section aria-label="Chat" className={clsx("no-print min-h-0 w-full flex-col border-line bg-raised lg:flex lg:w-[24rem] lg:shrink-0 lg:border-r xl:w-[28rem]", side === "chat" ? "flex" : "hidden")}>
          {chat}
        </section>
        <section aria-label="Artifacts" className={clsx("print-flow min-h-0 min-w-0 flex-1 flex-col lg:flex", side === "artifacts" ? "flex" : "hidden")}>
          {shown ? (
            <ArtifactTabs artifacts={artifacts} shownId={shown.artifact.artifact_id} onShow={(artifactId) => patchSearch({ artifact: artifactId })} />
          ) : (
            <EmptyState title="Nothing here yet" text="Ask for a risk dashboard and it appears here; its bars select holdings, and the chat knows which.">
              <Button
                weight="primary"
                onClick={() => {
                  setSide("chat");
                  onAsk("Show me the risk dashboard");
                }}
              >
                Show me the risk dashboard
              </Button>
            </EmptyState>
          )}
        </section>
      </div>
    </div>
  );
}
