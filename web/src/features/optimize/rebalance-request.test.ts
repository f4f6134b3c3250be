import { expect, test } from "vitest";
import type { HoldingRow } from "@/api/types.gen";
import { equalTargets, firstTargets, rebalanceRequest, type RebalanceForm } from "@/features/optimize/rebalance-request";

const HELD = [
  { symbol: "AAPL", kind: "equity", weight: 0.5 },
  { symbol: "MSFT", kind: "equity", weight: 0.3 },
  { symbol: "AAPL 230317C00140000", kind: "option", weight: 0.1 },
  { symbol: "CASH", kind: "cash", weight: 0.1 },
] as HoldingRow[];
const FORM: RebalanceForm = { targets: firstTargets(HELD), others: "scale", lotMethod: "highest_cost", band: "2", minimumTrade: "500", keepCash: "", cost: "10", fractions: true };

test("only what has a target is a target; percent and basis points are fractions on the wire", () => {
  const targets = FORM.targets.map((row) => (row.symbol === "MSFT" ? { ...row, weight: "7" } : row));
  expect(rebalanceRequest({ ...FORM, targets }, "2020-03-23")).toEqual({
    targets: [{ symbol: "MSFT", weight: 0.07 }], others: "scale", lot_method: "highest_cost", band: 0.02, lot_size: 0.001, minimum_trade: 500, keep_cash: 0, cost_rate: 0.001, as_of: "2020-03-23",
  });
});

test("equal targets share what is invested; options and cash have none", () => {
  expect(equalTargets(HELD).map(({ weight }) => weight)).toEqual(["40", "40", "", ""]);
});
