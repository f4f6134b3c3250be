/** The pages: across the top where there is room, along the bottom edge on a phone. */
import { Link, type LinkProps } from "@tanstack/react-router";
import { Activity, ChartColumn, FileUp, LayoutPanelLeft, MessageSquare, SlidersHorizontal, Table2, type LucideIcon } from "lucide-react";
import { clsx } from "clsx";
import { setChatOpen } from "@/app/chat-dock";

interface Page {
  to: NonNullable<LinkProps["to"]>;
  name: string;
  icon: LucideIcon;
}

const PAGES: readonly Page[] = [
  { to: "/", name: "Overview", icon: ChartColumn },
  { to: "/holdings", name: "Holdings", icon: Table2 },
  { to: "/risk", name: "Risk", icon: Activity },
  { to: "/optimize", name: "Optimize", icon: SlidersHorizontal },
  { to: "/workspace", name: "Workspace", icon: LayoutPanelLeft },
  { to: "/import", name: "Import", icon: FileUp },
];

/** Seven of them share the width of a phone. */
const TAB = "flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[0.625rem]";

export function TopNav() {
  return (
    <nav aria-label="Pages" className="hidden h-full items-stretch gap-1 md:flex">
      {PAGES.map(({ to, name }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === "/", includeSearch: false }}
          className="flex items-center border-b-2 border-transparent px-2 text-data font-medium text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink lg:px-3"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

export function PhoneNav({ canToggleChat }: { canToggleChat: boolean }) {
  return (
    <nav aria-label="Pages" className="flex border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] md:hidden">
      {PAGES.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }} className={clsx(TAB, "text-ink-2 aria-[current=page]:text-accent")}>
          <Icon aria-hidden="true" className="size-5" />
          {name}
        </Link>
      ))}
      {canToggleChat ? (
        <button type="button" className={clsx(TAB, "text-ink-2")} onClick={() => setChatOpen(true)}>
          <MessageSquare aria-hidden="true" className="size-5" />
          Chat
        </button>
      ) : null}
    </nav>
  );
}
