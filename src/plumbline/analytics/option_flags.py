"""What needs attention in a book of options: expiry near, and short options that may be assigned."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.american_options import american_value
from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.analytics.options import OptionMarket, OptionTerms
from plumbline.core.errors import InvalidInput, MissingData

_WORTHLESS = 1e-3
"""A holder whose option keeps less time value than this share of the strike loses nothing by exercising it."""


@dataclass(frozen=True)
class OptionFlags:
    """Per option, (n_options,). `time_value` is value less payoff, money per share.

    `expired` = no time left; `expires_soon` = within the days asked; `in_the_money` now; `assignment_risk` = short, in the
    money, and the holder gives up next to nothing by exercising: at expiry or, for American options, before it.
    """

    time_value: FloatArray
    expired: BoolArray
    expires_soon: BoolArray
    in_the_money: BoolArray
    assignment_risk: BoolArray


def option_flags(terms: OptionTerms, market: OptionMarket, quantities: FloatArray, *, days: float = 7.0) -> OptionFlags:
    """Expiry and assignment of the options of a book, as American options.

    Args:
        terms: of (n_options,) options.
        market: spots, volatilities, rates and dividend yields.
        quantities: (n_options,) signed.
        days: calendar days that count as soon.

    Convention: assignment is at risk when a short option in the money has a time value under 0.1 % of its strike, or expires soon.
    Missing: NaN raises MissingData.
    Raises: InvalidInput as `option_value`, or on a shape of quantities that does not fit.
    Source: Hull, Options, Futures, and Other Derivatives (2018), sections 10.6 and 15.12: exercise before expiry.
    """
    held = np.atleast_1d(np.asarray(quantities, dtype=np.float64))
    value = np.atleast_1d(np.asarray(american_value(terms, market)))
    if held.shape != value.shape:
        message = f"Expected a quantity per option, found {held.shape} for {value.shape}."
        raise InvalidInput(message)
    if not np.isfinite(held).all():
        message = "Expected a quantity of every option, found a missing one. Leave that option out."
        raise MissingData(message)
    strike, years, spot = (
        np.broadcast_to(np.asarray(part, dtype=np.float64), held.shape) for part in (terms.strike, terms.years, market.spot)
    )
    payoff = np.maximum(np.where(np.broadcast_to(terms.is_call, held.shape), spot - strike, strike - spot), 0.0)
    time_value = np.maximum(value - payoff, 0.0)
    soon, inside = years <= days / 365.0, payoff > 0.0
    return OptionFlags(
        time_value=time_value,
        expired=np.asarray(years <= 0.0),
        expires_soon=np.asarray(soon),
        in_the_money=np.asarray(inside),
        assignment_risk=np.asarray((held < 0.0) & inside & (soon | (time_value < _WORTHLESS * strike))),
    )
