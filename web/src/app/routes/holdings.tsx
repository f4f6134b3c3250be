/** The holdings page. */
import { WithPortfolio } from "@/app/with-portfolio";
import { TableSkeleton } from "@/components/ui/skeleton";
import { HoldingsPage } from "@/features/holdings/holdings-page";

export function HoldingsRoute() {
  return <WithPortfolio skeleton={<TableSkeleton rows={14} />}>{(portfolio) => <HoldingsPage portfolio={portfolio} />}</WithPortfolio>;
}
