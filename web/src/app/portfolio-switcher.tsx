/** Which portfolio the whole product shows. A native list: it works with keys, fingers and readers as people know it. */
import { Link } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import { usePatchSearch } from "@/lib/app-search";
import { useCurrentPortfolio } from "@/lib/current-portfolio";

export function PortfolioSwitcher() {
  const { portfolio, portfolios, isPending } = useCurrentPortfolio();
  const patchSearch = usePatchSearch();
  if (isPending) return <Skeleton className="h-8 w-28" />;
  if (portfolios.length === 0) {
    return (
      <Link to="/import" className="text-data font-medium text-accent underline">
        Import a portfolio
      </Link>
    );
  }
  return (
    <span className="relative flex min-w-0 items-center">
      <select
        aria-label="Portfolio"
        value={portfolio?.id ?? ""}
        // Another portfolio does not have the same holdings, so what was selected or filtered goes.
        onChange={(event) => patchSearch({ portfolio: event.target.value, selected: undefined, open: undefined, sector: undefined, type: undefined, q: undefined })}
        className="h-8 max-w-36 min-w-0 appearance-none truncate rounded-md border border-line bg-raised pr-7 pl-2.5 text-data font-medium hover:border-line-strong sm:max-w-56"
      >
        {portfolio ? null : <option value="">Choose a portfolio</option>}
        {portfolios.map(({ id, name, demo }) => (
          <option key={id} value={id}>
            {demo ? `${name} (demo)` : name}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute right-2 size-3.5 text-ink-3" />
    </span>
  );
}
