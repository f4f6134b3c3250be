"""Volatility of the days ahead: exponentially weighted, and the heterogeneous autoregression of daily, weekly and monthly terms."""

from dataclasses import dataclass
from math import ceil, log, pi, sqrt

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray, as_series, require_observations, scalar_or_array
from plumbline.core.errors import CalculationFailed, InvalidInput

RISKMETRICS_DECAY = 0.94
"""Weight of yesterday relative to today for daily returns: RiskMetrics Technical Document (1996), section 5.3."""

_TOLERANCE = 1e-8
"""Share of the total weight that a truncated window leaves out: 298 observations at a decay of 0.94."""
_TERMS = (1, 5, 22)
"""Days of the daily, weekly and monthly term: Corsi (2009)."""
_FEWEST_ROWS = 30
"""Rows of the regression below which four coefficients mean nothing."""
_SEED = 21
"""The recursion starts from the mean square of this many first returns."""
_COLLINEAR = 1e-10
_BLOCK = 64
"""Assets fitted at once: their terms then stay in the cache of the processor."""
_NOTHING = (np.empty((4, 0)), np.empty(0), np.empty(0))


@dataclass(frozen=True)
class HarForecast:
    """Expected volatility of the next `horizon` periods, shapes without or with (n_assets,).

    `coefficients` (4, ...) are the constant and the weights of the last day, week and month; `path` (horizon, ...) is expected volatility
    per period; `level` its mean, annualized; `current` the mean of the last month, annualized; `trend` level / current - 1 (positive =
    rising). NaN in a column without a defined fit.
    """

    coefficients: FloatArray
    r_squared: FloatArray
    path: FloatArray
    level: FloatArray
    current: FloatArray
    trend: FloatArray
    n_observations: int


def ewma_window(decay: float = RISKMETRICS_DECAY, tolerance: float = _TOLERANCE) -> int:
    """Observations after which the weights left out are at most `tolerance` of the total: ln(tolerance) / ln(decay), rounded up.

    Raises: InvalidInput unless both lie strictly between 0 and 1.
    Source: RiskMetrics Technical Document (4th ed., 1996), table 5.7.
    Golden: tests/golden/volatility_forecast.csv
    """
    if not (0.0 < decay < 1.0 and 0.0 < tolerance < 1.0):
        message = f"Expected a decay and a tolerance between 0 and 1, found {decay} and {tolerance}. Choose them inside, such as 0.94."
        raise InvalidInput(message)
    return ceil(log(tolerance) / log(decay))


def ewma_weights(n_observations: int, decay: float = RISKMETRICS_DECAY) -> FloatArray:
    """Weights of the last observations, oldest first, the newest the largest; they add to 1 over the truncated window."""
    window = min(n_observations, ewma_window(decay))
    weights = decay ** np.arange(window - 1, -1, -1, dtype=np.float64)
    return np.asarray(weights / weights.sum())


def ewma_volatility(returns: FloatArray, *, periods_per_year: float, decay: float = RISKMETRICS_DECAY) -> float | FloatArray:
    """Root of the exponentially weighted mean of squared returns, per year: the volatility expected for the next period.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction, oldest first.
        periods_per_year: 252 for daily returns.
        decay: weight of an observation relative to the one after it, 0 to 1.

    Returns:
        Fraction per year, never negative; (n_assets,) for 2-D input. The mean return is taken as zero.

    Missing: NaN is dropped within the window and the weights of the rest scaled up; fewer than 2 observations raise MissingData (1-D)
        or give NaN in that column.
    Source: RiskMetrics Technical Document (4th ed., 1996), section 5.2.
    Golden: tests/golden/volatility_forecast.csv
    """
    series = as_series(returns)
    weights = ewma_weights(series.shape[0], decay) if series.shape[0] else np.empty(0)
    recent = series[series.shape[0] - weights.size :]
    valid = ~np.isnan(recent)
    count = valid.sum(axis=0)
    if series.ndim == 1:
        require_observations(int(count))
    mass = np.einsum("t,t...->...", weights, valid.astype(np.float64))
    total = np.einsum("t,t...->...", weights, np.where(valid, recent, 0.0) ** 2)
    variance = np.where(count < 2, np.nan, total / np.where(mass > 0.0, mass, 1.0))
    return scalar_or_array(np.asarray(np.sqrt(variance * periods_per_year)))


def ewma_variances(returns: FloatArray, *, decay: float = RISKMETRICS_DECAY) -> FloatArray:
    """Variance expected for each period from the returns before it, by the recursion v[t+1] = decay v[t] + (1 - decay) r[t]^2.

    Args:
        returns: (n_observations,) simple returns, fraction.
        decay: as `ewma_volatility`.

    Returns:
        (n_observations + 1,) per period, not annualized; the last is for the period after the data. The first is the mean square of the
        first 21 returns, so that entries within these are not free of them.

    Missing: a NaN return leaves the variance as it is; fewer than 2 observations raise MissingData.
    Source: RiskMetrics Technical Document (4th ed., 1996), section 5.2.
    """
    series = as_series(returns)
    valid = series[~np.isnan(series)]
    require_observations(valid.size)
    variance = float((valid[:_SEED] ** 2).mean())
    path = [variance]
    for squared in (series * series).tolist():
        if squared == squared:  # noqa: PLR0124 - false for NaN only
            variance = decay * variance + (1.0 - decay) * squared
        path.append(variance)
    return np.array(path)


def volatility_proxy(returns: FloatArray) -> FloatArray:
    """Volatility of each period seen from its return alone: |r| times sqrt(pi / 2), right on average for normal returns of mean zero.

    Shapes as given. Missing: NaN stays NaN.
    Source: Taylor (1986), Modelling Financial Time Series; the mean of |r| is sigma sqrt(2 / pi).
    """
    return np.asarray(np.abs(as_series(returns)) * sqrt(pi / 2.0))


def har_forecast(realized: FloatArray, *, periods_per_year: float, horizon: int = 21) -> HarForecast:
    """Least-squares fit of next-period volatility on its last value, its mean over a week and over a month, iterated over the horizon.

    Args:
        realized: (n_observations,) or (n_observations, n_assets) volatility of each period, fraction, at least 0: realized from intraday
            data, or `volatility_proxy` of daily returns.
        periods_per_year: 252 for daily data.
        horizon: periods ahead.

    Convention: each expected value is kept between the smallest and the largest observed one, so that no fit runs away.
    Missing: rows in which a term is NaN are dropped; fewer than 30 rows (52 observations) raise MissingData (1-D) or give NaN.
    Raises: CalculationFailed when the terms are collinear, as those of a constant series (a column: NaN).
    Source: Corsi (2009), A Simple Approximate Long-Memory Model of Realized Volatility, Journal of Financial Econometrics 7(2).
    Golden: tests/golden/volatility_forecast.csv
    """
    if horizon < 1:
        message = f"Expected a horizon of at least 1 period, found {horizon}. Choose a longer one."
        raise InvalidInput(message)
    series = as_series(realized)
    require_observations(series.shape[0], minimum=_TERMS[-1] + _FEWEST_ROWS, what="observations of volatility")
    table = series.reshape(series.shape[0], -1)
    blocks = [_fitted(table[:, first : first + _BLOCK]) for first in range(0, table.shape[1], _BLOCK)]
    coefficients, r_squared, rows = (np.concatenate(parts, axis=-1) for parts in zip(*blocks, strict=True)) if blocks else _NOTHING
    if series.ndim == 1:
        require_observations(int(rows[0]), minimum=_FEWEST_ROWS, what="rows without a gap for the regression")
        if np.isnan(coefficients[:, 0]).any():
            message = "Expected volatility that varies from day to day, found collinear terms. Choose a longer period."
            raise CalculationFailed(message)
    return _forecast(series, coefficients, r_squared, int(rows.max(initial=0)), scale=sqrt(periods_per_year), horizon=horizon)


def _forecast(
    series: FloatArray, coefficients: FloatArray, r_squared: FloatArray, n_observations: int, *, scale: float, horizon: int
) -> HarForecast:
    table, shape = series.reshape(series.shape[0], -1), series.shape[1:]
    path = _iterated(table, coefficients, horizon)
    level, current = path.mean(axis=0) * scale, table[-_TERMS[-1] :].mean(axis=0) * scale
    trend = level / np.where(current > 0.0, current, np.nan) - 1.0
    return HarForecast(
        coefficients=coefficients.reshape(4, *shape),
        r_squared=r_squared.reshape(shape),
        path=path.reshape(horizon, *shape),
        level=level.reshape(shape),
        current=current.reshape(shape),
        trend=trend.reshape(shape),
        n_observations=n_observations,
    )


def _fitted(table: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Coefficients (4, n_assets), R squared and rows used; all assets by one batch of normal equations."""
    values = np.ascontiguousarray(table.T)
    stacked = np.stack([*(_trailing_means(values, days)[:, _TERMS[-1] - 1 : -1] for days in _TERMS), values[:, _TERMS[-1] :]], axis=1)
    rows = np.full(values.shape[0], float(stacked.shape[2]))
    missing: BoolArray | None = np.asarray(np.isnan(stacked).any(axis=1, keepdims=True)) if np.isnan(values).any() else None
    if missing is not None:  # (n_assets, 4, rows): the daily, weekly, monthly term, and what they explain
        stacked[np.broadcast_to(missing, stacked.shape)] = 0.0
        rows = (~missing[:, 0]).sum(axis=1).astype(np.float64)
    means = stacked.sum(axis=2) / np.maximum(rows, 1.0)[:, None]
    stacked -= means[:, :, None]
    if missing is not None:
        stacked[np.broadcast_to(missing, stacked.shape)] = 0.0
    products = np.matmul(stacked, stacked.transpose(0, 2, 1))
    slopes, explained = _solved(products, means, rows)
    constant = means[:, 3] - (slopes * means[:, :3]).sum(axis=1)
    return np.concatenate([constant[None, :], slopes.T]), explained, rows


def _solved(products: FloatArray, means: FloatArray, rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Slopes (n_assets, 3) and R squared; NaN where rows are too few or terms collinear."""
    size = np.sqrt(np.einsum("aii->ai", products))
    varies = size.min(axis=1) > 1e-9 * np.sqrt(np.maximum(rows, 1.0)) * np.abs(means).max(axis=1)
    safe = np.where(size > 0.0, size, 1.0)
    scaled = products / (safe[:, :, None] * safe[:, None, :])
    defined = varies & (rows >= _FEWEST_ROWS) & (np.linalg.det(scaled[:, :3, :3]) > _COLLINEAR)
    scaled[~defined] = np.eye(4)
    loadings = np.linalg.solve(scaled[:, :3, :3], scaled[:, :3, 3:])[:, :, 0]
    explained = (loadings * scaled[:, :3, 3]).sum(axis=1)
    slopes = loadings * safe[:, 3:] / safe[:, :3]
    return np.where(defined[:, None], slopes, np.nan), np.where(defined, explained, np.nan)


def _trailing_means(values: FloatArray, days: int) -> FloatArray:
    """Mean of the last `days` columns at each column; NaN where one of them is missing; the first days - 1 are not used."""
    if days == 1:
        return values
    means = np.full(values.shape, np.nan)
    means[:, days - 1 :] = _moving_sums(np.where(np.isnan(values), 0.0, values), days) / days
    if np.isnan(values).any():
        gaps = _moving_sums(np.isnan(values).astype(np.float64), days)
        means[:, days - 1 :][gaps > 0.5] = np.nan
    return means


def _moving_sums(values: FloatArray, days: int) -> FloatArray:
    totals = np.cumsum(values, axis=1)
    moving = totals[:, days - 1 :].copy()
    moving[:, 1:] -= totals[:, :-days]
    return moving


def _iterated(table: FloatArray, coefficients: FloatArray, horizon: int) -> FloatArray:
    lowest = np.where(np.isnan(table), np.inf, table).min(axis=0)
    highest = np.where(np.isnan(table), -np.inf, table).max(axis=0)
    known = np.concatenate([table[-_TERMS[-1] :], np.empty((horizon, table.shape[1]))])
    for step in range(horizon):
        now = step + _TERMS[-1]
        terms = np.stack([known[now - days : now].mean(axis=0) for days in _TERMS])
        expected = coefficients[0] + (coefficients[1:] * terms).sum(axis=0)
        known[now] = np.clip(expected, lowest, highest)
    return known[_TERMS[-1] :]
