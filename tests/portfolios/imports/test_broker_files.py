"""Files as brokers export them: how they are read."""

from datetime import date

import pytest
from tests.portfolios.books import FILES

from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.holdings import Account
from plumbline.portfolios.imports.parse import ParsedFile, parse_file
from plumbline.portfolios.imports.preview import preview, suggested_name


def read(text: str, view: MarketView, **options: object) -> ParsedFile:
    return parse_file(text.encode(), "file.csv", view, **options)  # type: ignore[arg-type]


def of(parsed: ParsedFile) -> dict[str, float]:
    return {lot.symbol: lot.quantity for lot in parsed.lots}


def test_generic_columns_with_dates_and_account(view: MarketView) -> None:
    parsed = parse_file((FILES / "growth_2022.csv").read_bytes(), "growth_2022.csv", view)
    assert parsed.errors == ()
    assert len(parsed.lots) == 14
    apple = parsed.lots[0]
    assert (apple.symbol, apple.quantity, apple.cost_basis_per_share, apple.currency) == ("AAPL", 900, 24.53, "USD")
    assert apple.opened_on == date(2015, 1, 4)
    assert apple.account == Account("Brokerage")
    assert parsed.lots[12].kind is InstrumentKind.ETF
    assert parsed.lots[13].kind is InstrumentKind.CASH
    assert parsed.as_of is None


def test_quoted_money_masked_account_money_market_and_footer(view: MarketView) -> None:
    parsed = parse_file((FILES / "retirement_income_2022.csv").read_bytes(), "retirement.csv", view)
    assert parsed.errors == ()
    coke, cash = parsed.lots[0], parsed.lots[-1]
    assert coke.quantity == 1500
    assert coke.cost_basis_per_share == pytest.approx(28_185 / 1500)
    assert coke.account == Account("ROLLOVER IRA", "…5678")
    assert (cash.symbol, cash.kind, cash.quantity) == ("CASH", InstrumentKind.CASH, 96_400.0)
    assert parsed.as_of == date(2022, 12, 28)
    assert [(issue.row, issue.reason) for issue in parsed.warnings] == [(16, "this line is not a holding and is skipped")]
    assert parsed.stated_value == pytest.approx(866_727.90)


def test_signed_positions_sides_and_cash_by_class(view: MarketView) -> None:
    parsed = parse_file((FILES / "long_short_2022.csv").read_bytes(), "ls.csv", view)
    assert parsed.errors == ()
    assert of(parsed)["GE"] == -6200
    assert of(parsed)["CASH"] == 1_480_000
    assert parsed.as_of == date(2022, 12, 28)
    assert next(lot for lot in parsed.lots if lot.symbol == "GE").cost_basis_per_share == 73.56


def test_option_symbols_padded_and_compact(view: MarketView) -> None:
    parsed = parse_file((FILES / "options_overlay_2022.csv").read_bytes(), "options.csv", view)
    assert parsed.errors == ()
    assert of(parsed)["AAPL  230317C00140000"] == -6
    compact = read("symbol,quantity,total cost\n-AAPL230317C140,-6,2310\n", view)
    assert of(compact) == {"AAPL  230317C00140000": -6.0}
    assert compact.lots[0].cost_basis_per_share == pytest.approx(3.85)


def test_preview_values_at_market_prices_and_difference(market: Market) -> None:
    shown = preview((FILES / "retirement_income_2022.csv").read_bytes(), "retirement_income_2022.csv", market)
    assert shown.ready
    assert shown.suggested_name == "Retirement income 2022"
    assert shown.totals is not None
    assert shown.totals.computed_value is not None
    assert shown.totals.computed_value.amount == pytest.approx(866_731.42)
    assert shown.totals.difference is not None
    assert shown.totals.difference.amount == pytest.approx(3.52)
    assert shown.totals.n_holdings == 12
    columns = {choice.field: choice.column for choice in shown.columns}
    assert columns["cost_basis_total"] == "Cost Basis Total"
    assert columns["market_value"] == "Current Value"
    first = {cell.field: (cell.text, cell.value) for cell in shown.rows[0].cells}
    assert first["market_value"] == ("$93,915.00", 93_915.0)
    assert first["account_number"] == ("…5678", "…5678")
    assert "X12345678" not in shown.model_dump_json()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(view: MarketView, delimiter: str) -> None:
    text = "Symbol,Quantity,Average Cost\nAAPL,10,1.5\nKO,20,2.5\n".replace(",", delimiter)
    parsed = read(text, view)
    assert parsed.delimiter == delimiter
    assert of(parsed) == {"AAPL": 10, "KO": 20}


def test_decimal_commas_and_day_first(view: MarketView) -> None:
    parsed = read("Symbol;Quantity;Average Cost;Purchase Date\nAAPL;1.250,5;1.024,75;03.02.2021\nKO;20;12,5;28.11.2020\n", view)
    assert parsed.errors == ()
    assert parsed.lots[0].quantity == 1250.5
    assert parsed.lots[0].cost_basis_per_share == 1024.75
    assert parsed.lots[0].opened_on == date(2021, 2, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_encodings(view: MarketView, encoding: str) -> None:
    content = "Symbol,Quantity,Account Name\nAAPL,10,Società Müller\n".encode(encoding)
    parsed = parse_file(content, "file.csv", view)
    assert parsed.lots[0].account == Account("Società Müller")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(view: MarketView, ending: str) -> None:
    assert of(read(ending.join(["Symbol,Quantity", "AAPL,10", "", "KO,5", ""]), view)) == {"AAPL": 10, "KO": 5}


def test_preamble_totals_and_disclaimer(view: MarketView) -> None:
    parsed = read(
        '"Positions for account ...123 as of 04:00 PM ET, 2022/12/27"\n\n'
        '"Symbol","Description","Quantity","Price","Market Value","Cost Basis","Security Type"\n'
        '"KO","COCA-COLA CO","10","$62.61","$626.10","$500.00","Equity"\n'
        '"Cash & Cash Investments","--","--","--","$1,500.00","--","Cash and Money Market"\n'
        '"Account Total","","--","--","$2,126.10","$500.00","--"\n\n'
        '"The data in this spreadsheet is provided to you solely for your use."\n',
        view,
    )
    assert parsed.errors == ()
    assert of(parsed) == {"KO": 10, "CASH": 1500}
    assert parsed.as_of == date(2022, 12, 27)
    assert parsed.lots[0].cost_basis_per_share == 50.0


def test_parentheses_and_minus_signs(view: MarketView) -> None:
    parsed = read('Ticker,Shares,Cost\nAAPL,(100),"(1,000.00)"\nKO,−50,500\nGE,25-,100\n', view)
    assert of(parsed) == {"AAPL": -100, "KO": -50, "GE": -25}
    assert [lot.cost_basis_per_share for lot in parsed.lots] == [10.0, 10.0, 4.0]


def test_side_gives_the_sign(view: MarketView) -> None:
    parsed = read("Symbol,Qty,Long/Short\nAAPL,100,Short\nKO,50,Long\nGE,-5,Long\n", view)
    assert of(parsed) == {"AAPL": -100, "KO": 50}
    assert [(issue.row, issue.column) for issue in parsed.errors] == [(4, "Long/Short")]


def test_several_lots_of_a_symbol_stay_lots(view: MarketView) -> None:
    parsed = read("symbol,quantity,cost per share,date acquired\nAAPL,10,50,2019-01-02\nAAPL,5,120,2021-01-04\n", view)
    assert [(lot.quantity, lot.cost_basis_per_share) for lot in parsed.lots] == [(10, 50), (5, 120)]


def test_a_given_mapping_wins_and_an_empty_one_leaves_out(view: MarketView) -> None:
    text = "Kürzel,Anzahl,Kaufkurs\nAAPL,10,50\n"
    parsed = read(text, view, mapping={"symbol": "Kürzel", "quantity": "Anzahl", "cost_basis_per_share": "Kaufkurs"})
    assert parsed.errors == ()
    assert parsed.lots[0].cost_basis_per_share == 50
    without = read("symbol,quantity,cost per share\nAAPL,10,50\n", view, mapping={"cost_basis_per_share": ""})
    assert without.lots[0].cost_basis_per_share is None


def test_alternatives_are_offered(market: Market) -> None:
    shown = preview(b"symbol,quantity,shares,price,last price\nAAPL,1,2,3,4\n", "x.csv", market)
    by_field = {choice.field: choice for choice in shown.columns}
    assert by_field["quantity"].alternatives == ("shares",)
    assert by_field["price"].column == "last price"


def test_excel_text_cells(view: MarketView) -> None:
    assert of(read('symbol,quantity\n="AAPL",10\n', view)) == {"AAPL": 10}


def test_symbols_in_other_spellings(view: MarketView) -> None:
    assert of(read("symbol,quantity\naapl,10\n", view)) == {"AAPL": 10}


@pytest.mark.parametrize(
    ("filename", "name"),
    [("growth_2022.csv", "Growth 2022"), ("a\\b\\My Book.csv", "My Book"), ("../../etc/passwd", "Passwd"), (".csv", "Csv")],
)
def test_suggested_names(filename: str, name: str) -> None:
    assert suggested_name(filename) == name
