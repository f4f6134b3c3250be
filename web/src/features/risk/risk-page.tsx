/** The risk of a portfolio in sections, each with an address of its own. */
import { Suspense, useEffect } from "react";
import type { PortfolioSummary } from "@/api/types.gen";
import { DownloadReport } from "@/components/ui/download-report";
import { EmptyState } from "@/components/ui/empty-state";
import { holdsNothing, NothingHeld } from "@/components/ui/nothing-held";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { SectionNav } from "@/features/risk/section-nav";
import { findSection, warmSections } from "@/features/risk/sections";
import { useAppSearch } from "@/lib/app-search";

interface RiskPageProps {
  portfolio: PortfolioSummary;
  /** From the address; the first section where it names none. */
  section: string | undefined;
}

export function RiskPage({ portfolio, section: wanted = "contributions" }: RiskPageProps) {
  const { asof } = useAppSearch();
  const section = findSection(wanted);
  useEffect(warmSections, []);
  return (
    <div className="mx-auto max-w-[88rem] p-3 sm:p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 flex-1 text-lg font-semibold tracking-tight break-words">Risk of {portfolio.name}</h1>
        {holdsNothing(portfolio) ? null : <DownloadReport portfolioId={portfolio.id} section={section?.document ? { key: section.document, name: section.name } : null} />}
      </header>
      <SectionNav current={section} />
      {section ? (
        <>
          <p className="mb-3 text-data text-ink-2">{section.what}</p>
          {holdsNothing(portfolio) ? <NothingHeld portfolio={portfolio} /> : <Suspense fallback={<BoardSkeleton />}>{section.render(portfolio, asof)}</Suspense>}
        </>
      ) : (
        <EmptyState title="No such section" text={`The risk page has no section “${wanted}”. Choose one above.`} />
      )}
    </div>
  );
}
