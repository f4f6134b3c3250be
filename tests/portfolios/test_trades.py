"""Trades and what they realize: lots of demo files and of transactions, wash sales, what is not known."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from tests.portfolios.books import demo_book

from plumbline.core.errors import InvalidInput
from plumbline.core.ids import PortfolioId
from plumbline.facts.fact import Quality
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import Lot, PortfolioBook
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.portfolios.trades.plan import Line, TradeTerms, plan_trades
from plumbline.portfolios.trades.taxes import TradedLine, tax_effect, tax_totals
from plumbline.portfolios.transactions import Transaction, TransactionKind, closed_lots

BOUGHT = date(2021, 3, 1)


def held(view: MarketView, *lots: Lot, booked: Sequence[Transaction] = ()) -> PortfolioSnapshot:
    book = PortfolioBook(PortfolioId("pf_lots"), "Lots", "USD", "SP500", view.as_of, lots, transactions=tuple(booked))
    return take_snapshot(book, view)


def lot(quantity: float, cost: float | None, opened: date | None, currency: str = "USD") -> Lot:
    return Lot("AAPL", InstrumentKind.EQUITY, quantity, currency, cost, opened)


def booking(day: date, quantity: float, price: float) -> Transaction:
    kind = TransactionKind.BUY if quantity > 0 else TransactionKind.SELL
    return Transaction(day, kind, -quantity * price, "USD", "AAPL", abs(quantity), price)


def trade(quantity: float, price: float = 100.0) -> TradedLine:
    return TradedLine("AAPL", "AAPL", quantity, price)


def test_gains_by_lot_and_term(view: MarketView) -> None:
    frozen = held(view, lot(50, 80.0, BOUGHT), lot(50, 120.0, date(2022, 10, 3)))
    first = tax_effect(frozen, trade(-60), "first_in_first_out")
    assert first is not None
    assert first.realized_gain is not None
    assert (first.realized_gain.amount, first.quality) == (50 * 20.0 - 10 * 20.0, Quality.COMPLETE)
    assert [(part.quantity, part.long_term) for part in first.lots] == [(-50, True), (-10, False)]
    highest = tax_effect(frozen, trade(-60), "highest_cost")
    assert highest is not None
    assert highest.short_term_gain is not None
    assert highest.short_term_gain.amount == -1000.0
    totals = tax_totals(frozen, [first, highest])
    assert totals is not None
    assert totals.realized_gain is not None
    assert totals.realized_gain.amount == 800.0 - 800.0
    assert tax_totals(frozen, []) is None
    assert tax_effect(frozen, trade(10), "first_in_first_out") is None


def test_a_loss_with_a_recent_purchase_is_a_wash_sale(view: MarketView) -> None:
    frozen = held(view, lot(50, 150.0, BOUGHT), lot(20, 90.0, date(2022, 12, 5)))
    effect = tax_effect(frozen, trade(-50), "first_in_first_out")
    assert effect is not None
    assert effect.disallowed_loss is not None
    assert effect.disallowed_loss.amount == 20 * 50.0
    assert effect.warning is not None
    assert "2022-12-05" in effect.warning
    assert "20 shares" in effect.warning


def test_a_purchase_after_a_loss_of_this_month_is_one_too(view: MarketView) -> None:
    booked = [booking(BOUGHT, 50, 150.0), booking(date(2022, 12, 12), -30, 110.0)]
    frozen = held(view, booked=booked)
    effect = tax_effect(frozen, trade(10), "first_in_first_out")
    assert effect is not None
    assert effect.disallowed_loss is not None
    assert effect.disallowed_loss.amount == 10 * 40.0
    assert effect.warning is not None
    assert effect.lots == ()
    replaced = held(view, booked=[*booked, booking(date(2022, 12, 20), 30, 112.0)])
    assert tax_effect(replaced, trade(10), "first_in_first_out") is None
    earlier = held(view, booked=[booked[0], booking(date(2022, 11, 21), -30, 110.0)])
    assert tax_effect(earlier, trade(10), "first_in_first_out") is None


def test_what_is_not_known_is_missing_with_its_reason_and_never_zero(view: MarketView) -> None:
    no_cost = tax_effect(held(view, lot(50, None, BOUGHT)), trade(-10), "first_in_first_out")
    no_date = tax_effect(held(view, lot(50, 120.0, None)), trade(-10), "first_in_first_out")
    neither_order = tax_effect(held(view, lot(50, 120.0, None), lot(5, 80.0, BOUGHT)), trade(-10), "first_in_first_out")
    washed = tax_effect(held(view, lot(50, None, BOUGHT), lot(5, 80.0, date(2022, 12, 20))), trade(-10), "first_in_first_out")
    foreign = tax_effect(held(view, lot(50, 120.0, BOUGHT, "EUR")), trade(-10), "first_in_first_out")
    both_sides = tax_effect(held(view, lot(50, 120.0, BOUGHT), lot(-5, 80.0, BOUGHT)), trade(-10), "first_in_first_out")
    unknown = (
        (no_cost, "have no cost"), (neither_order, "day of purchase of every lot"), (washed, "can not be told"),
        (foreign, "another currency"), (both_sides, "long and short"),
    )  # fmt: skip
    for effect, word in unknown:
        assert effect is not None
        assert effect.realized_gain is None
        assert effect.reason is not None
        assert word in effect.reason
    assert no_cost is not None
    assert no_cost.disallowed_loss is not None  # nothing was bought within 30 days, whatever it cost
    assert [effect.disallowed_loss for effect, _ in unknown[1:] if effect] == [None] * 4
    assert no_date is not None
    assert no_date.realized_gain is not None
    assert no_date.realized_gain.amount == -200.0
    assert (no_date.short_term_gain, no_date.long_term_gain, no_date.disallowed_loss) == (None, None, None)
    totals = tax_totals(held(view), [effect for effect in (no_cost, no_date) if effect])
    assert totals is not None
    assert totals.quality is Quality.PARTIAL
    assert totals.short_term_gain is None


def test_shorts_are_bought_back(view: MarketView) -> None:
    effect = tax_effect(held(view, lot(-50, 120.0, BOUGHT)), trade(70), "first_in_first_out")
    assert effect is not None
    assert effect.short_term_gain is not None
    assert effect.short_term_gain.amount == 50 * 20.0
    assert [part.quantity for part in effect.lots] == [50]
    assert effect.lots[0].cost is not None
    assert effect.lots[0].cost.amount == -6000.0


def test_options_count_by_their_contract(view: MarketView) -> None:
    frozen = take_snapshot(demo_book("options", view), view)
    symbol = next(one.symbol for one in frozen.lots if one.kind is InstrumentKind.OPTION and one.quantity == -6)
    effect = tax_effect(frozen, TradedLine(symbol, symbol, 6, 250.0, units=100.0), "first_in_first_out")
    assert effect is not None
    assert effect.realized_gain is not None
    assert effect.realized_gain.amount == pytest.approx(6 * (385.0 - 250.0))


def test_closed_lots_are_those_that_open_lots_lack() -> None:
    booked = (booking(date(2022, 1, 3), 10, 5.0), booking(date(2022, 2, 3), 10, 8.0), booking(date(2022, 3, 3), -15, 6.0))
    closed = closed_lots(booked, date(2022, 3, 3))
    assert [(one.quantity, one.loss) for one in closed] == [(10, -1.0), (5, 2.0)]
    assert closed_lots(booked, date(2022, 3, 2)) == ()


def test_plans_keep_cash_lots_and_smallest_trades() -> None:
    lines = [Line("A", "A", 100, 10.0), Line("B", "B", 0, 7.0)]
    plan = plan_trades(lines, np.array([0.25, 0.5]), net_value=2000.0, cash=0.0 + 1000.0, terms=TradeTerms(lot_size=10, keep_cash=480.0))
    assert plan.quantities.tolist() == [-50.0, 140.0]
    assert plan.cash == 1000.0 + 500.0 - 980.0
    costly = plan_trades(lines, np.array([0.0, 1.0]), net_value=2000.0, cash=1000.0, terms=TradeTerms(cost_rate=0.01))
    assert costly.cash >= 0.0
    assert costly.costs == pytest.approx(0.01 * np.abs(costly.values).sum())
    beside = plan_trades(lines[:1], np.array([0.1]), net_value=10_000.0, cash=0.0)
    assert beside.quantities.tolist() == [0.0]
    with pytest.raises(InvalidInput, match="leave 50"):
        plan_trades(lines, np.array([1.0, 0.5]), net_value=2000.0, cash=1000.0, terms=TradeTerms(keep_cash=50.0))
    borrowed = plan_trades([Line("A", "A", 0, 10.0)], np.array([0.1]), net_value=2000.0, cash=-10.0)
    assert (borrowed.quantities.tolist(), borrowed.cash) == ([20.0], -210.0)
