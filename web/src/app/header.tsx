/** The line at the top: pages, portfolio, day, theme, chat. */
import { Link } from "@tanstack/react-router";
import { MessageSquare, Monitor, Moon, Sun, type LucideIcon } from "lucide-react";
import { setChatOpen, useChatOpen } from "@/app/chat-dock";
import { TopNav } from "@/app/navigation";
import { PortfolioSwitcher } from "@/app/portfolio-switcher";
import { Button } from "@/components/ui/button";
import { AsOfControl } from "@/features/asof/as-of-control";
import { setTheme, useTheme, type Theme } from "@/lib/theme";

export function Header({ canToggleChat }: { canToggleChat: boolean }) {
  return (
    <header className="flex h-13 items-center gap-2 border-b border-line bg-raised px-3 md:gap-3 md:px-4">
      <Link to="/" aria-label="Plumbline, overview" className="flex items-center gap-1.5 font-semibold tracking-tight text-accent">
        <PlumbMark />
        <span className="hidden lg:inline">Plumbline</span>
      </Link>
      <TopNav />
      <div className="min-w-0 flex-1" />
      <PortfolioSwitcher />
      <AsOfControl />
      <ThemeButton />
      {canToggleChat ? <ChatButton /> : null}
    </header>
  );
}

/** A bob on a line: what is true hangs straight. */
function PlumbMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 20" className="h-5 w-4" fill="none" stroke="currentColor" strokeWidth="1.6">
      <path d="M8 0v9M3.5 9.5h9L8 18.5z" strokeLinejoin="round" />
    </svg>
  );
}

const THEMES: Record<Theme, { next: Theme; icon: LucideIcon; name: string }> = {
  system: { next: "light", icon: Monitor, name: "as the system" },
  light: { next: "dark", icon: Sun, name: "light" },
  dark: { next: "system", icon: Moon, name: "dark" },
};

function ThemeButton() {
  const { next, icon: Icon, name } = THEMES[useTheme()];
  const label = `Theme: ${name}. Change to ${THEMES[next].name}`;
  return (
    <Button icon weight="quiet" aria-label={label} title={label} onClick={() => setTheme(next)}>
      <Icon aria-hidden="true" className="size-4" />
    </Button>
  );
}

function ChatButton() {
  const isOpen = useChatOpen();
  return (
    <Button weight={isOpen ? "plain" : "primary"} aria-expanded={isOpen} className="max-md:hidden" onClick={() => setChatOpen(!isOpen)}>
      <MessageSquare aria-hidden="true" className="size-4" />
      Ask
    </Button>
  );
}
