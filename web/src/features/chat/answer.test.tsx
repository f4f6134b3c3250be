/** Citations keep their place through Markdown, and nothing dangerous comes through. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Citation } from "@/api/types.gen";
import { FigureLayer, type EvidenceTarget } from "@/components/figure/figure-layer";
import { Answer } from "@/features/chat/answer";
import { alignText, marksOf } from "@/features/chat/answer-spans";

/** A citation of the first place where `text` stands, counted in code points as the server counts. */
function cite(answer: string, text: string, fact = "f1"): Citation {
  const start = Array.from(answer.slice(0, answer.indexOf(text))).length;
  return {
    start, end: start + Array.from(text).length, text, fact_id: fact, measure: "volatility_annualized", measure_name: "Volatility", value: 0.213, unit: "fraction", currency: null,
    subject: { kind: "portfolio", id: "p1", label: "Growth" }, as_of: "2022-12-28", period: "252d", calculation: "risk_report",
  };
}

function renderAnswer(text: string, cited: readonly string[], onOpen: (target: EvidenceTarget) => void = () => {}) {
  const citations = cited.map((part, index) => cite(text, part, `f${index + 1}`));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FigureLayer onOpen={onOpen}>
        <Answer text={text} citations={citations} unverified={[]} runId="run_1" />
      </FigureLayer>
    </QueryClientProvider>,
  );
  return screen.queryAllByRole("button").map((button) => button.textContent);
}

describe("Answer", () => {
  it.each([
    ["plain text", "Volatility is 21.3% a year.", ["21.3%"]],
    ["emphasis", "Volatility is **21.3%** a year, *not* 18.0%.", ["21.3%", "18.0%"]],
    ["lists", "Because:\n\n- AAPL has 31.0%\n- MSFT has **12.5%** of it", ["31.0%", "12.5%"]],
    ["tables", "| Holding | Share |\n| --- | --- |\n| AAPL | 31.0% |\n| MSFT | 12.5% |", ["31.0%", "12.5%"]],
    ["escapes before it", "A \\* star and A&amp;B before 21.3%.", ["21.3%"]],
    ["quotes over lines", "> first line\n> then 21.3% here", ["21.3%"]],
    ["characters beyond 16 bits before it", "📈 📉 it rose by 21.3% so.", ["21.3%"]],
    ["code", "The value `21.3%` is it.", ["21.3%"]],
    ["two in one text", "From 12.5% to 21.3%.", ["12.5%", "21.3%"]],
    ["money with a dollar sign", "It lost $1,204 and then -$999.50.", ["$1,204", "-$999.50"]],
    ["a numbered list", "1. It fell 12.5%\n2. It rose 21.3%", ["12.5%", "21.3%"]],
  ])("underlines exactly the figures in %s", (_name, text, cited) => {
    expect(renderAnswer(text, cited)).toEqual(cited);
  });

  it("opens the evidence of the figure that is clicked", () => {
    const onOpen = vi.fn();
    renderAnswer("From 12.5% to 21.3%.", ["12.5%", "21.3%"], onOpen);
    fireEvent.click(screen.getByRole("button", { name: "21.3%" }));
    expect(onOpen).toHaveBeenCalledWith({ factId: "f2", runId: "run_1", fact: null, facts: {} });
  });

  it("renders no markup, no script address and no picture of an answer", () => {
    renderAnswer('<b onclick="x()">bold</b> [link](javascript:alert(1)) ![p](https://example.org/x.png) <span data-citation="0">9%</span>', []);
    expect(document.querySelector("b, img, [onclick], [data-fact]")).toBeNull();
    expect(document.querySelector("a")?.getAttribute("href") ?? "").not.toContain("javascript");
  });
});

describe("marksOf", () => {
  it("leaves out spans that lie outside the text so far", () => {
    const citation = { ...cite("21.3%", "21.3%"), end: 50 };
    expect(marksOf("21.3%", [citation], [])).toEqual([]);
  });

  it("marks unverified figures that are in the text", () => {
    const doubt = { start: 0, end: 5, text: "21.3%", reason: "no fact", withheld: false };
    expect(marksOf("21.3%", [], [doubt, { ...doubt, start: null, end: null }])).toEqual([{ start: 0, end: 5, kind: "unverified", index: 0 }]);
  });
});

it("aligns text with a source that has more characters", () => {
  const source = "x &amp; \\*y";
  expect(alignText("x & *y", source, { start: 0, end: source.length })).toEqual([0, 1, 2, 7, 9, 10]);
});
