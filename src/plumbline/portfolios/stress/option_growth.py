"""Options under stress: valued anew after a move, because a delta is wrong for moves of the size that stress is about."""

import math

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.options import OptionMarket, OptionTerms, option_value
from plumbline.market_data.occ import OptionRight
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.valuation import ValuedHolding

_DAYS_PER_YEAR = 365.0
_LEAST_VALUE = 1e-9
"""Share of the spot below which a modeled value counts as this much: returns on nothing are not defined."""


def option_growth(
    holding: ValuedHolding, snapshot: PortfolioSnapshot, spot_growth: FloatArray, *, volatility_shift: float = 0.0
) -> FloatArray:
    """Value of the option over its value today, for each growth of its underlying; time does not pass.

    Args:
        holding: an option with a model quote.
        snapshot: gives the day and the risk-free rate.
        spot_growth: (n,) value of the underlying over today's, 0 or more.
        volatility_shift: added to the annualized volatility, 0.05 = five points; it does not fall below zero.

    Source: Black and Scholes (1973); Merton (1973).
    """
    quote, contract = holding.quote, holding.contract
    assert quote is not None, "only options with a quote are valued"
    assert contract is not None, "only options have a contract"
    spots = np.maximum(np.asarray(spot_growth, dtype=np.float64), _LEAST_VALUE) * quote.spot
    years = (contract.expiry - snapshot.as_of).days / _DAYS_PER_YEAR
    terms = OptionTerms(
        strike=np.full(spots.shape, contract.strike), years=np.full(spots.shape, years), is_call=contract.right is OptionRight.CALL
    )
    volatility = np.full(spots.shape, max(quote.volatility + volatility_shift, 0.0))
    values = np.asarray(option_value(terms, OptionMarket(spot=spots, volatility=volatility, rate=math.log1p(snapshot.risk_free_rate))))
    least = _LEAST_VALUE * quote.spot
    return np.asarray(np.maximum(values, least) / max(quote.value, least))
