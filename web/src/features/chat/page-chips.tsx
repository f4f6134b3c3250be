/** What goes along with a question: the page, and what is selected on it. */
import { X } from "lucide-react";
import { usePatchSearch } from "@/lib/app-search";
import { usePageOnScreen } from "@/lib/page-context";

export function PageChips() {
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
