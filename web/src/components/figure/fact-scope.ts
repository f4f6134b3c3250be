/** The facts that travel with what is drawn, and the run they belong to, for the figures inside. */
import { createContext } from "react";
import type { Fact } from "@/api/types.gen";

export interface Scope {
  facts: Record<string, Fact>;
  /** Null for pages: their facts belong to no run. */
  runId: string | null;
}

export const FactScope = createContext<Scope>({ facts: {}, runId: null });
