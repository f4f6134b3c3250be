"""European options: value and delta after Black, Scholes and Merton; intrinsic value at expiry."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray, scalar_or_array
from plumbline.core.errors import InvalidInput, MissingData

_CERTAIN = 1e-12
"""Below this deviation of the logarithm of the spot nothing is uncertain, and dividing by it would overflow."""


@dataclass(frozen=True)
class OptionTerms:
    """What the contract says; scalars or arrays that broadcast. `years` to expiry, 0 or less = expired."""

    strike: float | FloatArray
    years: float | FloatArray
    is_call: bool | BoolArray


@dataclass(frozen=True)
class OptionMarket:
    """What the market says; scalars or arrays that broadcast.

    Volatility and rates are fractions per year, rates continuously compounded.
    """

    spot: float | FloatArray
    volatility: float | FloatArray
    rate: float | FloatArray = 0.0
    dividend_yield: float | FloatArray = 0.0


def option_value(terms: OptionTerms, market: OptionMarket) -> float | FloatArray:
    """Value per share of the underlying, in its currency, never negative.

    Convention: at or past expiry the intrinsic value; with zero volatility the discounted intrinsic value of the forward.
    Missing: a NaN input raises MissingData.
    Raises: InvalidInput on a strike that is not positive, or a negative spot or volatility.
    Source: Black and Scholes (1973); Merton (1973), Theory of Rational Option Pricing, with a dividend yield.
    Golden: tests/golden/options.csv
    """
    inputs = _inputs(terms, market)
    spot, strike, growth = inputs.discounted_spot, inputs.discounted_strike, _normal_points(inputs)
    value = inputs.sign * (spot * _probability(inputs.sign * growth[0]) - strike * _probability(inputs.sign * growth[1]))
    return scalar_or_array(np.maximum(value, 0.0))


def option_delta(terms: OptionTerms, market: OptionMarket) -> float | FloatArray:
    """Change of value per unit change of the spot: 0 to 1 for a call, -1 to 0 for a put.

    Convention: at or past expiry 1 (call) or -1 (put) in the money, 0 otherwise (0 exactly at the strike).
    Missing data, errors and source as `option_value`.
    Golden: tests/golden/options.csv
    """
    inputs = _inputs(terms, market)
    upper = _normal_points(inputs)[0]
    delta = inputs.sign * inputs.dividend_discount * _probability(inputs.sign * upper)
    return scalar_or_array(np.asarray(delta + 0.0))  # + 0.0 turns -0.0 into 0.0


@dataclass(frozen=True)
class _Inputs:
    discounted_spot: FloatArray
    discounted_strike: FloatArray
    dividend_discount: FloatArray
    deviation: FloatArray  # volatility * sqrt(years)
    sign: FloatArray  # 1 call, -1 put


def _inputs(terms: OptionTerms, market: OptionMarket) -> _Inputs:
    numbers = (terms.strike, terms.years, market.spot, market.volatility, market.rate, market.dividend_yield)
    arrays = np.broadcast_arrays(*(np.asarray(number, dtype=np.float64) for number in numbers), terms.is_call)
    strike, years, spot, volatility, rate, dividend_yield = arrays[:6]
    if not all(np.isfinite(array).all() for array in arrays[:6]):
        message = "Expected strike, expiry, spot, volatility and rates of every option, found a missing one."
        raise MissingData(message)
    if (strike <= 0.0).any() or (spot < 0.0).any() or (volatility < 0.0).any():
        message = "Expected a positive strike and no negative spot or volatility. Correct the option's terms or its market."
        raise InvalidInput(message)
    left = np.maximum(years, 0.0)
    dividend_discount = np.exp(-dividend_yield * left)
    return _Inputs(
        discounted_spot=np.asarray(spot * dividend_discount),
        discounted_strike=np.asarray(strike * np.exp(-rate * left)),
        dividend_discount=np.asarray(dividend_discount),
        deviation=np.asarray(volatility * np.sqrt(left)),
        sign=np.where(arrays[6], 1.0, -1.0),
    )


def _normal_points(inputs: _Inputs) -> tuple[FloatArray, FloatArray]:
    """d1 and d2; plus or minus infinity where nothing is uncertain, so that the normal probabilities become 0 or 1."""
    certain = inputs.deviation < _CERTAIN
    in_the_money = inputs.sign * (inputs.discounted_spot - inputs.discounted_strike) > 0.0
    limit = np.where(in_the_money, inputs.sign, -inputs.sign) * np.inf
    with np.errstate(divide="ignore"):  # a spot of zero: its logarithm is minus infinity, which is what is meant
        moneyness = np.log(inputs.discounted_spot / inputs.discounted_strike)
    middle = moneyness / np.where(certain, 1.0, inputs.deviation)
    upper = np.where(certain, limit, middle + 0.5 * inputs.deviation)
    lower = np.where(certain, limit, middle - 0.5 * inputs.deviation)
    return upper, lower


def _probability(points: FloatArray) -> FloatArray:
    """Standard normal distribution function."""
    from scipy.special import ndtr  # here, because it takes 0.1 s to import and most portfolios hold no option

    return np.asarray(ndtr(points))
