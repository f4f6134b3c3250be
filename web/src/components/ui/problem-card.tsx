/** A failure in place: what happened and what to do, with a way to try again. */
import { TriangleAlert } from "lucide-react";
import { ApiProblem, problemMessage } from "@/api/client";
import { Button } from "@/components/ui/button";

export function ProblemCard({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  // What a person can mend needs no trace in the server's log.
  const requestId = error instanceof ApiProblem && error.status >= 500 ? error.requestId : null;
  return (
    <div role="alert" className="card flex items-start gap-3 p-4">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="min-w-0 flex-1">
        <p className="break-words">{problemMessage(error)}</p>
        {requestId ? <p className="mt-1 text-data text-ink-3">Request {requestId}</p> : null}
        {onRetry ? (
          <Button className="mt-3" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </div>
    </div>
  );
}
