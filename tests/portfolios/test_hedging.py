"""Hedges against plain regressions, matches worked out by hand, and what can not be said."""

import math
from datetime import date

import numpy as np
import pytest
from tests.portfolios.books import book, demo_book, snapshot

from plumbline.analytics.hedging import best_basket
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData, NotFound
from plumbline.facts.derive import figures
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.hedging.report import hedging_report
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import take_snapshot


def returns(view: MarketView, *symbols: str) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    close = view.prices(symbols, start=view.sessions[-253].item()).close
    return list((close[1:] / close[:-1] - 1.0).T)


def test_a_hedge_is_the_regression_on_it(view: MarketView) -> None:
    report = hedging_report(snapshot({"AAPL": 100.0}, view), view, ("SP500",))
    own, index = returns(view, "AAPL", "SP500")
    [candidate] = report.candidates
    slope = np.cov(own, index)[0, 1] / index.var(ddof=1)
    correlation = np.corrcoef(own, index)[0, 1]
    assert candidate.ratio == pytest.approx(slope)
    assert candidate.amount.amount == pytest.approx(-slope * report.net_value.amount)
    assert candidate.correlation == pytest.approx(correlation)
    assert candidate.effectiveness == pytest.approx(correlation**2)
    assert candidate.volatility_after == pytest.approx((own - slope * index).std(ddof=1) * math.sqrt(252))


def test_the_best_hedge_of_a_stock_is_the_stock(view: MarketView) -> None:
    report = hedging_report(snapshot({"AAPL": 100.0}, view), view, ("SP500", "AAPL", "Exxon", "SP500"))
    assert [row.symbol for row in report.candidates][:2] == ["AAPL", "SP500"]
    assert report.candidates[0].effectiveness == pytest.approx(1.0)
    assert report.candidates[0].volatility_after == pytest.approx(0.0, abs=1e-6)
    every = [row.effectiveness for row in hedging_report(snapshot({"AAPL": 100.0}, view), view).candidates]
    assert len(every) == 6
    assert every == sorted(every, reverse=True)


def test_hedges_together_are_the_regression_on_all_of_them(view: MarketView) -> None:
    report = hedging_report(snapshot({"AAPL": 60.0, "XOM": 80.0}, view), view, ("SP500", "CVX", "KO", "MSFT"))
    assert report.basket is not None
    symbols = [part.symbol for part in report.basket.parts]
    assert 2 <= len(symbols) <= 3
    assert len(set(symbols)) == len(symbols)
    assert symbols[0] == report.candidates[0].symbol
    price = {symbol: view.last_price(symbol).price for symbol in ("AAPL", "XOM")}
    apple, exxon, *offered = returns(view, "AAPL", "XOM", *symbols)
    own = (60.0 * price["AAPL"] * apple + 80.0 * price["XOM"] * exxon) / report.net_value.amount
    design = np.column_stack([np.ones(own.size), *offered])
    found, left, _, _ = np.linalg.lstsq(design, own, rcond=None)
    assert [part.ratio for part in report.basket.parts] == pytest.approx(found[1:].tolist())
    assert report.basket.effectiveness == pytest.approx(1.0 - left[0] / ((own - own.mean()) ** 2).sum())
    assert report.basket.effectiveness > report.candidates[0].effectiveness + 0.01
    for part in report.basket.parts:
        assert part.amount.amount == pytest.approx(-part.ratio * report.net_value.amount)


def test_a_basket_only_sells_unless_it_may_buy(view: MarketView) -> None:
    own, index, quality = returns(view, "USMV", "SP500", "QUAL")
    table = np.column_stack([index, quality, own - 2.0 * index])
    free = best_basket(own, table, short_only=False)
    assert free.basket.variance_reduction == pytest.approx(1.0)
    sold = best_basket(own, table)
    assert (sold.basket.ratios > 0.0).all()
    assert sold.basket.variance_reduction <= free.basket.variance_reduction + 1e-12
    with pytest.raises(MissingData, match="offsets it"):
        best_basket(own, -index[:, None])


def test_one_hedge_that_does_as_well_is_no_basket(view: MarketView) -> None:
    assert hedging_report(snapshot({"AAPL": 100.0}, view), view, ("AAPL", "SP500")).basket is None
    assert hedging_report(snapshot({"AAPL": 100.0}, view), view, ("SP500",)).basket is None


def test_longs_against_shorts(view: MarketView) -> None:
    held = snapshot({"AAPL": 100.0, "XOM": 50.0, "MSFT": -30.0, "KO": -100.0, "CASH": 50_000.0}, view)
    report = hedging_report(held, view)
    price = {symbol: view.last_price(symbol).price for symbol in ("AAPL", "XOM", "MSFT", "KO")}
    assert report.own is not None
    shorts = 30.0 * price["MSFT"] + 100.0 * price["KO"]
    assert report.own.match == pytest.approx(30.0 * price["MSFT"] / shorts)
    aapl, xom, msft, ko = returns(view, "AAPL", "XOM", "MSFT", "KO")
    longs = 100.0 * price["AAPL"] * aapl + 50.0 * price["XOM"] * xom
    short = 30.0 * price["MSFT"] * msft + 100.0 * price["KO"] * ko
    assert report.own.effectiveness == pytest.approx(1.0 - (longs - short).var() / longs.var())
    assert report.own.r_squared == pytest.approx(np.corrcoef(longs, short)[0, 1] ** 2)
    technology = next(row for row in report.own.sectors if row.sector == "Information Technology")
    assert technology.net == pytest.approx((100.0 * price["AAPL"] - 30.0 * price["MSFT"]) / report.net_value.amount)


def test_one_holding_is_one_bet_and_one_side_has_no_match(view: MarketView) -> None:
    report = hedging_report(snapshot({"AAPL": 100.0}, view), view)
    assert report.own is None
    assert report.effective_bets == pytest.approx(1.0)
    assert report.diversification_ratio == pytest.approx(1.0)
    assert report.clusters == ()


def test_headlines_are_those_of_the_risk_report(view: MarketView) -> None:
    held = take_snapshot(demo_book("long_short", view), view)
    report, risk = hedging_report(held, view), risk_report(held, view)
    assert report.hedge_ratio == risk.exposure.hedge_ratio
    assert report.volatility == risk.volatility.days_252
    assert report.candidates[0].volatility_after < (report.volatility or 0.0)
    grouped = [symbol for cluster in report.clusters for symbol in cluster.symbols]
    assert len(grouped) == len(set(grouped))


def test_what_can_not_be(market: Market, view: MarketView) -> None:
    held = snapshot({"AAPL": 100.0}, view)
    with pytest.raises(NotFound):
        hedging_report(held, view, ("ZZZZ",))
    with pytest.raises(InvalidInput):
        hedging_report(held, view, tuple(f"N{number}" for number in range(60)))
    with pytest.raises(MissingData):
        hedging_report(snapshot({"CASH": 100.0}, view), view)
    with pytest.raises(CalculationFailed):
        hedging_report(snapshot({"AAPL": -1.0}, view), view)
    early = market.as_of(date(2012, 6, 1))
    report = hedging_report(take_snapshot(book({"AAPL": 10.0}), early), early, ("MTUM", "SP500"))
    assert [row.symbol for row in report.candidates] == ["SP500"]


@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
def test_every_figure_is_finite_or_absent(view: MarketView, name: str) -> None:
    for figure in figures(hedging_report(take_snapshot(demo_book(name, view), view), view)):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path
