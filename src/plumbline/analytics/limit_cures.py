"""Limits: how much room is left, and the trades that would bring a breached figure back to its level."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.core.errors import InvalidInput, MissingData

_STEPS = 50


class RuleStatus(StrEnum):
    WITHIN = "within"
    WARNING = "warning"
    BREACH = "breach"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A figure may not rise above (or, for a floor, fall below) `breach`; from `warn` on there is a warning.

    `measure` is a key of the catalog of measures.
    """

    measure: str
    warn: float
    breach: float
    is_floor: bool = False


@dataclass(frozen=True)
class Headroom:
    """`left` = distance to the breach level, negative = breached by that much; `used` = share of the level that is used (ceilings)."""

    status: RuleStatus
    value: float
    left: float
    used: float | None


def headroom(rule: Rule, value: float) -> Headroom:
    """Status and room of one figure under one rule; exactly at the breach level is still a warning.

    Missing: NaN raises MissingData.
    Raises: InvalidInput when the warning level lies beyond the breach level.
    Source: docs/methods/limit-cures.md.
    Golden: tests/golden/limit_cures.csv
    """
    if not np.isfinite(value):
        message = f"Expected a figure for '{rule.measure}', found none: the limit can not be checked."
        raise MissingData(message)
    sign = -1.0 if rule.is_floor else 1.0
    if sign * rule.warn > sign * rule.breach:
        message = f"Expected a warning level before the breach level, found {rule.warn} and {rule.breach} for '{rule.measure}'."
        raise InvalidInput(message)
    left = sign * (rule.breach - value)
    status = RuleStatus.BREACH if left < -1e-12 * max(abs(rule.breach), 1.0) else RuleStatus.WITHIN
    if status is RuleStatus.WITHIN and sign * (value - rule.warn) >= 0.0:
        status = RuleStatus.WARNING
    used = value / rule.breach if not rule.is_floor and rule.breach > 0.0 else None
    return Headroom(status, value, left, used)


@dataclass(frozen=True)
class Cure:
    """Weight changes that bring a figure to its level, financed by cash. `asset` is the one traded, None = several.

    `changes` (n_assets,) adds to what the weights are; `turnover` is the sum of absolute changes; `value` is the figure after.
    """

    asset: int | None
    changes: FloatArray
    turnover: float
    value: float


def single_trade_cures(
    figure: Callable[[FloatArray], FloatArray], weights: FloatArray, level: float, *, tradable: BoolArray | None = None
) -> tuple[Cure, ...]:
    """For each asset the smallest change of its weight alone that brings the figure down to `level`; smallest trade first.

    Args:
        figure: maps (n_portfolios, n_assets) weights to (n_portfolios,) figures; all candidates are tried at once.
        weights: (n_assets,) signed.
        level: what the figure must not exceed. For a floor pass the negative of figure and level.
        tradable: (n_assets,) assets that may be traded; default those held.

    Convention: a position is reduced toward zero, never turned around, and no new position is opened beside those tradable;
        the point where the figure first meets the level is searched on 64 steps and then by bisection.
    Missing: NaN weights raise MissingData; a NaN figure counts as not cured.
    Source: docs/methods/limit-cures.md.
    Golden: tests/golden/limit_cures.csv
    """
    held = _weights(weights)
    candidates = np.flatnonzero(held != 0.0 if tradable is None else np.asarray(tradable, dtype=np.bool_) & (held != 0.0))
    if candidates.size == 0 or float(figure(held[None, :])[0]) <= level:
        return ()
    share = _first_share(lambda shares: figure(_reduced(held, candidates, shares)), candidates.size, level)
    cured = np.flatnonzero(share <= 1.0)
    after = figure(_reduced(held, candidates, np.minimum(share, 1.0)))
    cures = [_cure(held, int(candidates[row]), float(share[row]), float(after[row])) for row in cured]
    return tuple(sorted(cures, key=lambda cure: (cure.turnover, cure.asset)))


def proportional_cure(
    figure: Callable[[FloatArray], FloatArray], weights: FloatArray, level: float, *, members: BoolArray | None = None
) -> Cure | None:
    """The smallest common reduction of all holdings (or of `members`, a sector) that brings the figure to `level`; None if none does.

    Everything else as `single_trade_cures`. Source: docs/methods/limit-cures.md.
    """
    held = _weights(weights)
    chosen = held != 0.0 if members is None else np.asarray(members, dtype=np.bool_) & (held != 0.0)
    if not chosen.any() or float(figure(held[None, :])[0]) <= level:
        return None

    def _moved(shares: FloatArray) -> FloatArray:
        return np.where(chosen, held * (1.0 - shares[:, None]), held)

    share = float(_first_share(lambda shares: figure(_moved(shares)), 1, level)[0])
    if share > 1.0:
        return None
    after = _moved(np.array([share]))
    changes = after[0] - held
    return Cure(None, changes, float(np.abs(changes).sum()), float(figure(after)[0]))


def _weights(weights: FloatArray) -> FloatArray:
    held = np.asarray(weights, dtype=np.float64)
    if held.ndim != 1:
        message = f"Expected one weight per asset, found shape {held.shape}."
        raise InvalidInput(message)
    if not np.isfinite(held).all():
        message = "Expected a weight for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    return held


def _reduced(held: FloatArray, candidates: np.ndarray[tuple[int, ...], np.dtype[np.intp]], shares: FloatArray) -> FloatArray:
    """One portfolio per candidate, its own position reduced by its share."""
    table = np.tile(held, (candidates.size, 1))
    table[np.arange(candidates.size), candidates] *= 1.0 - shares
    return table


def _first_share(figure: Callable[[FloatArray], FloatArray], count: int, level: float) -> FloatArray:
    """For each row the smallest share of reduction at which its figure is at most `level`; infinity where none is."""
    low, high = np.zeros(count), np.full(count, np.inf)
    for step in np.linspace(0.0, 1.0, 65)[1:]:
        met = np.isinf(high) & (figure(np.full(count, step)) <= level)
        high = np.where(met, step, high)
        low = np.where(np.isinf(high), step, low)
    found = np.isfinite(high)
    for _ in range(_STEPS):
        middle = np.where(found, 0.5 * (low + high), 1.0)
        met = figure(middle) <= level
        high, low = np.where(found & met, middle, high), np.where(found & ~met, middle, low)
    return high


def _cure(held: FloatArray, asset: int, share: float, value: float) -> Cure:
    changes = np.zeros_like(held)
    changes[asset] = -held[asset] * share
    return Cure(asset, changes, abs(float(changes[asset])), value)
