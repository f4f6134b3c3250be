/**
 * Carries the spans of citations from the raw answer into its rendered Markdown.
 *
 * A citation covers characters [start, end) of the answer as it was streamed. Rendering takes characters away (`**`, `>`,
 * escapes), so each text node is aligned with the piece of source it came from, and cut where a span begins or ends.
 */
import type { Nodes, Parent, PhrasingContent, Root, RootContent } from "mdast";
import type { Citation, Unverified } from "@/api/types.gen";

export interface Mark {
  start: number;
  end: number;
  kind: "citation" | "unverified";
  /** Place in the list of citations or of unverified figures. */
  index: number;
}

/** The server counts characters as Python does (code points), JavaScript counts UTF-16 units. */
export function marksOf(answer: string, citations: readonly Citation[], unverified: readonly Unverified[]): Mark[] {
  const unit = unitOffsets(answer);
  const marks: Mark[] = citations.map(({ start, end }, index) => ({ start: unit(start), end: unit(end), kind: "citation", index }));
  unverified.forEach(({ start, end }, index) => {
    if (start !== null && end !== null) marks.push({ start: unit(start), end: unit(end), kind: "unverified", index });
  });
  return marks.filter(({ start, end }) => end > start && end <= answer.length).sort((one, other) => one.start - other.start);
}

function unitOffsets(text: string): (codePoint: number) => number {
  if (!/[\uD800-\uDBFF]/.test(text)) return (offset) => offset;
  const offsets = [0];
  for (const character of text) offsets.push((offsets.at(-1) ?? 0) + character.length);
  return (offset) => offsets[offset] ?? text.length;
}

/** The remark plugin: replaces the marked parts of text nodes by spans that name their mark. */
export function remarkMarks({ source, marks }: { source: string; marks: readonly Mark[] }) {
  return (tree: Root) => {
    if (marks.length > 0) markChildren(tree, source, marks);
  };
}

function markChildren(parent: Parent, source: string, marks: readonly Mark[]): void {
  const children: RootContent[] = [];
  for (const child of parent.children) {
    if (child.type === "text" || child.type === "inlineCode") {
      children.push(...markedPieces(child, source, marks));
    } else {
      if (isParent(child)) markChildren(child, source, marks);
      children.push(child);
    }
  }
  parent.children = children;
}

function isParent(node: Nodes): node is Nodes & Parent {
  return "children" in node;
}

type TextNode = Extract<PhrasingContent, { type: "text" | "inlineCode" }>;

function markedPieces(node: TextNode, source: string, marks: readonly Mark[]): RootContent[] {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined) return [node];
  const touching = marks.filter((mark) => mark.start < end && mark.end > start);
  if (touching.length === 0) return [node];
  const origin = alignText(node.value, source, { start, end });
  const pieces: RootContent[] = [];
  let written = 0;
  for (const mark of touching) {
    const from = Math.max(written, firstAtOrAfter(origin, mark.start));
    const to = firstAtOrAfter(origin, mark.end);
    if (to <= from) continue;
    if (from > written) pieces.push({ ...node, value: node.value.slice(written, from) });
    pieces.push(markedSpan(node.value.slice(from, to), mark));
    written = to;
  }
  if (written < node.value.length) pieces.push({ ...node, value: node.value.slice(written) });
  return pieces;
}

/** An element that the renderer recognizes; the sanitizer lets exactly these attributes through. */
function markedSpan(text: string, mark: Mark): RootContent {
  const name = mark.kind === "citation" ? "dataCitation" : "dataUnverified";
  return { type: "emphasis", children: [{ type: "text", value: text }], data: { hName: "span", hProperties: { [name]: String(mark.index) } } };
}

function firstAtOrAfter(origin: readonly number[], offset: number): number {
  const found = origin.findIndex((at) => at >= offset);
  return found < 0 ? origin.length : found;
}

const ENTITY = /^&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);/i;

/** For each character of a node's text, where it stands in the source. */
export function alignText(value: string, source: string, { start, end }: { start: number; end: number }): number[] {
  if (source.slice(start, end) === value) return Array.from({ length: value.length }, (_, index) => start + index);
  const origin: number[] = [];
  let at = start;
  // By UTF-16 unit, as offsets count them.
  for (const unit of value.split("")) {
    while (at < end && source[at] !== unit && !entityAt(source, at, end)) at += 1;
    origin.push(at);
    at += entityAt(source, at, end)?.length ?? 1;
  }
  return origin;
}

function entityAt(source: string, at: number, end: number): string | undefined {
  return source[at] === "&" ? ENTITY.exec(source.slice(at, end))?.[0] : undefined;
}
