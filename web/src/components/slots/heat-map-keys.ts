/** Where an arrow key leads on a heat map: over empty cells, and not beyond the edge. */

export interface CellPlace {
  row: number;
  column: number;
}

const STEPS: Partial<Record<string, CellPlace>> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
};

/** Null where the key is another one, or nothing lies that way. */
export function nextCell(key: string, from: CellPlace, size: { rows: number; columns: number }, isFull: (place: CellPlace) => boolean): CellPlace | null {
  const step = STEPS[key];
  if (!step) return null;
  const inside = ({ row, column }: CellPlace) => row >= 0 && column >= 0 && row < size.rows && column < size.columns;
  for (let place = moved(from, step); inside(place); place = moved(place, step)) if (isFull(place)) return place;
  return null;
}

function moved({ row, column }: CellPlace, step: CellPlace): CellPlace {
  return { row: row + step.row, column: column + step.column };
}
