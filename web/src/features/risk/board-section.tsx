/** A section that is one report of the server, drawn as its board says. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { boardQuery, type BoardReport } from "@/features/risk/queries";
import { useAppSearch } from "@/lib/app-search";
import { useDescribePage } from "@/lib/page-context";

interface BoardSectionProps {
  portfolioId: string;
  report: BoardReport;
}

export function BoardSection({ portfolioId, report }: BoardSectionProps) {
  const { asof, selected } = useAppSearch();
  const { data: board, error, refetch } = useQuery(boardQuery(portfolioId, report, asof));
  const summary = useMemo(() => (board ? summarizeBoard(board) : ""), [board]);
  useDescribePage(`Risk: ${report}`, summary, selected ?? null);
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  return board ? <BoardView board={board} /> : <BoardSkeleton />;
}
