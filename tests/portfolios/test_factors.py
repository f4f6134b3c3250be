"""The factor report against least squares on the raw prices."""

import math
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm
from tests.market_data.markets import cut_in_the_source
from tests.portfolios import reference as ref
from tests.portfolios.books import DEMOS, demo_book, snapshot

from plumbline.analytics.factors.regression import newey_west_lags
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData, NotFound
from plumbline.facts.derive import figures
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.factors.report import factor_report
from plumbline.portfolios.factors.results import FactorReport
from plumbline.portfolios.factors.style_factors import company_scores
from plumbline.portfolios.snapshot import take_snapshot

STYLES = {"value": "VLUE", "size": "SIZE", "momentum": "MTUM", "quality": "QUAL", "low_volatility": "USMV"}


@pytest.fixture(scope="module")
def report(market: Market) -> FactorReport:
    view = market.as_of()
    return factor_report(take_snapshot(demo_book("growth", view), view), view)


def test_exposures_are_those_of_least_squares(report: FactorReport) -> None:
    held, prices = ref.growth(), ref.prices()
    last, moves = prices.iloc[-1], prices.pct_change().iloc[-504:]
    net = sum(last[symbol] * quantity for symbol, quantity in held.items() if symbol != "CASH") + held["CASH"]
    own = sum(moves[symbol] * (last[symbol] * quantity / net) for symbol, quantity in held.items() if symbol != "CASH")
    factors = np.column_stack([moves["SP500"], *(moves[fund] - moves["SP500"] for fund in STYLES.values())])
    design = np.column_stack([np.ones(504), factors])
    found, left, _, _ = np.linalg.lstsq(design, np.asarray(own), rcond=None)
    assert [row.key for row in report.factors] == ["market", *STYLES]
    assert [row.exposure.value for row in report.factors] == pytest.approx(found[1:].tolist())
    assert report.alpha == pytest.approx(found[0] * 252)
    assert report.r_squared == pytest.approx(1 - left[0] / ((own - own.mean()) ** 2).sum())
    assert report.volatility == pytest.approx(own.std() * math.sqrt(252))
    assert report.factors[0].factor_return.value == pytest.approx((1 + moves["SP500"]).prod() - 1)


def test_exposures_of_holdings_add_up_to_those_of_the_portfolio(report: FactorReport) -> None:
    for place, row in enumerate(report.factors):
        total = sum(holding.weight * holding.exposures[place].value for holding in report.holdings)  # type: ignore[operator]
        assert total == pytest.approx(row.exposure.value, abs=1e-9)


@pytest.mark.parametrize("name", DEMOS)
def test_variance_adds_to_all_of_it_and_tilts_to_the_difference(view: MarketView, name: str) -> None:
    found = factor_report(take_snapshot(demo_book(name, view), view), view, n_sessions=252, benchmark="QUAL")
    shares = found.variance
    assert shares.market + shares.style + shares.industry + shares.specific == pytest.approx(1.0)
    assert min(shares.market, shares.style, shares.industry, shares.specific) >= 0.0
    for row in found.factors:
        assert row.tilt.value == pytest.approx(row.exposure.value - row.benchmark.value)
        assert row.error.value > 0.0
    for figure in figures(found):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


def test_rolling_exposures_end_with_those_of_the_last_window(report: FactorReport, view: MarketView) -> None:
    last = factor_report(take_snapshot(demo_book("growth", view), view), view, n_sessions=report.series.window)
    assert report.series.dates[-1] == report.as_of
    assert [line.values[-1] for line in report.series.lines] == pytest.approx([row.exposure.value for row in last.factors], abs=1e-5)


def test_both_kinds_of_errors(report: FactorReport) -> None:
    """The plain ones against statsmodels on the raw prices; the others differ, because volatility changes."""
    held, prices = ref.growth(), ref.prices()
    last, moves = prices.iloc[-1], prices.pct_change().iloc[-504:]
    net = sum(last[symbol] * quantity for symbol, quantity in held.items() if symbol != "CASH") + held["CASH"]
    own = sum(moves[symbol] * (last[symbol] * quantity / net) for symbol, quantity in held.items() if symbol != "CASH")
    factors = np.column_stack([moves["SP500"], *(moves[fund] - moves["SP500"] for fund in STYLES.values())])
    plain = sm.OLS(np.asarray(own), sm.add_constant(factors)).fit()
    robust = plain.get_robustcov_results("HAC", maxlags=newey_west_lags(504), use_correction=False)
    assert [row.plain_error.value for row in report.factors] == pytest.approx(plain.bse[1:].tolist())
    assert [row.error.value for row in report.factors] == pytest.approx(robust.bse[1:].tolist())
    assert report.factors[0].plain_error.parameters["of"] == "ordinary least squares"


@pytest.mark.parametrize("name", DEMOS)
def test_active_variance_adds_to_all_of_the_tracking_variance(view: MarketView, name: str) -> None:
    found = factor_report(take_snapshot(demo_book(name, view), view), view)
    active = found.active
    assert active is not None
    assert active.market + active.style + active.industry + active.specific == pytest.approx(1.0)
    assert min(active.market, active.style, active.industry, active.specific) >= 0.0
    if name == "growth":
        held, prices = ref.growth(), ref.prices()
        last, moves = prices.iloc[-1], prices.pct_change().iloc[-504:]
        net = sum(last[symbol] * quantity for symbol, quantity in held.items() if symbol != "CASH") + held["CASH"]
        own = sum(moves[symbol] * (last[symbol] * quantity / net) for symbol, quantity in held.items() if symbol != "CASH")
        difference = own - moves["SP500"]
        assert active.tracking_error == pytest.approx(difference.std() * math.sqrt(252))
        assert active.market == pytest.approx(np.corrcoef(difference, moves["SP500"])[0, 1] ** 2)


def test_a_portfolio_that_is_its_benchmark_has_no_active_risk(view: MarketView) -> None:
    found = factor_report(snapshot({"QUAL": 10}, view), view, benchmark="QUAL")
    assert found.active is None
    assert all(row.tilt.value == pytest.approx(0.0, abs=1e-9) for row in found.factors)


def test_styles_made_of_the_shares_where_there_are_funds(view: MarketView) -> None:
    found = factor_report(snapshot({"AAPL": 100, "XOM": 50}, view), view, self_built=True)
    assert [row.key for row in found.factors] == ["market", "momentum", "low_volatility"]
    assert all("long less short" in row.made_of for row in found.factors[1:])
    assert any(note.startswith("No factor of Value, Small size, Quality") for note in found.notes)
    later = factor_report(snapshot({"AAPL": 100, "XOM": 50}, view), view, n_sessions=400, self_built=True)
    assert [row.key for row in later.factors] == ["market", "value", "size", "momentum", "low_volatility"]
    assert any(note.startswith("No factor of Quality:") for note in later.notes)


def test_company_scores_are_known_figures_over_prices(view: MarketView) -> None:
    """General Electric's book at the end of 2021 was 40.3 billion and its shares 1.098 billion: known 90 days later at the latest."""
    stock = view.instrument("GE")
    row = int(np.searchsorted(view.sessions, np.datetime64("2022-06-30")))
    scores = company_scores("value", [stock], view, (row - 400, row + 1))
    figures = {(item.item, item.fiscal_year_end.year): item for item in view.fundamentals("GE")}
    book, shares = figures["total_equity", 2021], figures["diluted_shares", 2021]
    price = float(ref.prices()["GE"].loc["2022-06-30"])
    assert scores[-1, 0] == pytest.approx(book.value / (shares.value * price))
    known = int(np.searchsorted(view.sessions[row - 399 : row + 1], np.datetime64(book.known_on)))
    before = figures["total_equity", 2020].value / (
        figures["diluted_shares", 2020].value * float(ref.prices()["GE"].iloc[row - 399 + known - 1])
    )
    assert scores[known - 1, 0] == pytest.approx(before)
    assert np.isnan(scores[0, 0])  # nothing was known in 2020
    size = company_scores("size", [stock], view, (row - 1, row + 1))
    assert size[-1, 0] == pytest.approx(-shares.value * price)


def test_before_the_funds_styles_are_made_of_the_shares(market: Market) -> None:
    old = market.as_of(date(2008, 9, 12))
    found = factor_report(snapshot({"AAPL": 100, "XOM": 50}, old), old)
    assert [row.key for row in found.factors] == ["market", "momentum", "low_volatility"]
    assert "long less short" in found.factors[1].made_of
    first = market.as_of(date(1991, 3, 12))  # no year before the window to rank by
    young = factor_report(snapshot({"AAPL": 100, "XOM": 50}, first), first)
    assert [row.key for row in young.factors] == ["market"]
    assert young.n_observations == 301


def test_what_can_not_be_explained_says_why(market: Market, view: MarketView) -> None:
    with pytest.raises(InvalidInput, match="126"):
        factor_report(snapshot({"AAPL": 10}, view), view, n_sessions=20)
    with pytest.raises(NotFound, match="ZZZZ"):
        factor_report(snapshot({"AAPL": 10}, view), view, benchmark="ZZZZ")
    with pytest.raises(MissingData, match="nothing but cash"):
        factor_report(snapshot({"CASH": 10}, view), view)
    with pytest.raises(CalculationFailed, match="net value"):
        factor_report(snapshot({"AAPL": 10, "CASH": -10_000}, view), view)
    early = market.as_of(date(1990, 5, 31))
    with pytest.raises(MissingData, match="at least 126 sessions"):
        factor_report(snapshot({"AAPL": 10}, early), early)


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    held, seen = {"AAPL": 10, "XOM": -5, "KO": 20}, market.as_of(day)
    assert factor_report(snapshot(held, seen), seen) == factor_report(snapshot(held, cut), cut)
