"""How much of a portfolio's value at risk and expected shortfall each holding accounts for, and what it would be without it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import RELATIVE_ZERO, BoolArray, FloatArray, as_series, require_observations
from plumbline.analytics.tail.methods import TailMethod, tail_by
from plumbline.analytics.tail.pair import TailRisk, tail_share
from plumbline.analytics.value_at_risk import Quantile, historical_expected_shortfall, historical_value_at_risk
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

_BLOCK = 128
"""Portfolios without one holding that are sorted at once: bounds memory to a few megabytes."""
_SNAP = 9


@dataclass(frozen=True)
class TailContributions:
    """Parts of the two figures in the order of the weights, fractions of net value, positive = loss, negative = lowers the loss.

    `value_at_risk_parts` add to `value_at_risk`, `expected_shortfall_parts` to `expected_shortfall`. `marginal_...` is the change of the
    figure per unit of weight, financed by cash; a part is weight times marginal.
    """

    value_at_risk: float
    expected_shortfall: float
    value_at_risk_parts: FloatArray
    expected_shortfall_parts: FloatArray
    marginal_value_at_risk: FloatArray
    marginal_expected_shortfall: FloatArray
    n_observations: int


@dataclass(frozen=True)
class IncrementalTail:
    """Figure of the portfolio less that of the portfolio with the holding sold for cash, (n_assets,); positive = the holding adds risk.

    Unlike contributions these do not add to the total: diversification is counted more than once.
    """

    value_at_risk: FloatArray
    expected_shortfall: FloatArray
    n_observations: int


def historical_tail_contributions(
    returns: FloatArray, weights: FloatArray, confidence: float = 0.95, *, quantile: Quantile = "interpolated"
) -> TailContributions:
    """Parts of historical value at risk (losses in the sessions that make the quantile) and of expected shortfall (in the tail).

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.
        weights: (n_assets,) signed; the rest to 1 is cash.
        confidence: share of outcomes not in the tail.
        quantile: as `historical_value_at_risk`; the totals are the figures of that function for the portfolio's series.

    Missing: sessions where a holding with a weight has no return are dropped for all; fewer than 2 raise MissingData. The marginal of an
        asset without weight and with missing returns is NaN.
    Raises: MissingData on a NaN weight.
    Source: Tasche (2008), Capital Allocation to Business Units and Sub-Portfolios: the Euler Principle; Hallerbach (2003).
    Golden: tests/golden/tail_contribution.csv
    """
    tail = tail_share(confidence)
    rows, held = complete_sessions(returns, weights)
    portfolio = portfolio_series(rows, held)
    scenarios = _quantile_sessions(portfolio, tail, quantile)
    marginal_point = -(scenarios[0] @ rows)
    marginal_tail = -(scenarios[1] @ rows)
    used = held != 0.0
    return TailContributions(
        value_at_risk=float(-(scenarios[0] @ portfolio)),
        expected_shortfall=float(-(scenarios[1] @ portfolio)),
        value_at_risk_parts=np.where(used, held * marginal_point, 0.0),
        expected_shortfall_parts=np.where(used, held * marginal_tail, 0.0),
        marginal_value_at_risk=marginal_point,
        marginal_expected_shortfall=marginal_tail,
        n_observations=rows.shape[0],
    )


def parametric_tail_contributions(returns: FloatArray, weights: FloatArray, confidence: float = 0.95) -> TailContributions:
    """Parts of parametric (normal) value at risk and expected shortfall: less the mean, plus a multiple of the risk contribution.

    Arguments and missing data as `historical_tail_contributions`; the totals are those of `parametric_value_at_risk`.
    Raises: CalculationFailed when the portfolio does not vary.
    Source: Jorion, Value at Risk (3rd ed., 2007), chapter 7; Tasche (2008).
    Golden: tests/golden/tail_contribution.csv
    """
    return _elliptical(returns, weights, lambda series: tail_by("parametric", series, confidence))


def student_t_tail_contributions(returns: FloatArray, weights: FloatArray, confidence: float = 0.95) -> TailContributions:
    """Parts of the Student t figures, if the returns of the holdings are elliptical.

    Then what a holding loses on average when the portfolio loses a given amount is linear in that amount, its slope being the holding's
    beta to the portfolio.

    Arguments and missing data as `historical_tail_contributions`; fewer than 10 sessions raise MissingData. The totals are those of
    `student_t_tail` for the portfolio's series.
    Raises: CalculationFailed when the portfolio does not vary.
    Source: Tasche (2008), parts as conditional expectations; McNeil, Frey and Embrechts (2005), section 3.3, elliptical distributions.
    """
    return _elliptical(returns, weights, lambda series: tail_by("student_t", series, confidence))


def incremental_tail(
    returns: FloatArray,
    weights: FloatArray,
    confidence: float = 0.95,
    *,
    method: TailMethod = "historical",
    quantile: Quantile = "interpolated",
) -> IncrementalTail:
    """Value at risk and expected shortfall less those without the holding, for each holding.

    `method` is one that takes several series at once; `quantile` is of the historical one. Other arguments and missing data as
    `historical_tail_contributions`; 0 for a holding without weight, NaN where the method has no figure.
    Source: Jorion, Value at Risk (3rd ed., 2007), chapter 7, incremental value at risk by full revaluation.
    """
    tail_share(confidence)
    rows, held = complete_sessions(returns, weights)
    portfolio = portfolio_series(rows, held)
    changes = np.zeros((2, held.size))
    total = _pair(portfolio, confidence, method, quantile)
    used = np.flatnonzero(held)
    for first in range(0, used.size, _BLOCK):
        chosen = used[first : first + _BLOCK]
        without = portfolio[:, None] - rows[:, chosen] * held[chosen]
        changes[:, chosen] = total[:, None] - _pair(without, confidence, method, quantile)
    return IncrementalTail(value_at_risk=changes[0], expected_shortfall=changes[1], n_observations=rows.shape[0])


def _pair(series: FloatArray, confidence: float, method: TailMethod, quantile: Quantile) -> FloatArray:
    """Value at risk and expected shortfall, (2,) or (2, n_series)."""
    if method != "historical":
        found = tail_by(method, series, confidence)
        return np.array([found.value_at_risk, found.expected_shortfall])
    figures = (historical_value_at_risk, historical_expected_shortfall)
    return np.array([figure(series, confidence, quantile=quantile) for figure in figures])


def _elliptical(returns: FloatArray, weights: FloatArray, tail_of: Callable[[FloatArray], TailRisk]) -> TailContributions:
    """Parts of a pair that depends on the portfolio's mean and spread only: less the mean, plus beta times what goes beyond the mean."""
    rows, held = complete_sessions(returns, weights)
    portfolio = portfolio_series(rows, held)
    centered = portfolio - portfolio.mean()
    variance = float(centered @ centered)
    used = held != 0.0
    sizes = np.maximum(rows.max(axis=0), -rows.min(axis=0))[used]
    if np.sqrt(variance / (portfolio.size - 1)) <= RELATIVE_ZERO * float(sizes @ np.abs(held[used])):
        message = "Expected a portfolio whose value varies, found zero volatility (all cash, or a perfect hedge)."
        raise CalculationFailed(message)
    means = np.ones(portfolio.size) @ rows / portfolio.size
    betas, mean, total = rows.T @ centered / variance, float(portfolio.mean()), tail_of(portfolio)
    points = betas * (float(total.value_at_risk) + mean) - means
    tails = betas * (float(total.expected_shortfall) + mean) - means
    return TailContributions(
        value_at_risk=float(total.value_at_risk),
        expected_shortfall=float(total.expected_shortfall),
        value_at_risk_parts=np.where(used, held * points, 0.0),
        expected_shortfall_parts=np.where(used, held * tails, 0.0),
        marginal_value_at_risk=points,
        marginal_expected_shortfall=tails,
        n_observations=rows.shape[0],
    )


def _quantile_sessions(portfolio: FloatArray, tail: float, quantile: Quantile) -> FloatArray:
    """(2, n_observations) weights of the sessions whose weighted mean return is the quantile, and the mean of the tail."""
    order = np.argsort(portfolio, kind="stable")
    count = portfolio.size
    sessions = np.zeros((2, count))
    if quantile == "order_statistic":
        size = round(count * tail, _SNAP)
        last = max(int(np.ceil(size)) - 1, 0)
        sessions[0, order[last]] = 1.0
        sessions[1, order[:last]] = 1.0 / size
        sessions[1, order[last]] = (size - last) / size
        return sessions
    position = round((count - 1) * tail, _SNAP)
    lower = int(position)
    upper = min(lower + 1, count - 1)
    sessions[0, order[upper]] = position - lower
    sessions[0, order[lower]] += 1.0 - (position - lower)
    below = portfolio[order[lower]]
    point = below + (position - lower) * (portfolio[order[upper]] - below)
    inside = portfolio <= point
    sessions[1, inside] = 1.0 / inside.sum()
    return sessions


def complete_sessions(returns: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The sessions in which every holding with a weight has a return, and the weights; errors as `historical_tail_contributions`."""
    table, held = as_series(returns), np.asarray(weights, dtype=np.float64)
    if table.ndim != 2 or held.shape != table.shape[1:]:
        message = f"Expected (n_observations, n_assets) and (n_assets,), found {table.shape} and {held.shape}."
        raise InvalidInput(message)
    if not np.isfinite(held).all():
        message = "Expected a weight for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    missing: BoolArray = np.isnan(table)
    if missing.any():
        table = table[~missing[:, held != 0.0].any(axis=1)]
    require_observations(table.shape[0], what="sessions with a return of every holding")
    return table, held


def portfolio_series(rows: FloatArray, held: FloatArray) -> FloatArray:
    """(n_observations,) the portfolio's returns. Missing: returns of holdings without weight do not enter."""
    used = held != 0.0
    return np.asarray(rows @ held if used.all() else rows[:, used] @ held[used])
