/** What is selected on the page, and how a slot selects: a bar names a holding or a sector. */
import { createContext } from "react";

export interface SlotSelection {
  selected: string | null;
  select: (id: string | null) => void;
}

export const SelectionContext = createContext<SlotSelection>({ selected: null, select: () => {} });
