/** What stands behind a figure: a card on hover or focus, the evidence drawer on click. One card for the whole page. */
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { Fact } from "@/api/types.gen";
import { placeCard } from "@/components/figure/place-card";

/** Where the evidence of a figure is found: the fact itself, and for a figure of a run also the run that can replay it. */
export interface EvidenceTarget {
  factId: string;
  runId: string | null;
  fact: Fact | null;
  /** Facts beside it, among them those it was calculated from. */
  facts: Record<string, Fact>;
}

interface Layer {
  show: (anchor: HTMLElement, card: ReactNode) => void;
  hide: () => void;
  open: (target: EvidenceTarget) => void;
}

const LayerContext = createContext<Layer | null>(null);
const SHOW_AFTER = 120;
const HIDE_AFTER = 160;
export const CARD_ID = "figure-card";

export function useFigureLayer(): Layer {
  const layer = use(LayerContext);
  if (!layer) throw new Error("Expected a FigureLayer around this component, found none.");
  return layer;
}

interface FigureLayerProps {
  onOpen: (target: EvidenceTarget) => void;
  children: ReactNode;
}

interface Shown {
  anchor: HTMLElement;
  card: ReactNode;
}

export function FigureLayer({ onOpen, children }: FigureLayerProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const later = useCallback((next: Shown | null, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(next), delay);
  }, []);
  const keep = useCallback(() => clearTimeout(timer.current), []);
  const leave = useCallback(() => later(null, HIDE_AFTER), [later]);

  const layer = useMemo<Layer>(
    () => ({
      show: (anchor, card) => later({ anchor, card }, SHOW_AFTER),
      hide: leave,
      open: (target) => {
        later(null, 0);
        onOpen(target);
      },
    }),
    [later, leave, onOpen],
  );

  useEffect(() => {
    if (!shown) return;
    const close = () => later(null, 0);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("scroll", close, { capture: true, passive: true });
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("scroll", close, { capture: true });
    };
  }, [shown, later]);

  return (
    <LayerContext value={layer}>
      {children}
      {shown?.anchor.isConnected ? <Card key={shown.anchor.textContent} shown={shown} onEnter={keep} onLeave={leave} /> : null}
    </LayerContext>
  );
}

function Card({ shown, onEnter, onLeave }: { shown: Shown; onEnter: () => void; onLeave: () => void }) {
  const place = useCallback(
    (element: HTMLDivElement | null) => {
      if (element) placeCard(element, shown.anchor);
    },
    [shown.anchor],
  );
  return (
    <div
      ref={place}
      id={CARD_ID}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="fade-in no-print fixed z-50 w-max max-w-[min(20rem,calc(100vw-16px))] rounded-lg border border-line bg-raised p-3 text-left text-data text-ink shadow-lg"
    >
      {shown.card}
    </div>
  );
}
