/** A caveat of the data, in one line. */
import { Info } from "lucide-react";
import type { ViewProps } from "@/components/slots/view";

export function NoteView({ slot }: ViewProps<"note">) {
  return (
    <p className="flex items-start gap-2 text-data text-ink-2">
      <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <span className="min-w-0 break-words">{slot.text}</span>
    </p>
  );
}
