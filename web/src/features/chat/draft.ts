/** What is being typed. It outlives the panel, the page and a reload, and goes only when the question has been taken. */
import { useSyncExternalStore } from "react";

const STORED_AS = "plumbline.draft";
const listeners = new Set<() => void>();
let draft = readStored();

export function useDraft(): string {
  return useSyncExternalStore(subscribe, () => draft);
}

export function setDraft(next: string): void {
  draft = next;
  try {
    sessionStorage.setItem(STORED_AS, next);
  } catch {
    // Without storage the text lives as long as the page.
  }
  for (const listener of listeners) listener();
}

function readStored(): string {
  try {
    return sessionStorage.getItem(STORED_AS) ?? "";
  } catch {
    return "";
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
