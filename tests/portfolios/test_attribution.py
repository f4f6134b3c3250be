"""Attribution and drift against arithmetic on the raw prices, and the sums that must hold."""

import math
from datetime import date

import numpy as np
import pytest
from tests.market_data.markets import cut_in_the_source
from tests.portfolios import reference as ref
from tests.portfolios.books import DEMOS, demo_book, snapshot

from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.attribution.report import attribution_report
from plumbline.portfolios.drift.report import drift_report
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import take_snapshot


def test_hood_and_beebower_measure_an_allocation_against_zero(view: MarketView) -> None:
    span = "2022-11-01/2022-11-30"
    book, index = snapshot({"AAPL": 100, "XOM": 300}, view), ("MSFT", "CVX", "JNJ")
    fachler = attribution_report(book, view, period=span, against=index)
    hood = attribution_report(book, view, period=span, against=index, model="brinson_hood_beebower")
    prices = ref.prices()
    first, last = prices.loc["2022-10-31"], prices.loc["2022-11-30"]
    energy = 300 * first["XOM"] / (100 * first["AAPL"] + 300 * first["XOM"])
    rows = {row.sector: row for row in hood.sectors}
    assert rows["Energy"].allocation == pytest.approx((energy - 1 / 3) * (last["CVX"] / first["CVX"] - 1))
    assert hood.allocation == pytest.approx(fachler.allocation)
    assert "Hood" in hood.notes[-1]


def test_one_month_by_hand(view: MarketView) -> None:
    """Two sectors in the portfolio, three in the benchmark, one period: Brinson-Fachler from the definitions."""
    span = "2022-11-01/2022-11-30"
    found = attribution_report(snapshot({"AAPL": 100, "XOM": 300}, view), view, period=span, against=("MSFT", "CVX", "JNJ"))
    prices = ref.prices()
    first, last = prices.loc["2022-10-31"], prices.loc["2022-11-30"]
    moved = last / first - 1
    total = 100 * first["AAPL"] + 300 * first["XOM"]
    technology, energy = 100 * first["AAPL"] / total, 300 * first["XOM"] / total
    index = (moved["MSFT"] + moved["CVX"] + moved["JNJ"]) / 3
    rows = {row.sector: row for row in found.sectors}
    assert set(rows) == {"Information Technology", "Energy", "Health Care"}
    assert rows["Energy"].allocation == pytest.approx((energy - 1 / 3) * (moved["CVX"] - index))
    assert rows["Energy"].selection == pytest.approx((moved["XOM"] - moved["CVX"]) / 3)
    assert rows["Energy"].interaction == pytest.approx((energy - 1 / 3) * (moved["XOM"] - moved["CVX"]))
    assert rows["Health Care"].allocation == pytest.approx(-(moved["JNJ"] - index) / 3)
    assert rows["Health Care"].selection == pytest.approx(0.0, abs=1e-12)
    assert found.portfolio_return == pytest.approx(technology * moved["AAPL"] + energy * moved["XOM"])
    assert found.benchmark_return == pytest.approx(index)


@pytest.mark.parametrize("name", DEMOS)
@pytest.mark.parametrize("period", ["1m", "ytd", "3y"])
def test_everything_adds_up(view: MarketView, name: str, period: str) -> None:
    frozen = take_snapshot(demo_book(name, view), view)
    found = attribution_report(frozen, view, period=period)
    assert found.portfolio_return == pytest.approx(performance_report(frozen, view, period=period).comparison.portfolio.value)
    assert found.active_return == pytest.approx(found.portfolio_return - found.benchmark_return)
    assert found.allocation + found.selection + found.interaction == pytest.approx(found.active_return)
    assert sum(row.allocation + row.selection + row.interaction for row in found.sectors) == pytest.approx(found.active_return)
    assert sum(row.contribution for row in found.holdings) == pytest.approx(found.portfolio_return)
    assert sum(row.contribution for row in found.months) == pytest.approx(found.portfolio_return)
    assert sum(row.weight for row in found.sectors) == pytest.approx(1.0)
    assert sum(row.benchmark_weight for row in found.sectors) == pytest.approx(1.0)
    assert found.months[0].start == found.start
    for figure in figures(found):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


def test_drift_is_the_change_of_weights(view: MarketView) -> None:
    found = drift_report(take_snapshot(demo_book("growth", view), view), view, period="1y")
    held, prices = ref.growth(), ref.prices()
    first, last = prices.loc["2021-12-28"], prices.iloc[-1]
    invested = [symbol for symbol in held if symbol != "CASH"]

    def weights(at: "ref.pd.Series[float]") -> dict[str, float]:
        total = sum(at[symbol] * held[symbol] for symbol in invested) + held["CASH"]
        return {symbol: at[symbol] * held[symbol] / total for symbol in invested}

    before, now = weights(first), weights(last)
    for row in found.holdings:
        assert row.before.value == pytest.approx(before[row.symbol])
        assert row.now.value == pytest.approx(now[row.symbol])
        assert row.drift == pytest.approx(now[row.symbol] - before[row.symbol])
    cash = sum(before.values()) - sum(now.values())
    assert found.turnover == pytest.approx(0.5 * (sum(abs(now[symbol] - before[symbol]) for symbol in invested) + abs(cash)))
    moves = prices.pct_change()
    then = moves.loc[:"2021-12-28"].iloc[-252:]
    assert found.volatility_before.value == pytest.approx(sum(then[symbol] * before[symbol] for symbol in invested).std() * math.sqrt(252))
    after = moves.iloc[-252:]
    assert found.volatility_now.value == pytest.approx(sum(after[symbol] * now[symbol] for symbol in invested).std() * math.sqrt(252))


@pytest.mark.parametrize("name", DEMOS)
def test_drifts_of_sectors_cancel(view: MarketView, name: str) -> None:
    found = drift_report(take_snapshot(demo_book(name, view), view), view, period="ytd")
    assert sum(row.drift for row in found.sectors) == pytest.approx(0.0, abs=1e-12)
    totals = np.array([line.values for line in found.series.sectors], dtype=float).sum(axis=0)
    assert totals == pytest.approx(np.ones(len(found.series.dates)), abs=1e-6)
    assert found.series.volatility.values[-1] == found.volatility_now.value


def test_a_start_without_a_year_before_it_has_no_volatility(market: Market) -> None:
    early = market.as_of(date(1991, 1, 31))
    found = drift_report(snapshot({"AAPL": 10, "XOM": 5}, early), early, period="6m")
    assert found.volatility_before.value is None
    assert found.volatility_now.value is not None


def test_what_can_not_be_attributed_says_why(market: Market, view: MarketView) -> None:
    with pytest.raises(InvalidInput, match="period"):
        attribution_report(snapshot({"AAPL": 10}, view), view, period="a while")
    with pytest.raises(MissingData, match="MTUM"):
        attribution_report(snapshot({"MTUM": 10}, view), view, period="10y")
    with pytest.raises(MissingData, match="QUAL"):
        attribution_report(snapshot({"AAPL": 10}, view), view, period="10y", against=("AAPL", "QUAL"))
    with pytest.raises(InvalidInput, match="SP500"):
        attribution_report(snapshot({"AAPL": 10}, view), view, against=("SP500",))
    with pytest.raises(MissingData, match="holds nothing"):
        drift_report(snapshot({}, view), view)
    with pytest.raises(CalculationFailed, match="positive net value"):
        drift_report(snapshot({"AAPL": 10, "CASH": -2_000}, view), view)


def test_long_and_short_of_one_sector_that_cancel(view: MarketView) -> None:
    first = ref.prices().loc["2021-12-31"]
    held = {"AAPL": 100.0, "MSFT": -100.0 * first["AAPL"] / first["MSFT"], "CASH": 100_000.0}
    with pytest.raises(CalculationFailed, match="Information Technology"):
        attribution_report(snapshot(held, view), view, period="ytd")


def test_options_are_marked(view: MarketView) -> None:
    found = attribution_report(take_snapshot(demo_book("options", view), view), view, period="3m")
    assert found.quality is Quality.PARTIAL
    assert "options are modeled" in (found.reason or "")


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    held, seen = {"AAPL": 10, "XOM": -5, "KO": 20, "CASH": 500}, market.as_of(day)
    assert attribution_report(snapshot(held, seen), seen, period="1y") == attribution_report(snapshot(held, cut), cut, period="1y")
    assert drift_report(snapshot(held, seen), seen) == drift_report(snapshot(held, cut), cut)


@pytest.mark.parametrize("name", DEMOS)
def test_volatility_of_today_is_that_of_the_risk_report(view: MarketView, name: str) -> None:
    """Options count by delta on their underlying in both."""
    frozen = take_snapshot(demo_book(name, view), view)
    found = drift_report(frozen, view, period="1y")
    assert found.volatility_now.value == pytest.approx(risk_report(frozen, view).volatility.days_252, rel=1e-9)
    assert any("the market changed as well as the weights" in note for note in found.notes)
