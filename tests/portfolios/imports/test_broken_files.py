"""Files that are wrong: every error names row, column and reason, nothing is half read, and nothing takes long."""

import pytest
from tests.portfolios.books import FILES

from plumbline.core.errors import InvalidInput
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.imports.parse import parse_file
from plumbline.portfolios.imports.preview import preview
from plumbline.portfolios.imports.schemas import ImportIssue


def issues(text: str | bytes, view: MarketView) -> tuple[ImportIssue, ...]:
    content = text if isinstance(text, bytes) else text.encode()
    return parse_file(content, "file.csv", view).errors


def test_the_broken_file_names_every_cell(market: Market) -> None:
    shown = preview((FILES / "broken_import.csv").read_bytes(), "broken_import.csv", market)
    assert not shown.ready
    found = [(issue.row, issue.column, issue.value) for issue in shown.errors]
    assert found == [
        (3, "quantity", "ten"),
        (4, "symbol", "NOPE1"),
        (5, "quantity", ""),
        (6, "quantity", "-"),
        (7, "symbol", '"KO,100,60.00,USD'),
        (8, "currency", "EUR"),
    ]
    reasons = [issue.reason for issue in shown.errors]
    assert "not a number" in reasons[0]
    assert "not in the loaded market" in reasons[1]
    assert "empty" in reasons[2]
    assert "stands where a number is needed" in reasons[3]
    assert "never closed" in reasons[4]
    assert "row 2 holds it in USD" in reasons[5]
    assert "no EUR/USD rate" in reasons[5]
    assert all(issue.fix for issue in shown.errors)
    assert shown.totals is None
    assert [row.row for row in shown.rows if not row.ok] == [3, 4, 5, 6, 8]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"  \r\n \n", "is empty"),
        (b"%PDF-1.7\n1 0 obj", "a PDF document"),
        (b"PK\x03\x04rest", "Excel workbook or a ZIP"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"symbol,quantity\nAAPL,1\x000\n", "NUL"),
        (b"\xff\xfes\x00y\x00m", "not text"),
        (b"<html><body>Sign in</body></html>", "a web page"),
    ],
)
def test_what_is_no_table_says_what_it_is(view: MarketView, content: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        parse_file(content, "holdings.csv", view)


def test_a_header_alone(view: MarketView) -> None:
    (issue,) = issues("symbol,quantity,currency\n", view)
    assert "no rows below it" in issue.reason


def test_no_header(view: MarketView) -> None:
    (issue,) = issues("AAPL,10\nKO,20\n", view)
    assert "no column for" in issue.reason
    assert issue.fix is not None
    assert "symbol,quantity" in issue.fix


def test_twenty_megabytes_are_refused(market: Market) -> None:
    content = b"symbol,quantity,cost_basis_per_share,currency\n" + b"AAPL,10,1.5,USD\n" * 1_300_000
    assert len(content) > 20_000_000
    with pytest.raises(InvalidInput, match="at most 20,000 rows"):
        preview(content, "big.csv", market)


def test_more_bytes_than_allowed(market: Market) -> None:
    with pytest.raises(InvalidInput, match="at most 1 MB"):
        preview(b"symbol,quantity\n" + b"x" * 2_000_000, "big.csv", market, most_bytes=1_000_000)


def test_one_endless_line(view: MarketView) -> None:
    found = issues("symbol,quantity\n" + "A" * 5_000_000 + "\nAAPL,10\n", view)
    assert [issue.row for issue in found] == [2]


def test_ten_thousand_rows_are_read(market: Market) -> None:
    content = "symbol,quantity\n" + "".join(f"AAPL,{number}\n" for number in range(1, 10_001))
    shown = preview(content.encode(), "many.csv", market)
    assert shown.ready
    assert shown.n_rows == 10_000
    assert len(shown.rows) == 200


def test_ten_thousand_wrong_rows_are_counted_and_a_part_is_listed(market: Market) -> None:
    content = "symbol,quantity\n" + "".join(f"NOPE{number},1\n" for number in range(10_000))
    shown = preview(content.encode(), "many.csv", market)
    assert shown.n_errors == 10_000
    assert len(shown.errors) == 200


def test_quotes_that_are_never_closed_do_not_swallow_the_file(view: MarketView) -> None:
    text = "symbol,quantity\n" + '"KO,10\nAAPL,5\n' * 3_000
    parsed = parse_file(text.encode(), "file.csv", view)
    assert len(parsed.errors) == 3_000
    assert len(parsed.lots) == 3_000


def test_a_quoted_cell_may_hold_a_line_break(view: MarketView) -> None:
    parsed = parse_file(b'symbol,description,quantity\nAAPL,"Apple\nInc",10\nKO,Coke,5\n', "file.csv", view)
    assert parsed.errors == ()
    assert [lot.quantity for lot in parsed.lots] == [10, 5]


def test_unknown_symbols_come_with_a_suggestion(view: MarketView) -> None:
    (by_letter,) = issues("symbol,quantity\nAAPLE,10\n", view)
    assert by_letter.fix is not None
    assert "AAPL (Apple Inc.)" in by_letter.fix
    (by_name,) = issues("symbol,description,quantity\n037833100,Apple Inc,10\n", view)
    assert by_name.fix is not None
    assert "AAPL" in by_name.fix


def test_an_index_can_not_be_held(view: MarketView) -> None:
    (issue,) = issues("symbol,quantity\nSP500,10\n", view)
    assert "index" in issue.reason


def test_an_option_on_something_unknown(view: MarketView) -> None:
    (issue,) = issues("symbol,quantity\nZZZ   230317C00140000,1\n", view)
    assert "underlying ZZZ" in issue.reason


def test_cash_in_a_currency_without_rate(view: MarketView) -> None:
    (issue,) = issues("Symbol,AssetClass,Position,Currency\nAAPL,STK,10,USD\nKO,STK,5,USD\nEUR,CASH,100,EUR\n", view)
    assert (issue.row, issue.value) == (4, "EUR")
    assert "EUR/USD" in issue.reason


@pytest.mark.parametrize("number", ["1e999", "inf", "1,2,3", "12%", "=1+1", "0x10", "99999999999999999", "1.2.3"])
def test_numbers_that_are_none(view: MarketView, number: str) -> None:
    assert [issue.column for issue in issues(f'symbol,quantity\nAAPL,"{number}"\n', view)] == ["quantity"]


def test_a_mapping_to_what_is_not_there(view: MarketView) -> None:
    with pytest.raises(InvalidInput, match="no column 'Anzahl'"):
        parse_file(b"symbol,quantity\nAAPL,1\n", "x.csv", view, mapping={"quantity": "Anzahl"})
    with pytest.raises(InvalidInput, match="Expected a field"):
        parse_file(b"symbol,quantity\nAAPL,1\n", "x.csv", view, mapping={"colour": "quantity"})


def test_zero_quantity_is_skipped_with_a_warning(view: MarketView) -> None:
    parsed = parse_file(b"symbol,quantity\nAAPL,0\nKO,5\n", "x.csv", view)
    assert [lot.symbol for lot in parsed.lots] == ["KO"]
    assert any(issue.row == 2 and "quantity is 0" in issue.reason for issue in parsed.warnings)


def test_a_value_that_does_not_fit_is_pointed_out(view: MarketView) -> None:
    parsed = parse_file(b"symbol,quantity,price,market value\nAAPL,10,100,5000\n", "x.csv", view)
    assert any(issue.column == "market value" for issue in parsed.warnings)


def test_a_quote_that_is_never_closed_is_the_only_complaint(view: MarketView) -> None:
    [issue] = issues('symbol,quantity\n"AAPL,10\n', view)
    assert "never closed" in issue.reason


def test_what_could_steer_a_terminal_or_hide_text_is_left_out(view: MarketView) -> None:
    for content in (
        "symbol,quantity,account\nAAPL,1,a\x1b[31m\u202eb\n\x1a".encode(),
        "symbol,quantity,account\nAAPL,1,a\x00[31mb\n".encode("utf-16"),
    ):
        parsed = parse_file(content, "file.csv", view)
        assert parsed.errors == ()
        assert [lot.account.name for lot in parsed.lots if lot.account] == ["a[31mb"]


def test_a_negative_price_is_pointed_out(view: MarketView) -> None:
    parsed = parse_file(b"symbol,quantity,price\nAAPL,10,-5\n", "file.csv", view)
    assert parsed.errors == ()
    assert any(warning.row == 2 and "negative" in warning.reason for warning in parsed.warnings)
