"""Concentration: how few holdings carry a portfolio. Absolute weights normalized to gross exposure, cash excluded."""

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed, MissingData


def gross_weights(market_values: FloatArray) -> FloatArray:
    """Absolute market values as shares of their sum; they add to 1.

    Args:
        market_values: (n_holdings,) signed market values or weights, cash left out; any common scale.

    Raises: MissingData on NaN; CalculationFailed when there is nothing but cash.
    """
    sizes = np.abs(np.asarray(market_values, dtype=np.float64))
    if not np.isfinite(sizes).all():
        message = "Expected a market value for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    largest = sizes.max(initial=0.0)
    if largest == 0.0:
        message = "Expected at least one holding besides cash, found none: concentration is not defined."
        raise CalculationFailed(message)
    scaled = sizes / largest  # first, so that very large or small values can not overflow the sum
    return np.asarray(scaled / scaled.sum())


def concentration_hhi(market_values: FloatArray) -> float:
    """Herfindahl-Hirschman index: sum of squared gross weights, 1 / n_holdings (equal) to 1 (one holding).

    Arguments and errors as `gross_weights`.
    Source: Hirschman (1964), The Paternity of an Index, American Economic Review 54(5).
    Golden: tests/golden/concentration.csv
    """
    return float((gross_weights(market_values) ** 2).sum())


def effective_positions(market_values: FloatArray) -> float:
    """1 / HHI: the number of equal holdings that would be as concentrated. Arguments and errors as `gross_weights`."""
    return 1.0 / concentration_hhi(market_values)


def top_weight(market_values: FloatArray, n_holdings: int = 5) -> float:
    """Sum of the largest `n_holdings` gross weights, 0 to 1; 1 when there are no more holdings than that.

    Arguments and errors as `gross_weights`.
    """
    return float(np.sort(gross_weights(market_values))[::-1][:n_holdings].sum())


def largest_weight(market_values: FloatArray) -> float:
    """Largest gross weight. Arguments and errors as `gross_weights`."""
    return float(gross_weights(market_values).max())
