/** The answer as Markdown; its figures stay tied to their facts. The final tree is sanitized, after Markdown. */
import { memo, useMemo, type ComponentProps } from "react";
import Markdown, { type Components, type Options } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import type { Citation, Unverified } from "@/api/types.gen";
import { marksOf, remarkMarks } from "@/features/chat/answer-spans";
import { CitedFigure, UnverifiedFigure } from "@/features/chat/cited-figure";

/** Pictures stay out: an address in an answer could carry data away. */
const SCHEMA = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== "img" && name !== "picture" && name !== "source"),
  attributes: { ...defaultSchema.attributes, span: ["dataCitation", "dataUnverified"] },
};

interface AnswerProps {
  text: string;
  citations: readonly Citation[];
  unverified: readonly Unverified[];
  runId: string | null;
}

export const Answer = memo(function Answer({ text, citations, unverified, runId }: AnswerProps) {
  const remarkPlugins = useMemo<Options["remarkPlugins"]>(
    () => [remarkGfm, [remarkMarks, { source: text, marks: marksOf(text, citations, unverified) }]],
    [text, citations, unverified],
  );
  const components = useMemo<Components>(
    () => ({
      span: (props) => <MarkedSpan {...props} citations={citations} unverified={unverified} runId={runId} />,
      a: ({ href, children }) => (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {children}
        </a>
      ),
      table: ({ children }) => (
        // A wide table scrolls by itself, and by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Table in the answer">
          <table>{children}</table>
        </div>
      ),
    }),
    [citations, unverified, runId],
  );
  return (
    <div className="answer break-words">
      <Markdown remarkPlugins={remarkPlugins} rehypePlugins={[[rehypeSanitize, SCHEMA]]} components={components}>
        {text}
      </Markdown>
    </div>
  );
});

interface MarkedSpanProps extends ComponentProps<"span"> {
  "data-citation"?: string;
  "data-unverified"?: string;
  citations: readonly Citation[];
  unverified: readonly Unverified[];
  runId: string | null;
}

function MarkedSpan({ "data-citation": cited, "data-unverified": doubted, citations, unverified, runId, children }: MarkedSpanProps) {
  const citation = cited === undefined ? undefined : citations[Number(cited)];
  if (citation) return <CitedFigure citation={citation} runId={runId}>{children}</CitedFigure>;
  const doubt = doubted === undefined ? undefined : unverified[Number(doubted)];
  if (doubt) return <UnverifiedFigure doubt={doubt}>{children}</UnverifiedFigure>;
  return <span>{children}</span>;
}
