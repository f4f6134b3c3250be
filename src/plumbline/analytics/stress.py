"""Stress: hypothetical shocks that drag correlated things along, and the smallest plausible shock that loses a given amount.

A shock fixes what some drivers (the market, a sector, a factor, a name, a volatility or a rates proxy) do. Everything else moves as
it did on average when the drivers moved like that: the conditional expectation, which for one driver is beta times its move.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import RELATIVE_ZERO, BoolArray, FloatArray, as_series, require_observations
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

_DEPENDENT = 1e12
"""Condition number of the drivers' correlations above which one driver repeats others and no split between them is meaningful."""

_SUPPORT = 20
"""Sessions that an asset and the drivers must share before a conditional expectation is called one."""


@dataclass(frozen=True)
class PropagatedShock:
    """What a shock means for a portfolio. Fractions; moves of assets in their order, positive = gain.

    `impacts` = weight times move, adding to `total` (share of net value). `uncertainty` is the standard deviation that remains
    around `total` after the drivers are known, over the same span as the returns. `unknown` marks assets without
    enough history, which stay where they are: the result is then partial.
    """

    moves: FloatArray
    impacts: FloatArray
    total: float
    uncertainty: float
    unknown: BoolArray


def propagated_shock(
    returns: FloatArray, weights: FloatArray, *, drivers: FloatArray, shocks: FloatArray, direct_moves: FloatArray | None = None
) -> PropagatedShock:
    """The expected moves of all assets given what the drivers do.

    Args:
        returns: (n_observations, n_assets) simple returns.
        weights: (n_assets,) signed shares of net value.
        drivers: (n_observations, n_drivers) returns, or changes for a volatility or rate, of what is shocked.
        shocks: (n_drivers,) what they do, in the same unit.
        direct_moves: (n_assets,) moves that are given, NaN = follows the drivers; e.g. every name of a shocked sector.

    Convention: least-squares slopes on the drivers without the mean; no price falls by more than 100 %. Rows are never scaled up:
        a shock of months is propagated with the betas of the returns given.
    Missing: a session counts for an asset when it and all drivers have a value; under 20 such sessions the asset is unknown.
    Raises: InvalidInput on shapes that do not fit or drivers that repeat each other; MissingData on NaN in shocks or weights.
    Source: Kupiec (1998), Stress Testing in a Value at Risk Framework: conditional expectations given the shocked factors.
    Golden: tests/golden/stress.csv
    """
    table, causes = as_series(returns), _as_table(drivers)
    held, given = _weights(weights, table.shape[1:]), _shocks(shocks, causes.shape[1:])
    if len(table) != len(causes):
        message = f"Expected drivers on the sessions of the returns, found {len(causes)} for {len(table)} sessions."
        raise InvalidInput(message)
    fixed = np.full(held.shape, np.nan) if direct_moves is None else np.asarray(direct_moves, dtype=np.float64)
    if fixed.shape != held.shape or (fixed < -1.0).any():
        message = "Expected one direct move of -100 % or more per asset, NaN for those that follow. Correct the moves."
        raise InvalidInput(message)
    slopes, residuals, known = _slopes(table, causes)
    direct = ~np.isnan(fixed)
    moves = np.where(direct, fixed, np.where(known, np.maximum(slopes.T @ given, -1.0), 0.0))
    impacts = held * moves
    free = held * (known & ~direct)
    left = np.nan_to_num(residuals) @ free
    spread = float(np.sqrt(left @ left / max(len(left) - 1 - causes.shape[1], 1)))
    return PropagatedShock(moves, impacts, float(impacts.sum()), spread, ~known & ~direct & (held != 0.0))


@dataclass(frozen=True)
class ReverseStress:
    """The most plausible way to lose `loss`: the moves, how far they are from usual, and what each contributes.

    `distance` is the Mahalanobis distance (1 = a usual day, if the returns are daily; for a normal distribution a loss at least this
    large has probability N(-distance)). `impacts` add to -loss. `floored` marks moves that ended at -100 %.
    """

    moves: FloatArray
    impacts: FloatArray
    distance: float
    floored: BoolArray


def reverse_stress(covariance: FloatArray, exposures: FloatArray, loss: float) -> ReverseStress:
    """The shock with the smallest Mahalanobis distance that loses `loss`.

    Args:
        covariance: (n, n) of the moves of assets or factors over the horizon meant.
        exposures: (n,) gain in share of net value per 1.00 of move: weights, or factor exposures.
        loss: share of net value to be lost, positive.

    Convention: means are zero; moves = -loss * covariance @ exposures / variance; moves below -100 % are fixed there and the rest
        is solved again.
    Missing: NaN raises MissingData.
    Raises: InvalidInput unless loss > 0; CalculationFailed when the portfolio does not vary, or can not lose that much.
    Source: Breuer, Jandacka, Rheinberger and Summer (2009), How to Find Plausible, Severe, and Useful Stress Scenarios.
    Golden: tests/golden/stress.csv
    """
    matrix, held = np.asarray(covariance, dtype=np.float64), np.asarray(exposures, dtype=np.float64)
    if matrix.shape != (held.size, held.size) or held.ndim != 1 or not loss > 0.0:
        message = (
            f"Expected a square covariance, one exposure per row and a loss above zero, found {matrix.shape}, {held.shape} and {loss}."
        )
        raise InvalidInput(message)
    if not (np.isfinite(matrix).all() and np.isfinite(held).all()):
        message = "Expected a complete covariance and exposures, found a missing figure. Leave that asset out."
        raise MissingData(message)
    floored = np.zeros(held.size, dtype=np.bool_)
    for _ in range(held.size + 1):
        found = _most_plausible(matrix, held, loss, floored)
        below = (found.moves < -1.0 - 1e-12) & ~floored
        if not below.any():
            break
        floored = floored | below
    return ReverseStress(moves=found.moves, impacts=held * found.moves, distance=math.sqrt(max(found.squared, 0.0)), floored=floored)


class _Moves(NamedTuple):
    """Moves and the square of their Mahalanobis distance."""

    moves: FloatArray
    squared: float


def _most_plausible(matrix: FloatArray, held: FloatArray, loss: float, floored: BoolArray) -> _Moves:
    """Moves of least distance with the floored ones at -1 and the loss met: conditional mean plus the best direction.

    The squared distance is that of the floored moves plus that of the others given these.
    """
    moves, squared = np.where(floored, -1.0, 0.0), 0.0
    free: NDArray[np.intp] = np.flatnonzero(~floored)
    fixed = np.flatnonzero(floored)
    conditional = matrix[np.ix_(free, free)]
    if fixed.size:
        pull = np.linalg.lstsq(matrix[np.ix_(fixed, fixed)], matrix[np.ix_(fixed, free)], rcond=1e-13)[0]
        conditional = conditional - matrix[np.ix_(free, fixed)] @ pull
        moves[free] = -np.ones(fixed.size) @ pull
        squared = float(np.linalg.lstsq(matrix[np.ix_(fixed, fixed)], np.ones(fixed.size), rcond=1e-13)[0].sum())
    missing = loss + float(held @ moves)  # what still has to be lost
    direction = conditional @ held[free]
    variance = float(held[free] @ direction)
    single = float(np.abs(held[free]) @ np.sqrt(matrix.diagonal()[free]))  # before the subtraction: what is left may be its rounding
    if not variance > RELATIVE_ZERO * single * single:
        if fixed.size and abs(missing) <= 1e-12:
            return _Moves(moves, squared)
        message = f"Expected a portfolio that can lose {loss:.1%}, found one that does not vary enough. Ask for a smaller loss."
        raise CalculationFailed(message)
    moves[free] -= missing * direction / variance
    return _Moves(moves, squared + missing * missing / variance)


def _slopes(table: FloatArray, causes: FloatArray) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Slopes (n_drivers, n_assets), residuals (n_observations, n_assets) and whether an asset has enough sessions."""
    usable = np.asarray(~np.isnan(causes).any(axis=1))
    _require_independent(causes[usable])
    missing = np.asarray(np.isnan(table) | ~usable[:, None])
    count = (~missing).sum(axis=0)
    known = count >= max(_SUPPORT, causes.shape[1] + 2)
    slopes = np.zeros((causes.shape[1], table.shape[1]))
    residuals = np.full(table.shape, np.nan)
    complete = known & ~missing[usable].any(axis=0)
    groups = [np.flatnonzero(complete)] + [np.array([asset]) for asset in np.flatnonzero(known & ~complete)]
    for assets in groups:
        if assets.size == 0:
            continue
        rows = np.flatnonzero(~missing[:, assets[0]])
        x = causes[rows] - causes[rows].mean(axis=0)
        y = table[np.ix_(rows, assets)]
        y = y - y.mean(axis=0)
        slopes[:, assets] = np.linalg.lstsq(x, y, rcond=None)[0]
        residuals[np.ix_(rows, assets)] = y - x @ slopes[:, assets]
    return slopes, residuals, known


def _require_independent(causes: FloatArray) -> None:
    require_observations(len(causes), minimum=causes.shape[1] + 2, what="sessions in which all drivers have a value")
    centered = causes - causes.mean(axis=0)
    sizes = np.sqrt((centered**2).sum(axis=0))
    if (sizes <= RELATIVE_ZERO * np.abs(causes).max(axis=0, initial=0.0) * np.sqrt(len(causes))).any():
        message = "Expected drivers that vary, found a constant one. Choose another driver or a longer period."
        raise CalculationFailed(message)
    if np.linalg.cond(centered / sizes) ** 2 > _DEPENDENT:
        message = "Expected drivers that differ, found one that repeats others. Shock only one of them."
        raise InvalidInput(message)


def _as_table(drivers: FloatArray) -> FloatArray:
    series = as_series(drivers)
    return series[:, None] if series.ndim == 1 else series


def _weights(weights: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    held = np.asarray(weights, dtype=np.float64)
    if len(shape) != 1 or held.shape != shape:
        message = f"Expected returns (n_observations, n_assets) and one weight per asset, found weights of shape {held.shape}."
        raise InvalidInput(message)
    if not np.isfinite(held).all():
        message = "Expected a weight for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    return held


def _shocks(shocks: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    given = np.atleast_1d(np.asarray(shocks, dtype=np.float64))
    if given.shape != shape:
        message = f"Expected one shock per driver, found {given.shape} for {shape}."
        raise InvalidInput(message)
    if not np.isfinite(given).all():
        message = "Expected a shock of every driver, found a missing one. Leave out the driver."
        raise MissingData(message)
    return given
