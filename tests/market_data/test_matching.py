import pytest

from plumbline.market_data.aliases import COMMON_NAMES
from plumbline.market_data.catalog import build_market
from plumbline.market_data.matching import plain_name

VIEW = build_market(["sample"]).as_of()


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("AAPL", "AAPL"),
        ("aapl", "AAPL"),
        ("apple", "AAPL"),
        ("Apple Inc.", "AAPL"),
        ("Apple's", "AAPL"),
        ("aple inc", "AAPL"),
        ("exxon", "XOM"),
        ("exon mobil", "XOM"),
        ("Exxon Mobile", "XOM"),
        ("home depot", "HD"),
        ("The Home Depot, Inc.", "HD"),
        ("home depo", "HD"),
        ("jp morgan", "JPM"),
        ("J.P. Morgan", "JPM"),
        ("jpmorgan chase & co.", "JPM"),
        ("coke", "KO"),
        ("Coca-Cola", "KO"),
        ("the coca cola company", "KO"),
        ("pepsi", "PEP"),
        ("bofa", "BAC"),
        ("bank of amerika", "BAC"),
        ("J&J", "JNJ"),
        ("johnson and johnson", "JNJ"),
        ("P&G", "PG"),
        ("Proctor and Gamble", "PG"),
        ("mircosoft", "MSFT"),
        ("united helth", "UNH"),
        ("general eletric", "GE"),
        ("wal mart", "WMT"),
        ("S&P 500", "SP500"),
        ("s&p", "SP500"),
        ("sp500", "SP500"),
        ("spx", "SP500"),
        ("the market", "SP500"),
        ("index", "SP500"),
        ("momentum etf", "MTUM"),
        ("min vol", "USMV"),
    ],
)
def test_names_people_use(text: str, symbol: str) -> None:
    found = VIEW.find_instrument(text)
    assert found is not None
    assert found.symbol == symbol


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "the",
        "company",
        "risk",
        "return",
        "change",
        "energy",
        "value",
        "quality",
        "tesla",
        "ap",
        "range",
        "momentum",
        "price",
        "&",
        "market cap",
    ],
)
def test_unsure_is_none(text: str) -> None:
    assert VIEW.find_instrument(text) is None


def test_every_sample_name_has_aliases_that_lead_back() -> None:
    for instrument in VIEW.market.instruments.values():
        for alias in (*instrument.aliases, instrument.name, instrument.symbol.lower()):
            found = VIEW.find_instrument(alias)
            assert found is not None, alias
            assert found.symbol == instrument.symbol, alias


def test_aliases_are_lower_case() -> None:
    assert all(alias == alias.lower() for aliases in COMMON_NAMES.values() for alias in aliases)


def test_plain_names() -> None:
    assert plain_name("The Procter & Gamble Company") == "procter gamble"
