/** Where questions are written. Enter sends, Shift+Enter breaks the line, and nothing typed is ever lost. */
import { ArrowUp, Square } from "lucide-react";
import { clsx } from "clsx";
import { useEffect, useId, useRef, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { setDraft, useDraft } from "@/features/chat/draft";
import { PageChips } from "@/features/chat/page-chips";

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
  const isTooLong = draft.length > LONGEST_QUESTION;
  const canSend = draft.trim() !== "" && !isTooLong && !isRunning;

  useEffect(() => {
    if (field.current) fitHeight(field.current);
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
        {hintFor(draft.length)}
      </p>
    </form>
  );
}

function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
}

function hintFor(length: number): string {
  const count = (characters: number) => characters.toLocaleString("en-US");
  if (length > LONGEST_QUESTION) return `${count(length)} characters: shorten the question to ${count(LONGEST_QUESTION)}. Nothing is lost.`;
  if (length >= COUNT_FROM) return `${count(LONGEST_QUESTION - length)} characters left`;
  return "Enter sends, Shift+Enter starts a new line";
}
