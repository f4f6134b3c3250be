/** Where questions are written. Enter sends, Shift+Enter breaks the line, and nothing typed is ever lost. */
import { ArrowUp, Square, X } from "lucide-react";
import { clsx } from "clsx";
import { useEffect, useId, useRef, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { setDraft, useDraft } from "@/features/chat/draft";
import { usePatchSearch } from "@/lib/app-search";
import { usePageOnScreen } from "@/lib/page-context";

export const LONGEST_QUESTION = 4_000;
/** The counter appears when the end comes into sight. */
const COUNT_FROM = 3_500;
const TALLEST = 192;

interface ComposerProps {
  isRunning: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
}

export function Composer({ isRunning, onSend, onStop }: ComposerProps) {
  const draft = useDraft();
  const field = useRef<HTMLTextAreaElement>(null);
  const countId = useId();
  const length = draft.length;
  const isTooLong = length > LONGEST_QUESTION;
  const canSend = draft.trim() !== "" && !isTooLong && !isRunning;

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, TALLEST)}px`;
  }, [draft]);

  const send = () => {
    if (!canSend) return;
    onSend(draft.trim());
    setDraft("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also ends the input of a composed character; that one is not for us.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className="no-print border-t border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <PageChips />
      <div className="flex items-end gap-2 rounded-lg border border-line-strong bg-page p-1.5 focus-within:outline-2 focus-within:outline-accent">
        <textarea
          ref={field}
          rows={1}
          value={draft}
          aria-label="Your question"
          aria-invalid={isTooLong}
          aria-describedby={countId}
          placeholder="Ask about your portfolio"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
          className="min-h-8 min-w-0 flex-1 resize-none bg-transparent px-1.5 py-1.5 leading-5 outline-none placeholder:text-ink-3"
        />
        {isRunning ? (
          <Button icon aria-label="Stop" title="Stop" onClick={onStop}>
            <Square aria-hidden="true" className="size-3.5 fill-current" />
          </Button>
        ) : (
          <Button icon weight="primary" type="submit" aria-label="Send" title="Send" disabled={!canSend}>
            <ArrowUp aria-hidden="true" className="size-4" />
          </Button>
        )}
      </div>
      <p id={countId} className={clsx("mt-1 text-2xs", isTooLong ? "text-loss" : "text-ink-3")}>
        {isTooLong
          ? `${length.toLocaleString("en-US")} characters: shorten the question to ${LONGEST_QUESTION.toLocaleString("en-US")}. Nothing is lost.`
          : length >= COUNT_FROM
            ? `${(LONGEST_QUESTION - length).toLocaleString("en-US")} characters left`
            : "Enter sends, Shift+Enter starts a new line"}
      </p>
    </form>
  );
}

/** What goes along with the question: the page, and what is selected on it. */
function PageChips() {
  const { page, selection } = usePageOnScreen();
  const patchSearch = usePatchSearch();
  return (
    <div className="mb-1.5 flex flex-wrap items-center gap-1.5 text-2xs text-ink-3">
      <span>Sees {page}</span>
      {selection ? (
        <span className="inline-flex items-center rounded-full bg-accent-soft pl-2 font-medium text-accent">
          {selection} selected
          <button
            type="button"
            aria-label={`Clear the selection of ${selection}`}
            onClick={() => patchSearch({ selected: undefined })}
            className="grid size-6 place-items-center rounded-full hover:bg-raised"
          >
            <X aria-hidden="true" className="size-3" />
          </button>
        </span>
      ) : null}
    </div>
  );
}
