/** Which rules hold, the rules themselves, and what would cure a breach. */
import { BoardSection } from "@/features/risk/board-section";
import { LimitPolicyCard } from "@/features/risk/limit-policy-card";

export default function LimitsSection({ portfolioId }: { portfolioId: string }) {
  return <BoardSection portfolioId={portfolioId} report="limits" below={<LimitPolicyCard key={portfolioId} portfolioId={portfolioId} />} />;
}
