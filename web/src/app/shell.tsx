/** What surrounds every page: header, banner of a past day, the chat beside the page, the evidence drawer above it. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { sessionQuery } from "@/api/queries";
import { setChatOpen, useChatOpen, useCoveringChat } from "@/app/chat-dock";
import { Header } from "@/app/header";
import { PhoneNav } from "@/app/navigation";
import { FigureLayer, type EvidenceTarget } from "@/components/figure/figure-layer";
import { SelectionContext } from "@/components/slots/slot-selection";
import { ProblemCard } from "@/components/ui/problem-card";
import { Skeleton } from "@/components/ui/skeleton";
import { AsOfBanner } from "@/features/asof/as-of-banner";
import { SignInHelp } from "@/features/session/sign-in-help";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";
import { BESIDE, useMedia } from "@/lib/media";

const loadChat = () => import("@/features/chat/chat-panel");
const loadEvidence = () => import("@/features/evidence/evidence-drawer");
/** Milliseconds after the frame stands: the figures come first. */
const WARM_AFTER = 1_500;
const ChatPanel = lazy(loadChat);
const EvidenceDrawer = lazy(loadEvidence);

export function Shell() {
  const { data: me, error, isPending, refetch } = useQuery(sessionQuery);
  if (error) {
    return (
      <main className="mx-auto max-w-lg p-8">
        <ProblemCard error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (isPending) return <Skeleton className="m-4 h-12" />;
  return me ? <SignedInShell /> : <SignInHelp reason="You are not signed in." />;
}

function SignedInShell() {
  useWarmPages();
  const [evidence, setEvidence] = useState<EvidenceTarget | null>(null);
  const { selected } = useAppSearch();
  const patchSearch = usePatchSearch();
  const selection = useMemo(() => ({ selected: selected ?? null, select: (id: string | null) => patchSearch({ selected: id ?? undefined }) }), [selected, patchSearch]);
  const closeEvidence = useCallback(() => setEvidence(null), []);
  return (
    <SelectionContext value={selection}>
      <FigureLayer onOpen={setEvidence}>
        <Frame />
        {evidence ? (
          <Suspense fallback={null}>
            <EvidenceDrawer key={evidence.factId} target={evidence} onOpen={setEvidence} onClose={closeEvidence} />
          </Suspense>
        ) : null}
      </FigureLayer>
    </SelectionContext>
  );
}

/** After the first paint everything else is fetched too: a server that pauses later must not leave a page that can not be opened. */
function useWarmPages() {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => {
      const pages = Object.values(router.routesByPath).map(async (route) => router.loadRouteChunk(route));
      // What fails now is fetched again, and spoken of, when it is needed.
      void Promise.allSettled([loadChat(), loadEvidence(), ...pages]);
    }, WARM_AFTER);
    return () => clearTimeout(timer);
  }, [router]);
}

function Frame() {
  const isWorkspace = useRouterState({ select: (state) => state.location.pathname === "/workspace" });
  const chatIsOpen = useChatOpen() && !isWorkspace;
  const chatStandsBeside = useMedia(BESIDE);
  const isCovered = chatIsOpen && !chatStandsBeside;
  const chat = useCoveringChat(isCovered);
  return (
    <div className="print-flow flex h-dvh flex-col">
      <a href="#page" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:p-2">
        Skip to the page
      </a>
      <div inert={isCovered} className="no-print">
        <Header canToggleChat={!isWorkspace} />
      </div>
      <AsOfBanner />
      <div className="print-flow flex min-h-0 flex-1">
        <main id="page" tabIndex={-1} inert={isCovered} className="print-flow min-w-0 flex-1 overflow-y-auto outline-none">
          <Outlet />
        </main>
        {/* A convenience for pointers; the button in the chat closes it for everyone. */}
        {isCovered ? <div aria-hidden="true" className="no-print fixed inset-0 z-30 bg-black/40" onClick={() => setChatOpen(false)} /> : null}
        {chatIsOpen ? (
          <aside
            ref={chat}
            tabIndex={-1}
            aria-label="Chat"
            className="no-print flex flex-col border-line bg-raised outline-none max-lg:fixed max-lg:inset-y-0 max-lg:right-0 max-lg:z-40 max-lg:w-full max-lg:shadow-2xl sm:max-lg:w-[26rem] sm:border-l lg:w-[22rem] xl:w-[23rem] 2xl:w-[26rem]"
          >
            <Suspense fallback={<Skeleton className="m-4 h-24" />}>
              <ChatPanel onClose={() => setChatOpen(false)} />
            </Suspense>
          </aside>
        ) : null}
      </div>
      <div inert={isCovered} className="no-print">
        <PhoneNav canToggleChat={!isWorkspace} />
      </div>
    </div>
  );
}
