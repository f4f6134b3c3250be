"""From target weights to trades: drift against the targets, whole lots, and no trade too small to be worth it."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.core.errors import InvalidInput, MissingData


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """What is held, (n_holdings,): signed `quantities`, `prices` in one currency, and `cash` beside them. `lot_sizes` in shares."""

    quantities: FloatArray
    prices: FloatArray
    cash: float
    lot_sizes: FloatArray | float = 1.0


@dataclass(frozen=True)
class TargetDrift:
    """`weights` now, `drift` = weight less target, per holding; `turnover` half the sum of absolute drifts, cash included.

    `outside` marks holdings beyond the tolerance band.
    """

    weights: FloatArray
    drift: FloatArray
    turnover: float
    largest: float
    outside: BoolArray


def drift_against_targets(holdings: Holdings, targets: FloatArray, *, band: float = 0.05, relative: bool = False) -> TargetDrift:
    """How far weights have moved from their targets.

    Args:
        holdings: quantities, prices and cash.
        targets: (n_holdings,) signed shares of net value; what is left is the target of cash.
        band: tolerance, in share of net value, or of the target if `relative`.
        relative: measure the band against the target.

    Missing: NaN raises MissingData.
    Raises: InvalidInput on shapes that do not fit or a net value that is not positive.
    Source: Perold and Sharpe (1988), Dynamic Strategies for Asset Allocation; tolerance bands after Masters (2003).
    Golden: tests/golden/rebalance.csv
    """
    values, net, wanted = _checked(holdings, targets)
    weights = values / net
    drift = weights - wanted
    tolerance = band * np.abs(wanted) if relative else np.full_like(wanted, band)
    cash_drift = holdings.cash / net - (1.0 - float(wanted.sum()))
    return TargetDrift(
        weights=weights,
        drift=drift,
        turnover=0.5 * (float(np.abs(drift).sum()) + abs(cash_drift)),
        largest=float(np.abs(drift).max(initial=0.0)),
        outside=np.asarray(np.abs(drift) > tolerance + 1e-12),
    )


@dataclass(frozen=True)
class TradePlan:
    """`quantities` to trade (positive = buy), whole lots; `values` at the prices given; `cash` after them and after costs.

    `weights` reached. `skipped` marks trades that were wanted but too small.
    """

    quantities: FloatArray
    values: FloatArray
    weights: FloatArray
    cash: float
    costs: float
    skipped: BoolArray


def trades_to_targets(
    holdings: Holdings, targets: FloatArray, *, minimum_trade: float = 0.0, cost_rate: float = 0.0, minimum_cash: float = 0.0
) -> TradePlan:
    """The whole-lot trades that come nearest to the targets without overdrawing cash.

    Args:
        holdings: quantities, prices, cash, lots.
        targets: (n_holdings,) signed shares of net value.
        minimum_trade: smallest trade worth making, money; a full sale is always made.
        cost_rate: cost per unit of money traded.
        minimum_cash: money that must be left.

    Convention: each trade is rounded to the nearest lot, but never across zero onto the side that is not wanted. If cash would fall
        short, buys are reduced lot by lot, each time where the weight stays nearest its target. Shorts may be sold and bought
        back; the target 0 closes a position whole, odd lots too.
    Missing: NaN raises MissingData.
    Raises: InvalidInput on shapes that do not fit, lots or prices that are not positive, or cash that even without buying falls
        short.
    Source: docs/methods/rebalancing.md.
    Golden: tests/golden/rebalance.csv
    """
    values, net, wanted = _checked(holdings, targets)
    held = np.asarray(holdings.quantities, dtype=np.float64)
    prices = np.asarray(holdings.prices, dtype=np.float64)
    lots = np.broadcast_to(np.asarray(holdings.lot_sizes, dtype=np.float64), held.shape)
    exact = (wanted * net - values) / prices
    rounded = np.round(exact / lots) * lots
    rounded = np.where(wanted * (held + rounded) < 0.0, np.trunc(exact / lots) * lots, rounded)
    quantities = np.where(wanted == 0.0, -held, rounded)
    small = (np.abs(quantities) * prices < minimum_trade) & (wanted != 0.0) & (quantities != 0.0)
    quantities = np.where(small, 0.0, quantities)
    quantities = _within_cash(quantities, (exact, prices, lots), holdings.cash - minimum_cash, cost_rate)
    traded = quantities * prices
    costs = cost_rate * float(np.abs(traded).sum())
    cash = holdings.cash - float(traded.sum()) - costs
    after = (held + quantities) * prices
    return TradePlan(quantities, traded, after / (float(after.sum()) + cash), cash, costs, small)


def _within_cash(
    quantities: FloatArray, terms: tuple[FloatArray, FloatArray, FloatArray], spendable: float, cost_rate: float
) -> FloatArray:
    """Buys reduced until they can be paid: one lot at a time, the one most above what was wanted first."""
    exact, prices, lots = terms
    planned = quantities.copy()

    def missing() -> float:
        traded = planned * prices
        return float(traded.sum()) + cost_rate * float(np.abs(traded).sum()) - spendable

    _reduce_at_once(planned, (exact, prices, lots), missing(), cost_rate)
    while missing() > 1e-9:
        buys = planned > 1e-12
        if not buys.any():
            message = (
                f"Expected enough cash for costs and the minimum left over, found {missing():,.2f} too little. Sell more or keep less."
            )
            raise InvalidInput(message)
        excess = np.where(buys, (planned - exact) * prices, -np.inf)
        one = int(excess.argmax())
        planned[one] = max(planned[one] - lots[one], 0.0)
    return planned


def _reduce_at_once(planned: FloatArray, terms: tuple[FloatArray, FloatArray, FloatArray], missing: float, cost_rate: float) -> None:
    """Where much is missing: all buys in proportion, rounded down, so that the loop has few lots left to take."""
    _, prices, lots = terms
    buys = planned > 0.0
    spent = float((planned * prices)[buys].sum()) * (1.0 + cost_rate)
    if missing > 0.0 and spent > 0.0 and missing > 20.0 * float((lots * prices)[buys].max()):
        share = max(1.0 - missing / spent, 0.0)
        planned[buys] = np.ceil(planned[buys] * share / lots[buys]) * lots[buys]


def _checked(holdings: Holdings, targets: FloatArray) -> tuple[FloatArray, float, FloatArray]:
    held, prices = np.asarray(holdings.quantities, dtype=np.float64), np.asarray(holdings.prices, dtype=np.float64)
    wanted = np.asarray(targets, dtype=np.float64)
    lots = np.asarray(holdings.lot_sizes, dtype=np.float64)
    if not held.shape == prices.shape == wanted.shape or held.ndim != 1 or lots.shape not in {(), held.shape}:
        message = f"Expected a price, a target and a lot size per holding, found {held.shape}, {prices.shape}, {wanted.shape}."
        raise InvalidInput(message)
    if not all(np.isfinite(values).all() for values in (held, prices, wanted, lots, np.asarray(holdings.cash))):
        message = "Expected quantities, prices, targets and cash without gaps, found a missing one. Leave out that holding."
        raise MissingData(message)
    if (prices <= 0.0).any() or (lots <= 0.0).any():
        message = "Expected prices and lot sizes above zero, found one that is not. Correct or leave out that holding."
        raise InvalidInput(message)
    values = held * prices
    net = float(values.sum()) + holdings.cash
    if net <= 0.0:
        message = f"Expected a positive net value to divide by, found {net:,.2f}: weights are not defined."
        raise InvalidInput(message)
    return np.asarray(values), net, wanted
