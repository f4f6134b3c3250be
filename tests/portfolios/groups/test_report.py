"""Several portfolios as one, against the risk of their holdings added up by hand."""

import math
from dataclasses import replace
from datetime import date

import pytest
from tests.portfolios.books import DEMOS, book, demo_book

from plumbline.core.errors import InvalidInput, NotFound
from plumbline.core.ids import PortfolioId
from plumbline.facts.derive import figures
from plumbline.market_data.market import MarketView
from plumbline.portfolios.group_book import ALL, everything, group_book, joined
from plumbline.portfolios.groups.report import group_report
from plumbline.portfolios.groups.results import GroupReport
from plumbline.portfolios.holdings import PortfolioBook, first_held_on
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.service import choose_portfolio
from plumbline.portfolios.snapshot import take_snapshot


def member(key: str, held: dict[str, float], currency: str = "USD", benchmark: str = "SP500") -> PortfolioBook:
    return replace(book(held), id=PortfolioId(key), name=key, currency=currency, benchmark=benchmark)


def reported(view: MarketView, *members: PortfolioBook, benchmark: str | None = None) -> GroupReport:
    return group_report(take_snapshot(group_book("group_1", "Family", members, benchmark=benchmark), view), view)


def test_two_halves_are_the_whole(view: MarketView) -> None:
    whole = risk_report(take_snapshot(member("c", {"AAPL": 120, "XOM": 50, "KO": 300, "CASH": 5_000}), view), view)
    found = reported(view, member("a", {"AAPL": 100, "XOM": 50}), member("b", {"AAPL": 20, "KO": 300, "CASH": 5_000}))
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
    members = [replace(demo_book(name, view), id=PortfolioId(f"pf_{name}")) for name in DEMOS]
    found = group_report(take_snapshot(everything(members), view), view)
    assert (found.portfolio_id, found.name, len(found.members)) == (ALL, "All portfolios", 4)
    assert found.diversification is not None
    assert found.diversification.amount > 0.0
    assert found.risk.net_value.amount == pytest.approx(sum(row.net_value.amount for row in found.members))
    assert sum(row.risk_contribution or 0.0 for row in found.members) == pytest.approx(1.0)
    for figure in figures(found):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


def test_lots_of_one_symbol_merge_and_name_their_portfolio(view: MarketView) -> None:
    snapshot = take_snapshot(group_book("g", "G", [member("a", {"AAPL": 100}), member("b", {"AAPL": 20})]), view)
    (row,) = holdings_report(snapshot, view).holdings
    assert row.quantity == 120
    assert [lot.account.name for lot in snapshot.lots if lot.account] == ["a", "b"]


def test_long_and_short_of_one_symbol_are_net_and_that_is_said(view: MarketView) -> None:
    found = reported(view, member("a", {"AAPL": 100, "CASH": 50_000}), member("b", {"AAPL": -40, "MSFT": 10, "CASH": 50_000}))
    quantity = {row.symbol: row.market_value.amount for row in found.risk.contributions if row.market_value}
    assert quantity["AAPL"] == pytest.approx(60 * view.last_price("AAPL").price)
    assert "Long in one portfolio and short in another, counted net: AAPL." in found.notes
    flat = reported(view, member("a", {"AAPL": 100, "KO": 10}), member("b", {"AAPL": -100, "CASH": 50_000}))
    assert {row.symbol for row in flat.risk.contributions} == {"KO"}


def test_different_benchmarks_are_said(view: MarketView) -> None:
    members = member("a", {"AAPL": 1}), member("b", {"KO": 1}, benchmark="USMV")
    assert reported(view, *members).risk.benchmark == "SP500"
    assert "Measured against SP500, the benchmark of a; others have USMV." in reported(view, *members).notes
    own = reported(view, *members, benchmark="QUAL")
    assert own.risk.benchmark == "QUAL"
    assert not [note for note in own.notes if "benchmark of" in note]


def test_members_of_different_currencies_or_none_are_refused(view: MarketView) -> None:
    with pytest.raises(InvalidInput, match="one currency, found EUR and USD"):
        reported(view, member("a", {"AAPL": 1}), member("b", {"KO": 1}, "EUR"))
    with pytest.raises(NotFound, match=r"no portfolio that you may see\. 2 portfolios are left out"):
        take_snapshot(group_book("g", "Clients", [], n_hidden=2), view)
    with pytest.raises(InvalidInput, match="each portfolio once"):
        joined((member("a", {"AAPL": 1}), member("a", {"AAPL": 1})))


def test_a_member_of_cash_or_of_nothing_adds_nothing(view: MarketView) -> None:
    found = reported(view, member("a", {"AAPL": 100}), member("b", {"CASH": 1_000}), member("c", {}))
    cash, nothing = (next(row for row in found.members if row.name == name) for name in ("b", "c"))
    assert (cash.risk_contribution or 0.0) == pytest.approx(0.0)
    assert (nothing.net_value.amount, nothing.volatility, nothing.risk_contribution) == (0.0, None, None)
    assert nothing.reason is not None
    assert found.risk.volatility.days_252 is not None
    assert found.diversification is not None
    assert found.diversification.amount == pytest.approx(0.0, abs=1e-6)
    unpriced = reported(view, member("a", {"AAPL": 100}), member("b", {"NOSUCH": 10}))
    assert unpriced.diversification is None


def test_a_group_of_one_is_its_member(view: MarketView) -> None:
    one = member("a", {"AAPL": 100, "KO": 10})
    found, plain = reported(view, one), risk_report(take_snapshot(one, view), view)
    assert found.risk.volatility.days_252 == plain.volatility.days_252
    assert found.members[0].risk_contribution == pytest.approx(1.0)
    assert group_report(take_snapshot(one, view), view).members[0].portfolio_id == "a"


def test_a_past_day_sees_what_the_members_held_then(view: MarketView) -> None:
    early = replace(book({"AAPL": 10}, opened=date(2019, 1, 2)), id=PortfolioId("a"), name="a")
    late = replace(book({"KO": 10}, opened=date(2021, 1, 4)), id=PortfolioId("b"), name="b")
    group = group_book("g", "G", [early, late])
    assert first_held_on(group) == date(2019, 1, 2)
    then = take_snapshot(group, view.market.as_of(date(2020, 6, 30)))
    assert [lot.symbol for lot in then.lots] == ["AAPL"]
    assert any(note.startswith(("a, b: ", "b: ")) for note in then.notes)


def test_texts_that_name_a_group() -> None:
    books = (member("pf_1", {"AAPL": 1}), member("pf_2", {"KO": 1}), member("Income + growth", {"XOM": 1}))
    groups = (everything(books), group_book("group_1", "Clients", books[:2]))
    assert choose_portfolio(books, "clients", groups=groups).id == "group_1"
    assert choose_portfolio(books, "Clie", groups=groups).id == "group_1"
    assert choose_portfolio(books, "all", groups=groups).id == ALL
    assert choose_portfolio(books[:1], "ALL").members == books[:1]
    assert choose_portfolio(books, "income + growth", groups=groups).id == "Income + growth"
    two = choose_portfolio(books, "pf_2 + pf_1", groups=groups)
    assert (two.id, two.name) == ("pf_2+pf_1", "pf_2 + pf_1")
    assert choose_portfolio(books, "growth", groups=groups).members is None
    with pytest.raises(NotFound, match="'Clients'"):
        choose_portfolio(books, "clints", groups=groups)
    with pytest.raises(InvalidInput, match="fits"):
        choose_portfolio(books, "pf", groups=groups)


def test_two_hundred_members(view: MarketView) -> None:
    symbols = ("AAPL", "MSFT", "XOM", "KO", "JPM", "PG")
    members = [member(f"pf_{at}", {symbols[at % 6]: 10.0 + at, symbols[(at + 1) % 6]: 5.0, "CASH": 100.0}) for at in range(200)]
    found = reported(view, *members)
    assert len(found.members) == 200
    assert sum(row.risk_contribution or 0.0 for row in found.members) == pytest.approx(1.0)
    assert len(found.risk.contributions) == 6
    assert all(len(note) < 400 for note in found.notes)
