/** Dark, light or as the system is; remembered on this device. */
import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const STORED_AS = "plumbline.theme";
const listeners = new Set<() => void>();
let preference = readPreference();

/** Called once before the first render, and again whenever the choice or the system changes. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = resolvedTheme();
  for (const listener of listeners) listener();
}

export function watchSystemTheme(): void {
  systemIsDark().addEventListener("change", applyTheme);
  isPrinting().addEventListener("change", applyTheme);
}

export function setTheme(next: Theme): void {
  preference = next;
  try {
    localStorage.setItem(STORED_AS, next);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  applyTheme();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => preference);
}

/** What is on screen now: charts draw on a canvas and have to ask. */
export function useResolvedTheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, resolvedTheme);
}

function resolvedTheme(): "light" | "dark" {
  // Paper is white, and a canvas does not know by itself.
  if (isPrinting().matches) return "light";
  if (preference !== "system") return preference;
  return systemIsDark().matches ? "dark" : "light";
}

function systemIsDark(): MediaQueryList {
  return window.matchMedia("(prefers-color-scheme: dark)");
}

function isPrinting(): MediaQueryList {
  return window.matchMedia("print");
}

function readPreference(): Theme {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
