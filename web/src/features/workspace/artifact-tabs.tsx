/** The artifacts of the conversation, one in view. */
import { Tabs } from "radix-ui";
import { BoardView } from "@/components/slots/board-view";
import type { WorkspaceArtifact } from "@/features/workspace/workspace-page";

interface ArtifactTabsProps {
  artifacts: readonly WorkspaceArtifact[];
  shownId: string;
  onShow: (artifactId: string) => void;
}

export function ArtifactTabs({ artifacts, shownId, onShow }: ArtifactTabsProps) {
  return (
    <Tabs.Root value={shownId} onValueChange={onShow} className="print-flow flex min-h-0 flex-1 flex-col">
      <Tabs.List aria-label="Artifacts" className="no-print flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-raised px-2">
        {artifacts.map(({ artifact }) => (
          <Tabs.Trigger
            key={artifact.artifact_id}
            value={artifact.artifact_id}
            className="max-w-64 shrink-0 truncate border-b-2 border-transparent px-3 py-2.5 text-data font-medium text-ink-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {artifact.title} <span className="font-normal text-ink-3">{artifact.board.as_of}</span>
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {artifacts.map(({ artifact, runId }) => (
        <Tabs.Content key={artifact.artifact_id} value={artifact.artifact_id} className="print-flow min-h-0 flex-1 overflow-y-auto p-3 sm:p-4">
          <h2 className="mb-3 text-lg font-semibold tracking-tight">{artifact.board.title}</h2>
          <BoardView board={artifact.board} runId={runId} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
