"""Several portfolios as one, against the risk of their holdings added up by hand."""

import math
from datetime import date

import pytest
from tests.portfolios.books import DEMOS, book, demo_book

from plumbline.core.errors import InvalidInput
from plumbline.core.ids import PortfolioId
from plumbline.facts.derive import figures
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.household import household_report
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot


def member(key: str, held: dict[str, float], view: MarketView, currency: str = "USD") -> PortfolioSnapshot:
    plain = book(held)
    return take_snapshot(PortfolioBook(PortfolioId(key), key, currency, "SP500", plain.imported_as_of, plain.lots), view)


def test_two_halves_are_the_whole(view: MarketView) -> None:
    halves = [member("a", {"AAPL": 100, "XOM": 50}, view), member("b", {"AAPL": 20, "KO": 300, "CASH": 5_000}, view)]
    whole = risk_report(member("c", {"AAPL": 120, "XOM": 50, "KO": 300, "CASH": 5_000}, view), view)
    found = household_report(halves, view)
    assert found.risk.net_value == whole.net_value
    assert found.risk.volatility.days_252 == pytest.approx(whole.volatility.days_252)
    assert found.risk.tail_risk.historical_value_at_risk_95 == pytest.approx(whole.tail_risk.historical_value_at_risk_95)
    assert sum(row.share or 0.0 for row in found.members) == pytest.approx(1.0)
    assert sum(row.risk_contribution or 0.0 for row in found.members) == pytest.approx(1.0)
    alone = [row.expected_shortfall.amount for row in found.members if row.expected_shortfall]
    together = found.risk.tail_risk.historical_expected_shortfall_95_money
    assert found.diversification is not None
    assert together is not None
    assert found.diversification.amount == pytest.approx(sum(alone) - together.amount)
    assert {row.symbol for row in found.risk.contributions} == {"AAPL", "XOM", "KO"}


def test_the_demo_portfolios_together(view: MarketView) -> None:
    books = [demo_book(name, view) for name in DEMOS]
    members = [
        take_snapshot(PortfolioBook(PortfolioId(f"pf_{at}"), one.name, one.currency, one.benchmark, one.imported_as_of, one.lots), view)
        for at, one in enumerate(books)
    ]
    found = household_report(members, view)
    assert len(found.members) == 4
    assert found.diversification is not None
    assert found.diversification.amount > 0.0
    assert found.risk.net_value.amount == pytest.approx(sum(row.net_value.amount for row in found.members))
    assert sum(row.risk_contribution or 0.0 for row in found.members) == pytest.approx(1.0)
    for figure in figures(found):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


def test_what_is_no_household(market: Market, view: MarketView) -> None:
    one = member("a", {"AAPL": 1}, view)
    other_day = market.as_of(date(2021, 6, 30))
    for members in ([], [one, one], [one, member("b", {"KO": 1}, other_day)], [one, member("b", {"KO": 1}, view, "EUR")]):
        with pytest.raises(InvalidInput):
            household_report(members, view)


def test_an_empty_member_adds_nothing(view: MarketView) -> None:
    found = household_report([member("a", {"AAPL": 100}, view), member("b", {"CASH": 1_000}, view)], view)
    cash = next(row for row in found.members if row.name == "b")
    assert (cash.risk_contribution or 0.0) == pytest.approx(0.0)
    assert found.risk.volatility.days_252 is not None
