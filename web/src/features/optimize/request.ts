/** What a person sets in the form, and the request that it makes. Percent in the form, fractions on the wire. */
import type { OptimizationRequest } from "@/api/types.gen";
import { symbolsOf } from "@/lib/symbols";

export type Objective = NonNullable<OptimizationRequest["objective"]>;

export interface SectorRow {
  id: number;
  sector: string;
  lower: string;
  upper: string;
}

/** A return per year, or by how much `symbol` beats `over`. */
export interface ViewRow {
  id: number;
  symbol: string;
  over: string;
  value: string;
  confidence: string;
}

export interface BudgetRow {
  id: number;
  name: string;
  share: string;
}

/** Texts as typed; empty = no such limit. */
export interface OptimizeForm {
  objective: Objective;
  target: string;
  minWeight: string;
  maxWeight: string;
  invested: string;
  turnover: string;
  names: string;
  add: string;
  keep: string;
  sectors: readonly SectorRow[];
  views: readonly ViewRow[];
  budgets: readonly BudgetRow[];
  /** Basis points of what is traded. */
  cost: string;
}

export const FIRST_FORM: OptimizeForm = {
  objective: "minimum_variance",
  target: "12",
  minWeight: "0",
  maxWeight: "25",
  invested: "100",
  turnover: "",
  names: "",
  add: "",
  keep: "",
  sectors: [],
  views: [],
  budgets: [],
  cost: "",
};

export const OBJECTIVES: readonly { key: Objective; name: string; what: string }[] = [
  { key: "minimum_variance", name: "Minimum variance", what: "The least volatility." },
  { key: "maximum_sharpe", name: "Maximum Sharpe ratio", what: "The most expected return for each unit of volatility. Rests on means of the past, which are weak." },
  { key: "risk_parity", name: "Risk parity", what: "Every holding contributes the same risk. Weights follow from that alone, so limits are not used." },
  { key: "risk_budget", name: "Risk budget", what: "Holdings contribute the shares of risk that you give. Weights follow from that alone, so limits are not used." },
  { key: "black_litterman", name: "Your views (Black-Litterman)", what: "What the market implies, moved by what you expect, and the best weights for it." },
  { key: "target_volatility", name: "Target volatility", what: "The most expected return at no more than a volatility." },
  { key: "target_return", name: "Target return", what: "The least volatility that reaches an expected return." },
  { key: "minimum_expected_shortfall", name: "Minimum expected shortfall", what: "The smallest mean loss on the worst 5% of days." },
  { key: "maximum_diversification", name: "Maximum diversification", what: "The most volatility that cancels out between holdings." },
  { key: "minimum_tracking_error", name: "Minimum tracking error", what: "As close to the benchmark as the holdings allow." },
];

const FRONTIER_POINTS = 15;

export function hasTarget(objective: Objective): boolean {
  return objective === "target_volatility" || objective === "target_return";
}

/** Shares of risk have one solution: a limit beside them would be refused. */
export function takesLimits(objective: Objective): boolean {
  return objective !== "risk_parity" && objective !== "risk_budget";
}

/** Views move expected returns, which only these look at. */
export function takesViews(objective: Objective): boolean {
  return objective === "black_litterman" || objective === "maximum_sharpe" || hasTarget(objective);
}

export function requestOf(form: OptimizeForm, asOf: string | undefined): OptimizationRequest {
  const request: OptimizationRequest = { objective: form.objective, add: symbolsOf(form.add), invested: fractionOf(form.invested) ?? 1, frontier_points: FRONTIER_POINTS, as_of: asOf ?? null };
  const cost = fractionOf(form.cost);
  if (cost !== null && cost > 0) request.cost_rate = cost / 100;
  if (takesViews(form.objective)) request.views = viewsOf(form.views);
  if (form.objective === "risk_budget") request.risk_budgets = form.budgets.map(({ name, share }) => ({ name: name.trim(), share: fractionOf(share) ?? 0 }));
  if (hasTarget(form.objective)) request.target = fractionOf(form.target);
  if (!takesLimits(form.objective)) return request;
  return {
    ...request,
    min_weight: fractionOf(form.minWeight) ?? 0,
    max_weight: fractionOf(form.maxWeight) ?? 1,
    turnover: fractionOf(form.turnover),
    n_names: form.names.trim() === "" ? null : Math.round(Number(form.names)),
    keep: symbolsOf(form.keep),
    sector_limits: form.sectors
      .map(({ sector, lower, upper }) => ({ sector, lower: fractionOf(lower), upper: fractionOf(upper) }))
      .filter(({ lower, upper }) => lower !== null || upper !== null),
  };
}

function viewsOf(rows: readonly ViewRow[]): NonNullable<OptimizationRequest["views"]> {
  return rows.map(({ symbol, over, value, confidence }) => ({
    symbol: symbol.trim().toUpperCase(),
    over: over.trim() === "" ? null : over.trim().toUpperCase(),
    value: fractionOf(value) ?? 0,
    confidence: fractionOf(confidence) ?? 0.5,
  }));
}

export function fractionOf(percent: string): number | null {
  const value = Number(percent);
  // Twelve digits are more than anybody types, and free of 0.07 / 100 = 0.0007000000000000001.
  return percent.trim() === "" || !Number.isFinite(value) ? null : Number((value / 100).toPrecision(12));
}


export interface Conflict {
  limit: string;
  what: string;
}

/** The limits that can not hold together, as the server names them; none for any other failure. */
export function conflictsOf(errors: unknown): Conflict[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((entry: unknown) => {
    const { field, message } = (entry ?? {}) as { field?: unknown; message?: unknown };
    return typeof field === "string" && typeof message === "string" ? [{ limit: field, what: message }] : [];
  });
}
