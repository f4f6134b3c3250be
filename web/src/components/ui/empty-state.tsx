/** Nothing here yet, and what to do about it. */
import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  text: string;
  children?: ReactNode;
}

export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="mx-auto max-w-md px-4 py-12 text-center">
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mt-2 text-ink-2">{text}</p>
      {children ? <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div> : null}
    </div>
  );
}
