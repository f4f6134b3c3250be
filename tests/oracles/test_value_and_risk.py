"""The holdings table and the risk report: value, weights, gains, returns, volatility, tail, drawdown, concentration, score."""

import math

import empyrical
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.oracles.conftest import Case
from tests.oracles.holdings import driver_of, is_option, sector_of

from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.risk import risk_report


def deep(values: pd.Series) -> pd.Series:
    """Fall from the highest value so far; the first value is a peak."""
    return 1.0 - values / values.cummax()


def test_every_row_of_the_holdings_table(case: Case) -> None:
    held, report = case.held, holdings_report(case.snapshot, case.view)
    rows = {row.symbol: row for row in report.holdings}
    assert set(rows) == set(held.quantity.index)
    assert report.net_value.amount == pytest.approx(held.net, rel=1e-12)
    assert report.cash_value.amount == pytest.approx(held.cash)
    before = held.history.loc[: f"{int(held.day[:4]) - 1}-12-31"]
    for symbol in held.invested:
        row, value = rows[symbol], held.values[symbol]
        cost = float((held.table.query("symbol == @symbol").eval("quantity * cost")).sum()) * (100 if is_option(symbol) else 1)
        assert row.quantity == held.quantity[symbol]
        assert row.price.amount == pytest.approx(held.price(symbol), rel=1e-10)
        assert row.market_value.amount == pytest.approx(value, rel=1e-10)
        assert row.weight == pytest.approx(value / held.net, rel=1e-10)
        assert row.cost_basis.amount == pytest.approx(cost)
        assert row.unrealized_gain.amount == pytest.approx(value - cost)
        assert row.daily_change.amount == pytest.approx(value - held.value(symbol, -2), rel=1e-7)
        assert row.daily_return == pytest.approx(value / held.value(symbol, -2) - 1, rel=1e-7)
        assert row.return_ytd == pytest.approx(value / held.value(symbol, len(before) - 1) - 1, rel=1e-9)
        lever = held.exposures[symbol] / value if is_option(symbol) else 1.0
        own = held.moves(252)[driver_of(symbol)]
        assert row.volatility == pytest.approx(abs(lever) * empyrical.annual_volatility(own), rel=1e-9)
        assert row.beta == pytest.approx(lever * stats.linregress(held.market(252), own).slope, rel=1e-9)


def test_returns_of_each_period(case: Case) -> None:
    held, report = case.held, risk_report(case.snapshot, case.view)
    today = pd.Timestamp(held.day)
    starts = {
        "1d": held.history.index[-2], "5d": held.history.index[-6], "mtd": today.replace(day=1) - pd.Timedelta(days=1),
        "qtd": today.to_period("Q").start_time - pd.Timedelta(days=1), "ytd": pd.Timestamp(f"{today.year - 1}-12-31"),
        "1m": today - pd.DateOffset(months=1), "3m": today - pd.DateOffset(months=3), "6m": today - pd.DateOffset(months=6),
        "1y": today - pd.DateOffset(years=1), "3y": today - pd.DateOffset(years=3), "5y": today - pd.DateOffset(years=5),
    }  # fmt: skip
    assert len(report.returns) >= 4
    for row in report.returns:
        at = held.history.index.searchsorted(starts[row.period], side="right") - 1
        then = sum(held.value(symbol, at) for symbol in held.quantity.index)
        index = held.history["SP500"]
        assert row.portfolio.start == held.history.index[at].date()
        assert row.portfolio.change.amount == pytest.approx(held.net - then, rel=1e-8)
        assert row.portfolio.value == pytest.approx(held.net / then - 1, rel=1e-8)
        assert row.benchmark.value == pytest.approx(index.iloc[-1] / index.iloc[at] - 1)
        assert row.active == pytest.approx(held.net / then - index.iloc[-1] / index.iloc[at], rel=1e-7)


def test_volatility_beta_and_exposure(case: Case) -> None:
    held, report = case.held, risk_report(case.snapshot, case.view)
    for window, found in ((21, report.volatility.days_21), (63, report.volatility.days_63), (252, report.volatility.days_252)):
        assert found == pytest.approx(empyrical.annual_volatility(held.daily(window)), rel=1e-10)
    assert report.beta == pytest.approx(stats.linregress(held.market(252), held.daily(252)).slope, rel=1e-9)
    long, short = held.exposures.clip(lower=0).sum(), -held.exposures.clip(upper=0).sum()
    assert report.exposure.long.amount == pytest.approx(long)
    assert report.exposure.short.amount == pytest.approx(short)
    assert report.exposure.gross_weight == pytest.approx((long + short) / held.net)
    assert report.exposure.net_weight == pytest.approx((long - short) / held.net)
    assert report.exposure.hedge_ratio == pytest.approx(short / long)
    assert report.exposure.beta_adjusted == pytest.approx(report.beta)


def test_tail_risk(case: Case) -> None:
    held, tail = case.held, risk_report(case.snapshot, case.view).tail_risk
    own = held.daily(504)
    assert tail.n_observations == 504
    for level in (95, 99):
        tail_share = 1 - level / 100
        worst = empyrical.value_at_risk(own, tail_share)
        normal = stats.norm(own.mean(), own.std())
        expected = {
            f"historical_value_at_risk_{level}": -worst,
            f"historical_expected_shortfall_{level}": -own[own <= worst].mean(),
            f"parametric_value_at_risk_{level}": -normal.ppf(tail_share),
            f"parametric_expected_shortfall_{level}": -normal.expect(lambda x: x, ub=normal.ppf(tail_share), conditional=True),
        }
        for name, value in expected.items():
            assert getattr(tail, name) == pytest.approx(value, rel=1e-6), name
            assert getattr(tail, f"{name}_money").amount == pytest.approx(value * held.net, rel=1e-6), name


def test_drawdown_of_a_year(case: Case) -> None:
    held, report = case.held, risk_report(case.snapshot, case.view)
    own = held.daily(252)
    values = pd.concat([pd.Series([1.0], index=[held.history.index[-253]]), (1 + own).cumprod()])
    trough = deep(values).idxmax()
    assert report.drawdown.maximum == pytest.approx(-empyrical.max_drawdown(own), rel=1e-10)
    assert report.drawdown.current == pytest.approx(deep(values).iloc[-1], abs=1e-12)
    assert report.drawdown.trough_on == trough.date()
    assert report.drawdown.peak_on == values.loc[:trough].idxmax().date()


def test_contributions_add_up_by_holding_and_sector(case: Case) -> None:
    held, report = case.held, risk_report(case.snapshot, case.view)
    own, moves = held.daily(252), held.moves(252)
    parts = {symbol: held.exposures[symbol] / held.net * moves[driver_of(symbol)].cov(own) / own.var() for symbol in held.invested}
    assert sum(parts.values()) == pytest.approx(1.0)
    yearly = own.std() * math.sqrt(252)
    for row in report.contributions:
        assert row.risk_contribution == pytest.approx(parts[row.symbol], rel=1e-8)
        assert row.risk_contribution_volatility == pytest.approx(parts[row.symbol] * yearly, rel=1e-8)
    by_sector = pd.DataFrame({"weight": held.values / held.net, "part": parts}).groupby(sector_of).sum()
    assert {row.sector: row.weight for row in report.sectors} == pytest.approx(by_sector["weight"].to_dict())
    assert {row.sector: row.risk_contribution for row in report.sectors} == pytest.approx(by_sector["part"].to_dict())


def test_concentration_and_score(case: Case) -> None:
    held, report = case.held, risk_report(case.snapshot, case.view)
    shares = (held.values.abs() / held.values.abs().sum()).sort_values(ascending=False)
    hhi, gross = float((shares**2).sum()), float(held.exposures.abs().sum() / held.net)
    assert report.concentration.hhi == pytest.approx(hhi)
    assert report.concentration.effective_positions == pytest.approx(1 / hhi)
    assert report.concentration.largest_weight == pytest.approx(shares.iloc[0])
    assert report.concentration.top_5_weight == pytest.approx(shares.iloc[:5].sum())
    own, tail = held.daily(252), held.daily(504)
    shortfall = -tail[tail <= tail.quantile(0.05)].mean()
    levels = {
        "volatility": (empyrical.annual_volatility(own), 0.20, 0.30), "shortfall": (shortfall, 0.03, 0.20),
        "drawdown": (-empyrical.max_drawdown(own), 0.35, 0.20), "concentration": (hhi, 0.20, 0.15), "leverage": (gross, 2.0, 0.15),
    }  # fmt: skip
    score = sum(100 * weight * (1 - 0.5 ** (level / half)) for level, half, weight in levels.values())
    assert report.score.score == pytest.approx(score)


def test_nothing_of_a_later_day_is_seen(case: Case) -> None:
    """The figures above come from prices up to the day; the last one used is that of the day itself."""
    assert np.datetime64(case.view.as_of) == case.held.history.index[-1].to_datetime64()
