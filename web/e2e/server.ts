/** Where the browser tests find their server, their data folder and their browser. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const PORT = process.env.PLUMBLINE_E2E_PORT ?? "8123";
export const BASE_URL = `http://127.0.0.1:${PORT}`;

const PLUMBLINE = resolve(import.meta.dirname, "../../.venv/bin/plumbline");

// The server under test must not find the settings of the person who runs the tests, least of all their database.
for (const name of Object.keys(process.env)) {
  if ((name.startsWith("PLUMBLINE_") && !name.startsWith("PLUMBLINE_E2E_")) || name.endsWith("_API_KEY")) Reflect.deleteProperty(process.env, name);
}

// Playwright loads this file in the runner and again in each worker: the first one makes the folder, the others inherit its name.
process.env.PLUMBLINE_E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "plumbline-e2e-"));

export const SERVER = {
  command: `${PLUMBLINE} serve --port ${PORT}`,
  env: { PLUMBLINE_DATA_DIR: process.env.PLUMBLINE_E2E_DATA_DIR, PLUMBLINE_LOG_LEVEL: "warning" },
};

/** A fresh one-time link: each test signs in by itself and none waits for another. */
export function signInLink(): string {
  const output = execFileSync(PLUMBLINE, ["sign-in-link"], { env: { ...process.env, ...SERVER.env }, encoding: "utf8" });
  const link = /https?:\/\/\S+/.exec(output)?.[0];
  if (!link) throw new Error(`Expected 'plumbline sign-in-link' to print a link, found: ${output}`);
  const { pathname, search, hash } = new URL(link);
  return `${BASE_URL}${pathname}${search}${hash}`;
}

export function findChromium(): string {
  const wanted = process.env.CHROMIUM;
  if (wanted) return wanted;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error("Expected Chromium on the PATH, found none. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.");
  return found;
}
