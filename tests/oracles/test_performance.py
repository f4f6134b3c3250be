"""The performance report by pandas and empyrical: quantities of the day through a year and a half, options valued by QuantLib each day."""

import math

import empyrical
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.oracles.conftest import Case
from tests.oracles.holdings import RATE

from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.performance.results import PathRatios

PERIOD = {"2022-12-28": "2021-06-30/2022-12-28", "2020-03-31": "2018-09-28/2020-03-31"}


def path_of(case: Case) -> pd.Series:
    """Net value from the close before the period."""
    first = pd.Timestamp(PERIOD[case.held.day][:10]) - pd.Timedelta(days=1)
    return case.held.path(first).sum(axis=1)


def market_of(case: Case, path: pd.Series) -> pd.Series:
    return case.held.history["SP500"].loc[path.index]


def has_ratios(found: PathRatios, values: pd.Series) -> None:
    """Every figure of a path of values."""
    own = values.pct_change().dropna()
    fall = -empyrical.max_drawdown(own)
    under = (values / values.cummax() - 1).iloc[1:]
    yearly = (values.iloc[-1] / values.iloc[0]) ** (252 / len(own)) - 1
    expected = {
        "annualized_return": yearly,
        "mean_return": own.mean() * 252,
        "log_return": math.log(values.iloc[-1] / values.iloc[0]),
        "sharpe_ratio": empyrical.sharpe_ratio(own, risk_free=RATE / 252),
        "sortino_ratio": empyrical.sortino_ratio(own),
        "calmar_ratio": yearly / fall,
        "omega_ratio": empyrical.omega_ratio(own),
        "ulcer_index": math.sqrt((under**2).mean()),
        "downside_deviation": empyrical.downside_risk(own),
        "skewness": stats.skew(own),
        "excess_kurtosis": stats.kurtosis(own),
        "tail_ratio": abs(np.quantile(own, 0.95) / np.quantile(own, 0.05)),
    }
    for name, value in expected.items():
        assert getattr(found, name).value == pytest.approx(value, rel=1e-7), name


def monthly(values: pd.Series) -> pd.Series:
    """Compounded return of each calendar month that the path touches."""
    own = values.pct_change().dropna()
    return (1 + own).groupby(own.index.to_period("M")).prod() - 1


def test_return_and_statistics(case: Case) -> None:
    path = path_of(case)
    own, market = path.pct_change().dropna(), market_of(case, path)
    report = performance_report(case.snapshot, case.view, period=PERIOD[case.held.day])
    assert report.comparison.portfolio.start == path.index[0].date()
    assert report.comparison.portfolio.value == pytest.approx(path.iloc[-1] / path.iloc[0] - 1, rel=1e-9)
    assert report.comparison.portfolio.change.amount == pytest.approx(path.iloc[-1] - path.iloc[0], rel=1e-9)
    assert report.comparison.benchmark.value == pytest.approx(market.iloc[-1] / market.iloc[0] - 1)
    for found, values in ((report.portfolio, path), (report.benchmark_statistics, market)):
        days = values.pct_change().dropna()
        assert found.n_observations == len(own)
        assert found.volatility == pytest.approx(empyrical.annual_volatility(days), rel=1e-8)
        assert found.annualized_return == pytest.approx(empyrical.annual_return(days), rel=1e-8)
        assert found.maximum_drawdown == pytest.approx(-empyrical.max_drawdown(days), rel=1e-8)
        assert (found.best_day_on, found.worst_day_on) == (days.idxmax().date(), days.idxmin().date())
        assert [found.best_day, found.worst_day] == pytest.approx([days.max(), days.min()], rel=1e-7)
        assert found.up_days == pytest.approx((days > 0).mean())


def test_ratios_of_portfolio_and_benchmark(case: Case) -> None:
    path = path_of(case)
    report = performance_report(case.snapshot, case.view, period=PERIOD[case.held.day])
    has_ratios(report.ratios, path)
    has_ratios(report.benchmark_ratios, market_of(case, path))


def test_against_the_benchmark(case: Case) -> None:
    path = path_of(case)
    own, market = path.pct_change().dropna(), market_of(case, path).pct_change().dropna()
    found = performance_report(case.snapshot, case.view, period=PERIOD[case.held.day]).relative
    up, down = market > 0, market < 0
    fit = stats.linregress(market, own)
    daily = RATE / 252
    excess = own - market
    expected = {
        "beta": fit.slope,
        "bull_beta": stats.linregress(market[up], own[up]).slope,
        "bear_beta": stats.linregress(market[down], own[down]).slope,
        "correlation": fit.rvalue,
        "jensens_alpha": stats.linregress(market - daily, own - daily).intercept * 252,
        "treynor_ratio": (own.mean() * 252 - RATE) / fit.slope,
        "tracking_error": excess.std() * math.sqrt(252),
        "information_ratio": excess.mean() / excess.std() * math.sqrt(252),
        "up_capture": (stats.gmean(1 + own[up]) - 1) / (stats.gmean(1 + market[up]) - 1),
        "down_capture": (stats.gmean(1 + own[down]) - 1) / (stats.gmean(1 + market[down]) - 1),
        "hit_rate": (own > market).mean(),
    }
    for name, value in expected.items():
        assert getattr(found, name).value == pytest.approx(value, rel=1e-6), name


def test_calendar_and_extreme_months(case: Case) -> None:
    path = path_of(case)
    months, other = monthly(path), market_of(case, path)
    report = performance_report(case.snapshot, case.view, period=PERIOD[case.held.day])
    found = {(row.year, place): cell.value for row in report.calendar for place, cell in enumerate(row.months, 1) if cell is not None}
    assert found == pytest.approx({(month.year, month.month): value for month, value in months.items()}, rel=1e-7)
    for row in report.calendar:
        year = path.index.year == row.year
        before = path.loc[: f"{row.year - 1}-12-31"]
        start = before.index[-1] if len(before) else path.index[0]
        assert row.total == pytest.approx(path[year].iloc[-1] / path[start] - 1, rel=1e-7)
        assert row.benchmark == pytest.approx(other[year].iloc[-1] / other[start] - 1, rel=1e-7)
    calendar = pd.Series(case.view.sessions.astype("datetime64[ns]"), index=pd.DatetimeIndex(case.view.sessions))
    ends = calendar.groupby(calendar.dt.to_period("M")).agg(["min", "max"])
    whole = [month for month in months.index if ends.loc[month, "min"] > path.index[0] and month < path.index[-1].to_period("M")]
    if pd.Timestamp(case.held.day).is_month_end:
        whole.append(months.index[-1])
    assert report.ratios.best_month.value == pytest.approx(months[whole].max(), rel=1e-7)
    assert report.ratios.worst_month.value == pytest.approx(months[whole].min(), rel=1e-7)
    assert report.ratios.gain_to_pain_ratio.value == pytest.approx(months.sum() / -months.clip(upper=0).sum(), rel=1e-6)


def test_what_each_holding_added(case: Case) -> None:
    values = case.held.path(path_of(case).index[0]).drop(columns="CASH")
    report = performance_report(case.snapshot, case.view, period=PERIOD[case.held.day])
    gains = values.iloc[-1] - values.iloc[0]
    assert {row.symbol: row.change.amount for row in report.changes} == pytest.approx(gains.to_dict(), rel=1e-8)
    assert {row.symbol: row.value for row in report.changes} == pytest.approx((values.iloc[-1] / values.iloc[0] - 1).to_dict(), rel=1e-8)


def test_rolling_figures(case: Case) -> None:
    """A quarter that ends on each day; the first ones reach back before the period."""
    start = path_of(case).index[0]
    early = case.held.history.index[case.held.history.index.get_loc(start) - 62]
    own = case.held.path(early).sum(axis=1).pct_change().dropna()
    market = case.held.history["SP500"].loc[early:].pct_change().dropna()
    rolling = performance_report(case.snapshot, case.view, period=PERIOD[case.held.day]).rolling
    window = own.rolling(63)
    days = pd.DatetimeIndex(rolling.dates)
    assert days[0] == case.held.history.index[case.held.history.index.get_loc(start) + 1]
    expected = {
        "returns": window.apply(lambda part: np.prod(1 + part) - 1, raw=True),
        "volatility": window.std() * math.sqrt(252),
        "maximum_drawdown": window.apply(lambda part: -empyrical.max_drawdown(part), raw=True),
        "sharpe_ratio": (window.mean() - RATE / 252) / window.std() * math.sqrt(252),
        "beta": window.cov(market) / market.rolling(63).var(),
        "correlation": window.corr(market),
    }
    for name, values in expected.items():
        assert getattr(rolling, name) == pytest.approx(values[days].to_numpy(), abs=2e-8), name


@pytest.mark.parametrize("window", [2, 63])
def test_a_blend_that_starts_anew_each_month(case: Case, window: int) -> None:
    """In the month in which the period begins it has drifted since that month began, whatever else is asked for."""
    start = path_of(case).index[0]
    report = performance_report(case.snapshot, case.view, period=PERIOD[case.held.day], benchmark="60% SP500 + 40% USMV", window=window)
    closes = case.held.history[["SP500", "USMV"]]
    before = closes.loc[: start.replace(day=1) - pd.Timedelta(days=1)].iloc[-1]
    grown, values = 1.0, {}
    for _, month in closes.loc[start.replace(day=1) :].groupby(lambda day: (day.year, day.month)):
        values |= (grown * (month / before) @ [0.6, 0.4]).to_dict()
        grown, before = values[month.index[-1]], month.iloc[-1]
    assert report.comparison.benchmark.value == pytest.approx(grown / values[start] - 1)
