/** From events to what is on screen. */
import { describe, expect, it } from "vitest";
import type { ReceivedEvent } from "@/api/stream";
import { isLive, newRun, reduceEvents } from "@/features/chat/run-state";

const start = newRun("k", "What is driving my risk?");
const token = (id: number, text: string): ReceivedEvent => ({ id, event: "token", data: { text } });
const CITATION = {
  start: 0, end: 5, text: "21.3%", fact_id: "f1", measure: "volatility_annualized", measure_name: "Volatility", value: 0.213, unit: "fraction", currency: null,
  subject: { kind: "portfolio", id: "p1", label: "Growth" }, as_of: "2022-12-28", period: "252d", calculation: "risk_report",
} as const;

describe("reduceEvents", () => {
  it("joins tokens and keeps citations", () => {
    const state = reduceEvents(start, [token(1, "21.3%"), { id: 2, event: "citation", data: CITATION }, token(3, " is high.")]);
    expect(state.answer).toBe("21.3% is high.");
    expect(state.citations).toEqual([CITATION]);
    expect(isLive(state)).toBe(true);
  });

  it("ignores events that it has seen", () => {
    const once = reduceEvents(start, [token(1, "a"), token(2, "b")]);
    expect(reduceEvents(once, [token(1, "a"), token(2, "b"), token(3, "c")]).answer).toBe("abc");
  });

  it("takes everything back on reset, but keeps what was computed", () => {
    const call = { call_id: "c1", tool: "risk_report", label: "Risk report", arguments: {} };
    const state = reduceEvents(start, [
      { id: 1, event: "tool_call", data: call },
      token(2, "wrong"),
      { id: 3, event: "citation", data: CITATION },
      { id: 4, event: "reset", data: { reason: "a figure had no fact" } },
      token(5, "right"),
    ]);
    expect(state).toMatchObject({ answer: "right", citations: [], resetReason: "a figure had no fact" });
    expect(state.tools).toHaveLength(1);
  });

  it("gives each result to its call", () => {
    const call = (id: number, call_id: string): ReceivedEvent => ({ id, event: "tool_call", data: { call_id, tool: "quote", label: call_id, arguments: {} } });
    const state = reduceEvents(start, [
      call(1, "one"),
      call(2, "two"),
      { id: 3, event: "tool_result", data: { call_id: "one", tool: "quote", ok: true, summary: "done", milliseconds: 4, n_facts: 2 } },
    ]);
    expect(state.tools.map(({ result }) => result?.summary ?? null)).toEqual(["done", null]);
  });

  it("is finished by done, and stays failed after an error", () => {
    const done = { status: "complete", milliseconds: 1, n_facts: 0, n_citations: 0, input_tokens: 0, output_tokens: 0 } as const;
    expect(reduceEvents(start, [{ id: 1, event: "done", data: done }]).phase).toBe("complete");
    const failed = reduceEvents(start, [
      { id: 1, event: "error", data: { kind: "missing_data", message: "No prices." } },
      { id: 2, event: "done", data: { ...done, status: "partial" } },
    ]);
    expect(failed.phase).toBe("failed");
    expect(isLive(failed)).toBe(false);
  });

  it("replaces an artifact by its newer version and names what it does not know", () => {
    const board = (title: string) => ({ as_of: "2022-12-28", title, slots: [], facts: {} });
    const artifact = (id: number, title: string): ReceivedEvent => ({ id, event: "artifact", data: { artifact_id: "a1", kind: "risk_dashboard", title, board: board(title) } });
    const state = reduceEvents(start, [artifact(1, "old"), artifact(2, "new"), { id: 3, event: "unknown", data: { name: "hologram" } }]);
    expect(state.artifacts.map(({ title }) => title)).toEqual(["new"]);
    expect(state.unknown).toEqual(["hologram"]);
  });
});
