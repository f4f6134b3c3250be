"""The backtest of a portfolio against pandas and SciPy on the raw prices."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.market_data.markets import cut_in_the_source
from tests.portfolios import reference as ref
from tests.portfolios.books import demo_book, snapshot

from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.backtest.report import BacktestTerms, backtest_report
from plumbline.portfolios.backtest.results import BacktestReport, Verdict
from plumbline.portfolios.snapshot import take_snapshot
from plumbline.portfolios.tail.methods import METHOD_LABELS


@pytest.fixture(scope="module")
def report(market: Market) -> BacktestReport:
    view = market.as_of()
    return backtest_report(take_snapshot(demo_book("growth", view), view), view, BacktestTerms(0.95, 250, 750))


def growth_returns() -> "pd.Series[float]":
    held, prices = ref.growth(), ref.prices()
    last = prices.iloc[-1]
    net = sum(last[symbol] * quantity for symbol, quantity in held.items() if symbol != "CASH") + held["CASH"]
    moves = prices.pct_change()
    return sum(moves[symbol] * (last[symbol] * quantity / net) for symbol, quantity in held.items() if symbol != "CASH").dropna()


def test_historical_exceptions_and_kupiec(report: BacktestReport) -> None:
    own = growth_returns()
    forecast = -own.rolling(250).quantile(0.05).shift(1)
    tested = pd.DataFrame({"own": own, "forecast": forecast}).iloc[-750:]
    hits = int((-tested["own"] > tested["forecast"]).sum())
    historical = next(item for item in report.methods if item.method == "historical")
    assert historical.exceptions.value == hits
    assert historical.expected.value == pytest.approx(37.5)
    assert historical.mean_value_at_risk.value == pytest.approx(tested["forecast"].mean())
    free, asked = hits / 750, 0.05
    ratio = -2 * (stats.binom.logpmf(hits, 750, asked) - stats.binom.logpmf(hits, 750, free))
    assert historical.kupiec.value == pytest.approx(stats.chi2.sf(ratio, 1))
    assert report.n_observations == 750
    assert report.start == tested.index[0].date()
    recent = int((-tested["own"] > tested["forecast"]).iloc[-250:].sum())
    chance = stats.binom.cdf(recent, 250, 0.05)
    zone = "green" if chance < 0.95 else "yellow" if chance < 0.9999 else "red"
    assert historical.traffic_light.value == zone


def test_every_method_is_tested_and_drawn(report: BacktestReport) -> None:
    assert [item.method for item in report.methods] == list(METHOD_LABELS)
    assert [line.method for line in report.series.forecasts] == list(METHOD_LABELS)
    assert {len(line.values) for line in report.series.forecasts} == {750} == {len(report.series.dates)}
    for item, line in zip(report.methods, report.series.forecasts, strict=True):
        lost = np.array(report.series.losses, dtype=float) > np.array(line.values, dtype=float)
        assert item.exceptions.value == lost.sum()
        assert item.exceptions.parameters == {"method": item.method, "confidence": 0.95}
        too_often = item.exceptions.value > 37.5
        assert (item.verdict in {Verdict.TOO_LOW, Verdict.TOO_HIGH}) == (item.kupiec.value < 0.05)
        assert item.verdict is not Verdict.TOO_LOW or too_often


def test_no_figure_is_not_a_number(report: BacktestReport) -> None:
    for figure in figures(report):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


def test_fewer_days_than_asked_are_said(view: MarketView) -> None:
    frozen = snapshot({"AAPL": 10, "MTUM": 10}, view)  # the fund is there since 2014
    short = backtest_report(frozen, view, BacktestTerms(0.95, 500, 5000))
    assert short.n_observations < 2000
    assert any(f"{short.n_observations:,} days are tested instead of 5,000" in note for note in short.notes)


@pytest.mark.parametrize("terms", [BacktestTerms(confidence=0.3), BacktestTerms(window=5), BacktestTerms(n_tested=10)])
def test_terms_outside_are_refused(view: MarketView, terms: BacktestTerms) -> None:
    with pytest.raises(InvalidInput, match="found"):
        backtest_report(snapshot({"AAPL": 10}, view), view, terms)


def test_what_can_not_be_tested_says_why(market: Market, view: MarketView) -> None:
    with pytest.raises(MissingData, match="nothing but cash"):
        backtest_report(snapshot({"CASH": 1000}, view), view)
    with pytest.raises(CalculationFailed, match="positive net value"):
        backtest_report(snapshot({"AAPL": 10, "CASH": -10_000}, view), view)
    early = market.as_of(date(1991, 6, 28))
    with pytest.raises(MissingData, match="Expected at least 560 sessions"):
        backtest_report(snapshot({"AAPL": 10}, early), early)


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    held = {"AAPL": 10, "XOM": -5, "KO": 20}
    assert backtest_report(snapshot(held, market.as_of(day)), market.as_of(day)) == backtest_report(snapshot(held, cut), cut)


def test_a_holding_without_history_is_left_out_and_named(market: Market) -> None:
    day = market.as_of(date(2014, 2, 28))
    held = {"AAPL": 100, "MSFT": 100, "QUAL": 1}
    report = backtest_report(snapshot(held, day), day, BacktestTerms(0.95, 250, 250))
    assert report.quality is Quality.PARTIAL
    assert "QUAL" in (report.reason or "")


def test_the_shortfall_is_judged_by_its_chance(report: BacktestReport) -> None:
    """The less likely, the lower the statistic: methods ordered by one are ordered by the other."""
    found = [(item.shortfall_z2.value, item.shortfall_z2_chance.value) for item in report.methods]
    assert all(isinstance(z2, float) and isinstance(chance, float) and 0.0 <= chance <= 1.0 for z2, chance in found)
    assert [chance for _, chance in sorted(found)] == sorted(chance for _, chance in found)
    normal = next(item for item in report.methods if item.method == "parametric")
    assert normal.shortfall_z2_chance.value < 0.05  # the spring of 2020 is not normal


def test_simulated_forecasts_are_near_the_historical_ones(report: BacktestReport) -> None:
    means = {item.method: item.mean_value_at_risk.value for item in report.methods}
    assert means["monte_carlo"] == pytest.approx(means["historical"], rel=0.15)


@pytest.mark.parametrize("name", ["long_short", "options"])
def test_books_with_short_sides_and_options(market: Market, name: str) -> None:
    view = market.as_of()
    report = backtest_report(take_snapshot(demo_book(name, view), view), view, BacktestTerms(0.95, 250, 500))
    assert [item.method for item in report.methods] == list(METHOD_LABELS)
    assert report.n_observations == 500
    assert (report.quality is Quality.PARTIAL) == (name == "options")
    assert any("by delta" in note for note in report.notes) == (name == "options")


def test_a_window_too_short_for_the_factors_leaves_the_simulation_out(view: MarketView) -> None:
    report = backtest_report(snapshot({"AAPL": 10, "KO": 5}, view), view, BacktestTerms(0.95, 21, 100))
    assert "monte_carlo" not in {item.method for item in report.methods}
    assert any(note.startswith("Monte Carlo (t copula) is left out") for note in report.notes)
