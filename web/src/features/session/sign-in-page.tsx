/** Opens the session that a one-time link stands for, or says how to get a link. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { ApiProblem, postJson, problemMessage, rememberCsrfToken } from "@/api/client";
import { sessionQuery } from "@/api/queries";
import type { Me } from "@/api/types.gen";
import { SignInHelp } from "@/features/session/sign-in-help";

export function SignInPage() {
  const token = useRouterState({ select: (state) => state.location.hash });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  // A query and not an effect: the link works once, so it must be sent once however often the page is drawn.
  const { data: me, error } = useQuery({
    queryKey: ["sign-in", token],
    queryFn: () => postJson<Me>("/session", { json: { token } }),
    enabled: token !== "",
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

  useEffect(() => {
    if (!me) return;
    rememberCsrfToken(me.csrf_token);
    queryClient.setQueryData(sessionQuery.queryKey, me);
    void navigate({ to: "/", hash: "", replace: true });
  }, [me, navigate, queryClient]);

  if (error) return <SignInHelp reason={reasonOf(error)} />;
  if (token === "") return <SignInHelp reason="You are not signed in." />;
  return (
    <main className="grid h-full place-items-center p-8">
      <p role="status" className="text-ink-2">
        Signing in…
      </p>
    </main>
  );
}

function reasonOf(error: Error): string {
  if (error instanceof ApiProblem && error.kind === "unreachable") return problemMessage(error);
  return `This link did not work: ${problemMessage(error)}`;
}
