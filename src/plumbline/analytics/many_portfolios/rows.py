"""Figures of many series at once, one series per row: tails, falls and concentration."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import FloatArray, moments
from plumbline.analytics.value_at_risk import historical_expected_shortfall, historical_value_at_risk
from plumbline.analytics.what_if_tail import historical_tail

LEVELS = (0.95, 0.99)


@dataclass(frozen=True)
class RowTails:
    """One-period losses at `LEVELS`, (n_rows, 2) each, fractions, positive = loss."""

    historical_value_at_risk: FloatArray
    historical_expected_shortfall: FloatArray
    parametric_value_at_risk: FloatArray
    parametric_expected_shortfall: FloatArray


@dataclass(frozen=True)
class RowDrawdowns:
    """Deepest and current fall of each row, and the points of the value path (0 = start) of peak and trough.

    A row whose value fell below zero has NaN and points of -1.
    """

    maximum: FloatArray
    current: FloatArray
    peak: NDArray[np.intp]
    trough: NDArray[np.intp]


def row_tails(series: FloatArray) -> RowTails:
    """Value at risk and expected shortfall of each row, (n_rows, n_observations), as the functions of `value_at_risk` give them.

    Missing: not looked for; the caller refuses gaps.
    Source: as `historical_value_at_risk` and `parametric_value_at_risk`.
    """
    tails = [historical_tail(series.shape[1], level) for level in LEVELS]
    reach = tails[0].upper  # the lower level looks further
    worst = np.sort(np.partition(series, reach, axis=1)[:, : reach + 1], axis=1)
    losses, means = np.empty((len(series), 2)), np.empty((len(series), 2))
    for place, (tail, level) in enumerate(zip(tails, LEVELS, strict=True)):
        below, above = worst[:, tail.lower], worst[:, tail.upper]
        losses[:, place] = -(below + tail.fraction * (above - below))
        means[:, place] = -worst[:, : tail.lower + 1].mean(axis=1)
        for row in np.flatnonzero(above <= -losses[:, place]):  # a tie with the next return: more than these may be inside
            losses[row, place] = historical_value_at_risk(series[row], level)
            means[row, place] = historical_expected_shortfall(series[row], level)
    sample = moments(series.T)
    standard = NormalDist()
    points = np.array([standard.inv_cdf(1.0 - level) for level in LEVELS])
    densities = np.array([standard.pdf(point) / (1.0 - level) for point, level in zip(points.tolist(), LEVELS, strict=True)])
    mean, deviation = sample.mean[:, None], sample.deviation[:, None]
    return RowTails(losses, np.maximum(means, losses), -(mean + deviation * points), deviation * densities - mean)


def row_drawdowns(series: FloatArray) -> RowDrawdowns:
    """The deepest and the current fall of each row of returns, (n_rows, n_observations), compounded.

    Missing: not looked for; the caller refuses gaps.
    Source: as `deepest_drawdown`.
    """
    n_rows, n_observations = series.shape
    values = np.empty((n_rows, n_observations + 1))
    values[:, 0] = 1.0
    np.add(series, 1.0, out=values[:, 1:])
    ruined = values.min(axis=1) < 0.0
    np.cumprod(values[:, 1:], axis=1, out=values[:, 1:])
    peaks = np.maximum.accumulate(values, axis=1)
    standing = values / peaks
    rows = np.arange(n_rows)
    trough = standing.argmin(axis=1)
    depth = np.maximum(1.0 - standing[rows, trough], 0.0)
    fell = depth > 0.0
    trough = np.where(fell, trough, 0)
    # the last point before the trough that stands at the highest value: from there on the value is below it
    at_peak = (values == peaks[rows, trough][:, None]) & (np.arange(n_observations + 1) <= trough[:, None])
    peak = n_observations - at_peak[:, ::-1].argmax(axis=1)
    current = np.maximum(1.0 - standing[:, -1], 0.0)
    return RowDrawdowns(
        maximum=np.where(ruined, np.nan, depth),
        current=np.where(ruined, np.nan, current),
        peak=np.where(ruined, -1, peak),
        trough=np.where(ruined, -1, trough),
    )


@dataclass(frozen=True)
class RowSpread:
    """Concentration and exposure of each row of weights, (n_rows,); NaN where nothing is held (hedge ratio: nothing long)."""

    hhi: FloatArray
    effective_positions: FloatArray
    largest: FloatArray
    top_5: FloatArray
    n_holdings: NDArray[np.int64]
    long: FloatArray
    short: FloatArray
    hedge_ratio: FloatArray


def row_spread(weights: FloatArray) -> RowSpread:
    """Concentration of gross weights and exposure of each row, (n_rows, n_slots).

    Missing: not looked for. Source: as `concentration_hhi` and `exposures`.
    """
    sizes = np.abs(weights)
    gross = sizes.sum(axis=1)
    long = np.maximum(weights, 0.0).sum(axis=1)
    held = gross > 0.0
    shares = sizes / np.where(held, gross, np.nan)[:, None]
    hhi = np.einsum("rs,rs->r", shares, shares)
    top = np.sort(shares, axis=1)[:, ::-1]
    short = np.maximum(gross - long, 0.0)
    return RowSpread(
        hhi=hhi,
        effective_positions=1.0 / hhi,
        largest=top[:, 0],
        top_5=top[:, :5].sum(axis=1),
        n_holdings=np.count_nonzero(weights, axis=1),
        long=long,
        short=short,
        hedge_ratio=short / np.where(long > 0.0, long, np.nan),
    )
