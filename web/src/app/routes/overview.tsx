/** The overview page. */
import { WithPortfolio } from "@/app/with-portfolio";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { OverviewPage } from "@/features/overview/overview-page";

export function OverviewRoute() {
  return <WithPortfolio skeleton={<BoardSkeleton />}>{(portfolio) => <OverviewPage portfolio={portfolio} />}</WithPortfolio>;
}
