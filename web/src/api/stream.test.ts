/** Following a run over breaks: resumed where it stopped, nothing twice, nothing unknown dropped. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/client";
import { delayAfter, serverMessages, watchRun, type Connection, type ReceivedEvent } from "@/api/stream";
import type { StreamEvent } from "@/api/types.gen";
import { validateStreamEvent } from "@/api/validators.gen";

const DONE = { status: "complete", milliseconds: 12, n_facts: 1, n_citations: 1, input_tokens: 0, output_tokens: 0 };
const readEvent = (raw: unknown): StreamEvent | null => (validateStreamEvent(raw) ? raw : null);
const message = (id: number, event: string, data: unknown) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
const token = (id: number, text: string) => message(id, "token", { text });

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

function answer(...chunks: string[]): Response {
  return new Response(streamOf(...chunks), { headers: { "Content-Type": "text/event-stream" } });
}

function watch(onConnection?: (connection: Connection) => void) {
  const events: ReceivedEvent[] = [];
  const controller = new AbortController();
  const finished = watchRun({ runId: "run_1", signal: controller.signal, readEvent, onEvent: (event) => events.push(event), ...(onConnection ? { onConnection } : {}) });
  return { events, controller, finished };
}

const sentId = (fetched: ReturnType<typeof vi.fn>, call: number) => new Headers((fetched.mock.calls[call]?.[1] as RequestInit).headers).get("Last-Event-ID");

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("watchRun", () => {
  it("delivers events in order and ends with done", async () => {
    vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(token(1, "Risk "), token(2, "is."), message(3, "done", DONE))));
    const { events, finished } = watch();
    await finished;
    expect(events.map(({ id, event }) => [id, event])).toEqual([[1, "token"], [2, "token"], [3, "done"]]);
  });

  it("resumes after the last event it has seen and ignores repeated ones", async () => {
    const fetched = vi.fn().mockResolvedValueOnce(answer(token(1, "a"), token(2, "b"))).mockResolvedValueOnce(answer(token(2, "b"), token(3, "c"), message(4, "done", DONE)));
    vi.stubGlobal("fetch", fetched);
    const connections: Connection[] = [];
    const { events, finished } = watch((connection) => connections.push(connection));
    await vi.runAllTimersAsync();
    await finished;
    expect(events.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(sentId(fetched, 0)).toBeNull();
    expect(sentId(fetched, 1)).toBe("2");
    expect(connections).toEqual(["connecting", "open", "waiting", "connecting", "open"]);
  });

  it("tries again after a network failure", async () => {
    const fetched = vi.fn().mockRejectedValueOnce(new TypeError("network")).mockResolvedValueOnce(answer(message(1, "done", DONE)));
    vi.stubGlobal("fetch", fetched);
    const { events, finished } = watch();
    await vi.runAllTimersAsync();
    await finished;
    expect(events).toHaveLength(1);
  });

  it("gives up at once when the server refuses, in the server's words", async () => {
    const refusal = new Response(JSON.stringify({ detail: "No such run.", kind: "not_found" }), { status: 404 });
    vi.stubGlobal("fetch", vi.fn().mockResolvedValue(refusal));
    const { finished } = watch();
    await expect(finished).rejects.toThrow("No such run.");
  });

  it("gives up in the end when the server never comes back", async () => {
    const fetched = vi.fn().mockRejectedValue(new TypeError("network"));
    vi.stubGlobal("fetch", fetched);
    const { finished } = watch();
    const outcome = expect(finished).rejects.toBeInstanceOf(ApiProblem);
    await vi.runAllTimersAsync();
    await outcome;
    expect(fetched.mock.calls.length).toBe(13);
  });

  it("shows what it does not know instead of dropping it", async () => {
    vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(message(1, "hologram", { x: 1 }), "id: 2\nevent: token\ndata: {broken\n\n", message(3, "done", DONE))));
    const { events, finished } = watch();
    await finished;
    expect(events.slice(0, 2)).toEqual([
      { id: 1, event: "unknown", data: { name: "hologram" } },
      { id: 2, event: "unknown", data: { name: "token" } },
    ]);
  });

  it("ends quietly when it is told to", async () => {
    vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(token(1, "a"))));
    const { controller, finished } = watch();
    controller.abort();
    await expect(finished).resolves.toBeUndefined();
  });
});

describe("serverMessages", () => {
  it("joins pieces that were cut anywhere, even inside a character", async () => {
    const bytes = new TextEncoder().encode("id: 1\r\nevent: token\r\ndata: {\"text\":\"€\"}\r\n\r\n: beat\n\ndata: two\ndata: lines\n\n");
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        controller.close();
      },
    });
    const messages = [];
    for await (const received of serverMessages(body)) messages.push(received);
    expect(messages).toEqual([
      { id: "1", event: "token", data: '{"text":"€"}' },
      { id: "", event: "message", data: "two\nlines" },
    ]);
  });
});

it("waits longer with each failure, but not for ever", () => {
  expect([1, 2, 3, 10].map(delayAfter)).toEqual([250, 500, 1_000, 8_000]);
});
