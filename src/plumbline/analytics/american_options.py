"""American options: the approximation of Barone-Adesi and Whaley, and a binomial tree that converges to the exact value."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from plumbline.analytics.greeks import Greeks
from plumbline.analytics.observations import FloatArray, scalar_or_array
from plumbline.analytics.options import OptionMarket, OptionTerms, option_value
from plumbline.core.errors import CalculationFailed, InvalidInput

Method = Literal["approximation", "tree"]

_STEPS = 60
_CERTAIN = 1e-9
"""A volatility times root time below this is no uncertainty: the best moment to exercise is known."""


def american_value(terms: OptionTerms, market: OptionMarket, *, method: Method = "tree", n_steps: int = 200) -> float | FloatArray:
    """Value per share of an option that can be exercised at any time; never below its payoff now or its European value.

    Args:
        terms: scalars or arrays that broadcast.
        market: the same; continuous dividend yield.
        method: "tree" (binomial, to about 0.01 % of the strike) or "approximation" (quadratic, to about 0.1 %, 100 times faster).
        n_steps: of the tree, even.

    Missing: NaN raises MissingData.
    Raises: InvalidInput as `option_value`, on a negative rate with the approximation, or an odd number of steps; CalculationFailed
        when the steps are too long for the drift.
    Source: Barone-Adesi and Whaley (1987), Efficient Analytic Approximation of American Option Values; Broadie and Detemple (1996),
        American Option Valuation (the tree with smoothing and extrapolation).
    Golden: tests/golden/greeks.csv
    """
    european = np.asarray(option_value(terms, market))
    inputs = _inputs(terms, market, european)
    if method == "approximation":
        if (inputs.rate < 0.0).any() or (inputs.dividend < 0.0).any():
            message = "Expected rates and dividend yields of zero or more for the approximation, found less. Use the tree."
            raise InvalidInput(message)
        early = _approximation(inputs)
    else:
        if n_steps < 4 or n_steps % 2:
            message = f"Expected an even number of at least 4 steps, found {n_steps}."
            raise InvalidInput(message)
        early = 2.0 * _tree(inputs, n_steps) - _tree(inputs, n_steps // 2)
    payoff = np.maximum(inputs.sign * (inputs.spot - inputs.strike), 0.0)
    certain = inputs.volatility * np.sqrt(inputs.years) < _CERTAIN
    value = np.where(certain, _without_uncertainty(inputs), early)
    value = np.maximum(np.where(inputs.years <= 0.0, payoff, value), np.maximum(inputs.european, payoff))
    return scalar_or_array(value.reshape(european.shape))


def american_greeks(terms: OptionTerms, market: OptionMarket, *, method: Method = "tree") -> Greeks:
    """Value and Greeks of an American option, by central differences of `american_value`; units as `Greeks`.

    Convention: bumps of 1 % of the spot, one point of volatility, one day, a hundredth of a percent of the rate.
    Missing data and errors as `american_value`.
    Source: Hull, Options, Futures, and Other Derivatives (2018), chapter 21: Greeks by numerical differences.
    """

    def value(*, spot: float = 0.0, volatility: float = 0.0, rate: float = 0.0, days: float = 0.0) -> FloatArray:
        moved = replace(
            market,
            spot=np.asarray(market.spot) * (1.0 + spot),
            volatility=np.maximum(np.asarray(market.volatility) + volatility, 0.0),
            rate=np.asarray(market.rate) + rate,
        )
        left = replace(terms, years=np.maximum(np.asarray(terms.years) - days / 365.0, 0.0))
        return np.asarray(american_value(left, moved, method=method))

    return _differences(value, np.asarray(market.spot, dtype=np.float64), method)


@dataclass(frozen=True)
class _Inputs:
    strike: FloatArray
    years: FloatArray
    spot: FloatArray
    volatility: FloatArray
    rate: FloatArray
    dividend: FloatArray
    sign: FloatArray
    european: FloatArray


def _differences(value: Callable[..., FloatArray], spot: FloatArray, method: Method) -> Greeks:
    bump, point, basis = 0.01, 0.01, 0.0001 if method == "tree" else 0.0
    middle, up, down = value(), value(spot=bump), value(spot=-bump)
    more, less = value(volatility=point), value(volatility=-point)
    cross = value(spot=bump, volatility=point) - value(spot=-bump, volatility=point)
    cross = cross - value(spot=bump, volatility=-point) + value(spot=-bump, volatility=-point)
    size = np.where(spot > 0.0, spot * bump, 1.0)
    rate_up, rate_down = value(rate=0.0001), value(rate=-basis)  # the approximation knows no negative rates
    return Greeks(
        value=scalar_or_array(middle),
        delta=scalar_or_array(np.asarray((up - down) / (2.0 * size))),
        gamma=scalar_or_array(np.asarray((up - 2.0 * middle + down) / size**2)),
        vega=scalar_or_array(np.asarray((more - less) / (2.0 * point))),
        theta=scalar_or_array(np.asarray(value(days=1.0) - middle)),
        rho=scalar_or_array(np.asarray((rate_up - rate_down) / (0.0001 + basis))),
        vanna=scalar_or_array(np.asarray(cross / (4.0 * size * point))),
        volga=scalar_or_array(np.asarray((more - 2.0 * middle + less) / point**2)),
    )


def _inputs(terms: OptionTerms, market: OptionMarket, european: FloatArray) -> _Inputs:
    numbers = (terms.strike, terms.years, market.spot, market.volatility, market.rate, market.dividend_yield)
    arrays = np.broadcast_arrays(*(np.asarray(number, dtype=np.float64) for number in numbers), terms.is_call)
    flat = [np.atleast_1d(array).ravel() for array in arrays]
    years = np.maximum(flat[1], 0.0)
    return _Inputs(flat[0], years, flat[2], flat[3], flat[4], flat[5], np.where(flat[6], 1.0, -1.0), np.atleast_1d(european).ravel())


def _without_uncertainty(inputs: _Inputs) -> FloatArray:
    """The best of exercising at any of many moments, the spot growing at its drift."""
    moments = np.linspace(0.0, 1.0, 201)[:, None] * inputs.years
    worth = inputs.sign * (inputs.spot * np.exp(-inputs.dividend * moments) - inputs.strike * np.exp(-inputs.rate * moments))
    return np.asarray(np.maximum(worth, 0.0).max(axis=0))


def _approximation(inputs: _Inputs) -> FloatArray:
    """European value plus a premium for early exercise below (call) or above (put) a critical spot."""
    gains = np.where(inputs.sign > 0.0, inputs.dividend > 0.0, inputs.rate > 0.0)  # else never exercised early
    usable = gains & (inputs.volatility * np.sqrt(inputs.years) >= _CERTAIN) & (inputs.spot > 0.0)
    variance = np.where(usable, inputs.volatility**2, 0.04)
    years = np.where(usable, inputs.years, 1.0)
    drift = 2.0 * (inputs.rate - inputs.dividend) / variance
    growth = np.where(inputs.rate * years > 1e-10, inputs.rate / -np.expm1(-np.maximum(inputs.rate * years, 1e-10)), 1.0 / years)
    power = 0.5 * (1.0 - drift + inputs.sign * np.sqrt((drift - 1.0) ** 2 + 8.0 * growth / variance))
    safe = replace(inputs, volatility=np.sqrt(variance), years=years)
    critical = _critical_spot(safe, power)
    premium = inputs.sign * critical / power * _outside(safe, critical)
    spot = np.where(usable, inputs.spot, 1.0)
    exercised = inputs.sign * (spot - critical) >= 0.0
    ratio = np.where(exercised, 1.0, spot / critical)
    value = np.where(exercised, inputs.sign * (spot - inputs.strike), inputs.european + premium * ratio**power)
    return np.where(usable, value, inputs.european)


def _outside(inputs: _Inputs, spot: FloatArray) -> FloatArray:
    """1 - exp(-q T) N(sign d1) at another spot: what the European option lacks of a full delta."""
    from scipy.special import ndtr  # here, because it takes 0.1 s to import and most portfolios hold no option

    deviation = inputs.volatility * np.sqrt(inputs.years)
    drift = (inputs.rate - inputs.dividend) * inputs.years
    upper = (np.log(spot / inputs.strike) + drift) / deviation + 0.5 * deviation
    return np.asarray(1.0 - np.exp(-inputs.dividend * inputs.years) * ndtr(inputs.sign * upper))


def _critical_spot(inputs: _Inputs, power: FloatArray) -> FloatArray:
    """The spot from which exercise is best, by bisection in its logarithm: the gap changes its sign once."""
    low = np.where(inputs.sign > 0.0, inputs.strike, 1e-12 * inputs.strike)
    high = np.where(inputs.sign > 0.0, 1e6 * inputs.strike, inputs.strike)
    terms = OptionTerms(inputs.strike, inputs.years, inputs.sign > 0.0)
    for _ in range(_STEPS):
        middle = np.sqrt(low * high)
        european = np.asarray(option_value(terms, OptionMarket(middle, inputs.volatility, inputs.rate, inputs.dividend)))
        hold = european + inputs.sign * _outside(inputs, middle) * middle / power
        exercise = inputs.sign * (middle - inputs.strike) > hold
        inside = exercise == (inputs.sign > 0.0)
        high, low = np.where(inside, middle, high), np.where(inside, low, middle)
    return np.asarray(np.sqrt(low * high))


def _tree(inputs: _Inputs, n_steps: int) -> FloatArray:
    """Binomial values whose last step is the closed form, which removes most of the oscillation."""
    step = np.maximum(inputs.years, 1e-12) / n_steps
    jump = np.maximum(inputs.volatility, _CERTAIN) * np.sqrt(step)
    up, down = np.exp(jump), np.exp(-jump)
    chance = (np.exp((inputs.rate - inputs.dividend) * step) - down) / (up - down)
    uncertain = inputs.volatility * np.sqrt(inputs.years) >= _CERTAIN
    if (uncertain & ~((chance > 0.0) & (chance < 1.0))).any():
        message = f"Expected a drift that {n_steps} steps can follow, found a larger one for so little volatility. Use more steps."
        raise CalculationFailed(message)
    chance = np.clip(chance, 0.0, 1.0)
    discount = np.exp(-inputs.rate * step)
    rise, fall = (discount * chance)[:, None], (discount * (1.0 - chance))[:, None]
    levels = np.arange(n_steps - 1, -n_steps, -2)
    spots = inputs.spot[:, None] * np.exp(jump[:, None] * levels)
    sign, strike = inputs.sign[:, None], inputs.strike[:, None]
    last = OptionMarket(spots, np.maximum(inputs.volatility, _CERTAIN)[:, None], inputs.rate[:, None], inputs.dividend[:, None])
    values = np.asarray(option_value(OptionTerms(strike, step[:, None], sign > 0.0), last))
    values = np.maximum(values, sign * (spots - strike))
    for left in range(n_steps - 1, 0, -1):
        spots = spots[:, :left] * down[:, None]
        values = np.maximum(rise * values[:, :left] + fall * values[:, 1 : left + 1], sign * (spots - strike))
    return np.asarray(values[:, 0])
