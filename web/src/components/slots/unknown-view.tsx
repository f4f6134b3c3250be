/** Something this version of the page does not know: said, not hidden. */
import { PuzzleIcon } from "lucide-react";

export function UnknownView({ kind }: { kind: string }) {
  return (
    <p className="card flex items-start gap-2 p-4 text-data text-ink-2">
      <PuzzleIcon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-3" />
      This page cannot show “{kind}”. Reload it to get the version that fits the server.
    </p>
  );
}
