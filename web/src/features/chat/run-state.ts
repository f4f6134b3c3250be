/** What one run looks like on screen, reduced from its events: the same for a live stream and for a stored run. */
import type { ReceivedEvent } from "@/api/stream";
import type { ArtifactPayload, Citation, ConfirmationRequest, Done, Failure, Meta, PageAck, Plan, ToolCall, ToolResult, Unverified } from "@/api/types.gen";

export type RunPhase = "sending" | "running" | "complete" | "stopped" | "partial" | "failed";

export interface ToolLine {
  call: ToolCall;
  result: ToolResult | null;
}

export interface RunState {
  /** Known before the server has answered. */
  key: string;
  runId: string | null;
  question: string;
  phase: RunPhase;
  meta: Meta | null;
  pageAck: PageAck | null;
  thinking: string;
  plan: Plan | null;
  tools: readonly ToolLine[];
  artifacts: readonly ArtifactPayload[];
  confirmations: readonly ConfirmationRequest[];
  answer: string;
  citations: readonly Citation[];
  unverified: readonly Unverified[];
  suggestions: readonly string[];
  /** Names of events that this page does not know. */
  unknown: readonly string[];
  resetReason: string | null;
  failure: Failure | null;
  done: Done | null;
  lastEventId: number;
}

export function newRun(key: string, question: string): RunState {
  return {
    key,
    runId: null,
    question,
    phase: "sending",
    meta: null,
    pageAck: null,
    thinking: "",
    plan: null,
    tools: [],
    artifacts: [],
    confirmations: [],
    answer: "",
    citations: [],
    unverified: [],
    suggestions: [],
    unknown: [],
    resetReason: null,
    failure: null,
    done: null,
    lastEventId: 0,
  };
}

/** Events that were seen before change nothing. */
export function reduceEvents(state: RunState, events: readonly ReceivedEvent[]): RunState {
  return events.reduce((before, event) => {
    if (event.id <= before.lastEventId) return before;
    return { ...reduceEvent(before, event), lastEventId: event.id };
  }, state);
}

function reduceEvent(state: RunState, event: ReceivedEvent): RunState {
  switch (event.event) {
    case "meta":
      return { ...state, meta: event.data, runId: event.data.run_id, question: event.data.question, phase: "running" };
    case "page_ack":
      return { ...state, pageAck: event.data };
    case "thinking":
      return { ...state, thinking: state.thinking + event.data.text };
    case "plan":
      return { ...state, plan: event.data };
    case "tool_call":
      return { ...state, tools: [...state.tools, { call: event.data, result: null }] };
    case "tool_result":
      return { ...state, tools: state.tools.map((line) => (line.call.call_id === event.data.call_id ? { ...line, result: event.data } : line)) };
    case "artifact":
      return { ...state, artifacts: withArtifact(state.artifacts, event.data) };
    case "confirmation":
      return { ...state, confirmations: [...state.confirmations, event.data] };
    case "token":
      return { ...state, answer: state.answer + event.data.text };
    case "citation":
      return { ...state, citations: [...state.citations, event.data] };
    case "unverified":
      return { ...state, unverified: [...state.unverified, event.data] };
    case "suggestion":
      return { ...state, suggestions: [...state.suggestions, event.data.text] };
    case "reset":
      return { ...state, answer: "", citations: [], unverified: [], suggestions: [], resetReason: event.data.reason };
    case "error":
      return { ...state, failure: event.data, phase: "failed" };
    case "done":
      return { ...state, done: event.data, phase: state.failure ? "failed" : event.data.status };
    case "heartbeat":
      return state;
    case "unknown":
      return { ...state, unknown: [...state.unknown, event.data.name] };
  }
}

/** A new version of an artifact takes the place of the old one. */
function withArtifact(before: readonly ArtifactPayload[], next: ArtifactPayload): readonly ArtifactPayload[] {
  const known = before.some((artifact) => artifact.artifact_id === next.artifact_id);
  return known ? before.map((artifact) => (artifact.artifact_id === next.artifact_id ? next : artifact)) : [...before, next];
}

export function isLive(state: RunState): boolean {
  return state.phase === "sending" || state.phase === "running";
}
