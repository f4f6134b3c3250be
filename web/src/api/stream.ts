/** Follows a run: server-sent events over fetch, resumed by `Last-Event-ID` after every break until the run has ended. */
import { ApiProblem, apiUrl, problemOf } from "@/api/client";
import type { StreamEvent } from "@/api/types.gen";

/** Something the server sent that this version of the page does not know: shown, never dropped in silence. */
export interface UnknownEvent {
  id: number;
  event: "unknown";
  data: { name: string };
}

export type ReceivedEvent = StreamEvent | UnknownEvent;
export type Connection = "connecting" | "open" | "waiting";
export type EventReader = (raw: unknown) => StreamEvent | null;

export interface WatchOptions {
  runId: string;
  lastEventId?: number;
  signal: AbortSignal;
  readEvent: EventReader;
  onEvent: (event: ReceivedEvent) => void;
  onConnection?: (connection: Connection) => void;
}

export interface ServerMessage {
  id: string;
  event: string;
  data: string;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 8_000;
const MOST_ATTEMPTS = 12;

/** Resolves when the run has ended (`done`, or `error` and the end of the stream); rejects when following is hopeless. */
export async function watchRun(options: WatchOptions): Promise<void> {
  const watch = { lastId: options.lastEventId ?? 0, ended: false };
  let failures = 0;
  while (!options.signal.aborted) {
    options.onConnection?.("connecting");
    const before = watch.lastId;
    try {
      await readOnce(options, watch);
    } catch (error) {
      if (isAborted(options.signal)) return;
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) throw error;
    }
    if (watch.ended || isAborted(options.signal)) return;
    failures = watch.lastId > before ? 1 : failures + 1;
    if (failures > MOST_ATTEMPTS) throw new ApiProblem("The connection to the server was lost and did not come back. The answer is kept there: try again.", { kind: "unreachable", status: 0 });
    options.onConnection?.("waiting");
    await pause(delayAfter(failures), options.signal);
  }
}

/** Doubles with each failure, up to eight seconds. */
export function delayAfter(failures: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (failures - 1));
}

async function readOnce(options: WatchOptions, watch: { lastId: number; ended: boolean }): Promise<void> {
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (watch.lastId > 0) headers["Last-Event-ID"] = String(watch.lastId);
  const response = await fetch(apiUrl(`/chat/runs/${encodeURIComponent(options.runId)}/events`), {
    headers,
    signal: options.signal,
    credentials: "same-origin",
  });
  if (!response.ok || !response.body) throw await problemOf(response);
  options.onConnection?.("open");
  let failed = false;
  for await (const message of serverMessages(response.body)) {
    const event = toEvent(message, watch.lastId, options.readEvent);
    if (!event) continue;
    watch.lastId = Math.max(watch.lastId, event.id);
    options.onEvent(event);
    if (event.event === "error") failed = true;
    if (event.event === "done") {
      watch.ended = true;
      return;
    }
  }
  watch.ended = failed;
}

/** Null for what was seen before a reconnect. */
function toEvent(message: ServerMessage, lastId: number, readEvent: EventReader): ReceivedEvent | null {
  const id = message.id === "" ? lastId : Number(message.id);
  const unknown: UnknownEvent = { id, event: "unknown", data: { name: message.event } };
  if (message.id !== "" && (!Number.isFinite(id) || id <= lastId)) return null;
  try {
    return readEvent({ id, event: message.event, data: JSON.parse(message.data) as unknown }) ?? (message.event === "heartbeat" ? null : unknown);
  } catch {
    return unknown;
  }
}

/** Splits a byte stream into server-sent messages; comments and empty messages are left out. */
export async function* serverMessages(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerMessage> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      pending += decoder.decode(value, { stream: true });
      const blocks = pending.split(/\r\n\r\n|\n\n|\r\r/);
      pending = blocks.pop() ?? "";
      for (const block of blocks) {
        const message = parseMessage(block);
        if (message) yield message;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseMessage(block: string): ServerMessage | null {
  const message: ServerMessage = { id: "", event: "message", data: "" };
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "id") message.id = value;
    else if (field === "event") message.event = value;
  }
  if (data.length === 0) return null;
  return { ...message, data: data.join("\n") };
}

/** A function, so that the compiler does not take the answer of an earlier check for granted after an await. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener("abort", finish, { once: true });
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    }
  });
}
