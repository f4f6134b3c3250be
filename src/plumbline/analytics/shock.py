"""Shock: what a portfolio gains or loses when something moves by a given fraction, to first order."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.core.errors import InvalidInput, MissingData


@dataclass(frozen=True)
class ShockImpact:
    """Per holding, in the order given: `moves` (fraction), `impacts` (money, positive = gain); `total` is their sum.

    `unknown` marks holdings that should have moved by beta but have none: they are left unmoved, and the result is partial.
    """

    moves: FloatArray
    impacts: FloatArray
    total: float
    unknown: BoolArray


def shock_impact(
    exposure: FloatArray, direct_moves: FloatArray, *, betas: FloatArray | None = None, driver_move: float = 0.0
) -> ShockImpact:
    """Change in value if some holdings move by given fractions and the others, if betas are given, by beta times the driver.

    Args:
        exposure: (n_holdings,) money, signed: market value, or delta exposure for options.
        direct_moves: (n_holdings,) fraction, -0.10 = falls 10 %; NaN = not shocked directly.
        betas: (n_holdings,) to the shocked symbol or index; None = the others stay; NaN = unknown, stays and is reported.
        driver_move: fraction by which the thing that the betas refer to moves.

    Convention: linear; no price falls by more than 100 %, so moves are floored at -1.
    Raises: InvalidInput on a move below -1; MissingData on a NaN exposure.
    Source: first-order revaluation; single-index model of Sharpe (1963) for moves by beta.
    Golden: tests/golden/shock.csv
    """
    held = np.asarray(exposure, dtype=np.float64)
    given = np.asarray(direct_moves, dtype=np.float64)
    _check(held, given, driver_move)
    direct = ~np.isnan(given)
    slopes = np.zeros_like(held) if betas is None else np.asarray(betas, dtype=np.float64)
    unknown = ~direct & np.isnan(slopes)
    indirect = np.maximum(np.where(np.isnan(slopes), 0.0, slopes) * driver_move, -1.0)
    moves = np.where(direct, given, indirect)
    impacts = held * moves
    return ShockImpact(moves=moves, impacts=impacts, total=float(impacts.sum()), unknown=unknown)


def _check(held: FloatArray, given: FloatArray, driver_move: float) -> None:
    if held.shape != given.shape:
        message = f"Expected one move per holding, found shapes {held.shape} and {given.shape}."
        raise ValueError(message)
    if not np.isfinite(held).all():
        message = "Expected an exposure of every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    if (given < -1.0).any() or np.isinf(given).any() or not driver_move >= -1.0:
        message = "Expected a move of -100 % or more, found a larger fall. A price can not fall below zero."
        raise InvalidInput(message)
