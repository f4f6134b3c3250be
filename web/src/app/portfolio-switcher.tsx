/** Which portfolio or group the whole product shows. A native list: it works with keys, fingers and readers as people know it. */
import { Link } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { usePatchSearch } from "@/lib/app-search";
import { useCurrentPortfolio } from "@/lib/current-portfolio";

const GroupDialog = lazy(() => import("@/features/groups/group-dialog"));
/** No portfolio has such an id. */
const NEW_GROUP = "new group";

export function PortfolioSwitcher() {
  const { portfolio, portfolios, groups, isPending } = useCurrentPortfolio();
  const [creating, setCreating] = useState(false);
  const patchSearch = usePatchSearch();
  if (isPending) return <Skeleton className="h-8 w-28" />;
  if (portfolios.length === 0) {
    return (
      <Link to="/import" className="text-data font-medium text-accent underline">
        Import a portfolio
      </Link>
    );
  }
  // Another portfolio does not have the same holdings, so what was selected or filtered goes.
  const show = (id: string) => patchSearch({ portfolio: id, selected: undefined, open: undefined, sector: undefined, type: undefined, q: undefined });
  return (
    <span className="relative flex min-w-0 items-center">
      <select
        aria-label="Portfolio"
        value={portfolio?.id ?? ""}
        onChange={(event) => (event.target.value === NEW_GROUP ? setCreating(true) : show(event.target.value))}
        className="h-8 max-w-36 min-w-0 appearance-none truncate rounded-md border border-line bg-raised pr-7 pl-2.5 text-data font-medium hover:border-line-strong sm:max-w-56"
      >
        {portfolio ? null : <option value="">Choose a portfolio</option>}
        <optgroup label="Portfolios">
          {portfolios.map(({ id, name, demo }) => (
            <option key={id} value={id}>
              {demo ? `${name} (demo)` : name}
            </option>
          ))}
        </optgroup>
        <optgroup label="Groups">
          {groups.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value={NEW_GROUP}>New group…</option>
        </optgroup>
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute right-2 size-3.5 text-ink-3" />
      {creating ? (
        <Suspense fallback={null}>
          <GroupDialog
            group={null}
            portfolios={portfolios}
            onSaved={({ id }) => {
              setCreating(false);
              show(id);
            }}
            onCancel={() => setCreating(false)}
          />
        </Suspense>
      ) : null}
    </span>
  );
}
