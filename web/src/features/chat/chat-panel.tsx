/** The chat: which conversation, the conversation itself, and the list of all conversations. */
import { History, MessageSquarePlus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Conversation } from "@/features/chat/conversation";
import { ThreadList } from "@/features/chat/thread-list";
import { useThread } from "@/features/chat/use-thread";
import { usePatchSearch } from "@/lib/app-search";

interface ChatPanelProps {
  /** Absent where the chat is part of the page. */
  onClose?: () => void;
}

export default function ChatPanel({ onClose }: ChatPanelProps) {
  const [showsThreads, setShowsThreads] = useState(false);
  const { title, runs } = useThread();
  const patchSearch = usePatchSearch();
  const startNew = () => {
    setShowsThreads(false);
    patchSearch({ thread: undefined });
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-center gap-1 border-b border-line py-2 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">{showsThreads ? "Conversations" : (title ?? runs[0]?.state.question ?? "New conversation")}</h2>
        <Button icon weight="quiet" aria-label="Conversations" title="Conversations" aria-pressed={showsThreads} onClick={() => setShowsThreads(!showsThreads)}>
          <History aria-hidden="true" className="size-4" />
        </Button>
        <Button icon weight="quiet" aria-label="New conversation" title="New conversation" onClick={startNew}>
          <MessageSquarePlus aria-hidden="true" className="size-4" />
        </Button>
        {onClose ? (
          <Button icon weight="quiet" aria-label="Close chat" title="Close chat" onClick={onClose}>
            <X aria-hidden="true" className="size-4" />
          </Button>
        ) : null}
      </header>
      {showsThreads ? <ThreadList onChosen={() => setShowsThreads(false)} /> : <Conversation />}
    </div>
  );
}
