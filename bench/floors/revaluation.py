"""Floor of full revaluation: Black, Scholes and Merton over whole (n_scenarios, n_options) matrices."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from plumbline.analytics.option_revaluation import OptionBook, OptionScenarios

Array = NDArray[np.float64]


def changes(book: OptionBook, scenarios: OptionScenarios) -> Array:
    """Change in value of the book per scenario, (n_scenarios,); `book` and `scenarios` serve as bags of arrays."""
    moved = np.asarray(book.market.spot) * (1.0 + scenarios.spot_moves[:, book.underlyings])
    volatility = np.maximum(book.market.volatility + np.asarray(scenarios.volatility_shifts), 0.0)
    before = _values(book, np.asarray(book.market.spot), np.asarray(book.market.volatility))
    return np.asarray((_values(book, moved, volatility) - before) @ book.quantities)


def _values(book: OptionBook, spot: Array, volatility: Array) -> Array:
    years, strike, sign = np.asarray(book.terms.years), np.asarray(book.terms.strike), np.where(book.terms.is_call, 1.0, -1.0)
    deviation = volatility * np.sqrt(years)
    forward, discounted = spot * np.exp(-book.market.dividend_yield * years), strike * np.exp(-book.market.rate * years)
    upper = np.log(forward / discounted) / deviation + 0.5 * deviation
    return np.asarray(sign * (forward * ndtr(sign * upper) - discounted * ndtr(sign * (upper - deviation))))
