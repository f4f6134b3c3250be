/** What each portfolio of a group brings to it. */
import { useQuery } from "@tanstack/react-query";
import { getJson } from "@/api/client";
import type { GroupView } from "@/api/types.gen";
import { BoardView } from "@/components/slots/board-view";
import { ProblemCard } from "@/components/ui/problem-card";
import { TableSkeleton } from "@/components/ui/skeleton";
import { useAppSearch } from "@/lib/app-search";

export default function GroupMembers({ groupId }: { groupId: string }) {
  const { asof } = useAppSearch();
  const { data, error, refetch } = useQuery({
    queryKey: ["portfolio", groupId, "members", asof ?? "latest"],
    queryFn: ({ signal }) => getJson<GroupView>(`/groups/${encodeURIComponent(groupId)}/members`, { query: { as_of: asof }, signal }),
  });
  if (error) return <ProblemCard error={error} onRetry={() => void refetch()} />;
  return data ? <BoardView board={data.board} /> : <TableSkeleton rows={4} />;
}
