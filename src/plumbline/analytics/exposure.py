"""Exposure: how much is held long and short, and what that is against net value."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed, MissingData


@dataclass(frozen=True)
class Exposures:
    """Money in one currency, and its share of net value.

    `short` is positive. Weights are None unless net value is positive; `hedge_ratio` = short / long is None without a
    long holding.
    """

    long: float
    short: float
    gross: float
    net: float
    long_weight: float | None
    short_weight: float | None
    gross_weight: float | None
    net_weight: float | None
    hedge_ratio: float | None


def exposures(market_values: FloatArray, *, net_value: float) -> Exposures:
    """Long, short, gross and net exposure.

    Args:
        market_values: (n_holdings,) signed, cash left out; empty or all zero is a portfolio of cash with zero exposure.
        net_value: equity including cash, same currency.

    Raises: MissingData on a NaN market value or net value.
    Source: Lhabitant, Handbook of Hedge Funds (2006), long/short equity exposures.
    Golden: tests/golden/exposure.csv
    """
    values = np.asarray(market_values, dtype=np.float64)
    _require_values(values, np.asarray(net_value))
    long = float(values[values > 0.0].sum())
    short = float(-values[values < 0.0].sum()) + 0.0  # + 0.0 turns -0.0 into 0.0
    return Exposures(
        long=long,
        short=short,
        gross=long + short,
        net=long - short,
        long_weight=_share(long, net_value),
        short_weight=_share(short, net_value),
        gross_weight=_share(long + short, net_value),
        net_weight=_share(long - short, net_value),
        hedge_ratio=_share(short, long),
    )


def weights(market_values: FloatArray, *, net_value: float) -> FloatArray:
    """Signed market values divided by net value; they add to 1 less the weight of cash.

    Raises: MissingData on NaN; CalculationFailed when net value is not positive.
    """
    values = np.asarray(market_values, dtype=np.float64)
    _require_values(values, np.asarray(net_value))
    if net_value <= 0.0:
        message = f"Expected a positive net value to divide by, found {net_value:,.2f}: weights are not defined."
        raise CalculationFailed(message)
    return np.asarray(values / net_value)


def beta_adjusted_exposure(weight: FloatArray, betas: FloatArray) -> float:
    """Sum of weight times beta: the share of net value that moves like the benchmark.

    Args:
        weight: (n_holdings,) signed shares of net value.
        betas: (n_holdings,) to one benchmark; NaN = unknown, left out (the caller marks the figure partial).

    Raises: MissingData when no holding with a nonzero weight has a beta.
    Source: Sharpe (1964), Capital Asset Prices; betas add by weight.
    """
    held, slopes = np.asarray(weight, dtype=np.float64), np.asarray(betas, dtype=np.float64)
    _require_values(held)
    known = ~np.isnan(slopes)
    if (held != 0.0).any() and not (known & (held != 0.0)).any():
        message = "Expected a beta of at least one holding, found none. Choose a date with a longer price history."
        raise MissingData(message)
    return float((held[known] * slopes[known]).sum())


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole > 0.0 else None


def _require_values(*arrays: FloatArray) -> None:
    if not all(np.isfinite(values).all() for values in arrays):
        message = "Expected a market value for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
