/** The risk page; the address names its section. */
import { useParams } from "@tanstack/react-router";
import { WithPortfolio } from "@/app/with-portfolio";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { RiskPage } from "@/features/risk/risk-page";

export function RiskRoute() {
  const { section } = useParams({ strict: false });
  return <WithPortfolio skeleton={<BoardSkeleton />}>{(portfolio) => <RiskPage portfolio={portfolio} section={section} />}</WithPortfolio>;
}
