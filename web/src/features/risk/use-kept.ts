/** Variants that a person keeps to compare, remembered on this device for each portfolio. */
import { useCallback, useState } from "react";
import type { Kept } from "@/features/risk/use-what-if";

const STORED_AS = "plumbline.what-if.";
const NONE: readonly Kept[] = [];

export function useKept(portfolioId: string): readonly [readonly Kept[], (kept: readonly Kept[]) => void] {
  const [kept, setKept] = useState(() => readKept(portfolioId));
  const store = useCallback(
    (next: readonly Kept[]) => {
      setKept(next);
      try {
        if (next.length > 0) localStorage.setItem(STORED_AS + portfolioId, JSON.stringify(next));
        else localStorage.removeItem(STORED_AS + portfolioId);
      } catch {
        // Without storage they last until the page is closed.
      }
    },
    [portfolioId],
  );
  return [kept, store];
}

function readKept(portfolioId: string): readonly Kept[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED_AS + portfolioId) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isKept) : NONE;
  } catch {
    return NONE;
  }
}

/** An earlier version of this page may have stored something else. */
export function isKept(value: unknown): value is Kept {
  const { title, edits, financing } = (value ?? {}) as Partial<Record<keyof Kept, unknown>>;
  const weights = typeof edits === "object" && edits !== null ? Object.values(edits) : [];
  return typeof title === "string" && (financing === "cash" || financing === "others") && weights.length > 0 && weights.every((weight) => Number.isFinite(weight));
}

/** "Variant A", or the first letter that is free. */
export function freeTitle(kept: readonly Kept[]): string {
  const letters = ["A", "B", "C", "D", "E", "F", "G", "H"];
  const free = letters.find((letter) => kept.every(({ title }) => title !== `Variant ${letter}`));
  return `Variant ${free ?? letters.length + 1}`;
}
