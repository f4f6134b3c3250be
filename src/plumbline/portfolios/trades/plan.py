"""Whole-share trades toward weights: one piece of code for optimizations, rebalancing and what-ifs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.rebalance.trades import Holdings, TradePlan, trades_to_targets
from plumbline.core.errors import InvalidInput


@dataclass(frozen=True)
class Line:
    """Something that may be traded: `price` is money of the portfolio for one unit of `quantity`."""

    symbol: str
    label: str
    quantity: float
    price: float


@dataclass(frozen=True, kw_only=True)
class TradeTerms:
    """How trades are made: `lot_size` in shares, `minimum_trade` and `keep_cash` in money, `cost_rate` per money traded."""

    lot_size: float = 1.0
    minimum_trade: float = 0.0
    keep_cash: float = 0.0
    cost_rate: float = 0.0


WHOLE_SHARES = TradeTerms()
_ROUNDING = 1e-9


def plan_trades(
    lines: Sequence[Line], targets: FloatArray, *, net_value: float, cash: float, terms: TradeTerms = WHOLE_SHARES
) -> TradePlan:
    """The trades that bring `lines` to `targets` (n_lines,), shares of net value; what is not among the lines stays as it is.

    Convention: where the targets themselves borrow (or cash is borrowed already), rounding may borrow a little too; otherwise cash
        never falls below `keep_cash`.
    Raises: InvalidInput when cash falls short even without buying; as `trades_to_targets`.
    """
    quantities, prices = np.array([line.quantity for line in lines]), np.array([line.price for line in lines])
    values = quantities * prices
    beside = net_value - float(values.sum())
    stays = beside - cash
    meant = cash - float((targets * net_value - values).sum())
    borrows = cash < 0.0 or meant < -_ROUNDING * net_value
    if borrows and terms.keep_cash > 0.0:
        message = f"Expected targets that leave {terms.keep_cash:,.2f} in cash, found that they leave {meant:,.2f}. Lower a target."
        raise InvalidInput(message, subject="keep_cash")
    plan = trades_to_targets(
        Holdings(quantities=quantities, prices=prices, cash=beside, lot_sizes=terms.lot_size),
        targets,
        minimum_trade=terms.minimum_trade,
        cost_rate=terms.cost_rate,
        minimum_cash=-math.inf if borrows else stays + terms.keep_cash,
    )
    return replace(plan, cash=plan.cash - stays)
