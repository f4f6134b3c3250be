/** The pages, each loaded when it is first visited, and what the address carries between them. */
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, parseSearchWith, retainSearchParams, stringifySearchWith } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { NotFound } from "@/app/not-found";
import { PageCrash } from "@/app/page-crash";
import { Shell } from "@/app/shell";
import { SignInPage } from "@/features/session/sign-in-page";
import { readAppSearch } from "@/lib/app-search";

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: PageCrash,
  validateSearch: readAppSearch,
  search: { middlewares: [retainSearchParams(["asof", "portfolio", "thread", "selected"])] },
});

const signIn = createRoute({ getParentRoute: () => root, path: "/sign-in", component: SignInPage });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell, errorComponent: PageCrash });

const overview = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("@/app/routes/overview"), "OverviewRoute"),
});
const holdings = createRoute({
  getParentRoute: () => shell,
  path: "/holdings",
  component: lazyRouteComponent(() => import("@/app/routes/holdings"), "HoldingsRoute"),
});
const loadRisk = lazyRouteComponent(() => import("@/app/routes/risk"), "RiskRoute");
const risk = createRoute({ getParentRoute: () => shell, path: "/risk", component: loadRisk });
const riskSection = createRoute({ getParentRoute: () => shell, path: "/risk/$section", component: loadRisk });
const optimize = createRoute({
  getParentRoute: () => shell,
  path: "/optimize",
  component: lazyRouteComponent(() => import("@/app/routes/optimize"), "OptimizeRoute"),
});
const imports = createRoute({
  getParentRoute: () => shell,
  path: "/import",
  component: lazyRouteComponent(() => import("@/app/routes/import"), "ImportRoute"),
});
const workspace = createRoute({
  getParentRoute: () => shell,
  path: "/workspace",
  component: lazyRouteComponent(() => import("@/app/routes/workspace"), "WorkspaceRoute"),
});

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([signIn, shell.addChildren([overview, holdings, risk, riskSection, optimize, imports, workspace])]),
    context: { queryClient },
    // Everything in the address is text: a number needs no quotes around it.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
