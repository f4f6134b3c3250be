/** The overview page; of a group with what its portfolios bring to it. */
import { lazy, Suspense } from "react";
import { WithPortfolio } from "@/app/with-portfolio";
import { BoardSkeleton, TableSkeleton } from "@/components/ui/skeleton";
import { GroupActions } from "@/features/groups/group-actions";
import { OverviewPage } from "@/features/overview/overview-page";
import { PortfolioActions } from "@/features/overview/portfolio-actions";
import { ALL_PORTFOLIOS, isGroup, useCurrentPortfolio } from "@/lib/current-portfolio";

const GroupMembers = lazy(() => import("@/features/groups/group-members"));

export function OverviewRoute() {
  const { portfolios } = useCurrentPortfolio();
  return (
    <WithPortfolio skeleton={<BoardSkeleton />}>
      {(portfolio) =>
        isGroup(portfolio) ? (
          <OverviewPage portfolio={portfolio} actions={portfolio.id === ALL_PORTFOLIOS ? null : <GroupActions group={portfolio} portfolios={portfolios} />}>
            <Suspense fallback={<TableSkeleton rows={4} />}>
              <GroupMembers groupId={portfolio.id} />
            </Suspense>
          </OverviewPage>
        ) : (
          <OverviewPage portfolio={portfolio} actions={<PortfolioActions portfolio={portfolio} />} />
        )
      }
    </WithPortfolio>
  );
}
