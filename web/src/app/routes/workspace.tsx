/** The workspace joins the chat with what it made. */
import ChatPanel from "@/features/chat/chat-panel";
import { useAsk, useThreadArtifacts } from "@/features/chat/use-thread";
import { WorkspacePage } from "@/features/workspace/workspace-page";

export function WorkspaceRoute() {
  const artifacts = useThreadArtifacts();
  const ask = useAsk();
  return <WorkspacePage chat={<ChatPanel />} artifacts={artifacts} onAsk={(text) => void ask(text)} />;
}
