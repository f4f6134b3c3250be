"""The performance report against pandas on the raw prices, accounts worked out by hand, and what can not be said."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.market_data.markets import cut_in_the_source
from tests.portfolios import reference as ref
from tests.portfolios.books import demo_book, snapshot

from plumbline.core.errors import InvalidInput, MissingData
from plumbline.core.ids import PortfolioId
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.portfolios.transactions import Transaction, TransactionKind

HELD = {"AAPL": 30.0, "XOM": 40.0, "CASH": 1_000.0}
BUY, SELL, DIVIDEND, DEPOSIT, FEE = (
    TransactionKind.BUY,
    TransactionKind.SELL,
    TransactionKind.DIVIDEND,
    TransactionKind.DEPOSIT,
    TransactionKind.FEE,
)


def values(held: dict[str, float], n: int) -> "pd.Series[float]":
    prices = ref.prices().iloc[-n:]
    return sum((prices[symbol] * size for symbol, size in held.items() if symbol != "CASH"), start=pd.Series(0.0, prices.index)) + held.get(
        "CASH", 0.0
    )


def test_ratios_against_pandas(view: MarketView) -> None:
    report = performance_report(snapshot(HELD, view), view, period="252d")
    own, market = values(HELD, 253).pct_change().dropna(), ref.prices()["SP500"].iloc[-253:].pct_change().dropna()
    ratios, relative = report.ratios, report.relative
    assert relative is not None
    grown = float((1 + own).prod())
    assert report.comparison.portfolio.value == pytest.approx(grown - 1)
    assert ratios.annualized_return.value == pytest.approx(grown - 1)
    assert ratios.log_return.value == pytest.approx(math.log(grown))
    assert ratios.mean_return.value == pytest.approx(own.mean() * 252)
    assert ratios.sharpe_ratio.value == pytest.approx(own.mean() / own.std() * math.sqrt(252))
    down = math.sqrt((own.clip(upper=0) ** 2).mean() * 252)
    assert ratios.downside_deviation.value == pytest.approx(down)
    assert ratios.sortino_ratio.value == pytest.approx(own.mean() * 252 / down)
    path = (1 + own).cumprod()
    falls = 1 - path / path.cummax().clip(lower=1)
    assert ratios.calmar_ratio.value == pytest.approx((grown - 1) / falls.max())
    assert ratios.ulcer_index.value == pytest.approx(math.sqrt((falls**2).mean()))
    assert ratios.omega_ratio.value == pytest.approx(own.clip(lower=0).sum() / -own.clip(upper=0).sum())
    assert ratios.skewness.value == pytest.approx(float(((own - own.mean()) ** 3).mean() / own.std(ddof=0) ** 3))
    slope = own.cov(market) / market.var()
    assert relative.beta.value == pytest.approx(slope)
    up = market > 0
    assert relative.bull_beta.value == pytest.approx(own[up].cov(market[up]) / market[up].var())
    assert relative.jensens_alpha.value == pytest.approx((own.mean() - slope * market.mean()) * 252)
    assert relative.treynor_ratio.value == pytest.approx(own.mean() * 252 / slope)
    assert relative.tracking_error.value == pytest.approx((own - market).std() * math.sqrt(252))
    assert relative.hit_rate.value == pytest.approx((own > market).mean())
    assert report.benchmark_ratios is not None
    assert report.benchmark_ratios.sharpe_ratio.value == pytest.approx(market.mean() / market.std() * math.sqrt(252))


def test_calendar_against_pandas(view: MarketView) -> None:
    report = performance_report(snapshot(HELD, view), view, period="3y")
    own = values(HELD, 800).pct_change()
    months = (1 + own).groupby([own.index.year, own.index.month]).prod() - 1
    by_year = {row.year: row for row in report.calendar}
    assert list(by_year) == [2019, 2020, 2021, 2022]
    for year in (2020, 2021):
        assert [month.value for month in by_year[year].months if month] == pytest.approx(months[year].tolist())
        assert by_year[year].total == pytest.approx(float((1 + months[year]).prod() - 1))
        assert by_year[year].quality is Quality.COMPLETE
    assert by_year[2020].benchmark == pytest.approx(
        float(ref.prices()["SP500"].loc["2020-12-31"] / ref.prices()["SP500"].loc["2019-12-31"] - 1)
    )
    assert [by_year[year].quality for year in (2019, 2022)] == [Quality.PARTIAL, Quality.PARTIAL]
    whole = months.loc[(2020, 1) : (2022, 11)]
    best, worst = report.ratios.best_month, report.ratios.worst_month
    assert (best.value, worst.value) == (pytest.approx(whole.max()), pytest.approx(whole.min()))
    year, month = whole.idxmax()
    assert (best.period or "").startswith(f"{year}-{month:02d}-01/")
    assert report.ratios.best_year.value == pytest.approx(max(by_year[2020].total, by_year[2021].total))


def test_rolling_windows_reach_back_before_the_period(view: MarketView) -> None:
    report = performance_report(snapshot(HELD, view), view, period="6m", window=63)
    own, market = values(HELD, 400).pct_change(), ref.prices()["SP500"].iloc[-400:].pct_change()
    found = report.rolling
    assert found is not None
    days = pd.DatetimeIndex(found.dates)
    assert found.dates[0] == report.series.dates[1]
    assert found.returns == pytest.approx(((1 + own).rolling(63).apply(np.prod) - 1).loc[days].tolist(), abs=1e-7)
    assert found.volatility == pytest.approx((own.rolling(63).std() * math.sqrt(252)).loc[days].tolist(), abs=1e-7)
    assert found.sharpe_ratio == pytest.approx(
        (own.rolling(63).mean() / own.rolling(63).std() * math.sqrt(252)).loc[days].tolist(), abs=1e-7
    )
    assert found.beta == pytest.approx((own.rolling(63).cov(market) / market.rolling(63).var()).loc[days].tolist(), abs=1e-6)
    assert max(value or 0.0 for value in found.maximum_drawdown) > 0.0


def test_a_blend_as_benchmark(view: MarketView) -> None:
    report = performance_report(snapshot(HELD, view), view, period="1m", benchmark="60% SP500 + 40% cash")
    assert report.benchmark == "60% SP500 + 40% CASH"
    assert report.comparison.benchmark is not None
    own, other = report.comparison.portfolio.value, report.comparison.benchmark.value
    assert own is not None
    assert other is not None
    assert report.comparison.active == pytest.approx(own - other)
    assert report.series.benchmark is not None
    assert report.series.benchmark[-1] == pytest.approx(other)
    assert any("starts each month" in note for note in report.notes)


def test_cash_as_benchmark_earns_nothing(view: MarketView) -> None:
    report = performance_report(snapshot(HELD, view), view, period="1y", benchmark="cash")
    assert report.comparison.benchmark is not None
    assert report.comparison.benchmark.value == 0.0
    assert report.comparison.active == report.comparison.portfolio.value
    assert report.relative is not None
    assert report.relative.information_ratio.value == pytest.approx(report.ratios.sharpe_ratio.value)
    assert report.relative.beta.value is None
    assert report.relative.beta.reason


def booked(*entries: tuple[str, TransactionKind, float, str | None, float | None]) -> PortfolioBook:
    transactions = tuple(
        Transaction(date.fromisoformat(day), kind, amount, "USD", symbol, quantity, None) for day, kind, amount, symbol, quantity in entries
    )
    return PortfolioBook(PortfolioId("pf_test"), "Test", "USD", "SP500", date(2022, 12, 28), (), transactions)


def account(view: MarketView, *entries: tuple[str, TransactionKind, float, str | None, float | None]) -> PortfolioSnapshot:
    return take_snapshot(booked(*entries), view)


def test_time_weighted_return_is_that_of_what_was_held(view: MarketView) -> None:
    frozen = account(
        view,
        ("2021-12-01", DEPOSIT, 20_000.0, None, None),
        ("2021-12-01", BUY, -1_000.0, "AAPL", 100.0),
        ("2022-03-01", DEPOSIT, 50_000.0, None, None),
        ("2022-06-01", BUY, -5_000.0, "XOM", 60.0),
        ("2022-09-01", SELL, 4_000.0, "AAPL", 40.0),
        ("2022-10-03", FEE, -25.0, None, None),
        ("2022-11-01", DIVIDEND, 90.0, "XOM", None),
    )
    found = performance_report(frozen, view, period="1y").account
    prices = ref.prices().loc["2021-12-28":]
    days = prices.index
    step = lambda *parts: sum(np.where(days >= day, size, 0.0) for day, size in parts)  # noqa: E731 - one line a series
    aapl = step(("2021-12-01", 100.0), ("2022-09-01", -40.0))
    xom = step(("2022-06-01", 60.0))
    cash = step(
        ("2021-12-01", 19_000.0), ("2022-03-01", 50_000.0), ("2022-06-01", -5_000.0), ("2022-09-01", 4_000.0), ("2022-10-03", -25.0),
        ("2022-11-01", 90.0),
    )  # fmt: skip
    total = aapl * prices["AAPL"] + xom * prices["XOM"] + cash
    gain = aapl[:-1] * prices["AAPL"].diff().to_numpy()[1:] + xom[:-1] * prices["XOM"].diff().to_numpy()[1:]
    gain[days[1:] == "2022-10-03"] -= 25.0
    assert found.time_weighted.value == pytest.approx(float(np.prod(1 + gain / total.to_numpy()[:-1]) - 1))
    assert found.time_weighted.reason is None


def test_money_weighted_return_discounts_what_was_paid(view: MarketView) -> None:
    tracked = account(view, ("2020-12-28", DEPOSIT, 10_000.0, None, None), ("2021-12-28", DEPOSIT, 5_000.0, None, None))
    found = performance_report(tracked, view, period="1y").account
    assert found.money_weighted.value == pytest.approx(0.0, abs=1e-12)  # cash earns nothing
    assert found.time_weighted.value == pytest.approx(0.0)
    assert found.since == date(2020, 12, 28)
    price = view.last_price("AAPL").price
    bought = account(view, ("2020-12-28", BUY, -10_000.0, "AAPL", 100.0), ("2021-12-28", DIVIDEND, 1_000.0, "AAPL", None))
    rate = performance_report(bought, view, period="1y").account.money_weighted.value
    assert isinstance(rate, float)
    assert -10_000 + 1_000 / (1 + rate) + 100 * price / (1 + rate) ** 2 == pytest.approx(0.0, abs=0.01)


def test_an_account_that_starts_within_the_period_says_so(view: MarketView) -> None:
    frozen = account(view, ("2022-06-01", BUY, -9_000.0, "AAPL", 60.0))
    weighted = performance_report(frozen, view, period="1y").account.time_weighted
    prices = ref.prices()["AAPL"]
    assert weighted.value == pytest.approx(float(prices.iloc[-1] / prices.loc["2022-06-01"] - 1))
    assert weighted.period == "2022-06-02/2022-12-28"
    assert weighted.quality is Quality.PARTIAL
    assert "2022-06-01" in (weighted.reason or "")


def test_days_without_holdings_earn_nothing(view: MarketView) -> None:
    frozen = account(
        view,
        ("2022-01-03", BUY, -9_000.0, "AAPL", 60.0),
        ("2022-03-01", SELL, 9_000.0, "AAPL", 60.0),
        ("2022-09-01", BUY, -9_000.0, "AAPL", 60.0),
    )
    prices = ref.prices()["AAPL"]
    first, second = prices.loc["2022-03-01"] / prices.loc["2022-01-03"], prices.iloc[-1] / prices.loc["2022-09-01"]
    assert performance_report(frozen, view, period="1y").account.time_weighted.value == pytest.approx(float(first * second - 1))


def test_an_account_without_an_answer_says_why(view: MarketView) -> None:
    plain = performance_report(snapshot(HELD, view), view).account
    assert plain.since is None
    assert "without transactions" in (plain.time_weighted.reason or "")
    young = performance_report(account(view, ("2022-12-01", BUY, -9_000.0, "AAPL", 60.0)), view, period="1y").account
    assert "90 days" in (young.money_weighted.reason or "")
    unknown = account(view, ("2013-06-03", BUY, -900.0, "QUAL", 10.0))  # the fund has prices since 2014
    assert "QUAL was held without a price" in (performance_report(unknown, view, period="10y").account.time_weighted.reason or "")


def test_a_group_is_told_by_all_its_accounts_or_not_at_all(view: MarketView) -> None:
    one = booked(("2021-01-04", BUY, -9_000.0, "AAPL", 60.0))
    two = replace(booked(("2022-03-01", DEPOSIT, 5_000.0, None, None), ("2022-03-01", BUY, -4_000.0, "XOM", 50.0)), name="Second")
    both = PortfolioBook(PortfolioId("all"), "All", "USD", "SP500", date(2022, 12, 28), (), members=(one, two))
    found = performance_report(take_snapshot(both, view), view, period="1y").account
    prices = ref.prices().loc["2021-12-28":]
    later = prices.index >= "2022-03-01"
    total = 60.0 * prices["AAPL"] + later * (50.0 * prices["XOM"] + 1_000.0)
    gain = 60.0 * prices["AAPL"].diff().to_numpy()[1:] + later[:-1] * 50.0 * prices["XOM"].diff().to_numpy()[1:]
    assert found.time_weighted.value == pytest.approx(float(np.prod(1 + gain / total.to_numpy()[:-1]) - 1))
    assert found.since == date(2021, 1, 4)
    assert isinstance(found.money_weighted.value, float)
    plain = replace(one, name="Plain", transactions=())
    mixed = performance_report(take_snapshot(replace(both, members=(one, plain)), view), view, period="1y").account
    assert mixed.time_weighted.value is None
    assert "without transactions: Plain" in (mixed.time_weighted.reason or "")


def test_transactions_are_part_of_the_frozen_input(market: Market, view: MarketView) -> None:
    entries = (("2022-01-03", BUY, -9_000.0, "AAPL", 60.0),)
    once, twice = account(view, *entries), account(view, *entries, ("2022-02-01", DEPOSIT, 0.0, None, None))
    assert once.digest != twice.digest
    earlier = take_snapshot(booked(*entries, ("2022-09-01", SELL, 9_000.0, "AAPL", 60.0)), market.as_of(date(2022, 6, 1)))
    assert [entry.booked_on for entry in earlier.transactions] == [date(2022, 1, 3)]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
@pytest.mark.parametrize("period", ["1d", "5d", "mtd", "ytd", "3y", "max"])
def test_every_figure_is_finite_or_absent(view: MarketView, name: str, period: str) -> None:
    report = performance_report(take_snapshot(demo_book(name, view), view), view, period=period)
    for figure in figures(report):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path
        if figure.path.startswith(("/ratios", "/relative", "/account")):
            assert figure.value is not None or figure.owner.reason, figure.path


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("held", [{"AAPL": -10.0}, {"CASH": 100.0}, {"AAPL": 10.0, "XOM": -10_000.0}, {"QUAL": 1.0}, {}])
def test_odd_portfolios(view: MarketView, held: dict[str, float]) -> None:
    for period in ("1y", "10y"):
        report = performance_report(snapshot(held, view), view, period=period)
        assert all(not isinstance(figure.value, float) or math.isfinite(figure.value) for figure in figures(report))
        assert report.ratios.sharpe_ratio.value is not None or report.ratios.sharpe_ratio.reason


def test_what_can_not_be_asked(view: MarketView) -> None:
    held = snapshot(HELD, view)
    for wrong in (1, 5_000):
        with pytest.raises(InvalidInput, match="window"):
            performance_report(held, view, window=wrong)
    with pytest.raises(MissingData, match="a part of the benchmark"):
        performance_report(held, view, period="10y", benchmark="60% SP500 + 40% USMV")


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    book = booked(("2004-01-05", BUY, -9_000.0, "AAPL", 60.0), ("2021-09-01", SELL, 9_000.0, "AAPL", 60.0))
    view = market.as_of(day)
    one, two = (performance_report(take_snapshot(book, seen), seen, period="5y", benchmark="50% SP500 + 50% KO") for seen in (view, cut))
    assert one == two
