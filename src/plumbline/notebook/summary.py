"""Figures of return series as a table: one row for each measure of the catalog, one column for each series."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from plumbline.analytics.beta import beta
from plumbline.analytics.calendar_returns import monthly_returns
from plumbline.analytics.drawdown import current_drawdown, maximum_drawdown
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.performance import capture, downside_deviation, information_ratio, sharpe_ratio, sortino_ratio, tracking_error
from plumbline.analytics.returns import annualized_return, cumulative_return
from plumbline.analytics.risk_adjusted import (
    calmar_ratio,
    gain_to_pain_ratio,
    hit_rate,
    jensens_alpha,
    omega_ratio,
    treynor_ratio,
    ulcer_index,
)
from plumbline.analytics.shape import excess_kurtosis, skewness, tail_ratio
from plumbline.analytics.value_at_risk import historical_expected_shortfall, historical_value_at_risk
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

TRADING_DAYS = 252.0
MONTHS = 12.0
Series: TypeAlias = "pd.Series[float]"


@dataclass(frozen=True, eq=False)
class _Asked:
    """One column and what it is measured by; `benchmark` is NaN where there is none."""

    returns: FloatArray
    benchmark: FloatArray
    periods: float
    free: float
    index: pd.Index

    def by_month(self) -> FloatArray:
        """Returns of calendar months: as they are when there are at most twelve a year, else compounded by the dates of the index."""
        if self.periods <= MONTHS:
            return self.returns
        if not isinstance(self.index, pd.DatetimeIndex):
            raise MissingData("Expected dates as the index to form months, found none. Set a DatetimeIndex, or give monthly returns.")
        order = np.argsort(self.index.to_numpy(), kind="stable")
        return monthly_returns(self.returns[order], self.index.to_numpy()[order].astype("datetime64[D]"))


_OWN: dict[str, Callable[[_Asked], object]] = {
    "period_return": lambda a: cumulative_return(a.returns),
    "annualized_return": lambda a: annualized_return(a.returns, periods_per_year=a.periods),
    "volatility_annualized": lambda a: volatility_annualized(a.returns, periods_per_year=a.periods),
    "sharpe_ratio": lambda a: sharpe_ratio(a.returns, periods_per_year=a.periods, risk_free_rate=a.free),
    "sortino_ratio": lambda a: sortino_ratio(a.returns, periods_per_year=a.periods, target=a.free),
    "calmar_ratio": lambda a: calmar_ratio(a.returns, periods_per_year=a.periods),
    "omega_ratio": lambda a: omega_ratio(a.returns, periods_per_year=a.periods, target=a.free),
    "gain_to_pain_ratio": lambda a: gain_to_pain_ratio(a.by_month()),
    "downside_deviation": lambda a: downside_deviation(a.returns, periods_per_year=a.periods, target=a.free),
    "maximum_drawdown": lambda a: maximum_drawdown(a.returns),
    "current_drawdown": lambda a: current_drawdown(a.returns),
    "ulcer_index": lambda a: ulcer_index(a.returns),
    "historical_value_at_risk": lambda a: historical_value_at_risk(a.returns),
    "historical_expected_shortfall": lambda a: historical_expected_shortfall(a.returns),
    "skewness": lambda a: skewness(a.returns),
    "excess_kurtosis": lambda a: excess_kurtosis(a.returns),
    "tail_ratio": lambda a: tail_ratio(a.returns),
}
_AGAINST: dict[str, Callable[[_Asked], object]] = {
    "beta": lambda a: beta(a.returns, a.benchmark),
    "jensens_alpha": lambda a: jensens_alpha(a.returns, a.benchmark, periods_per_year=a.periods, risk_free_rate=a.free),
    "treynor_ratio": lambda a: treynor_ratio(a.returns, a.benchmark, periods_per_year=a.periods, risk_free_rate=a.free),
    "tracking_error": lambda a: tracking_error(a.returns, a.benchmark, periods_per_year=a.periods),
    "information_ratio": lambda a: information_ratio(a.returns, a.benchmark, periods_per_year=a.periods),
    "up_capture": lambda a: capture(a.returns, a.benchmark).up,
    "down_capture": lambda a: capture(a.returns, a.benchmark).down,
    "hit_rate": lambda a: hit_rate(a.returns, a.benchmark),
}


def summary(
    returns: "Series | pd.DataFrame",
    benchmark: "Series | None" = None,
    *,
    periods_per_year: float = TRADING_DAYS,
    risk_free_rate: float = 0.0,
) -> pd.DataFrame:
    """Return, risk and, with a benchmark, relative figures of return series.

    Args:
        returns: simple returns (0.01 = 1 %), dates down; a Series is one column. NaN: that day is unknown and left out.
        benchmark: simple returns; only the days that both have count for the figures against it.
        periods_per_year: 252 for daily, 52 for weekly, 12 for monthly returns.
        risk_free_rate: per year, a fraction; also the target of Sortino, Omega and the downside deviation.

    Returns: rows by measure key (`plumbline.measure(key)` says what each is), columns as given. Fractions, losses positive, value at
        risk and expected shortfall at 95 % over one period. NaN where a figure is not defined: `.attrs["reasons"]` says why.
    Raises: InvalidInput for something else than numbers, or a benchmark without a day in common.
    """
    table = _numbers(returns, "returns")
    against = np.full(len(table), np.nan) if benchmark is None else _aligned(benchmark, table)
    measures = _OWN if benchmark is None else _OWN | _AGAINST
    reasons: dict[tuple[str, object], str] = {}
    columns = []
    for name, column in zip(table.columns, table.to_numpy().T, strict=True):
        asked = _Asked(column, against, periods_per_year, risk_free_rate, table.index)
        columns.append([_figure(calculate, asked, reasons, (key, name)) for key, calculate in measures.items()])
    found = pd.DataFrame(np.array(columns).T, index=pd.Index(list(measures), name="measure"), columns=table.columns)
    found.attrs["reasons"] = reasons
    return found


def _figure(
    calculate: Callable[[_Asked], object], asked: _Asked, reasons: dict[tuple[str, object], str], place: tuple[str, object]
) -> float:
    try:
        value = calculate(asked)
    except (CalculationFailed, MissingData) as failure:
        reasons[place] = failure.message
        return float("nan")
    if value is None:
        reasons[place] = "not defined for these returns"
        return float("nan")
    return float(value)  # type: ignore[arg-type]  # one series gives one number


def _aligned(benchmark: Series, table: pd.DataFrame) -> FloatArray:
    known = _numbers(benchmark, "benchmark").reindex(table.index)
    if not known.notna().any(axis=None):
        raise InvalidInput(
            "Expected a benchmark with days of the returns, found none in common. Compare the two indexes.", subject="benchmark"
        )
    return np.ascontiguousarray(known.to_numpy()[:, 0])


def _numbers(given: "Series | pd.DataFrame", what: str) -> pd.DataFrame:
    table = given.to_frame() if isinstance(given, pd.Series) else given
    if not isinstance(table, pd.DataFrame) or table.empty:
        found = "one without values" if isinstance(table, pd.DataFrame) else type(given).__name__
        raise InvalidInput(f"Expected a Series or DataFrame of {what}, found {found}.", subject=what)
    if table.index.has_duplicates:
        raise InvalidInput(f"Expected each day once in the {what}, found repeated ones. Remove them.", subject=what)
    try:
        return pd.DataFrame(table.to_numpy(dtype=np.float64, na_value=np.nan), index=table.index, columns=table.columns)
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"Expected numbers in the {what}, found other values. Convert the columns to floats.", subject=what) from error
