"""What the performance report returns: one period of a portfolio beside a benchmark, figure by figure, by month, and rolling."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, MeasuredValue, Result
from plumbline.portfolios.results import PeriodComparison
from plumbline.portfolios.symbol_results import GrowthSeries, HoldingChange, PathStatistics


class PathRatios(Schema):
    """Return against risk, and the shape of the daily returns, of one path; each figure says why it is missing."""

    annualized_return: MeasuredValue
    mean_return: MeasuredValue
    log_return: MeasuredValue
    sharpe_ratio: MeasuredValue
    sortino_ratio: MeasuredValue
    calmar_ratio: MeasuredValue
    omega_ratio: MeasuredValue
    gain_to_pain_ratio: MeasuredValue
    ulcer_index: MeasuredValue
    downside_deviation: MeasuredValue
    skewness: MeasuredValue
    excess_kurtosis: MeasuredValue
    tail_ratio: MeasuredValue
    best_month: MeasuredValue
    worst_month: MeasuredValue
    best_year: MeasuredValue
    worst_year: MeasuredValue


class RelativeFigures(Schema):
    """The portfolio against the benchmark, by daily returns; each figure says why it is missing."""

    beta: MeasuredValue
    bull_beta: MeasuredValue
    bear_beta: MeasuredValue
    correlation: MeasuredValue
    jensens_alpha: MeasuredValue
    treynor_ratio: MeasuredValue
    tracking_error: MeasuredValue
    information_ratio: MeasuredValue
    up_capture: MeasuredValue
    down_capture: MeasuredValue
    hit_rate: MeasuredValue


class AccountReturns(Schema):
    """What the account earned, from its booked transactions: of the strategy in it, and of the money in it since the first booking."""

    since: date | None = Field(description="The first booking; None without transactions.")
    time_weighted: MeasuredValue
    money_weighted: MeasuredValue


class CalendarYear(Result):
    """Returns of one calendar year within the period; `months` are January to December, None where the period has none."""

    year: int
    months: tuple[MeasuredValue | None, ...]
    total: Annotated[float, Measured("yearly_return")]
    benchmark: Annotated[float | None, Measured("benchmark_return")]


class RollingSeries(Schema):
    """For charts: figures of the `window` sessions that end on each day; None where there is none."""

    window: int
    dates: tuple[date, ...]
    returns: tuple[float | None, ...]
    volatility: tuple[float | None, ...]
    maximum_drawdown: tuple[float | None, ...]
    sharpe_ratio: tuple[float | None, ...]
    beta: tuple[float | None, ...] | None
    correlation: tuple[float | None, ...] | None


class PerformanceReport(Result):
    """A portfolio over one period, at the quantities of the as-of day, beside a benchmark."""

    portfolio_id: PortfolioId
    name: str
    benchmark: str
    currency: str
    comparison: PeriodComparison
    portfolio: PathStatistics
    benchmark_statistics: PathStatistics | None
    ratios: PathRatios
    benchmark_ratios: PathRatios | None
    relative: RelativeFigures | None
    account: AccountReturns
    calendar: tuple[CalendarYear, ...]
    changes: tuple[HoldingChange, ...] = Field(description="Largest gain first.")
    series: GrowthSeries
    rolling: RollingSeries | None = Field(description="None when no whole window fits.")
    notes: tuple[str, ...] = ()
