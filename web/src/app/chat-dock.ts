/** Whether the chat panel is open, remembered on this device. */
import { useEffect, useRef, useSyncExternalStore, type RefObject } from "react";

const STORED_AS = "plumbline.chat";
/** With less room than this the page comes first. */
const ROOM_FOR_BOTH = "(min-width: 80rem)";
const listeners = new Set<() => void>();
let open = readOpen();
/** What opened the chat: keys go back to it when a chat that covered the page is closed. */
let opener: Element | null = null;

export function useChatOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}

export function setChatOpen(next: boolean): void {
  if (next) opener = document.activeElement;
  open = next;
  try {
    localStorage.setItem(STORED_AS, next ? "open" : "closed");
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

/** While the chat covers the page it has the focus, Escape closes it, and then the focus is where it was. */
export function useCoveringChat(covers: boolean): RefObject<HTMLElement | null> {
  const chat = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!covers) return;
    chat.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      // A dialog above the chat closes first.
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) setChatOpen(false);
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [covers]);
  return chat;
}

function readOpen(): boolean {
  const roomy = window.matchMedia(ROOM_FOR_BOTH).matches;
  try {
    // A sheet that covers the page is never the first thing to see.
    return roomy && localStorage.getItem(STORED_AS) !== "closed";
  } catch {
    return roomy;
  }
}
