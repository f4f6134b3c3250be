"""Figures of a return series: volatility, beta, correlation, drawdown, tail risk, ratios, best and worst days."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.beta import beta as beta_of
from plumbline.analytics.beta import correlation as correlation_of
from plumbline.analytics.drawdown import current_drawdown as current_drawdown_of
from plumbline.analytics.drawdown import deepest_drawdown
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.performance import (
    capture,
    downside_deviation,
    extreme_periods,
    information_ratio,
    sharpe_ratio,
    sortino_ratio,
    tracking_error,
    up_days,
)
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.fact import FactValue
from plumbline.query.figure import Figure, Parameters, absent
from plumbline.query.figures_period import against
from plumbline.query.periods import Span
from plumbline.query.schemas import Ask
from plumbline.query.series import Series, path_of, returns_of, series_of
from plumbline.query.spans import span_of
from plumbline.query.targets import Target

YEAR = "252d"
_WINDOW = re.compile(r"\d+d")
LEAST_SHARE_OF_WINDOW = 2 / 3
"""A figure over a window needs this share of its sessions, as the risk report asks for."""

Evaluator = Callable[[Target, Ask], Figure]
Statistic = Callable[["Sample"], FactValue]


@dataclass(frozen=True, eq=False)
class Sample:
    """A target's returns without missing sessions, beside those of what it is compared with."""

    target: Target
    ask: Ask
    span: Span
    series: Series

    @property
    def returns(self) -> FloatArray:
        return self.series.valid

    @property
    def risk_free_rate(self) -> float:
        return self.target.held.snapshot.risk_free_rate if self.target.held else 0.0

    def pair(self) -> tuple[FloatArray, FloatArray]:
        """Own returns and those of the benchmark (or of the symbol asked for), all sessions."""
        return self.series.returns, returns_of(against(self.target, self.ask), self.target.view, self.span)

    def day(self, point: int) -> FactValue:
        """Day of a point of the value path: 0 is the close before the first return."""
        days = self.series.days[np.isfinite(self.series.returns)]
        return self.span.start_day if point == 0 else days[point - 1].item()


def statistic(compute: Statistic, *, default: str = YEAR, least: int = 2, relative: bool = False, held: bool = False) -> Evaluator:
    """Return an evaluator that applies `compute` to the target's returns over the period asked for.

    `held` figures are of performance: over a named period they are of today's quantities held through it, as in the
    performance report; over a window of sessions, and for all others, the exposures are constant.
    """

    def evaluate(target: Target, ask: Ask) -> Figure:
        span = span_of(target, ask.period or default)
        parameters: Parameters = {"against": against(target, ask)} if relative and ask.against else {}
        try:
            series = path_of(target, span) if held and not _WINDOW.fullmatch(span.label) else series_of(target, span)
            if series.valid.size < max(least, int(min(span.n_returns, 60) * LEAST_SHARE_OF_WINDOW)):
                return absent(_too_few(target, series, span), period=span.label)
            value = compute(Sample(target, ask, span, series))
        except (CalculationFailed, MissingData) as failure:
            return absent(failure.message, period=span.label)
        if value is None or (isinstance(value, float) and not np.isfinite(value)):
            return absent("it is not defined on this series", period=span.label)
        return Figure(value, None, span.label, parameters, series.quality, series.reason, as_of=span.end_day)

    return evaluate


def _too_few(target: Target, series: Series, span: Span) -> str:
    found = f"found {series.valid.size} from {span.start_day} to {span.end_day}"
    return f"{target.subject.label} has too few daily returns for this: {found}. Choose a longer or a later period."


volatility = statistic(lambda sample: float(volatility_annualized(sample.returns, periods_per_year=TRADING_DAYS)))
beta = statistic(lambda sample: float(beta_of(*sample.pair())), relative=True)
correlation = statistic(lambda sample: float(correlation_of(*sample.pair())), relative=True)
maximum_drawdown = statistic(lambda sample: deepest_drawdown(sample.returns).depth, least=1, held=True)
current_drawdown = statistic(lambda sample: float(current_drawdown_of(sample.returns)), least=1, held=True)
drawdown_peak_date = statistic(lambda sample: sample.day(deepest_drawdown(sample.returns).peak), least=1, held=True)
drawdown_trough_date = statistic(lambda sample: sample.day(deepest_drawdown(sample.returns).trough), least=1, held=True)
best_day = statistic(lambda sample: extreme_periods(sample.returns).best, least=1, held=True)
worst_day = statistic(lambda sample: extreme_periods(sample.returns).worst, least=1, held=True)
best_day_date = statistic(lambda sample: sample.day(extreme_periods(sample.returns).best_row + 1), least=1, held=True)
worst_day_date = statistic(lambda sample: sample.day(extreme_periods(sample.returns).worst_row + 1), least=1, held=True)
up_day_share = statistic(lambda sample: up_days(sample.returns), least=1, held=True)
sharpe = statistic(
    lambda sample: float(sharpe_ratio(sample.returns, periods_per_year=TRADING_DAYS, risk_free_rate=sample.risk_free_rate)), held=True
)
sortino = statistic(lambda sample: float(sortino_ratio(sample.returns, periods_per_year=TRADING_DAYS)), held=True)
downside = statistic(lambda sample: float(downside_deviation(sample.returns, periods_per_year=TRADING_DAYS)), held=True)
tracking = statistic(lambda sample: tracking_error(*sample.pair(), periods_per_year=TRADING_DAYS), relative=True, held=True)
information = statistic(lambda sample: information_ratio(*sample.pair(), periods_per_year=TRADING_DAYS), relative=True, held=True)
up_capture = statistic(lambda sample: capture(*sample.pair()).up, relative=True, held=True)
down_capture = statistic(lambda sample: capture(*sample.pair()).down, relative=True, held=True)
n_observations = statistic(lambda sample: float(sample.returns.size), default="504d", least=1)


def drawdown_recovery_date(target: Target, ask: Ask) -> Figure:
    """First session after the trough with a new high; absent while the peak has not been reached again."""
    found = statistic(_recovery, least=1, held=True)(target, ask)
    if found.value is None and found.reason == "it is not defined on this series":
        return absent(f"the peak has not been reached again by {target.view.as_of}", period=found.period)
    return found


def _recovery(sample: Sample) -> FactValue:
    point = deepest_drawdown(sample.returns).recovery
    return None if point is None else sample.day(point)
