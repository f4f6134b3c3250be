/** What a person sets in the form, and the request that it makes. Percent in the form, fractions on the wire. */
import type { OptimizationRequest } from "@/api/types.gen";
import { fractionOf } from "@/lib/percent";
import { symbolsOf } from "@/lib/symbols";

export type Objective = NonNullable<OptimizationRequest["objective"]>;

export interface SectorRow {
  id: number;
  sector: string;
  lower: string;
  upper: string;
}

/** Bounds of one symbol, or of several together. */
export interface BoundsRow {
  id: number;
  names: string;
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
  gross: string;
  netLower: string;
  netUpper: string;
  /** Percent of net value. */
  costLimit: string;
  sectors: readonly SectorRow[];
  symbols: readonly BoundsRow[];
  groups: readonly BoundsRow[];
  views: readonly ViewRow[];
  budgets: readonly BudgetRow[];
  /** Basis points of what is traded. */
  cost: string;
}

export const FIRST_FORM: OptimizeForm = {
  objective: "minimum_variance",
  target: "12",
  minWeight: "",
  maxWeight: "",
  invested: "100",
  turnover: "",
  names: "",
  add: "",
  keep: "",
  gross: "",
  netLower: "",
  netUpper: "",
  costLimit: "",
  sectors: [],
  symbols: [],
  groups: [],
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
const LONGEST_NAME = 60;

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
    ...given("min_weight", form.minWeight),
    ...given("max_weight", form.maxWeight),
    gross: fractionOf(form.gross),
    net_lower: fractionOf(form.netLower),
    net_upper: fractionOf(form.netUpper),
    cost_limit: fractionOf(form.costLimit),
    turnover: fractionOf(form.turnover),
    n_names: form.names.trim() === "" ? null : Math.round(Number(form.names)),
    keep: symbolsOf(form.keep),
    sector_limits: bounded(form.sectors, ({ sector }) => ({ sector })),
    weight_limits: bounded(form.symbols, ({ names }) => ({ symbol: names.trim().toUpperCase() })),
    group_limits: bounded(form.groups, ({ names }) => ({ name: symbolsOf(names).join(", ").slice(0, LONGEST_NAME), symbols: symbolsOf(names) })),
  };
}

/** Left out where nothing is typed: the server's own default holds, the same as on the command line. */
function given<Key extends string>(key: Key, percent: string): Partial<Record<Key, number>> {
  const value = fractionOf(percent);
  return value === null ? {} : ({ [key]: value } as Record<Key, number>);
}

/** Rows with a bound; one without any is no limit. */
function bounded<Row extends { lower: string; upper: string }, Of>(rows: readonly Row[], of: (row: Row) => Of): (Of & { lower: number | null; upper: number | null })[] {
  return rows.map((row) => ({ ...of(row), lower: fractionOf(row.lower), upper: fractionOf(row.upper) })).filter(({ lower, upper }) => lower !== null || upper !== null);
}

function viewsOf(rows: readonly ViewRow[]): NonNullable<OptimizationRequest["views"]> {
  return rows.map(({ symbol, over, value, confidence }) => ({
    symbol: symbol.trim().toUpperCase(),
    over: over.trim() === "" ? null : over.trim().toUpperCase(),
    value: fractionOf(value) ?? 0,
    confidence: fractionOf(confidence) ?? 0.5,
  }));
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
