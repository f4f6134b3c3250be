"""Drawdown beyond its maximum: every episode, time under water, the mean of the worst, and the chance of one ahead."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.drawdown import drawdown_path
from plumbline.analytics.observations import FloatArray, valid_observations
from plumbline.core.errors import BudgetExceeded, CalculationFailed, InvalidInput

_ROUNDING = 1e-12
"""A peak that is missed by less than this was reached."""

_LARGEST = 50_000_000
"""Simulated returns at once; beyond it the memory of a small server would not do."""


@dataclass(frozen=True)
class DrawdownEpisode:
    """One fall from a peak and the way back. Points as in `Drawdown`: 0 is the start, i the value after return i.

    `n_falling` sessions from peak to trough, `n_recovering` from trough to recovery, None while not recovered.
    """

    depth: float
    peak: int
    trough: int
    recovery: int | None
    n_falling: int
    n_recovering: int | None


def drawdown_episodes(returns: FloatArray, *, minimum_depth: float = 0.0) -> tuple[DrawdownEpisode, ...]:
    """All falls of one series, deepest first; a fall ends when the peak is reached again.

    Args:
        returns: (n_observations,) simple returns.
        minimum_depth: leave out shallower falls, fraction.

    Missing: a NaN return leaves value where it was; no return at all raises MissingData.
    Raises: CalculationFailed when value fell below zero.
    Source: Bacon, Practical Portfolio Performance Measurement and Attribution (2nd ed., 2008), chapter 4: drawdowns.
    Golden: tests/golden/drawdown_episodes.csv
    """
    path = _path(returns)
    under = path > 0.0
    edges = np.diff(np.concatenate([[False], under, [False]]).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1) - 1, np.flatnonzero(edges == -1)
    found = [_episode(path, int(start), int(end)) for start, end in zip(starts, ends, strict=True)]
    kept = [episode for episode in found if episode.depth >= minimum_depth]
    return tuple(sorted(kept, key=lambda episode: (-episode.depth, episode.peak)))


@dataclass(frozen=True)
class TimeUnderWater:
    """`share` of sessions that ended below an earlier peak; `longest` and `current` in sessions; `mean_depth` over all sessions."""

    share: float
    longest: int
    current: int
    mean_depth: float


def time_under_water(returns: FloatArray) -> TimeUnderWater:
    """How long one series stood below its peaks. Missing data, errors and source as `drawdown_episodes`.

    Golden: tests/golden/drawdown_episodes.csv
    """
    path = _path(returns)
    under = path[1:] > 0.0
    runs = np.diff(np.flatnonzero(np.concatenate([[True], ~under, [True]]))) - 1  # sessions between two at a peak
    return TimeUnderWater(float(under.mean()), int(runs.max()), int(runs[-1]), float(path[1:].mean()))


def conditional_drawdown(returns: FloatArray, confidence: float = 0.95) -> float:
    """Conditional drawdown at risk: the mean of the deepest (1 - confidence) share of the drawdown path; at 0 the mean drawdown.

    Convention: the observation at the boundary counts with the part of it that belongs to the tail.
    Missing data as `drawdown_episodes`. Raises: InvalidInput unless 0 <= confidence < 1.
    Source: Chekhlov, Uryasev and Zabarankin (2005), Drawdown Measure in Portfolio Optimization.
    Golden: tests/golden/drawdown_episodes.csv
    """
    if not 0.0 <= confidence < 1.0:
        message = f"Expected a confidence from 0 to below 1, such as 0.95, found {confidence}."
        raise InvalidInput(message)
    deepest = np.sort(_path(returns)[1:])[::-1]
    size = round(deepest.size * (1.0 - confidence), 9)
    whole = int(size)
    tail = float(deepest[:whole].sum())
    if size > whole:
        tail += (size - whole) * float(deepest[whole])
    return tail / size


@dataclass(frozen=True)
class DrawdownChance:
    """Share of simulated paths whose drawdown reached the depth within the horizon, and its standard error.

    `median_maximum` is the median over paths of their maximum drawdown.
    """

    probability: float
    standard_error: float
    median_maximum: float
    n_paths: int


@dataclass(frozen=True, kw_only=True)
class Bootstrap:
    """How paths are drawn: blocks of random length (mean `mean_block` sessions) keep some of the clustering of volatility."""

    n_paths: int = 5_000
    mean_block: float = 20.0
    seed: int = 7


_DEFAULT = Bootstrap()


def drawdown_probability(returns: FloatArray, *, depth: float, horizon: int, bootstrap: Bootstrap = _DEFAULT) -> DrawdownChance:
    """Chance that value falls by `depth` from a peak within `horizon` sessions, if they are drawn from the past.

    Args:
        returns: (n_observations,) simple returns.
        depth: fraction, 0 < depth < 1.
        horizon: sessions.
        bootstrap: number of paths, mean block, seed; the same seed gives the same figure.

    Convention: stationary bootstrap: each session follows its predecessor in the past, or starts a new block at random; the past
        is a circle. The starting value counts as a peak.
    Missing: NaN is dropped; fewer than 20 returns raise MissingData.
    Raises: InvalidInput on a depth or horizon out of range; BudgetExceeded above 50 million simulated sessions.
    Source: Politis and Romano (1994), The Stationary Bootstrap.
    """
    series = valid_observations(returns, minimum=20)
    if not (0.0 < depth < 1.0 and horizon >= 1 and bootstrap.n_paths >= 1 and bootstrap.mean_block >= 1.0):
        message = f"Expected a depth between 0 and 1 and a horizon of at least one session, found {depth} and {horizon}."
        raise InvalidInput(message)
    if bootstrap.n_paths * horizon > _LARGEST:
        message = f"Expected at most {_LARGEST:,} simulated sessions, found {bootstrap.n_paths * horizon:,}. Ask for fewer paths."
        raise BudgetExceeded(message)
    if (series < -1.0).any():
        message = "Expected returns of -100 % or more, found a larger loss: the value fell below zero and has no drawdown."
        raise CalculationFailed(message)
    deepest = _simulated(series, horizon, bootstrap)
    probability = float((deepest >= depth).mean())
    error = float(np.sqrt(probability * (1.0 - probability) / deepest.size))
    return DrawdownChance(probability, error, float(np.median(deepest)), deepest.size)


def _simulated(series: FloatArray, horizon: int, bootstrap: Bootstrap) -> FloatArray:
    """Maximum drawdown of each path."""
    rng = np.random.Generator(np.random.SFC64(bootstrap.seed))
    n_paths, n = bootstrap.n_paths, series.size
    place = rng.integers(0, n, n_paths)
    value, peak, deepest = np.ones(n_paths), np.ones(n_paths), np.zeros(n_paths)
    for _ in range(horizon):
        value = value * (1.0 + series[place])
        peak = np.maximum(peak, value)
        deepest = np.maximum(deepest, 1.0 - value / peak)
        anew = rng.random(n_paths) < 1.0 / bootstrap.mean_block
        place = np.where(anew, rng.integers(0, n, n_paths), (place + 1) % n)
    return deepest


def _path(returns: FloatArray) -> FloatArray:
    path = drawdown_path(returns)
    if path.ndim != 1:
        message = f"Expected one series, found an array of shape {path.shape}."
        raise InvalidInput(message)
    return np.where(path < _ROUNDING, 0.0, path)


def _episode(path: FloatArray, start: int, end: int) -> DrawdownEpisode:
    """The episode with its peak at `start` whose first point back at the peak would be `end`."""
    trough = start + int(path[start:end].argmax())
    recovered = end < path.size
    return DrawdownEpisode(
        depth=float(path[trough]),
        peak=start,
        trough=trough,
        recovery=end if recovered else None,
        n_falling=trough - start,
        n_recovering=end - trough if recovered else None,
    )
