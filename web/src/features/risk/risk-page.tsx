/** The risk of a portfolio in sections, each with an address of its own. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PortfolioSummary } from "@/api/types.gen";
import { holdsNothing, NothingHeld } from "@/components/ui/nothing-held";
import { EmptyState } from "@/components/ui/empty-state";
import { BacktestSection } from "@/features/risk/backtest-section";
import { BoardSection } from "@/features/risk/board-section";
import { ContributionsSection } from "@/features/risk/contributions-section";
import { StressSection } from "@/features/risk/stress-section";
import { WhatIfSection } from "@/features/risk/what-if-section";
import { useAppSearch } from "@/lib/app-search";

interface Section {
  key: string;
  name: string;
  render: (portfolio: PortfolioSummary, asOf: string | undefined) => ReactNode;
}

const SECTIONS: readonly Section[] = [
  { key: "contributions", name: "Contributions", render: ({ id }) => <ContributionsSection portfolioId={id} /> },
  { key: "factors", name: "Factors", render: ({ id }) => <BoardSection portfolioId={id} report="factors" /> },
  { key: "stress", name: "Stress", render: (portfolio) => <StressSection key={portfolio.id} portfolio={portfolio} /> },
  // What is tried belongs to its portfolio and its day.
  { key: "what-if", name: "What if", render: ({ id }, asOf) => <WhatIfSection key={`${id} ${asOf ?? ""}`} portfolioId={id} asOf={asOf} /> },
  { key: "backtest", name: "Backtest", render: ({ id }) => <BacktestSection portfolioId={id} /> },
  { key: "drawdowns", name: "Drawdowns", render: ({ id }) => <BoardSection portfolioId={id} report="drawdowns" /> },
  { key: "drift", name: "Drift", render: ({ id }) => <BoardSection portfolioId={id} report="drift" /> },
  { key: "attribution", name: "Attribution", render: ({ id }) => <BoardSection portfolioId={id} report="attribution" /> },
  { key: "limits", name: "Limits", render: ({ id }) => <BoardSection portfolioId={id} report="limits" /> },
];

interface RiskPageProps {
  portfolio: PortfolioSummary;
  /** From the address; the first section where it names none. */
  section: string | undefined;
}

export function RiskPage({ portfolio, section: wanted = "contributions" }: RiskPageProps) {
  const { asof } = useAppSearch();
  const section = SECTIONS.find(({ key }) => key === wanted);
  return (
    <div className="mx-auto max-w-[88rem] p-3 sm:p-4">
      <h1 className="text-lg font-semibold tracking-tight break-words">Risk of {portfolio.name}</h1>
      <nav aria-label="Sections of the risk page" className="no-print mt-2 mb-4 flex gap-1 overflow-x-auto border-b border-line">
        {SECTIONS.map(({ key, name }) => (
          <Link
            key={key}
            to="/risk/$section"
            params={{ section: key }}
            aria-current={key === section?.key ? "page" : undefined}
            className="flex h-9 shrink-0 items-center border-b-2 border-transparent px-3 text-data font-medium text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
          >
            {name}
          </Link>
        ))}
      </nav>
      {section ? (
        holdsNothing(portfolio) ? (
          <NothingHeld portfolio={portfolio} />
        ) : (
          section.render(portfolio, asof)
        )
      ) : (
        <EmptyState title="No such section" text={`The risk page has no section “${wanted}”. Choose one above.`} />
      )}
    </div>
  );
}
