/** A section that is one report of the server, drawn as its board says, with the choices that it allows. */
import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useMemo, type ReactNode } from "react";
import type { Board } from "@/api/types.gen";
import { summarizeBoard } from "@/components/slots/board-summary";
import { BoardView } from "@/components/slots/board-view";
import { ProblemCard } from "@/components/ui/problem-card";
import { BoardSkeleton } from "@/components/ui/skeleton";
import { ParameterBar } from "@/features/risk/parameter-bar";
import { chosenOf, type Parameter } from "@/features/risk/parameters";
import { boardQuery } from "@/features/risk/queries";
import { useAppSearch } from "@/lib/app-search";
import { useDescribePage } from "@/lib/page-context";

interface BoardSectionProps {
  portfolioId: string;
  /** The last part of the report's address. */
  report: string;
  parameters?: readonly Parameter[];
  /** Stands below the first slot. */
  below?: ReactNode;
}

const NONE: readonly Parameter[] = [];

export function BoardSection({ portfolioId, report, parameters = NONE, below }: BoardSectionProps) {
  const search = useAppSearch();
  const { data: board, error, isPlaceholderData, refetch } = useQuery(boardQuery(portfolioId, report, search.asof, chosenOf(parameters, search)));
  const summary = useMemo(() => (board ? summarizeBoard(board) : ""), [board]);
  useDescribePage(`Risk: ${report}`, summary, search.selected ?? null);
  return (
    <div className="space-y-4">
      <ParameterBar parameters={parameters} />
      {error ? (
        <ProblemCard error={error} onRetry={() => void refetch()} />
      ) : board ? (
        <div aria-busy={isPlaceholderData} className={clsx("transition-opacity duration-100", isPlaceholderData && "opacity-60")}>
          {below ? <SplitBoard board={board} below={below} /> : <BoardView board={board} />}
        </div>
      ) : (
        <BoardSkeleton />
      )}
    </div>
  );
}

function SplitBoard({ board, below }: { board: Board; below: ReactNode }) {
  const [first, rest] = useMemo(() => [{ ...board, slots: board.slots.slice(0, 1) }, { ...board, slots: board.slots.slice(1) }], [board]);
  return (
    <div className="space-y-4">
      <BoardView board={first} />
      {below}
      <BoardView board={rest} />
    </div>
  );
}
