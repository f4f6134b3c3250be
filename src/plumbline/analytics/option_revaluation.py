"""Revaluation of a book of options under many scenarios: in full, or by delta, gamma and vega.

A thousand options under a thousand scenarios are a million valuations; they are done in blocks that stay in the cache.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.american_options import american_value
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.options import OptionMarket, OptionTerms, option_value
from plumbline.core.errors import InvalidInput, MissingData

_BLOCK = 16_384
"""Valuations at once: the eight arrays of a block take about a megabyte."""

_CERTAIN = 1e-12


@dataclass(frozen=True, kw_only=True)
class OptionBook:
    """Options held, arrays (n_options,).

    `quantities` signed shares (contracts times multiplier); rates per year, continuously compounded; `underlyings` numbers the
    columns of the scenarios' moves.
    """

    quantities: FloatArray
    terms: OptionTerms
    market: OptionMarket
    underlyings: NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class OptionScenarios:
    """What happens.

    `spot_moves` (n_scenarios, n_underlyings) fractions, -0.10 = falls 10 %; `volatility_shifts` the same shape or (n_scenarios, 1)
    for all, 0.05 = five points more, None = unchanged; `years_passed` of time.
    """

    spot_moves: FloatArray
    volatility_shifts: FloatArray | None = None
    years_passed: float = 0.0


def full_revaluation(book: OptionBook, scenarios: OptionScenarios) -> FloatArray:
    """Change in value of the book in each scenario, every option valued anew.

    Returns:
        (n_scenarios,) money, positive = gain; the sum over the options.

    Convention: European values after Black, Scholes and Merton; a volatility does not fall below zero; options that expire within
        `years_passed` are worth their payoff.
    Missing: NaN raises MissingData.
    Raises: InvalidInput on a move below -100 % or shapes that do not fit.
    Source: Jorion, Value at Risk (3rd ed., 2007), section 10.2: full valuation.
    Golden: tests/golden/greeks.csv
    """
    checked = _checked(book, scenarios)
    before = float((np.asarray(option_value(book.terms, book.market)) * checked.quantities).sum())
    n_scenarios = len(checked.moves)
    step = max(1, _BLOCK // max(checked.quantities.size, 1))
    values = np.empty(n_scenarios)
    for first in range(0, n_scenarios, step):
        rows = slice(first, first + step)
        values[rows] = _block(checked, rows) @ checked.quantities
    return values - before


def american_revaluation(book: OptionBook, scenarios: OptionScenarios) -> FloatArray:
    """As `full_revaluation`, of options that can be exercised at any time, by the quadratic approximation.

    Missing data and errors as `full_revaluation`, and InvalidInput on a negative rate or dividend yield.
    Source: Barone-Adesi and Whaley (1987), Efficient Analytic Approximation of American Option Values.
    """
    checked = _checked(book, scenarios)
    shape = (len(checked.moves), checked.quantities.size)
    spots = np.asarray(book.market.spot) * (1.0 + checked.moves[:, checked.underlyings])
    volatility = np.broadcast_to(np.asarray(book.market.volatility, dtype=np.float64), shape)
    if checked.shifts is not None:
        shared = checked.shifts.shape[1] == 1
        volatility = np.maximum(volatility + (checked.shifts if shared else checked.shifts[:, checked.underlyings]), 0.0)
    left = replace(book.terms, years=np.maximum(np.asarray(book.terms.years) - scenarios.years_passed, 0.0))
    moved = replace(book.market, spot=spots, volatility=volatility)
    after = np.asarray(american_value(left, moved, method="approximation"))
    before = np.asarray(american_value(book.terms, book.market, method="approximation"))
    return np.asarray(np.broadcast_to(after, shape) @ checked.quantities - before @ checked.quantities)


@dataclass(frozen=True)
class BookSensitivities:
    """First and second derivatives of each option, money per share: `deltas`, `gammas`, `vegas` per 1.00, (n_options,)."""

    deltas: FloatArray
    gammas: FloatArray
    vegas: FloatArray


def delta_gamma_vega(book: OptionBook, sensitivities: BookSensitivities, scenarios: OptionScenarios) -> FloatArray:
    """Change in value of the book in each scenario by delta, gamma and vega; time does not pass.

    Everything else as `full_revaluation`; good for small moves, wrong for large ones near a strike.
    Source: Jorion, Value at Risk (3rd ed., 2007), section 10.3: delta-gamma approximation.
    """
    checked = _checked(book, scenarios)
    n_underlyings = checked.moves.shape[1]
    spots = np.broadcast_to(np.asarray(book.market.spot, dtype=np.float64), checked.quantities.shape)
    slopes, curves, volatility = np.zeros(n_underlyings), np.zeros(n_underlyings), np.zeros(n_underlyings)
    np.add.at(slopes, checked.underlyings, checked.quantities * sensitivities.deltas * spots)
    np.add.at(curves, checked.underlyings, checked.quantities * sensitivities.gammas * spots * spots)
    np.add.at(volatility, checked.underlyings, checked.quantities * sensitivities.vegas)
    change = checked.moves @ slopes + 0.5 * (checked.moves**2) @ curves
    if checked.shifts is not None:
        change = change + np.broadcast_to(checked.shifts, checked.moves.shape) @ volatility
    return np.asarray(change)


@dataclass(frozen=True)
class _Checked:
    """Inputs of the valuation as arrays of (n_options,), prepared so that a block needs one logarithm per option and move."""

    quantities: FloatArray
    underlyings: NDArray[np.intp]
    moves: FloatArray
    shifts: FloatArray | None
    sign: FloatArray
    spot: FloatArray  # discounted by the dividend yield
    strike: FloatArray  # discounted by the rate
    log_moneyness: FloatArray
    volatility: FloatArray
    root: FloatArray


def _checked(book: OptionBook, scenarios: OptionScenarios) -> _Checked:
    quantities = np.atleast_1d(np.asarray(book.quantities, dtype=np.float64))
    moves = np.atleast_2d(np.asarray(scenarios.spot_moves, dtype=np.float64))
    shifts = None if scenarios.volatility_shifts is None else np.atleast_2d(np.asarray(scenarios.volatility_shifts, dtype=np.float64))
    underlyings = np.asarray(book.underlyings, dtype=np.intp)
    option_value(book.terms, book.market)  # checks terms and market
    fits = underlyings.shape == quantities.shape and (shifts is None or shifts.shape in {moves.shape, (len(moves), 1)})
    if not fits or (underlyings.size and not 0 <= underlyings.min() <= underlyings.max() < moves.shape[1]):
        message = "Expected an underlying per option that is a column of the moves, and shifts in the shape of the moves; found others."
        raise InvalidInput(message)
    if not (np.isfinite(quantities).all() and np.isfinite(moves).all() and (shifts is None or np.isfinite(shifts).all())):
        message = "Expected quantities, moves and shifts without gaps, found a missing one. Leave out that option or scenario."
        raise MissingData(message)
    if (moves < -1.0).any():
        message = "Expected a move of -100 % or more, found a larger fall. A price can not fall below zero."
        raise InvalidInput(message)
    return _prepared(book, scenarios, (quantities, underlyings, moves, shifts))


def _prepared(
    book: OptionBook,
    scenarios: OptionScenarios,
    arrays: tuple[FloatArray, NDArray[np.intp], FloatArray, FloatArray | None],
) -> _Checked:
    quantities, underlyings, moves, shifts = arrays
    size = quantities.shape
    terms, market = book.terms, book.market
    strike, years, spot, volatility, rate, dividend = (
        np.broadcast_to(np.asarray(part, dtype=np.float64), size)
        for part in (terms.strike, terms.years, market.spot, market.volatility, market.rate, market.dividend_yield)
    )
    left = np.maximum(years - scenarios.years_passed, 0.0)
    discounted_spot, discounted_strike = spot * np.exp(-dividend * left), strike * np.exp(-rate * left)
    with np.errstate(divide="ignore"):  # a spot of zero: its logarithm is minus infinity, which is what is meant
        log_moneyness = np.log(discounted_spot / discounted_strike)
    return _Checked(
        quantities=quantities,
        underlyings=underlyings,
        moves=moves,
        shifts=shifts,
        sign=np.where(np.broadcast_to(terms.is_call, size), 1.0, -1.0),
        spot=discounted_spot,
        strike=discounted_strike,
        log_moneyness=log_moneyness,
        volatility=volatility,
        root=np.sqrt(left),
    )


def _block(book: _Checked, rows: slice) -> FloatArray:
    """Values of all options in some scenarios, (n_rows, n_options): S N(d1) - K N(d2), all of it times the sign of the option."""
    from scipy.special import ndtr  # here, because it takes 0.1 s to import and most portfolios hold no option

    growth = 1.0 + book.moves[rows]
    with np.errstate(divide="ignore"):  # a fall of 100 %
        upper = np.log(growth)[:, book.underlyings]  # one logarithm per underlying, not per option
    upper += book.log_moneyness
    deviation, certain = _deviation(book, rows)
    upper /= deviation
    half = 0.5 * deviation
    upper += half
    upper *= book.sign
    lower = upper - book.sign * deviation
    ndtr(upper, out=upper)
    ndtr(lower, out=lower)
    spot = growth[:, book.underlyings]
    spot *= book.spot
    upper *= spot
    lower *= book.strike
    upper -= lower
    upper *= book.sign
    if certain is not None:
        np.copyto(upper, np.maximum(book.sign * (spot - book.strike), 0.0), where=certain)
    return np.asarray(upper)


def _deviation(book: _Checked, rows: slice) -> tuple[FloatArray, NDArray[np.bool_] | None]:
    """Deviation of the logarithm of the spot, and where nothing is uncertain (None = nowhere)."""
    if book.shifts is None:
        deviation = book.volatility * book.root
    else:
        shifts = book.shifts[rows]
        shift = shifts if shifts.shape[1] == 1 and book.moves.shape[1] != 1 else shifts[:, book.underlyings]
        deviation = np.maximum(book.volatility + shift, 0.0) * book.root
    certain = deviation < _CERTAIN
    if not certain.any():
        return deviation, None
    return np.where(certain, 1.0, deviation), np.broadcast_to(certain, (len(book.moves[rows]), book.quantities.size))
