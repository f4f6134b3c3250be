/** The samples that Python wrote: the validators accept them, and what is drawn from them says what they say. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import type { Board, Evidence, HoldingsReportView, StreamEvent, ThreadDetail } from "@/api/types.gen";
import * as validators from "@/api/validators.gen";
import type { Validator } from "@/api/validators.gen";
import { FigureLayer } from "@/components/figure/figure-layer";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { slotViews } from "@/components/slots/slot-views";
import { Answer } from "@/features/chat/answer";
import { newRun, reduceEvents } from "@/features/chat/run-state";
import { storedState } from "@/features/chat/use-thread";
import { FactDetails } from "@/features/evidence/fact-details";
import { COLUMNS } from "@/features/holdings/columns";
import { formatValue } from "@/lib/format";

const FOLDER = resolve(import.meta.dirname, "../../../tests/contract");
const ROOTS = readdirSync(FOLDER).flatMap((file) => (file.endsWith(".json") ? [file.replace(".json", "")] : []));

function samplesOf<T>(root: string): [string, T][] {
  return Object.entries(JSON.parse(readFileSync(join(FOLDER, `${root}.json`), "utf8")) as Record<string, T>);
}

function draw(children: ReactNode) {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <FigureLayer onOpen={() => {}}>{children}</FigureLayer>
    </QueryClientProvider>,
  );
}

describe.each(ROOTS)("%s", (root) => {
  it.each(samplesOf<unknown>(root))("%s is accepted", (_name, sample) => {
    const validate = (validators as unknown as Record<string, Validator<unknown> | undefined>)[`validate${root}`];
    if (!validate) throw new Error(`Expected a validator of ${root}, found none.`);
    validate(sample);
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe("boards", () => {
  it.each(samplesOf<Board>("Board"))("%s is drawn slot by slot", (_name, board) => {
    draw(<BoardView board={board} />);
    for (const slot of board.slots) {
      if (slot.kind === "note") expect(screen.getByText(slot.text)).toBeTruthy();
      else expect(screen.getByRole("heading", { name: slot.title })).toBeTruthy();
    }
    expect(screen.queryByText(/cannot show/)).toBeNull();
  });

  it("has a component for every kind that is sent", () => {
    expect(Object.keys(slotViews)).toEqual(expect.arrayContaining(samplesOf("Slot").map(([kind]) => kind)));
  });

  it("prints the headline figures of the facts that they name", () => {
    const [, board] = samplesOf<Board>("Board")[0] ?? [];
    const headline = board?.slots.find((slot) => slot.kind === "metrics");
    if (!board || !headline) throw new Error("Expected a board with metrics, found none.");
    draw(<BoardView board={board} />);
    const region = within(screen.getByRole("region", { name: headline.title }));
    for (const { fact: id } of headline.metrics) {
      const fact = board.facts[id];
      const digits = formatValue(fact?.value ?? null, fact?.unit ?? "text", fact?.currency ?? null).replace("-", "");
      expect(region.getAllByRole("button", { name: (name) => name.includes(digits) }).length).toBeGreaterThan(0);
    }
    expect(summarizeBoard(board)).toContain(board.title);
  });
});

describe("a run", () => {
  const events = samplesOf<StreamEvent>("StreamEvent").map(([, event]) => event);
  const done = events.findIndex(({ event }) => event === "done");
  const state = reduceEvents(newRun("key", "How risky am I?"), events.slice(0, done + 1));

  it("ends with an answer whose citations lie where they say", () => {
    expect(state.phase).toBe("complete");
    expect(state.artifacts).toHaveLength(1);
    expect(state.suggestions).toEqual(["What drives it?"]);
    expect(state.unknown).toEqual([]);
    expect(state.answer).toMatch(/^📐/);
    const characters = Array.from(state.answer);
    expect(state.citations.length).toBeGreaterThan(1);
    for (const { start, end, text } of state.citations) expect(characters.slice(start, end).join("")).toBe(text);
  });

  it("underlines exactly the cited figures", () => {
    draw(<Answer text={state.answer} citations={state.citations} unverified={state.unverified} runId="run_1" />);
    expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(state.citations.map(({ text }) => text));
  });

  it("is read by the reducer whatever the server sends", () => {
    const all = reduceEvents(newRun("key", ""), events);
    expect(all.unknown).toEqual([]);
    expect(all.confirmations).toHaveLength(1);
    expect(all.failure).not.toBeNull();
  });

  it("comes out of the store as it came out of the stream", () => {
    const stored = samplesOf<ThreadDetail>("ThreadDetail").find(([name]) => name === "complete")?.[1].runs[0];
    if (!stored) throw new Error("Expected a stored run, found none.");
    const { answer, citations, phase, suggestions } = storedState(stored);
    expect({ answer, citations, phase, suggestions }).toEqual({ answer: state.answer, citations: state.citations, phase: state.phase, suggestions: state.suggestions });
  });
});

it("shows the whole evidence of a figure", () => {
  for (const [, { fact, measure, tool_call, inputs }] of samplesOf<Evidence>("Evidence")) {
    draw(<FactDetails fact={fact} measure={measure} call={tool_call} inputs={inputs} within={null} names={(key) => key} onOpen={() => {}} />);
    for (const text of [measure.definition, measure.source, fact.lineage.snapshot, tool_call?.tool ?? fact.lineage.calculation]) expect(screen.getByText(text)).toBeTruthy();
  }
});

it("finds the fact of every column of every holding", () => {
  for (const [, { report, facts }] of samplesOf<HoldingsReportView>("HoldingsReportView")) {
    for (const index of report.holdings.keys()) for (const { field } of COLUMNS) expect(facts[`/holdings/${index}/${field}`]).toBeDefined();
  }
});
