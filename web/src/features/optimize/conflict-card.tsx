/** Limits that can not hold together: which ones, and by how much each would have to give way. */
import { TriangleAlert } from "lucide-react";
import type { Conflict } from "@/features/optimize/request";

export function ConflictCard({ conflicts }: { conflicts: readonly Conflict[] }) {
  return (
    <div role="alert" className="card flex items-start gap-3 p-4">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="min-w-0">
        <h2 className="text-sm font-semibold">No weights can meet all of these limits at once</h2>
        <p className="mt-0.5 text-data text-ink-2">Loosen one of them, and propose again.</p>
        <ul className="mt-2 space-y-1.5 text-data">
          {conflicts.map(({ limit, what }) => (
            <li key={limit}>
              <span className="font-medium">{limit}</span> <span className="text-ink-2">{what}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
