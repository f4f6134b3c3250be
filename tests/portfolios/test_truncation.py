"""Setting the product to a past day gives what someone had whose data ended on that day."""

from datetime import date

import pytest
from tests.market_data.markets import cut_in_the_source
from tests.portfolios.books import DEMOS, demo_book

from plumbline.market_data.market import Market
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.compare import compare_symbols
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.price_history import price_history
from plumbline.portfolios.quote import quote_report
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot

DAYS = (date(2008, 9, 12), date(2020, 3, 16), date(2022, 6, 30))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def worlds(request: pytest.FixtureRequest, market: Market) -> tuple[Market, Market, date]:
    """The whole market, the market of a file that ends on the day, and the day."""
    return market, cut_in_the_source(build_sample_provider("").load(), request.param, key="sample"), request.param


def without_digest(snapshot: PortfolioSnapshot) -> tuple[object, ...]:
    return snapshot.lots, snapshot.notes, snapshot.as_of


@pytest.mark.parametrize("name", DEMOS)
def test_reports_of_a_past_day_know_nothing_later(worlds: tuple[Market, Market, date], name: str) -> None:
    whole, cut, day = worlds
    book = demo_book(name, whole.as_of())
    seen, true = whole.as_of(day), cut.as_of(day)
    one, two = take_snapshot(book, seen), take_snapshot(book, true)
    assert without_digest(one) == without_digest(two)
    assert risk_report(one, seen) == risk_report(two, true)
    assert holdings_report(one, seen) == holdings_report(two, true)
    for period in ("1m", "ytd", "1y"):
        assert performance_report(one, seen, period=period) == performance_report(two, true, period=period)


def test_symbols_of_a_past_day_know_nothing_later(worlds: tuple[Market, Market, date]) -> None:
    whole, cut, day = worlds
    seen, true = whole.as_of(day), cut.as_of(day)
    for symbol in ("AAPL", "SP500", "XOM"):
        assert quote_report(seen, symbol) == quote_report(true, symbol)
        assert price_history(seen, symbol, period="max") == price_history(true, symbol, period="max")
    assert compare_symbols(seen, ("AAPL", "KO", "GE")) == compare_symbols(true, ("AAPL", "KO", "GE"))


def test_snapshots_of_different_days_have_different_digests(market: Market) -> None:
    book = demo_book("retirement", market.as_of())
    digests = {take_snapshot(book, market.as_of(day)).digest for day in DAYS}
    assert len(digests) == len(DAYS)
    again = take_snapshot(book, market.as_of(DAYS[0]))
    assert again == take_snapshot(book, market.as_of(DAYS[0]))
