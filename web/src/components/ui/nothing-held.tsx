/** A day on which the portfolio held nothing: says why, and leads to the days on which it did. */
import { Link } from "@tanstack/react-router";
import type { PortfolioSummary } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";

export function NothingHeld({ portfolio: { name, as_of, reason, first_held: first } }: { portfolio: PortfolioSummary }) {
  const { asof } = useAppSearch();
  const patchSearch = usePatchSearch();
  return (
    <EmptyState title={`No holdings on ${as_of}`} text={reason ?? `${name} held nothing on ${as_of}. Choose another day.`}>
      {first ? (
        <Button weight="primary" onClick={() => patchSearch({ asof: first })}>
          Show {first}, the first day with holdings
        </Button>
      ) : (
        <Link to="/import" className="inline-flex h-8 items-center rounded-md bg-accent px-3 text-data font-medium text-on-accent">
          Import a file
        </Link>
      )}
      {asof ? <Button onClick={() => patchSearch({ asof: undefined })}>Back to the latest</Button> : null}
    </EmptyState>
  );
}

/** Cash is held too: a portfolio of nothing but cash has figures to show. */
export function holdsNothing({ n_holdings, first_held, net_value }: PortfolioSummary): boolean {
  return first_held !== null || (n_holdings === 0 && (net_value === null || net_value.amount === 0));
}
