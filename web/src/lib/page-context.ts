/** What is on screen, in words: the page in view says it, the chat sends it along with a question. */
import { useEffect, useSyncExternalStore } from "react";

export interface PageOnScreen {
  page: string;
  summary: string;
  /** The holding that is selected, by symbol. */
  selection: string | null;
}

/** The server reads no more than this. */
export const LONGEST_SUMMARY = 2_000;

const NOTHING: PageOnScreen = { page: "Plumbline", summary: "", selection: null };
let current = NOTHING;
const listeners = new Set<() => void>();

/** Called by a page with a summary of what it shows. */
export function useDescribePage(page: string, summary: string, selection: string | null): void {
  useEffect(() => {
    const mine: PageOnScreen = { page, summary: shorten(summary), selection };
    publish(mine);
    return () => {
      if (current === mine) publish(NOTHING);
    };
  }, [page, summary, selection]);
}

export function usePageOnScreen(): PageOnScreen {
  return useSyncExternalStore(subscribe, () => current);
}

export function shorten(summary: string): string {
  return summary.length <= LONGEST_SUMMARY ? summary : `${summary.slice(0, LONGEST_SUMMARY - 1)}…`;
}

function publish(next: PageOnScreen): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
