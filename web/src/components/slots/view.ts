/** What the component of a slot gets. */
import type { ComponentType } from "react";
import type { Slot } from "@/api/types.gen";

export interface ViewProps<K extends Slot["kind"]> {
  slot: Extract<Slot, { kind: K }>;
  asOf: string;
}

export type View<K extends Slot["kind"]> = ComponentType<ViewProps<K>>;
