"""Implied volatility: the volatility at which an option's formula gives its market price."""

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray, scalar_or_array
from plumbline.analytics.options import OptionMarket, OptionTerms, option_value
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

_STEPS = 60
_LARGEST = 38.0
"""Deviation of the logarithm of the spot above which every price equals its upper bound in floating point."""

_FROM_BOUND = 1e-15
"""In the money, a time value below this share of the strike and spot is rounding, and holds no volatility."""

_ROUNDED = 1e-13
"""A price below its bound by less than this share of strike and spot is at it."""


def implied_volatility(price: float | FloatArray, terms: OptionTerms, market: OptionMarket) -> float | FloatArray:
    """Volatility per year, a fraction, for which `option_value` gives `price`.

    Args:
        price: per share of the underlying; scalar or array that broadcasts with terms and market.
        terms: of European options.
        market: its volatility is not used.

    Convention: works on the out-of-the-money option of the same strike, in logarithms of its price, by Newton steps kept
        within a shrinking bracket; a price at its lower bound has volatility 0.
    Missing: a NaN price raises MissingData for one option and gives NaN in that cell of an array.
    Raises: CalculationFailed when one option's price is outside its bounds (NaN in that cell of an array); InvalidInput for
        an expired option.
    Source: Jaeckel (2015), Let's Be Rational, for the scaled form of the price; safeguarded Newton.
    Golden: tests/golden/greeks.csv
    """
    with_any = OptionMarket(market.spot, 0.0, market.rate, market.dividend_yield)
    option_value(terms, with_any)  # checks terms and market
    numbers = (price, terms.strike, terms.years, market.spot, market.rate, market.dividend_yield)
    arrays = np.broadcast_arrays(*(np.asarray(number, dtype=np.float64) for number in numbers), terms.is_call)
    paid, strike, years, spot, rate, dividend = (np.atleast_1d(array) for array in arrays[:6])
    if (years <= 0.0).any() or (spot <= 0.0).any():
        message = "Expected an option with time to expiry and a spot above zero, found another: it has no implied volatility."
        raise InvalidInput(message)
    sign = np.where(np.atleast_1d(arrays[6]), 1.0, -1.0)
    present_spot, present_strike = spot * np.exp(-dividend * years), strike * np.exp(-rate * years)
    scale = np.sqrt(present_spot * present_strike)
    moneyness = np.log(present_spot / present_strike)
    time_value = (paid - np.maximum(sign * (present_spot - present_strike), 0.0)) / scale
    inside = sign * (present_spot - present_strike) > 0.0
    noise = np.where(inside, _FROM_BOUND * (present_spot + present_strike) / scale, 0.0)
    at_bound = (time_value <= noise) & (time_value >= -_ROUNDED * (present_spot + present_strike) / scale)
    highest = np.exp(-0.5 * np.abs(moneyness))  # of the scaled price out of the money
    solvable = np.isfinite(time_value) & (time_value > noise) & (time_value < highest * (1.0 - 1e-14))
    if arrays[0].ndim == 0:
        _require_solvable(paid, solvable | at_bound)
    deviation = _solve(np.where(solvable, time_value, 0.1 * highest), -np.abs(moneyness))
    found = np.where(solvable, deviation / np.sqrt(years), np.where(at_bound, 0.0, np.nan))
    return scalar_or_array(found.reshape(arrays[0].shape))


def _require_solvable(price: FloatArray, solvable: BoolArray) -> None:
    if np.isnan(price).any():
        message = "Expected the price of the option, found none. Take a quote of another day."
        raise MissingData(message)
    if not solvable.all():
        message = (
            f"Expected a price between the option's bounds, found {float(price.flat[0]):.4g}: no volatility explains it. Check the quote."
        )
        raise CalculationFailed(message)


def _solve(target: FloatArray, moneyness: FloatArray) -> FloatArray:
    """The deviation s at which the scaled price of an out-of-the-money option (moneyness <= 0) is `target`."""
    low, high = np.zeros_like(target), np.full_like(target, _LARGEST)
    point = np.minimum(np.sqrt(2.0 * np.abs(moneyness)) + np.sqrt(2.0 * np.pi) * target, 0.5 * _LARGEST)
    goal = np.log(target)
    for _ in range(_STEPS):
        price, slope = _scaled_price(point, moneyness)
        above = price > target
        high, low = np.where(above, point, high), np.where(above, low, point)
        steep = (price > 1e-300) & (slope > 1e-280)  # else a Newton step would overflow
        safe = np.where(steep, price, 1.0)
        step = np.where(steep, (np.log(safe) - goal) * safe / np.where(steep, slope, 1.0), np.inf)
        following = point - step
        outside = ~((following > low) & (following < high))
        following = np.where(outside, 0.5 * (low + high), following)
        if (np.abs(following - point) <= 1e-15 * point).all():
            break
        point = following
    return np.asarray(point)


def _scaled_price(deviation: FloatArray, moneyness: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Price of an out-of-the-money call over the square root of discounted spot and strike, and its slope.

    The scaled complementary error function keeps all digits where the difference of two probabilities would lose them.
    """
    from scipy.special import erfcx  # here, because it takes 0.1 s to import and most portfolios hold no option

    steepness, half = moneyness / deviation, 0.5 * deviation
    exponent = -0.5 * (steepness * steepness + half * half)
    bell = np.exp(exponent)
    root = np.sqrt(2.0)
    price = 0.5 * bell * (erfcx(-(steepness + half) / root) - erfcx(-(steepness - half) / root))
    return np.maximum(price, 0.0), bell / np.sqrt(2.0 * np.pi)
