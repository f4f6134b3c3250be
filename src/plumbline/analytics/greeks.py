"""Greeks of European options to second order, after Black, Scholes and Merton, in closed form."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray, scalar_or_array
from plumbline.analytics.options import OptionMarket, OptionTerms, option_delta, option_value
from plumbline.core.errors import InvalidInput, MissingData

_CERTAIN = 1e-12
"""Below this deviation of the logarithm of the spot nothing is uncertain, and dividing by it would overflow."""

_DAYS = 365.0


@dataclass(frozen=True)
class Greeks:
    """Per share of the underlying. Scalars or arrays, in the shape of the inputs.

    `gamma` change of delta per unit of spot; `vega` change of value per 1.00 of volatility (divide by 100 for one point); `theta`
    change of value per calendar day that passes; `rho` per 1.00 of the rate; `vanna` change of delta per 1.00 of volatility;
    `volga` change of vega per 1.00 of volatility.
    """

    value: float | FloatArray
    delta: float | FloatArray
    gamma: float | FloatArray
    vega: float | FloatArray
    theta: float | FloatArray
    rho: float | FloatArray
    vanna: float | FloatArray
    volga: float | FloatArray


def option_greeks(terms: OptionTerms, market: OptionMarket) -> Greeks:
    """Value and Greeks to second order.

    Convention: rates continuously compounded; theta per calendar day (a year has 365). At or past expiry, with zero volatility, or with
        a spot of zero, all second derivatives, vega and volga are 0; theta and rho are then those of the discounted payoff, 0 once
        expired.
    Missing: a NaN input raises MissingData.
    Raises: InvalidInput as `option_value`.
    Source: Haug, The Complete Guide to Option Pricing Formulas (2nd ed., 2007), chapter 2.
    Golden: tests/golden/greeks.csv
    """
    value, delta = option_value(terms, market), option_delta(terms, market)  # they check the input
    numbers = (terms.strike, terms.years, market.spot, market.volatility, market.rate, market.dividend_yield)
    arrays = np.broadcast_arrays(*(np.asarray(number, dtype=np.float64) for number in numbers), terms.is_call)
    strike, years, spot, volatility, rate, dividend = arrays[:6]
    left = np.maximum(years, 0.0)
    root = np.sqrt(left)
    certain = (volatility * root < _CERTAIN) | (spot <= 0.0)
    deviation = np.where(certain, 1.0, volatility * root)
    moneyness = np.log(np.where(certain, 1.0, spot / strike))
    upper = np.where(certain, 0.0, (moneyness + (rate - dividend) * left) / deviation + 0.5 * deviation)
    lower = upper - deviation
    live = np.where(certain, 0.0, np.exp(-dividend * left) * np.exp(-0.5 * upper * upper) / np.sqrt(2.0 * np.pi))
    present_strike = spot * np.asarray(delta) - np.asarray(value)  # of the options that are exercised, signed
    vega = spot * live * root
    per_volatility = 1.0 / np.where(certain, 1.0, volatility)
    gamma = live / np.where(certain, 1.0, spot * deviation)
    carry = dividend * spot * np.asarray(delta) - rate * present_strike
    theta = np.where(left > 0.0, -0.5 * gamma * (spot * volatility) ** 2 + carry, 0.0)
    return Greeks(
        value=value,
        delta=delta,
        gamma=scalar_or_array(np.asarray(gamma)),
        vega=scalar_or_array(np.asarray(vega)),
        theta=scalar_or_array(np.asarray(theta / _DAYS)),
        rho=scalar_or_array(np.asarray(left * present_strike)),
        vanna=scalar_or_array(np.asarray(-live * lower * per_volatility)),
        volga=scalar_or_array(np.asarray(vega * upper * lower * per_volatility)),
    )


@dataclass(frozen=True)
class BookGreeks:
    """Sums over a book, in money.

    `delta` = change per 1.00 of relative move of every spot (delta exposure); `gamma` = change of that per 1 % of move;
    `vega` per volatility point; `theta` per calendar day; `rho` per 1 % of rate; `vanna` = change of delta exposure per volatility
    point; `volga` = change of vega per volatility point. `market_value` is the value of the options.
    """

    market_value: float
    delta: float
    gamma: float
    vega: float
    theta: float
    rho: float
    vanna: float
    volga: float


def book_greeks(greeks: Greeks, quantities: FloatArray, *, spots: FloatArray, multipliers: FloatArray | float = 100.0) -> BookGreeks:
    """Greeks of a book of options on any underlyings, as if all spots moved together by the same fraction.

    Args:
        greeks: of the options, arrays of (n_options,).
        quantities: (n_options,) signed contracts.
        spots: (n_options,) spot of each option's underlying, in one currency.
        multipliers: shares per contract.

    Missing: a NaN quantity or spot raises MissingData.
    Raises: InvalidInput on shapes that do not fit.
    Source: Hull, Options, Futures, and Other Derivatives (2018), chapter 19.
    """
    held = np.atleast_1d(np.asarray(quantities, dtype=np.float64)) * multipliers
    price = np.atleast_1d(np.asarray(spots, dtype=np.float64))
    if held.shape != price.shape or held.shape != np.atleast_1d(greeks.value).shape:
        message = f"Expected a quantity and a spot per option, found shapes {held.shape} and {price.shape}."
        raise InvalidInput(message)
    if not (np.isfinite(held).all() and np.isfinite(price).all()):
        message = "Expected a quantity and a spot of every option, found a missing one. Leave that option out."
        raise MissingData(message)
    return BookGreeks(
        market_value=float(held @ np.atleast_1d(greeks.value)),
        delta=float((held * price) @ np.atleast_1d(greeks.delta)),
        gamma=float((held * price * price) @ np.atleast_1d(greeks.gamma)) / 100.0,
        vega=float(held @ np.atleast_1d(greeks.vega)) / 100.0,
        theta=float(held @ np.atleast_1d(greeks.theta)),
        rho=float(held @ np.atleast_1d(greeks.rho)) / 100.0,
        vanna=float((held * price) @ np.atleast_1d(greeks.vanna)) / 100.0,
        volga=float(held @ np.atleast_1d(greeks.volga)) / 10_000.0,
    )
