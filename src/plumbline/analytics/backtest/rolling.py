"""Forecasts of tail risk for each session from the sessions before it, and how they fared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from plumbline.analytics.backtest.coverage import CoverageTests, TrafficLight, coverage_tests, traffic_light
from plumbline.analytics.backtest.shortfall import ShortfallTests, shortfall_tests
from plumbline.analytics.observations import BoolArray, FloatArray, as_series, require_observations
from plumbline.analytics.tail.age_weighted import AGE_DECAY, weighted_tail
from plumbline.analytics.tail.cornish_fisher import cornish_fisher_tail
from plumbline.analytics.tail.methods import ForecastMethod, TailMethod
from plumbline.analytics.tail.pair import TailRisk, tail_share
from plumbline.analytics.tail.student import StudentFit, fitted_student, student_tail_of
from plumbline.analytics.tail.volatility_filtered import standardized_returns
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.analytics.volatility_forecast import ewma_variances
from plumbline.core.errors import CalculationFailed, InvalidInput

_CHUNK = 512
"""Windows worked on at once: bounds memory, whatever the length of the series."""
_REFIT = 21
"""The t distribution is fitted again after this many sessions; its location and scale carry over between."""


@dataclass(frozen=True)
class TailForecasts:
    """For each session the pair forecast from the `window` valid returns before it, (n_observations,).

    NaN for the first sessions, for those without a return, and where a method has no defined figure.
    """

    method: ForecastMethod
    confidence: float
    window: int
    value_at_risk: FloatArray
    expected_shortfall: FloatArray


@dataclass(frozen=True)
class TailBacktest:
    """How the forecasts of one method fared. `exceptions` (n_observations,): the loss was larger than the value at risk.

    `last_250` is the traffic light of the last 250 tested sessions (fewer, if there are fewer). `mean_value_at_risk` says what safety cost.
    `shortfall` is None where an expected shortfall was not positive.
    """

    forecasts: TailForecasts
    exceptions: BoolArray
    coverage: CoverageTests
    last_250: TrafficLight
    shortfall: ShortfallTests | None
    mean_value_at_risk: float


def rolling_tail_forecasts(returns: FloatArray, method: TailMethod, confidence: float = 0.95, *, window: int = 500) -> TailForecasts:
    """Value at risk and expected shortfall for each session from the window before it; nothing later enters.

    Args:
        returns: (n_observations,) simple returns, fraction, oldest first.
        method: one of the families; their defaults apply. The filtered figure scales with volatility followed from the start of the series.
            Student t is fitted anew every 21 sessions.
        confidence: share of outcomes not in the tail.
        window: valid returns per forecast, at least 21.

    Missing: sessions without a return are left out of windows and have no forecast; no session after the first window raises MissingData.
    Raises: InvalidInput for a window below 21; CalculationFailed as the filtered figure does.
    Source: Jorion, Value at Risk (3rd ed., 2007), chapter 6; each method has its own.
    """
    tail_share(confidence)
    if window < 21:
        message = f"Expected a window of at least 21 returns, found {window}. Choose a longer one."
        raise InvalidInput(message)
    series = as_series(returns)
    if series.ndim != 1:
        message = f"Expected one series, found an array of shape {series.shape}."
        raise ValueError(message)
    places = np.flatnonzero(~np.isnan(series))
    require_observations(places.size, minimum=window + 1)
    valid = series[places]
    pairs = _FORECASTS[method](valid, window, confidence)
    figures = np.full((2, series.size), np.nan)
    figures[:, places[window:]] = pairs
    return TailForecasts(method, confidence, window, value_at_risk=figures[0], expected_shortfall=figures[1])


def tail_backtest(returns: FloatArray, forecasts: TailForecasts) -> TailBacktest:
    """Coverage, independence, traffic light and shortfall tests of forecasts against what came.

    Missing: sessions without a return or a forecast are left out; fewer than 2 left raise MissingData.
    Source: Kupiec (1995); Christoffersen (1998); Basel Committee (1996); Acerbi and Szekely (2014).
    Golden: tests/golden/backtest.csv
    """
    series = as_series(returns)
    point = forecasts.value_at_risk
    tested = ~(np.isnan(series) | np.isnan(point))
    require_observations(int(tested.sum()), what="sessions with a forecast and a return")
    exceptions = np.zeros(series.shape, dtype=bool)
    exceptions[tested] = -series[tested] > point[tested]
    recent = exceptions[tested][-250:]
    try:
        shortfall = shortfall_tests(
            series, value_at_risk=point, expected_shortfall=forecasts.expected_shortfall, confidence=forecasts.confidence
        )
    except CalculationFailed:
        shortfall = None
    return TailBacktest(
        forecasts=forecasts,
        exceptions=exceptions,
        coverage=coverage_tests(exceptions[tested], forecasts.confidence),
        last_250=traffic_light(int(recent.sum()), int(recent.size), forecasts.confidence),
        shortfall=shortfall,
        mean_value_at_risk=float(point[tested].mean()),
    )


def _by_window(valid: FloatArray, window: int, figure: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """(2, n_windows): the figure of each window that ends before the last return; windows are columns."""
    windows = sliding_window_view(valid[:-1], window).T
    chunks = [figure(np.ascontiguousarray(windows[:, at : at + _CHUNK])) for at in range(0, windows.shape[1], _CHUNK)]
    return np.concatenate(chunks, axis=1)


def _stacked(pair: TailRisk) -> FloatArray:
    return np.array([pair.value_at_risk, pair.expected_shortfall])


def _historical(valid: FloatArray, window: int, confidence: float) -> FloatArray:
    figures = (historical_value_at_risk, historical_expected_shortfall)
    return _by_window(valid, window, lambda table: np.array([figure(table, confidence) for figure in figures]))


def _parametric(valid: FloatArray, window: int, confidence: float) -> FloatArray:
    figures = (parametric_value_at_risk, parametric_expected_shortfall)
    return _by_window(valid, window, lambda table: np.array([figure(table, confidence) for figure in figures]))


def _age_weighted(valid: FloatArray, window: int, confidence: float) -> FloatArray:
    weights = AGE_DECAY ** np.arange(window - 1, -1, -1, dtype=np.float64)
    tail = tail_share(confidence)
    return _by_window(valid, window, lambda table: weighted_tail(table, weights, tail, quantile="interpolated"))


def _volatility_filtered(valid: FloatArray, window: int, confidence: float) -> FloatArray:
    standardized, _ = standardized_returns(valid)
    deviations = np.sqrt(ewma_variances(valid)[window:-1])
    return _historical(standardized, window, confidence) * deviations


def _cornish_fisher(valid: FloatArray, window: int, confidence: float) -> FloatArray:
    return _by_window(valid, window, lambda table: _stacked(cornish_fisher_tail(table, confidence)))


def _student_t(valid: FloatArray, window: int, confidence: float) -> FloatArray:
    windows = sliding_window_view(valid[:-1], window).T
    fit = fitted_student(np.ascontiguousarray(windows[:, ::_REFIT]))
    which = np.arange(windows.shape[1]) // _REFIT
    spread = StudentFit(fit.location[which], fit.scale[which], fit.degrees_of_freedom[which])
    return _stacked(student_tail_of(spread, tail_share(confidence)))


_FORECASTS: Mapping[TailMethod, Callable[[FloatArray, int, float], FloatArray]] = {
    "historical": _historical,
    "age_weighted": _age_weighted,
    "volatility_filtered": _volatility_filtered,
    "parametric": _parametric,
    "student_t": _student_t,
    "cornish_fisher": _cornish_fisher,
}
