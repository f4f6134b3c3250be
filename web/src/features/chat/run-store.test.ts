/** A live run from question to answer, over the real validators and a server of two routes. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ReceivedEvent } from "@/api/stream";
import { ask, dismiss, frameBatch, retry, useLiveRuns } from "@/features/chat/run-store";
import { act, renderHook, waitFor } from "@testing-library/react";

const DONE = { status: "complete", milliseconds: 12, n_facts: 0, n_citations: 0, input_tokens: 0, output_tokens: 0 };
const EVENTS = `id: 1\nevent: token\ndata: {"text":"Fine."}\n\nid: 2\nevent: done\ndata: ${JSON.stringify(DONE)}\n\n`;

function serve(start: () => Response) {
  const sent: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return Promise.resolve(url.endsWith("/events") ? new Response(EVENTS) : start());
  });
  return sent;
}

const started = () => Response.json({ run_id: "run_1", thread_id: "thread_1" }, { status: 202 });

beforeEach(() => vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => setTimeout(callback, 0)));
afterEach(() => vi.unstubAllGlobals());

it("asks, follows and ends", async () => {
  const sent = serve(started);
  const { result } = renderHook(() => useLiveRuns());
  await act(async () => {
    expect(await ask({ text: "How am I?" })).toBe("thread_1");
  });
  await waitFor(() => expect(result.current.at(-1)?.state.phase).toBe("complete"));
  expect(result.current.at(-1)).toMatchObject({ threadId: "thread_1", problem: null, state: { answer: "Fine.", question: "How am I?" } });
  expect(new Headers(sent[0]?.init.headers).get("Idempotency-Key")).toBeTruthy();
  act(() => dismiss(result.current.at(-1)?.state.key ?? ""));
});

it("keeps a question that did not get through, and sends it again under the same key", async () => {
  const refused = serve(() => Response.json({ detail: "Another question is being answered.", kind: "conflict" }, { status: 409 }));
  const { result } = renderHook(() => useLiveRuns());
  await act(async () => {
    expect(await ask({ text: "How am I?" })).toBeNull();
  });
  const run = result.current.at(-1);
  expect(run).toMatchObject({ problem: "Another question is being answered.", state: { phase: "failed", question: "How am I?" } });
  const sent = serve(started);
  await act(async () => {
    if (run) await retry(run);
  });
  await waitFor(() => expect(result.current.at(-1)?.state.phase).toBe("complete"));
  const keyOf = (init: RequestInit | undefined) => new Headers(init?.headers).get("Idempotency-Key");
  expect(keyOf(sent[0]?.init)).toBe(keyOf(refused[0]?.init));
});

it("delivers what arrives within a frame at once", () => {
  vi.useFakeTimers();
  const delivered: number[] = [];
  const batch = frameBatch((events) => delivered.push(events.length));
  const event = (id: number): ReceivedEvent => ({ id, event: "token", data: { text: "x" } });
  [1, 2, 3].forEach((id) => batch.add(event(id)));
  expect(delivered).toEqual([]);
  vi.runAllTimers();
  batch.add(event(4));
  batch.flush();
  expect(delivered).toEqual([3, 1]);
  vi.useRealTimers();
});
