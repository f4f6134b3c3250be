"""Every figure of the risk report of each demo portfolio, against figures computed apart from the product."""

import math

import numpy as np
import pytest
from tests.portfolios import reference as ref
from tests.portfolios.books import demo_book

from plumbline.facts.derive import figures
from plumbline.market_data.market import Market
from plumbline.portfolios.results import RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import take_snapshot

HELD = {"growth": ref.growth, "retirement": ref.retirement, "long_short": ref.long_short, "options": ref.options}
CASES = [(name, "2022-12-28") for name in HELD] + [("retirement", "2020-03-23"), ("long_short", "2008-09-12"), ("options", "2022-06-30")]


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}@{case[1]}")
def case(request: pytest.FixtureRequest, market: Market) -> tuple[RiskReport, ref.Reference]:
    name, day = request.param
    view = market.as_of(ref.prices().loc[:day].index[-1].date())
    report = risk_report(take_snapshot(demo_book(name, market.as_of()), view), view)
    return report, ref.reference(HELD[name](), day)


Case = tuple[RiskReport, ref.Reference]


def test_values(case: Case) -> None:
    report, expected = case
    assert report.net_value.amount == pytest.approx(expected.net, rel=1e-9)
    assert report.cash_value.amount == pytest.approx(expected.held["CASH"])
    for row in report.contributions:
        assert row.market_value.amount == pytest.approx(expected.value_of(row.symbol), rel=1e-9)
        assert row.weight == pytest.approx(expected.value_of(row.symbol) / expected.net, rel=1e-9)
    assert report.concentration.n_holdings == len(expected.invested) == len(report.contributions)


def test_volatility_and_beta(case: Case) -> None:
    report, expected = case
    for figure, window in ((report.volatility.days_21, 21), (report.volatility.days_63, 63), (report.volatility.days_252, 252)):
        assert figure == pytest.approx(expected.daily(window).std() * math.sqrt(252), rel=1e-9)
    own, market = expected.daily(252), expected.market(252)
    assert report.beta == pytest.approx(own.cov(market) / market.var(), rel=1e-9)
    assert report.exposure.beta_adjusted == report.beta


def test_tail_risk(case: Case) -> None:
    report, expected = case
    daily, tail = expected.daily(504), report.tail_risk
    assert tail.n_observations == 504
    historical = {
        0.95: (tail.historical_value_at_risk_95, tail.historical_expected_shortfall_95, tail.historical_value_at_risk_95_money),
        0.99: (tail.historical_value_at_risk_99, tail.historical_expected_shortfall_99, tail.historical_value_at_risk_99_money),
    }
    parametric = {
        0.95: (tail.parametric_value_at_risk_95, tail.parametric_expected_shortfall_95),
        0.99: (tail.parametric_value_at_risk_99, tail.parametric_expected_shortfall_99),
    }
    in_money = {
        0.95: (tail.parametric_value_at_risk_95_money, tail.parametric_expected_shortfall_95_money),
        0.99: (tail.parametric_value_at_risk_99_money, tail.parametric_expected_shortfall_99_money),
    }
    for level, (value_at_risk, shortfall, money) in historical.items():
        edge = daily.quantile(1 - level)
        assert value_at_risk == pytest.approx(-edge, rel=1e-9)
        assert shortfall == pytest.approx(-daily[daily <= edge].mean(), rel=1e-9)
        assert money is not None
        assert money.amount == pytest.approx(-edge * expected.net, rel=1e-9)
        assert shortfall >= value_at_risk
    for level, (value_at_risk, shortfall) in parametric.items():
        z = ref.NORMAL.inv_cdf(1 - level)
        assert value_at_risk == pytest.approx(-(daily.mean() + daily.std() * z), rel=1e-9)
        assert shortfall == pytest.approx(-daily.mean() + daily.std() * ref.NORMAL.pdf(z) / (1 - level), rel=1e-9)
        amounts = [money.amount for money in in_money[level] if money is not None]
        assert amounts == pytest.approx([value_at_risk * expected.net, shortfall * expected.net], rel=1e-9)


def test_drawdown(case: Case) -> None:
    report, expected = case
    daily = expected.daily(252)
    path = np.concatenate([[1.0], (1 + daily).cumprod().to_numpy()])
    days = [expected.history.index[-253], *daily.index]
    falls = 1 - path / np.maximum.accumulate(path)
    trough = int(falls.argmax())
    assert report.drawdown.maximum == pytest.approx(falls.max(), rel=1e-9)
    assert report.drawdown.current == pytest.approx(falls[-1], rel=1e-9, abs=1e-12)
    assert report.drawdown.trough_on == days[trough].date()
    assert report.drawdown.peak_on == days[int(path[: trough + 1].argmax())].date()


def test_contributions(case: Case) -> None:
    report, expected = case
    moves, portfolio = expected.moves(252), expected.daily(252)
    shares = {s: expected.exposure_of(s) / expected.net * moves[s].cov(portfolio) / portfolio.var() for s in expected.invested}
    for row in report.contributions:
        assert row.risk_contribution == pytest.approx(shares[row.symbol], rel=1e-8, abs=1e-12)
    assert sum(row.risk_contribution or 0.0 for row in report.contributions) == pytest.approx(1.0)
    assert sum(row.risk_contribution_volatility or 0.0 for row in report.contributions) == pytest.approx(report.volatility.days_252)
    assert [row.symbol for row in report.contributions] == sorted(shares, key=lambda symbol: -shares[symbol])


def test_concentration_and_exposure(case: Case) -> None:
    report, expected = case
    sizes = sorted((abs(expected.value_of(s)) for s in expected.invested), reverse=True)
    shares = [size / sum(sizes) for size in sizes]
    assert report.concentration.hhi == pytest.approx(sum(share**2 for share in shares))
    assert report.concentration.effective_positions == pytest.approx(1 / sum(share**2 for share in shares))
    assert report.concentration.top_5_weight == pytest.approx(sum(shares[:5]))
    money = [expected.exposure_of(s) for s in expected.invested]
    long, short = sum(m for m in money if m > 0), -sum(m for m in money if m < 0)
    assert report.exposure.long.amount == pytest.approx(long)
    assert report.exposure.short.amount == pytest.approx(short, abs=1e-9)
    assert report.exposure.gross_weight == pytest.approx((long + short) / expected.net)
    assert report.exposure.net_weight == pytest.approx((long - short) / expected.net)
    assert report.exposure.hedge_ratio == pytest.approx(short / long, abs=1e-12)


def test_returns_hold_the_quantities_of_the_day(case: Case) -> None:
    report, expected = case
    by_period = {item.period: item for item in report.returns}
    year = report.as_of.year
    rows = {
        "1d": len(expected.history) - 2,
        "5d": len(expected.history) - 6,
        "ytd": ref.row_before(expected.history, f"{year - 1}-12-31"),
        "1y": ref.row_before(expected.history, f"{year - 1}-{report.as_of:%m-%d}"),
        "3y": ref.row_before(expected.history, f"{year - 3}-{report.as_of:%m-%d}"),
    }
    for period, row in rows.items():
        item = by_period[period]
        assert item.portfolio.value == pytest.approx(expected.held_return(row), rel=1e-8), period
        assert item.portfolio.start == expected.history.index[row].date()
        market = expected.history["SP500"].iloc[-1] / expected.history["SP500"].iloc[row] - 1
        assert item.benchmark is not None
        assert item.benchmark.value == pytest.approx(market, rel=1e-9)
        assert item.active == pytest.approx(expected.held_return(row) - market, rel=1e-7)
    before = sum(expected.value_of(symbol, rows["1d"]) for symbol in expected.held)
    assert report.daily_change is not None
    assert report.daily_change.amount == pytest.approx(expected.net - before, rel=1e-7)
    assert report.daily_return == by_period["1d"].portfolio.value


def test_the_four_stories_of_the_demo(market: Market) -> None:
    """What makes each demo portfolio worth asking about; a change of the data must not lose it."""
    view = market.as_of()
    reports = {name: risk_report(take_snapshot(demo_book(name, view), view), view) for name in HELD}
    growth, retirement, long_short, options = (reports[name] for name in HELD)
    assert growth.sectors[0].sector == "Information Technology"
    assert (growth.sectors[0].risk_contribution or 0) > 0.6
    assert (retirement.volatility.days_252 or 1) < 0.15
    assert 0.44 < (long_short.exposure.hedge_ratio or 0) < 0.48
    assert options.quality.value == "partial"
    assert any("Black-Scholes-Merton" in note for note in options.notes)
    assert all(report.score.score and 0 < report.score.score < 100 for report in reports.values())


def test_only_figures_of_a_window_have_a_period(case: Case) -> None:
    report, _ = case
    periods = {figure.path: figure.period for figure in figures(report)}
    assert periods["/net_value"] is None
    assert periods["/daily_return"] is None
    assert periods["/contributions/0/weight"] is None
    assert periods["/contributions/0/risk_contribution"] == "252d"
    assert periods["/beta"] == "252d"
    assert periods["/volatility/days_21"] == "21d"
    assert periods["/tail_risk/historical_value_at_risk_95"] == "504d"
    assert periods["/drawdown/maximum"] == "252d"
    assert {path: period for path, period in periods.items() if path.startswith("/returns/5/")} | {"/returns/5/active": "ytd"} == {
        path: "ytd" for path in periods if path.startswith("/returns/5/")
    }
