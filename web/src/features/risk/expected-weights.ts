/** Where weights will stand when the answer comes: the sliders do not wait for it. The server's arithmetic, of shares of net value. */
import type { HoldingRow, WhatIfView } from "@/api/types.gen";
import type { Trial } from "@/features/risk/use-what-if";

const CASH = "CASH";

export function expectedWeights(holdings: readonly HoldingRow[], { edits, financing }: Trial): ReadonlyMap<string, number> {
  const today = holdings.flatMap(({ symbol, weight }) => (weight === null || symbol === CASH ? [] : [[symbol, weight] as const]));
  const edited = Object.entries(edits).reduce((sum, [symbol, weight]) => (symbol === CASH ? sum : sum + weight), 0);
  const free = today.filter(([symbol]) => !(symbol in edits));
  const held = today.reduce((sum, [, weight]) => sum + weight, 0);
  const unedited = free.reduce((sum, [, weight]) => sum + weight, 0);
  const cashToday = 1 - held;
  const wanted = edits[CASH];
  const scales = financing === "others" || wanted !== undefined;
  const room = 1 - (wanted ?? cashToday) - edited;
  const factor = scales && unedited !== 0 ? room / unedited : 1;
  const weights = new Map<string, number>([...free.map(([symbol, weight]) => [symbol, weight * factor] as const), ...Object.entries(edits)]);
  const invested = [...weights].reduce((sum, [symbol, weight]) => (symbol === CASH ? sum : sum + weight), 0);
  return weights.set(CASH, 1 - invested);
}

/** Weights of the first variant by symbol, cash among them. */
export function answeredWeights({ report }: WhatIfView): ReadonlyMap<string, number | null> {
  const after = report.variants[0]?.after;
  if (!after) return new Map();
  return new Map([...after.holdings.map(({ symbol, weight }) => [symbol, weight] as const), [CASH, after.cash.amount / report.net_value.amount] as const]);
}
