"""A file of bookings becomes holdings: first in first out, and as they were on any day."""

from datetime import date

import pytest

from plumbline.market_data.market import Market
from plumbline.portfolios.imports.parse import ParsedFile, parse_file
from plumbline.portfolios.imports.preview import book_of, preview
from plumbline.portfolios.snapshot import take_snapshot
from plumbline.portfolios.transactions import Transaction, TransactionKind, lots_from_transactions
from plumbline.portfolios.valuation import value_holdings

BOOKED = """Date,Action,Symbol,Quantity,Price,Amount
01/03/2020,Electronic Deposit,,,,"$20,000.00"
01/06/2020,YOU BOUGHT,AAPL,100,70.00,"-7,000.00"
06/01/2020,Buy,KO,50,40.00,-2000
06/15/2021,YOU SOLD,AAPL,60,130.00,"7,800.00"
09/01/2021,Dividend,KO,,,21.50
03/01/2022,Buy,AAPL,10,160.00,-1600
12/01/2022,Fee,,,,-25.00
"""


def parsed(text: str, market: Market) -> ParsedFile:
    return parse_file(text.encode(), "history.csv", market.as_of())


def test_bookings_become_lots_first_in_first_out(market: Market) -> None:
    file = parsed(BOOKED, market)
    assert file.errors == ()
    assert file.is_transactions
    lots = [(lot.symbol, lot.quantity, lot.cost_basis_per_share, lot.opened_on) for lot in file.lots]
    assert lots == [
        ("AAPL", 40.0, 70.0, date(2020, 1, 6)),
        ("AAPL", 10.0, 160.0, date(2022, 3, 1)),
        ("KO", 50.0, 40.0, date(2020, 6, 1)),
        ("CASH", pytest.approx(20_000 - 7_000 - 2_000 + 7_800 + 21.5 - 1_600 - 25), 1.0, None),
    ]
    assert file.as_of == date(2022, 12, 1)


def test_holdings_of_a_past_day_are_what_was_booked_by_then(market: Market) -> None:
    book = book_of(parsed(BOOKED, market), market.as_of(), name="history")
    view = market.as_of(date(2020, 3, 2))
    held = {holding.symbol: holding.quantity for holding in value_holdings(take_snapshot(book, view), view).holdings}
    assert held == {"AAPL": 100.0, "CASH": 13_000.0}
    before = market.as_of(date(2019, 12, 31))
    assert take_snapshot(book, before).lots == ()


def test_preview_says_that_it_is_transactions(market: Market) -> None:
    shown = preview(BOOKED.encode(), "history.csv", market)
    assert shown.kind == "transactions"
    assert shown.ready
    assert shown.totals is not None
    assert shown.totals.n_holdings == 2


def test_without_deposits_cash_is_not_tracked(market: Market) -> None:
    text = "Trade Date,Type,Ticker,Shares,Price\n2020-01-06,Buy,AAPL,100,70\n2021-06-15,Sell,AAPL,60,130\n"
    file = parsed(text, market)
    assert file.errors == ()
    assert [lot.symbol for lot in file.lots] == ["AAPL"]
    assert any("cash is not tracked" in issue.reason for issue in file.warnings)
    view = market.as_of()
    assert any("Cash is not tracked" in note for note in take_snapshot(book_of(file, view, name="x"), view).notes)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("13/45/2020,Buy,AAPL,1,10,-10", "Date"),
        ("01/06/2020,Exchange,AAPL,1,10,-10", "Action"),
        ("01/06/2020,Buy,NOPE,1,10,-10", "Symbol"),
        ("01/06/2020,Buy,AAPL,,10,-10", "Quantity"),
        ("01/06/2020,Buy,AAPL,1,,", "Price"),
        ("01/06/2020,Deposit,,,,lots", "Amount"),
    ],
)
def test_a_wrong_booking_names_its_cell(market: Market, row: str, column: str) -> None:
    lines = BOOKED.splitlines()
    file = parsed("\n".join([*lines, row]), market)
    assert [(issue.row, issue.column) for issue in file.errors] == [(len(lines) + 1, column)]


def test_selling_more_than_is_held_goes_short_and_buying_closes_it() -> None:
    def trade(day: int, kind: TransactionKind, quantity: float) -> Transaction:
        return Transaction(date(2022, 1, day), kind, 0.0, "USD", "AAPL", quantity, 10.0 * day)

    entries = (trade(3, TransactionKind.BUY, 5), trade(4, TransactionKind.SELL, 8), trade(5, TransactionKind.BUY, 2))
    assert [(lot.quantity, lot.price) for lot in lots_from_transactions(entries, date(2022, 1, 4))] == [(-3.0, 40.0)]
    assert [(lot.quantity, lot.price) for lot in lots_from_transactions(entries, date(2022, 1, 5))] == [(-1.0, 40.0)]
