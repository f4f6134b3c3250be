/** The day the whole product is set to. Opens the slider over the years. */
import { useQuery } from "@tanstack/react-query";
import { CalendarDays } from "lucide-react";
import { clsx } from "clsx";
import { useEffect, useId, useRef, useState } from "react";
import { marketQuery } from "@/api/queries";
import { Skeleton } from "@/components/ui/skeleton";
import { AsOfPanel } from "@/features/asof/as-of-panel";
import { useAppSearch, usePatchSearch } from "@/lib/app-search";

export function AsOfControl() {
  const { data: market, isPending, error } = useQuery(marketQuery);
  const { asof } = useAppSearch();
  const patchSearch = usePatchSearch();
  const [isOpen, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const panelId = useId();

  useEffect(() => {
    if (!isOpen) return;
    const close = (event: Event) => {
      const isOutside = event.target instanceof Node && !holder.current?.contains(event.target);
      if (isOutside || (event instanceof KeyboardEvent && event.key === "Escape")) setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
      document.removeEventListener("keydown", onKey);
    };
    function onKey(event: KeyboardEvent) {
      if (event.key !== "Escape") return;
      setOpen(false);
      holder.current?.querySelector("button")?.focus();
    }
  }, [isOpen]);

  if (error) return null;
  if (isPending) return <Skeleton className="h-8 w-28" />;
  return (
    <div ref={holder} className="relative">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setOpen(!isOpen)}
        className={clsx(
          "flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-data font-medium whitespace-nowrap",
          asof ? "border-warn bg-warn-soft text-ink" : "border-line bg-raised hover:border-line-strong",
        )}
      >
        <CalendarDays aria-hidden="true" className="size-4 text-ink-3 max-sm:hidden" />
        <span className="text-ink-3 max-lg:sr-only">As of</span>{" "}
        {asof ?? market.last_session}
      </button>
      {isOpen ? (
        <div
          id={panelId}
          role="dialog"
          aria-label="As-of day"
          className="fade-in absolute top-10 right-0 z-40 w-[min(44rem,calc(100vw-24px))] rounded-lg border border-line bg-raised p-4 shadow-xl max-md:fixed max-md:inset-x-3 max-md:top-14 max-md:w-auto"
        >
          <AsOfPanel market={market} day={asof ?? market.last_session} onChoose={(day) => patchSearch({ asof: day === market.last_session ? undefined : day })} />
        </div>
      ) : null}
    </div>
  );
}
