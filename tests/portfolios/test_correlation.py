"""Correlations against pandas and plain NumPy on the raw prices, and what can not be said."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.market_data.markets import cut_in_the_source
from tests.portfolios import reference as ref
from tests.portfolios.books import demo_book, snapshot

from plumbline.analytics.covariance.shrinkage import ledoit_wolf_constant_correlation
from plumbline.core.errors import InvalidInput, MissingData
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.correlation.estimators import LEAST_COMMON, Correlations, Estimator, estimated
from plumbline.portfolios.correlation.report import CorrelationTerms, correlation_report
from plumbline.portfolios.correlation.results import CorrelationReport
from plumbline.portfolios.snapshot import take_snapshot

HELD = {"AAPL": 10.0, "JPM": 20.0, "XOM": -15.0, "CASH": 5_000.0}


def year(*symbols: str, day: str | None = None) -> pd.DataFrame:
    return ref.prices()[list(symbols)].loc[:day].iloc[-253:].pct_change(fill_method=None).iloc[1:]


def cell(report: CorrelationReport, one: str, two: str) -> float:
    low, high = sorted((report.symbols.index(one), report.symbols.index(two)))
    return float(report.matrix[high][low].value or 0.0)


def test_the_sample_is_that_of_pandas(view: MarketView) -> None:
    report = correlation_report(snapshot(HELD, view), view)
    expected = year("AAPL", "JPM", "XOM").corr()
    for one, two in (("AAPL", "JPM"), ("AAPL", "XOM"), ("JPM", "XOM")):
        assert cell(report, one, two) == pytest.approx(expected.loc[one, two])
    off = expected.to_numpy()[np.triu_indices(3, 1)]
    assert report.average == pytest.approx(off.mean())
    assert (report.highest[0].value, report.lowest[0].value) == (pytest.approx(off.max()), pytest.approx(off.min()))
    assert report.n_observations == 252
    assert report.quality is Quality.COMPLETE


def test_weights_count_by_their_size(view: MarketView) -> None:
    report = correlation_report(snapshot(HELD, view), view)
    price = {symbol: view.last_price(symbol).price for symbol in ("AAPL", "JPM", "XOM")}
    money = {"AAPL": 10.0 * price["AAPL"], "JPM": 20.0 * price["JPM"], "XOM": -15.0 * price["XOM"]}
    pairs = [("AAPL", "JPM"), ("AAPL", "XOM"), ("JPM", "XOM")]
    sizes = [abs(money[one] * money[two]) for one, two in pairs]
    assert report.weighted_average == pytest.approx(np.average([cell(report, *pair) for pair in pairs], weights=sizes))
    gross = sum(map(abs, money.values()))
    shares = {row.symbol: row.gross_share for row in report.holdings}
    assert shares == {symbol: pytest.approx(value / gross) for symbol, value in money.items()}
    moves = year(*money)
    own = moves @ pd.Series(money)
    for row in report.holdings:
        assert row.with_portfolio.value == pytest.approx(moves[row.symbol].corr(own))
        assert row.volatility == pytest.approx(moves[row.symbol].std() * math.sqrt(252))
    weights = np.array(list(money.values()))
    ratio = np.abs(weights) @ moves.std() / np.sqrt(weights @ moves.cov() @ weights)
    assert report.diversification_ratio.value == pytest.approx(ratio)


def test_neighbors_move_together(view: MarketView) -> None:
    report = correlation_report(take_snapshot(demo_book("growth", view), view), view)
    places = [sorted(report.symbols.index(symbol) for symbol in cluster.symbols) for cluster in report.clusters]
    assert places
    assert all(inside == list(range(inside[0], inside[-1] + 1)) for inside in places)
    assert [len(row) for row in report.matrix] == list(range(len(report.symbols)))
    values = [pair.value for pair in report.highest]
    assert values == sorted(values, reverse=True)


def test_each_estimator_is_the_one_it_says(view: MarketView) -> None:
    held, moves = snapshot(HELD, view), year("JPM", "AAPL", "XOM")
    weights = 0.97 ** np.arange(251, -1, -1)
    second = (moves * weights[:, None]).T @ moves
    ewma = correlation_report(held, view, CorrelationTerms(estimator=Estimator.EWMA, decay=0.97))
    assert cell(ewma, "AAPL", "JPM") == pytest.approx(
        second.loc["AAPL", "JPM"] / np.sqrt(second.loc["AAPL", "AAPL"] * second.loc["JPM", "JPM"])
    )
    shrunk = correlation_report(held, view, CorrelationTerms(estimator=Estimator.CONSTANT_CORRELATION))
    direct = ledoit_wolf_constant_correlation(moves.to_numpy())
    assert shrunk.shrinkage == pytest.approx(direct.shrinkage)
    assert cell(shrunk, "AAPL", "JPM") == pytest.approx(
        direct.covariance[0, 1] / np.sqrt(direct.covariance[0, 0] * direct.covariance[1, 1])
    )
    found = {cell(correlation_report(held, view, CorrelationTerms(estimator=kind)), "AAPL", "JPM") for kind in Estimator}
    assert len(found) == len(Estimator)


def test_unequal_histories_go_pair_by_pair(market: Market) -> None:
    early = market.as_of(date(2014, 6, 30))  # the fund has traded since January
    report = correlation_report(snapshot({"AAPL": 10.0, "XOM": 10.0, "QUAL": 10.0}, early), early)
    expected = year("AAPL", "XOM", "QUAL", day="2014-06-30")
    n_short = int(expected["QUAL"].notna().sum())
    assert cell(report, "AAPL", "XOM") == pytest.approx(expected["AAPL"].corr(expected["XOM"]))
    assert cell(report, "AAPL", "QUAL") == pytest.approx(expected["AAPL"].corr(expected["QUAL"]))
    assert report.n_observations == n_short < 252
    assert any(f"{n_short} to 252 sessions" in note for note in report.notes)
    together = correlation_report(
        snapshot({"AAPL": 10.0, "XOM": 10.0, "QUAL": 10.0}, early), early, CorrelationTerms(estimator=Estimator.IDENTITY)
    )
    assert together.n_dropped == 252 - n_short


def test_a_holding_with_a_few_sessions_is_left_out_and_named(market: Market) -> None:
    early = market.as_of(date(2014, 1, 21))
    report = correlation_report(snapshot({"AAPL": 10.0, "XOM": 10.0, "QUAL": 10.0}, early), early)
    assert set(report.symbols) == {"AAPL", "XOM"}
    assert report.quality is Quality.PARTIAL
    assert "QUAL" in (report.reason or "")


def test_only_the_largest_are_shown_and_the_rest_is_said(view: MarketView) -> None:
    report = correlation_report(take_snapshot(demo_book("growth", view), view), view, CorrelationTerms(top=4))
    assert len(report.symbols) == 4
    assert report.quality is Quality.PARTIAL
    assert any("4 largest of 13 holdings" in note for note in report.notes)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
@pytest.mark.parametrize("estimator", list(Estimator))
def test_every_figure_is_finite_or_absent_with_a_reason(view: MarketView, name: str, estimator: Estimator) -> None:
    report = correlation_report(take_snapshot(demo_book(name, view), view), view, CorrelationTerms(estimator=estimator))
    for figure in figures(report):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path
        assert figure.value is not None or figure.owner.reason or figure.measured.measure == "covariance_shrinkage", figure.path


@pytest.mark.filterwarnings("error")
def test_odd_portfolios(view: MarketView) -> None:
    short = correlation_report(snapshot({"AAPL": -10.0, "XOM": -10.0}, view), view)  # net value below zero
    assert len(short.symbols) == 2
    assert short.holdings[0].gross_share < 0.0
    alone = correlation_report(snapshot({"AAPL": 10.0}, view), view)
    assert (alone.average, alone.highest, alone.clusters) == (None, (), ())
    assert alone.diversification_ratio.value == pytest.approx(1.0)
    with pytest.raises(MissingData, match="nothing that moves"):
        correlation_report(snapshot({"CASH": 10.0}, view), view)


@pytest.mark.parametrize(
    "terms", [CorrelationTerms(n_sessions=5), CorrelationTerms(top=0), CorrelationTerms(top=61), CorrelationTerms(decay=1.0)]
)
def test_impossible_terms(view: MarketView, terms: CorrelationTerms) -> None:
    with pytest.raises(InvalidInput):
        correlation_report(snapshot(HELD, view), view, terms)


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    for estimator in (Estimator.SAMPLE, Estimator.FACTOR_MODEL):
        terms = CorrelationTerms(estimator=estimator)
        assert correlation_report(snapshot(HELD, market.as_of(day)), market.as_of(day), terms) == correlation_report(
            snapshot(HELD, cut), cut, terms
        )


def moves(n: int, k: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.random.default_rng(7).normal(0.0, 0.01, (n, k))


def of(returns: np.ndarray[tuple[int, ...], np.dtype[np.float64]], estimator: Estimator = Estimator.SAMPLE) -> Correlations:
    return estimated(returns, estimator, decay=0.94, factors=lambda: moves(len(returns), 2))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("estimator", list(Estimator))
def test_bad_data(estimator: Estimator) -> None:
    table = moves(10_000, 4)
    table[::7, 1] = np.nan
    table[:, 2] = table[:, 0]  # collinear
    table[:, 3] = 0.0005  # does not vary
    found = of(table, estimator)
    assert found.kept == (0, 1, 2)
    assert np.isfinite(found.matrix).all()
    assert np.linalg.eigvalsh(found.matrix)[0] >= -1e-9
    if estimator is not Estimator.FACTOR_MODEL:
        assert found.matrix[0, 2] == pytest.approx(1.0, abs=0.01)
    for short in (moves(3, 4), np.full((100, 3), np.nan), np.zeros((100, 2))):
        with pytest.raises(MissingData):
            of(short, estimator)


def test_pairs_that_do_not_fit_together_are_repaired() -> None:
    table = moves(300, 3)
    table[:100, 1] = table[:100, 0]
    table[100:200, 2] = table[100:200, 1]
    table[200:, 2] = -table[200:, 0]
    table[200:, 1], table[:100, 2], table[100:200, 0] = np.nan, np.nan, np.nan
    found = of(table)
    assert found.repaired
    assert np.linalg.eigvalsh(found.matrix)[0] >= -1e-9
    assert found.matrix[0, 1] == pytest.approx(found.matrix[1, 2]) == pytest.approx(-found.matrix[0, 2])
    assert found.matrix[0, 1] == pytest.approx(0.5, abs=0.01)  # the nearest matrix to 1, 1 and -1
    assert LEAST_COMMON < 100
