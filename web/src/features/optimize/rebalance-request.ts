/** Targets as a person types them, and the request that they make. Percent in the form, fractions on the wire. */
import type { HoldingRow, RebalanceRequest } from "@/api/types.gen";
import { formatPlain } from "@/lib/format";
import { fractionOf } from "@/lib/percent";

export type Others = NonNullable<RebalanceRequest["others"]>;
export type LotMethod = NonNullable<RebalanceRequest["lot_method"]>;

export interface TargetRow {
  symbol: string;
  /** Percent of net value; empty = no target. */
  weight: string;
}

export interface RebalanceForm {
  targets: readonly TargetRow[];
  others: Others;
  lotMethod: LotMethod;
  band: string;
  minimumTrade: string;
  keepCash: string;
  cost: string;
  fractions: boolean;
}

export const OTHERS: readonly { key: Others; name: string }[] = [
  { key: "keep", name: "are kept as they are" },
  { key: "scale", name: "share what the targets leave" },
  { key: "sell", name: "are sold" },
];

export const LOT_METHODS: readonly { key: LotMethod; name: string }[] = [
  { key: "first_in_first_out", name: "First in, first out" },
  { key: "last_in_first_out", name: "Last in, first out" },
  { key: "highest_cost", name: "Highest cost first" },
];

/** A fraction of a share that brokers trade. */
const PART_OF_SHARE = 0.001;

/** Every holding, without a target: a person states those that they have. */
export function firstTargets(holdings: readonly HoldingRow[]): TargetRow[] {
  return holdings.map(({ symbol }) => ({ symbol, weight: "" }));
}

/** The same share for each of the holdings that have a price, of what is invested. */
export function equalTargets(holdings: readonly HoldingRow[]): TargetRow[] {
  const held = holdings.filter(({ symbol, kind, weight }) => symbol !== "CASH" && kind !== "option" && weight !== null);
  const invested = held.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  const share = formatPlain(Number(((100 * invested) / held.length).toFixed(2)));
  return holdings.map(({ symbol }) => ({ symbol, weight: held.some((one) => one.symbol === symbol) ? share : "" }));
}

export function rebalanceRequest(form: RebalanceForm, asOf: string | undefined): RebalanceRequest {
  return {
    targets: form.targets.flatMap(({ symbol, weight }) => {
      const target = fractionOf(weight);
      return target === null ? [] : [{ symbol, weight: target }];
    }),
    others: form.others,
    lot_method: form.lotMethod,
    band: fractionOf(form.band) ?? 0,
    lot_size: form.fractions ? PART_OF_SHARE : 1,
    minimum_trade: amountOf(form.minimumTrade),
    keep_cash: amountOf(form.keepCash),
    cost_rate: (fractionOf(form.cost) ?? 0) / 100,
    as_of: asOf ?? null,
  };
}

function amountOf(text: string): number {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) ? 0 : value;
}
