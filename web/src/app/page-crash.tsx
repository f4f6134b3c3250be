/** A page that failed to draw: it says so and can be tried again; the rest of the app goes on. */
import type { ErrorComponentProps } from "@tanstack/react-router";
import { ProblemCard } from "@/components/ui/problem-card";

export function PageCrash({ error, reset }: ErrorComponentProps) {
  return (
    <div className="p-4">
      <ProblemCard error={error} onRetry={reset} />
    </div>
  );
}
