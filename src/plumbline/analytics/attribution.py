"""Attribution: where the return against a benchmark came from, over one period or several; contributions that add up over time."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

Model = Literal["brinson_fachler", "brinson_hood_beebower"]


@dataclass(frozen=True, kw_only=True)
class Segments:
    """Weights at the start of each period and returns within it, all (n_periods, n_segments) or (n_segments,) for one period.

    Weights of each period add to 1 (cash is a segment). A segment without weight may have any return that is a number.
    """

    portfolio_weights: FloatArray
    benchmark_weights: FloatArray
    portfolio_returns: FloatArray
    benchmark_returns: FloatArray


@dataclass(frozen=True)
class Attribution:
    """Effects per segment, fractions, positive = added to the active return; they add to `active_return` exactly.

    `allocation`, `selection`, `interaction` are (n_segments,), linked over all periods. `portfolio_return` and
    `benchmark_return` are compounded.
    """

    allocation: FloatArray
    selection: FloatArray
    interaction: FloatArray
    portfolio_return: float
    benchmark_return: float
    active_return: float


def attribution(segments: Segments, *, model: Model = "brinson_fachler") -> Attribution:
    """Allocation, selection and interaction against a benchmark.

    Args:
        segments: weights and returns.
        model: allocation is weight difference times benchmark return of the segment, less the whole benchmark's return in
            "brinson_fachler"; selection and interaction are the same in both.

    Convention: several periods are linked with Carino's logarithmic coefficients, so that effects add to the difference of the
        compounded returns.
    Missing: NaN raises MissingData.
    Raises: InvalidInput on shapes that differ or weights that do not add to 1; CalculationFailed on a return of -100 % or less.
    Source: Brinson, Hood and Beebower (1986), Determinants of Portfolio Performance; Brinson and Fachler (1985), Measuring Non-US
        Equity Portfolio Performance; Carino (1999), Combining Attribution Effects Over Time.
    Golden: tests/golden/attribution.csv
    """
    held, index, gained, market = _checked(segments)
    portfolio, benchmark = (held * gained).sum(axis=1), (index * market).sum(axis=1)
    reference = benchmark[:, None] if model == "brinson_fachler" else 0.0
    scale = _carino(portfolio, benchmark)[:, None]
    total, base = float(np.prod(1.0 + portfolio) - 1.0), float(np.prod(1.0 + benchmark) - 1.0)
    return Attribution(
        allocation=(scale * (held - index) * (market - reference)).sum(axis=0),
        selection=(scale * index * (gained - market)).sum(axis=0),
        interaction=(scale * (held - index) * (gained - market)).sum(axis=0),
        portfolio_return=total,
        benchmark_return=base,
        active_return=total - base,
    )


@dataclass(frozen=True)
class ReturnContributions:
    """What each holding added, fractions of the starting value: `by_period` (n_periods, n_holdings) adds to `total_return`.

    `by_holding` is its sum over periods, `by_time` over holdings.
    """

    by_period: FloatArray
    by_holding: FloatArray
    by_time: FloatArray
    total_return: float


def return_contributions(weights: FloatArray, returns: FloatArray) -> ReturnContributions:
    """Weight times return of each holding and period, linked so that the sum is the compounded return.

    Args:
        weights: (n_periods, n_holdings) at the start of each period, signed; the rest is cash that earns nothing.
        returns: (n_periods, n_holdings) simple returns; NaN where the weight is 0.

    Convention: Carino's logarithmic coefficients against a benchmark of zero.
    Missing: a NaN return of a holding with weight raises MissingData.
    Raises: InvalidInput on shapes that differ; CalculationFailed on a return of -100 % or less in a period.
    Source: Carino (1999), Combining Attribution Effects Over Time.
    """
    held, gained = np.atleast_2d(np.asarray(weights, dtype=np.float64)), np.atleast_2d(np.asarray(returns, dtype=np.float64))
    if held.shape != gained.shape or held.size == 0:
        message = f"Expected weights and returns of the same shape, found {held.shape} and {gained.shape}."
        raise InvalidInput(message)
    gained = np.where((held == 0.0) & np.isnan(gained), 0.0, gained)
    _require_finite(held, gained)
    parts = held * gained
    scale = _carino(parts.sum(axis=1), np.zeros(len(parts)))
    linked = scale[:, None] * parts
    total = float(np.prod(1.0 + parts.sum(axis=1)) - 1.0)
    return ReturnContributions(linked, linked.sum(axis=0), linked.sum(axis=1), total)


def _carino(portfolio: FloatArray, benchmark: FloatArray) -> FloatArray:
    """What each period's effects are multiplied with, so that they add over time."""
    if (portfolio <= -1.0).any() or (benchmark <= -1.0).any():
        message = "Expected returns above -100 % in every period, found a total loss: periods can not be linked across it."
        raise CalculationFailed(message)
    single = _logarithmic_ratio(portfolio, benchmark)
    whole = _logarithmic_ratio(float(np.prod(1.0 + portfolio)) - 1.0, float(np.prod(1.0 + benchmark)) - 1.0)
    return np.asarray(single / whole)


def _logarithmic_ratio(portfolio: FloatArray | float, benchmark: FloatArray | float) -> FloatArray:
    """(ln(1 + p) - ln(1 + b)) / (p - b); its limit 1 / (1 + b) where they are equal."""
    ratio = (np.asarray(portfolio) - benchmark) / (1.0 + np.asarray(benchmark))
    small = np.abs(ratio) < 1e-9
    safe = np.where(small, 1.0, ratio)
    return np.asarray(np.where(small, 1.0 - 0.5 * ratio, np.log1p(safe) / safe) / (1.0 + np.asarray(benchmark)))


def _checked(segments: Segments) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    parts = (segments.portfolio_weights, segments.benchmark_weights, segments.portfolio_returns, segments.benchmark_returns)
    held, index, gained, market = (np.atleast_2d(np.asarray(part, dtype=np.float64)) for part in parts)
    if not held.shape == index.shape == gained.shape == market.shape or held.size == 0:
        message = f"Expected four tables of the same shape, found {[part.shape for part in (held, index, gained, market)]}."
        raise InvalidInput(message)
    _require_finite(held, index, gained, market)
    for what, weights in (("portfolio", held), ("benchmark", index)):
        sums = weights.sum(axis=1)
        if np.abs(sums - 1.0).max() > 1e-6:
            worst = float(sums[np.abs(sums - 1.0).argmax()])
            message = f"Expected {what} weights that add to 1 in every period, found {worst:.4f}. Add cash as a segment."
            raise InvalidInput(message)
    return held, index, gained, market


def _require_finite(*tables: FloatArray) -> None:
    if not all(np.isfinite(table).all() for table in tables):
        message = "Expected weights and returns without gaps, found a missing one. Leave that segment out, or give 0 for no weight."
        raise MissingData(message)
