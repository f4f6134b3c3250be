/** Which rules hold, the rules themselves, and what would cure a breach. */
import type { GroupSummary, PortfolioSummary } from "@/api/types.gen";
import { BoardSection } from "@/features/risk/board-section";
import { LimitPolicyCard } from "@/features/risk/limit-policy-card";
import { isGroup } from "@/lib/current-portfolio";

export default function LimitsSection({ portfolio }: { portfolio: PortfolioSummary | GroupSummary }) {
  const { id } = portfolio;
  return <BoardSection portfolioId={id} report="limits" below={<LimitPolicyCard key={id} portfolioId={id} name={isGroup(portfolio) ? "This group" : "This portfolio"} />} />;
}
