/** Puts a card under its anchor, or above it where there is no room; always inside the window. */

const GAP = 6;
const EDGE = 8;

export function placeCard(card: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = at.bottom + GAP + height <= window.innerHeight - EDGE;
  const left = Math.min(Math.max(EDGE, at.left + at.width / 2 - width / 2), window.innerWidth - width - EDGE);
  card.style.left = `${Math.max(EDGE, left)}px`;
  card.style.top = `${below ? at.bottom + GAP : Math.max(EDGE, at.top - GAP - height)}px`;
}
