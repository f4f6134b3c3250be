/** The query cache: what fails for good is not asked again, and a lost session is noticed wherever it shows. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@/api/client";
import { sessionQuery } from "@/api/queries";

const FRESH_FOR = 60_000;
const MOST_RETRIES = 2;

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: noticeLost }),
    mutationCache: new MutationCache({ onError: noticeLostSession }),
    defaultOptions: {
      queries: { staleTime: FRESH_FOR, refetchOnWindowFocus: false, retry: (count, error) => isPassing(error) && count < MOST_RETRIES },
    },
  });
  return client;

  function noticeLost(error: Error, query: { queryKey: readonly unknown[] }) {
    noticeLostSession(error);
    // It was deleted in another tab or by someone else: the list says so, and what to do.
    if (error instanceof ApiProblem && error.status === 404 && query.queryKey[0] === "portfolio") void client.invalidateQueries({ queryKey: ["portfolios"] });
  }

  function noticeLostSession(error: Error) {
    if (error instanceof ApiProblem && error.status === 401) client.setQueryData(sessionQuery.queryKey, null);
  }
}

/** A server that does not answer may be starting; a refusal stays one. */
function isPassing(error: Error): boolean {
  return error instanceof ApiProblem && (error.kind === "unreachable" || error.status >= 502);
}
