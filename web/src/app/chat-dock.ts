/** Whether the chat panel is open, remembered on this device. */
import { useSyncExternalStore } from "react";

const STORED_AS = "plumbline.chat";
/** With less room than this the page comes first. */
const ROOM_FOR_BOTH = "(min-width: 80rem)";
const listeners = new Set<() => void>();
let open = readOpen();

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
  open = next;
  try {
    localStorage.setItem(STORED_AS, next ? "open" : "closed");
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  for (const listener of listeners) listener();
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
