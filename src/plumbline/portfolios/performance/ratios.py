"""Return against risk of a path of daily returns, alone and against a benchmark; what is not defined says why."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.beta import beta, correlation
from plumbline.analytics.calendar_returns import monthly_returns
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.performance import (
    capture,
    downside_deviation,
    information_ratio,
    sharpe_ratio,
    sortino_ratio,
    tracking_error,
)
from plumbline.analytics.returns import annualized_return, cumulative_return, mean_return_annualized
from plumbline.analytics.risk_adjusted import (
    calmar_ratio,
    conditional_betas,
    gain_to_pain_ratio,
    hit_rate,
    jensens_alpha,
    omega_ratio,
    treynor_ratio,
    ulcer_index,
)
from plumbline.analytics.shape import excess_kurtosis, skewness, tail_ratio
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.path_statistics import ANNUALIZED_FROM, Frame
from plumbline.portfolios.performance.calendar import PeriodCalendar
from plumbline.portfolios.performance.results import PathRatios, RelativeFigures

_TOO_SHORT = f"fewer than {ANNUALIZED_FROM} daily returns say nothing about a year"
Compute = Callable[[], float | FloatArray | None]


@dataclass(frozen=True, eq=False)
class Sample:
    """Daily `returns` into `days` of a path, without NaN, its `calendar` (None without returns), and what every figure says of itself.

    `problem` says why there are no returns.
    """

    frame: Frame
    returns: FloatArray
    days: SessionArray
    calendar: PeriodCalendar | None
    risk_free_rate: float
    problem: str | None = None

    def figure(self, measure: str, compute: Compute, *, yearly: bool = False, **parameters: float | str) -> MeasuredValue:
        """The figure, or why there is none; `yearly` ones need a quarter of a year of returns."""
        reason = self.problem or (_TOO_SHORT if yearly and self.returns.size < ANNUALIZED_FROM else None)
        if reason:
            return self.missing(measure, reason, **parameters)
        try:
            value = compute()
        except (CalculationFailed, MissingData) as failure:
            return self.missing(measure, failure.message, **parameters)
        if value is None or not np.isfinite(value):
            return self.missing(measure, "too few such days in the period", **parameters)
        return MeasuredValue(**self.frame, measure=measure, value=float(value), parameters=parameters)

    def measured(self, measure: str, value: float, *, period: str) -> MeasuredValue:
        """A figure that is there, of a part of the period."""
        return MeasuredValue.model_validate({**self.frame, "period": period, "measure": measure, "value": value})

    def missing(self, measure: str, reason: str, **parameters: float | str) -> MeasuredValue:
        """A figure that is not."""
        return MeasuredValue.model_validate({**self.frame, "reason": reason, "measure": measure, "value": None, "parameters": parameters})


def path_ratios(sample: Sample) -> PathRatios:
    """Every figure of one path that needs no benchmark."""
    own, free = sample.returns, sample.risk_free_rate

    def figure(measure: str, compute: Compute, *, yearly: bool = False, **parameters: float | str) -> MeasuredValue:
        return sample.figure(measure, compute, yearly=yearly, **parameters)

    return PathRatios(
        annualized_return=figure("annualized_return", lambda: annualized_return(own, periods_per_year=TRADING_DAYS), yearly=True),
        mean_return=figure("mean_return_annualized", lambda: mean_return_annualized(own, periods_per_year=TRADING_DAYS), yearly=True),
        log_return=figure("log_return", lambda: np.log1p(cumulative_return(own))),
        sharpe_ratio=figure(
            "sharpe_ratio", lambda: sharpe_ratio(own, periods_per_year=TRADING_DAYS, risk_free_rate=free), risk_free_rate=free
        ),
        sortino_ratio=figure("sortino_ratio", lambda: sortino_ratio(own, periods_per_year=TRADING_DAYS), target=0.0),
        calmar_ratio=figure("calmar_ratio", lambda: calmar_ratio(own, periods_per_year=TRADING_DAYS), yearly=True),
        omega_ratio=figure("omega_ratio", lambda: omega_ratio(own, periods_per_year=TRADING_DAYS), target=0.0),
        gain_to_pain_ratio=figure("gain_to_pain_ratio", lambda: gain_to_pain_ratio(monthly_returns(own, sample.days))),
        ulcer_index=figure("ulcer_index", lambda: ulcer_index(own)),
        downside_deviation=figure("downside_deviation", lambda: downside_deviation(own, periods_per_year=TRADING_DAYS), target=0.0),
        skewness=figure("skewness", lambda: skewness(own)), excess_kurtosis=figure("excess_kurtosis", lambda: excess_kurtosis(own)),
        tail_ratio=figure("tail_ratio", lambda: tail_ratio(own)),
        best_month=_extreme_month(sample, "best_month"), worst_month=_extreme_month(sample, "worst_month"),
        best_year=_extreme_year(sample, "best_year"), worst_year=_extreme_year(sample, "worst_year"),
    )  # fmt: skip


def relative_figures(sample: Sample, benchmark: FloatArray) -> RelativeFigures:
    """Every figure of the path against the benchmark's returns of the same days, (n_returns,)."""
    own, other, free = sample.returns, benchmark, sample.risk_free_rate

    def figure(measure: str, compute: Compute, *, yearly: bool = False, **parameters: float | str) -> MeasuredValue:
        return sample.figure(measure, compute, yearly=yearly, **parameters)

    return RelativeFigures(
        beta=figure("beta", lambda: beta(own, other)),
        bull_beta=figure("bull_beta", lambda: conditional_betas(own, other).bull),
        bear_beta=figure("bear_beta", lambda: conditional_betas(own, other).bear),
        correlation=figure("correlation", lambda: correlation(own, other)),
        jensens_alpha=figure(
            "jensens_alpha", lambda: jensens_alpha(own, other, periods_per_year=TRADING_DAYS, risk_free_rate=free), yearly=True,
            risk_free_rate=free,
        ),
        treynor_ratio=figure(
            "treynor_ratio", lambda: treynor_ratio(own, other, periods_per_year=TRADING_DAYS, risk_free_rate=free), yearly=True,
            risk_free_rate=free,
        ),
        tracking_error=figure("tracking_error", lambda: tracking_error(own, other, periods_per_year=TRADING_DAYS)),
        information_ratio=figure("information_ratio", lambda: information_ratio(own, other, periods_per_year=TRADING_DAYS)),
        up_capture=figure("up_capture", lambda: capture(own, other).up),
        down_capture=figure("down_capture", lambda: capture(own, other).down),
        hit_rate=figure("hit_rate", lambda: hit_rate(own, other)),
    )  # fmt: skip


def _extreme_month(sample: Sample, measure: str) -> MeasuredValue:
    calendar = sample.calendar
    if calendar is None or not calendar.whole_months.any():
        return sample.missing(measure, sample.problem or "the period covers no whole month")
    months = np.where(calendar.whole_months, calendar.table.months, np.nan).ravel()
    place = int(np.nanargmax(months) if measure == "best_month" else np.nanargmin(months))
    days = calendar.month_days(int(calendar.table.years[0]) + place // 12, place % 12 + 1)
    return sample.measured(measure, float(months[place]), period=days)


def _extreme_year(sample: Sample, measure: str) -> MeasuredValue:
    calendar = sample.calendar
    if calendar is None or not calendar.whole_years.any():
        return sample.missing(measure, sample.problem or "the period covers no whole calendar year")
    years = np.where(calendar.whole_years, calendar.table.totals, np.nan)
    place = int(np.nanargmax(years) if measure == "best_year" else np.nanargmin(years))
    return sample.measured(measure, float(years[place]), period=calendar.year_days(int(calendar.table.years[place])))
