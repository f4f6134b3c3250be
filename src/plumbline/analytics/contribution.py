"""Risk contributions: how much of a portfolio's volatility each holding accounts for. They add to the total."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import RELATIVE_ZERO, BoolArray, FloatArray, checked_series, require_observations
from plumbline.core.errors import CalculationFailed, MissingData


@dataclass(frozen=True)
class VolatilityContributions:
    """Euler parts of annualized portfolio volatility, in the order of the weights.

    `shares` add to 1, `volatilities` add to `portfolio_volatility`; negative = the holding lowers risk. `marginal` is the
    change of volatility per unit of weight, financed by cash.
    """

    portfolio_volatility: float
    shares: FloatArray
    volatilities: FloatArray
    marginal: FloatArray
    n_observations: int


def volatility_contributions(returns: FloatArray, weights: FloatArray, *, periods_per_year: float) -> VolatilityContributions:
    """Euler contributions to the volatility of fixed weights, without building the covariance matrix.

    The portfolio's own return series p = returns @ weights gives cov(returns, p) in one product, and
    weight * cov(return, p) / var(p) is the share.

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.
        weights: (n_assets,) signed; need not add to 1, the rest is cash without risk.
        periods_per_year: 252 for daily returns.

    Missing: sessions where a holding with a nonzero weight has no return are dropped for all; the marginal of an asset
        with zero weight and missing returns is NaN. Fewer than 2 common sessions raise MissingData.
    Raises: CalculationFailed when the portfolio does not vary (all cash, or a perfect hedge); MissingData on a NaN weight.
    Source: Litterman (1996), Hot Spots and Hedges; Tasche (2008), Capital Allocation: the Euler Principle.
    Golden: tests/golden/contribution.csv
    """
    table, held, complete = _checked(returns, weights)
    used = held != 0.0
    rows = table if complete else _complete_rows(table, used)
    n_observations = rows.shape[0]
    require_observations(n_observations, what="sessions with a return of every holding")
    portfolio = rows @ held if used.all() else rows[:, used] @ held[used]
    centered = portfolio - portfolio.mean()
    if not used.any() or _is_noise(centered, rows, held):
        message = "Expected a portfolio whose value varies, found zero volatility (all cash, or a perfect hedge)."
        raise CalculationFailed(message)
    covariances = rows.T @ centered / (n_observations - 1)  # centered sums to zero, so the rows need not be centered
    parts = np.where(used, held * np.where(used, covariances, 0.0), 0.0)
    deviation = float(np.sqrt(parts.sum()))
    scale = np.sqrt(periods_per_year)
    return VolatilityContributions(
        portfolio_volatility=deviation * float(scale),
        shares=parts / parts.sum(),
        volatilities=parts / deviation * scale,
        marginal=covariances / deviation * scale,
        n_observations=n_observations,
    )


def grouped_contributions(contributions: FloatArray, groups: Sequence[str]) -> dict[str, float]:
    """Contributions added up per group, in the order in which groups first appear.

    Missing: a NaN contribution makes its group NaN.
    Raises: ValueError unless there is one group per contribution.
    """
    if len(groups) != contributions.shape[0]:
        message = f"Expected one group per contribution, found {len(groups)} for {contributions.shape[0]}."
        raise ValueError(message)
    totals: dict[str, float] = {}
    for group, part in zip(groups, contributions.tolist(), strict=True):
        totals[group] = totals.get(group, 0.0) + part
    return totals


def _complete_rows(table: FloatArray, used: BoolArray) -> FloatArray:
    """Sessions in which every asset that is used has a return; the table itself, not a copy, when these are all."""
    missing = np.isnan(table)
    missing[:, ~used] = False
    return table[~missing.any(axis=1)] if missing.any() else table


def _is_noise(centered: FloatArray, rows: FloatArray, held: FloatArray) -> bool:
    """Whether the moves are no larger than rounding makes them; the exact size is looked for only near that."""
    largest = float(np.abs(centered).max())
    flat = rows.ravel(order="K")
    bound = float(np.abs(held).sum()) * float(np.sqrt(flat @ flat))  # no return is larger than the norm of all of them
    if largest > RELATIVE_ZERO * bound:  # false where an asset that is not held has no return
        return False
    used = held != 0.0
    return largest <= RELATIVE_ZERO * _size(rows[:, used], held[used])


def _size(rows: FloatArray, held: FloatArray) -> float:
    """How large the portfolio's return could have been without any offset between holdings."""
    return float(np.maximum(rows.max(axis=0), -rows.min(axis=0)) @ np.abs(held))


def _checked(returns: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray, bool]:
    (table, complete), held = checked_series(returns), np.asarray(weights, dtype=np.float64)
    if table.ndim != 2 or held.shape != table.shape[1:]:
        message = f"Expected (n_observations, n_assets) and (n_assets,), found {table.shape} and {held.shape}."
        raise ValueError(message)
    if not np.isfinite(held).all():
        message = "Expected a weight for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    return table, held, complete
