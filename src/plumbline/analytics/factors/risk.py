"""Where a portfolio's variance comes from: market, style, industry, and what no factor explains. The shares add to 100 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from plumbline.analytics.factors.regression import FactorRegression, factor_regression
from plumbline.analytics.observations import RELATIVE_ZERO, FloatArray, as_series, require_observations
from plumbline.core.errors import CalculationFailed, InvalidInput

SPECIFIC = "specific"

Attribution = Literal["sequential", "simultaneous"]


@dataclass(frozen=True)
class VarianceDecomposition:
    """Shares of variance by group, in the order of the groups, `specific` last; they add to 1.

    `volatility` is annualized; `factor_shares` (n_factors,) add up to the groups without `specific`.
    """

    volatility: float
    group_shares: dict[str, float]
    factor_shares: FloatArray
    n_observations: int


@dataclass(frozen=True)
class FactorTilts:
    """Exposures of the portfolio less those of the benchmark, with the standard error of the difference, (n_factors,).

    `active_risk` decomposes the variance of the return less the benchmark's.
    """

    portfolio: FloatArray
    benchmark: FloatArray
    tilts: FloatArray
    standard_errors: FloatArray
    active_risk: VarianceDecomposition


def variance_decomposition(
    returns: FloatArray,
    factors: FloatArray,
    groups: Sequence[str],
    *,
    periods_per_year: float,
    attribution: Attribution = "sequential",
) -> VarianceDecomposition:
    """Splits the variance of a return series by groups of factors.

    Args:
        returns: (n_observations,) simple returns of the portfolio at fixed weights, fraction.
        factors: (n_observations, n_factors) of the same sessions, ordered from the one that is to explain most.
        groups: the group of each factor, such as "market", "style", "industry"; `specific` is taken.
        periods_per_year: 252 for daily returns.
        attribution: "sequential" gives each factor what it explains beyond those before it (never negative, depends on the order);
            "simultaneous" gives it exposure times covariance with the portfolio (negative = hedges, does not depend on the order).

    Convention: factors may be collinear, as industries that add up to the market are; the fit is then the one of smallest exposures.
    Missing: sessions where anything is NaN are dropped; fewer than n_factors + 2 raise MissingData.
    Raises: CalculationFailed when the series does not vary; InvalidInput unless there is one group per factor.
    Source: Grinold and Kahn (2000), chapter 3; sequential sums of squares: Draper and Smith, Applied Regression Analysis, chapter 6.
    Golden: tests/golden/factors.csv
    """
    own, drivers = _common(returns, factors, groups)
    centered = own - own.mean()
    total = float(centered @ centered)
    if total <= own.size * (RELATIVE_ZERO * float(np.abs(own).max())) ** 2:
        message = "Expected a portfolio whose value varies, found zero volatility. Choose another one or a longer period."
        raise CalculationFailed(message)
    scaled = drivers - drivers.mean(axis=0)
    sizes = np.sqrt((scaled * scaled).sum(axis=0))
    constant = sizes <= RELATIVE_ZERO * np.sqrt(own.size) * np.abs(drivers).max(axis=0)
    scaled = np.where(constant, 0.0, scaled / np.where(constant, 1.0, sizes))
    explained = _sequential(scaled, centered) if attribution == "sequential" else _simultaneous(scaled, centered)
    shares = explained / total
    return VarianceDecomposition(
        volatility=float(np.sqrt(total / (own.size - 1) * periods_per_year)),
        group_shares=_grouped(shares, groups),
        factor_shares=shares,
        n_observations=int(own.size),
    )


def factor_tilts(
    returns: FloatArray, benchmark: FloatArray, *, factors: FloatArray, groups: Sequence[str], periods_per_year: float
) -> FactorTilts:
    """Factor exposures of a portfolio against those of its benchmark, and where its active risk comes from.

    Args:
        returns: (n_observations,) of the portfolio, fraction.
        benchmark: (n_observations,) of the same sessions.
        factors: (n_observations, n_factors) of the same sessions.
        groups: the group of each factor.
        periods_per_year: 252 for daily returns.

    Missing: sessions where anything is NaN are dropped, for both; fewer than n_factors + 2 raise MissingData.
    Raises: CalculationFailed for collinear factors, or when the portfolio is its benchmark.
    Source: Grinold and Kahn (2000), chapters 3 and 17.
    """
    both = np.where(np.isnan(as_series(returns) + as_series(benchmark)), np.nan, 0.0)
    own, other = as_series(returns) + both, as_series(benchmark) + both
    fits: list[FactorRegression] = [factor_regression(series, factors) for series in (own, other, own - other)]
    return FactorTilts(
        portfolio=fits[0].exposures,
        benchmark=fits[1].exposures,
        tilts=fits[2].exposures,
        standard_errors=fits[2].standard_errors,
        active_risk=variance_decomposition(own - other, factors, groups, periods_per_year=periods_per_year),
    )


def _sequential(scaled: FloatArray, centered: FloatArray) -> FloatArray:
    """What each factor explains of the sum of squares beyond those before it (Gram-Schmidt, twice against rounding)."""
    basis = np.zeros_like(scaled)
    explained = np.zeros(scaled.shape[1])
    for number, factor in enumerate(scaled.T):
        rest = factor - basis @ (basis.T @ factor)
        rest -= basis @ (basis.T @ rest)
        size = float(np.sqrt(rest @ rest))
        if size > 1e-8:  # else a combination of those before it: nothing is left to explain
            basis[:, number] = rest / size
            explained[number] = float(basis[:, number] @ centered) ** 2
    return explained


def _simultaneous(scaled: FloatArray, centered: FloatArray) -> FloatArray:
    slopes = np.linalg.lstsq(scaled, centered, rcond=1e-8)[0]
    return np.asarray(slopes * (scaled.T @ (scaled @ slopes)))


def _grouped(shares: FloatArray, groups: Sequence[str]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for group, share in zip(groups, shares.tolist(), strict=True):
        totals[group] = totals.get(group, 0.0) + share
    totals[SPECIFIC] = 1.0 - float(shares.sum())
    return totals


def _common(returns: FloatArray, factors: FloatArray, groups: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    own, drivers = as_series(returns), as_series(factors)
    if own.ndim != 1 or drivers.ndim != 2 or drivers.shape[0] != own.size or len(groups) != drivers.shape[1] or not groups:
        message = f"Expected one series, its factors and a group for each, found {own.shape}, {drivers.shape} and {len(groups)} groups."
        raise InvalidInput(message)
    if SPECIFIC in groups:
        message = f"Expected groups other than {SPECIFIC!r}, which is what no factor explains. Rename that group."
        raise InvalidInput(message)
    valid = ~(np.isnan(own) | np.isnan(drivers).any(axis=1))
    require_observations(int(valid.sum()), minimum=drivers.shape[1] + 2, what="sessions that the returns and all factors share")
    return own[valid], drivers[valid]
