/** Headline risk, who carries it, and which limits hold: the risk report, drawn by slots. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Board, RiskReportView, Slot } from "@/api/types.gen";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { riskQuery } from "@/features/risk/queries";
import { useAppSearch } from "@/lib/app-search";
import { useDescribePage } from "@/lib/page-context";

export function ContributionsSection({ portfolioId }: { portfolioId: string }) {
  const { asof, selected } = useAppSearch();
  const { data, error, refetch } = useQuery(riskQuery(portfolioId, asof));
  const board = useMemo(() => (data ? riskBoard(data) : null), [data]);
  const summary = useMemo(() => (board ? summarizeBoard(board) : ""), [board]);
  useDescribePage("Risk", summary, selected ?? null);
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  return board ? <BoardView board={board} /> : <BoardSkeleton />;
}

const HEADLINES: readonly { label: string; at: string; beside?: [string, string] }[] = [
  { label: "Risk score", at: "/score/score" },
  { label: "Volatility, 1 year", at: "/volatility/days_252", beside: ["last 21 sessions", "/volatility/days_21"] },
  { label: "Beta, 1 year", at: "/beta" },
  { label: "Value at risk 95%, 1 day", at: "/tail_risk/historical_value_at_risk_95", beside: ["in money", "/tail_risk/historical_value_at_risk_95_money"] },
  { label: "Value at risk 99%, 1 day", at: "/tail_risk/historical_value_at_risk_99", beside: ["in money", "/tail_risk/historical_value_at_risk_99_money"] },
  { label: "Expected shortfall 95%, 1 day", at: "/tail_risk/historical_expected_shortfall_95", beside: ["in money", "/tail_risk/historical_expected_shortfall_95_money"] },
  { label: "Maximum drawdown", at: "/drawdown/maximum", beside: ["now", "/drawdown/current"] },
  { label: "Effective positions", at: "/concentration/effective_positions", beside: ["holdings", "/concentration/n_holdings"] },
];

/** The report's facts are named by their place in it, and so the slots name them. */
export function riskBoard({ report, facts }: RiskReportView): Board {
  const at = (pointer: string) => (facts[pointer] ? pointer : null);
  const slots: Slot[] = [
    {
      kind: "metrics",
      title: "Risk at a glance, at today's weights",
      metrics: HEADLINES.filter(({ at: fact }) => facts[fact]).map(({ label, at: fact, beside }) => {
        const context = beside && at(beside[1]);
        return { label, fact, context_label: context ? beside[0] : null, context: context ?? null, tone: "neutral" as const };
      }),
    },
  ];
  const bars = report.contributions.flatMap(({ symbol, subject, risk_contribution }, place) =>
    risk_contribution === null ? [] : [{ id: symbol, label: subject.label, fact: `/contributions/${place}/risk_contribution`, weight: at(`/contributions/${place}/weight`) }],
  );
  if (bars.length > 0) slots.push({ kind: "pareto", title: "Share of the portfolio's volatility", selects: "holding", bars });
  if (report.sectors.length > 0) {
    const rows = report.sectors.map(({ sector }, place) => ({ id: sector, label: sector, facts: [at(`/sectors/${place}/weight`), at(`/sectors/${place}/risk_contribution`)] }));
    slots.push({ kind: "bars", title: "Sectors: where risk is larger than weight", is_whole: false, series: ["Weight", "Share of risk"], rows });
  }
  if (report.limits.length > 0) {
    const rows = report.limits.map(({ label, status }, place) => ({ label, status, fact: `/limits/${place}/figure/value`, level: `/limits/${place}/level`, headroom: `/limits/${place}/headroom` }));
    slots.push({ kind: "limits", title: "Limits", rows });
  }
  slots.push(...report.notes.map((text) => ({ kind: "note" as const, text })));
  return { as_of: report.as_of, title: `Risk of ${report.name}`, slots, facts };
}
