"""Members at once against the report of each by itself."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.portfolios.books import book, demo_book

from plumbline.core.ids import PortfolioId
from plumbline.market_data.market import MarketView
from plumbline.portfolios.group_book import everything
from plumbline.portfolios.groups.members import member_risks
from plumbline.portfolios.groups.report import group_report
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.snapshot import take_snapshot

FIGURES = ("volatility", "maximum_drawdown", "score", "share", "risk_contribution")


def clients(view: MarketView, n: int, *, seed: int = 7, shorts: bool = True) -> list[PortfolioBook]:
    generator = np.random.default_rng(seed)
    symbols = sorted(symbol for symbol in view.market.symbols if symbol != "SP500")
    made = []
    for at in range(n):
        chosen = generator.choice(symbols, size=int(generator.integers(1, 12)), replace=False)
        sign = np.where(generator.random(len(chosen)) < 0.2 * shorts, -1.0, 1.0)
        held = {
            str(symbol): float(quantity) for symbol, quantity in zip(chosen, sign * generator.integers(1, 300, len(chosen)), strict=True)
        }
        held["CASH"] = float(generator.integers(0, 200_000))
        made.append(replace(book(held), id=PortfolioId(f"pf_{at}"), name=f"Client {at}"))
    return made


@pytest.mark.parametrize("day", [None, date(2021, 6, 30)])
def test_at_once_is_what_each_by_itself_is(view: MarketView, day: date | None) -> None:
    on = view.market.as_of(day)
    snapshot = take_snapshot(everything(clients(on, 60)), on)
    at_once, one_by_one = member_risks(snapshot, on, least_at_once=1), member_risks(snapshot, on, least_at_once=61)
    assert len(at_once.alone) < 30, "most are computed at once"
    assert one_by_one.alone == ()
    for found, known in zip(at_once.rows, one_by_one.rows, strict=True):
        assert (found.portfolio_id, found.as_of, found.reason, found.quality) == (
            known.portfolio_id, known.as_of, known.reason, known.quality,
        )  # fmt: skip
        assert found.net_value.amount == pytest.approx(known.net_value.amount, rel=1e-12)
        assert (found.expected_shortfall is None) == (known.expected_shortfall is None)
        if found.expected_shortfall and known.expected_shortfall:
            assert found.expected_shortfall.amount == pytest.approx(known.expected_shortfall.amount, rel=1e-9)
        for name in FIGURES:
            assert getattr(found, name) == pytest.approx(getattr(known, name), rel=1e-9, abs=1e-12), (name, found.name)


def test_what_does_not_fit_is_computed_one_by_one_and_that_is_said(view: MarketView) -> None:
    options = replace(demo_book("options", view), id=PortfolioId("pf_options"), name="Options")
    nothing = replace(book({}), id=PortfolioId("pf_nothing"), name="Nothing")
    cash = replace(book({"CASH": 5.0}), id=PortfolioId("pf_cash"), name="Cash")
    debt = replace(book({"AAPL": 1.0, "CASH": -1e4}), id=PortfolioId("pf_debt"), name="Debt")
    plain = [replace(book({"AAPL": 10.0 + at, "KO": 20.0}), id=PortfolioId(f"pf_{at}"), name=f"P{at}") for at in range(8)]
    found = group_report(take_snapshot(everything([*plain, options, nothing, cash, debt]), view), view)
    assert any(note.endswith("nothing at risk: Options, Nothing, Cash and 1 more.") for note in found.notes)
    assert sum(row.risk_contribution or 0.0 for row in found.members) == pytest.approx(1.0)
    alone = {row.name: row for row in found.members}
    assert alone["Nothing"].volatility is None
    assert alone["Debt"].share is not None


def test_a_day_with_a_short_past_is_computed_one_by_one(view: MarketView) -> None:
    early = view.market.as_of(view.sessions[300].item())
    snapshot = take_snapshot(everything(clients(early, 10)), early)
    found = member_risks(snapshot, early)
    assert found.alone == ()
    assert len(found.rows) == 10
