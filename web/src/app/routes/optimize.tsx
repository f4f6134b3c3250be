/** The page of optimization. */
import { WithPortfolio } from "@/app/with-portfolio";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { OptimizePage } from "@/features/optimize/optimize-page";

export function OptimizeRoute() {
  return <WithPortfolio skeleton={<BoardSkeleton />}>{(portfolio) => <OptimizePage portfolio={portfolio} />}</WithPortfolio>;
}
