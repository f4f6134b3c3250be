/** Says on every page that the product is set to a past day. */
import { History } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";

export function AsOfBanner() {
  const { asof } = useAppSearch();
  const patchSearch = usePatchSearch();
  if (!asof) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-4 py-1.5 text-data text-ink">
      <History aria-hidden="true" className="size-4 shrink-0 text-warn" />
      <span className="min-w-0 flex-1">
        Set to <strong className="font-semibold">{asof}</strong>: nothing later is known to any figure or answer.
      </span>
      <Button className="no-print h-7" onClick={() => patchSearch({ asof: undefined })}>
        Back to the latest
      </Button>
    </div>
  );
}
