from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.market_data.markets import NO_PRICE, cut_in_the_source, market_of, provider_data, wobble

from plumbline.core.errors import InvalidInput, MissingData, NotFound
from plumbline.market_data.catalog import build_market
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.market_data.providers.sample import SampleProvider

SAMPLE = SampleProvider().load()
FULL = build_market(["sample"])


@given(day=st.dates(FULL.first_session, FULL.last_session))
@settings(max_examples=25, deadline=None)
def test_a_view_equals_a_market_that_ends_there(day: date) -> None:
    assert_same(FULL.as_of(day), cut_in_the_source(SAMPLE, day, key="sample").as_of())


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_later_shows_even_in_broken_prices(data: st.DataObject) -> None:
    """Spikes, gaps, dead ends and zeros: what a check learns later must not reach an earlier view."""
    source = provider_data({"BAD": wobble(90), "OK": wobble(90, 40.0, seed=3)})
    for row in data.draw(st.lists(st.integers(0, 89), max_size=6)):
        source.close[row, 0] = data.draw(st.sampled_from([NO_PRICE, 0.0, -1.0, 30.0, 50.0, 200.0, 300.0]))
    full = cut_in_the_source(source, date(2022, 12, 28))
    day = source.sessions[data.draw(st.integers(0, 89))].item()
    assert_same(full.as_of(day), cut_in_the_source(source, day).as_of())


def assert_same(view: MarketView, truth: MarketView) -> None:
    assert view.as_of == truth.as_of
    assert np.array_equal(view.sessions, truth.sessions)
    assert np.array_equal(view.close, truth.close, equal_nan=True)
    assert view.symbols == truth.symbols
    assert view.findings() == truth.findings()
    for symbol in view.symbols:
        one, other = view.last_price(symbol), truth.last_price(symbol)
        assert (one.price, one.on, one.sessions_behind) == (other.price, other.on, other.sessions_behind)
        assert view.fundamentals(symbol) == truth.fundamentals(symbol)


def test_weekend_and_holiday_give_the_session_before() -> None:
    for asked, session in [
        (date(2022, 12, 25), date(2022, 12, 23)),
        (date(2020, 7, 3), date(2020, 7, 2)),
        (date(2001, 9, 13), date(2001, 9, 10)),
    ]:
        view = FULL.as_of(asked)
        assert (view.requested, view.as_of) == (asked, session)


def test_days_without_data_are_refused_with_the_days_that_have_some() -> None:
    with pytest.raises(InvalidInput, match=r"start on 1990-01-02.*1990-01-02 to 2022-12-28"):
        FULL.as_of(date(1989, 12, 29))
    with pytest.raises(InvalidInput, match=r"end on 2022-12-28.*earlier day"):
        FULL.as_of(date(2022, 12, 29))


def test_the_weekend_after_the_last_friday_is_that_friday() -> None:
    market = market_of({"A": wobble(2)})  # Thursday and Friday
    assert market.as_of(date(2020, 1, 5)).as_of == date(2020, 1, 3)
    with pytest.raises(InvalidInput):
        market.as_of(date(2020, 1, 6))


def test_views_are_kept() -> None:
    assert FULL.as_of(date(2020, 3, 16)) is FULL.as_of(date(2020, 3, 16))
    assert FULL.as_of() is FULL.as_of(FULL.last_session)


def test_the_data_can_not_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        FULL.as_of().close[0, 0] = 1.0


def test_prices_of_a_period() -> None:
    table = FULL.as_of(date(2022, 3, 1)).prices(["SP500", "aapl"], start=date(2022, 2, 26), end=date(2022, 12, 31))
    assert table.symbols == ("SP500", "AAPL")
    assert table.dates.astype(str).tolist() == ["2022-02-28", "2022-03-01"]
    assert table.close.shape == (2, 2)
    assert FULL.as_of().prices(["AAPL"], start=date(2022, 5, 1), end=date(2022, 4, 1)).close.shape == (0, 1)


def test_a_fund_before_its_first_price() -> None:
    view = FULL.as_of(date(2013, 6, 3))
    assert "MTUM" not in view.symbols
    assert np.isnan(view.prices(["MTUM"]).close).all()
    with pytest.raises(MissingData, match="MTUM on or before 2013-06-03"):
        view.last_price("MTUM")


def test_a_stale_price_says_so() -> None:
    prices = wobble(10)
    prices[7:] = NO_PRICE
    view = market_of({"OLD": prices, "NEW": wobble(10, seed=2)}).as_of()
    last = view.last_price("OLD")
    assert (last.stale, last.sessions_behind, last.price) == (True, 3, prices[6])
    assert not view.last_price("NEW").stale


def test_previous_price_is_the_session_before() -> None:
    prices = wobble(4)
    view = market_of({"A": prices}).as_of()
    assert (view.last_price("A").price, view.previous_price("A").price) == (prices[3], prices[2])
    with pytest.raises(MissingData):
        view.market.as_of(view.market.first_session).previous_price("A")


def test_option_symbols_are_instruments_without_prices() -> None:
    view = FULL.as_of()
    option = view.instrument("AAPL230317C00140000")
    assert (option.kind, option.symbol, option.sector) == (InstrumentKind.OPTION, "AAPL  230317C00140000", "Information Technology")
    with pytest.raises(MissingData):
        view.last_price("AAPL230317C00140000")
    with pytest.raises(NotFound):
        view.instrument("NOPE  230317C00140000")


def test_unknown_symbols_get_the_nearest() -> None:
    view = FULL.as_of()
    with pytest.raises(NotFound, match=r"No instrument 'APPL'.*AAPL \(Apple Inc\.\)") as refused:
        view.instrument("APPL")
    assert refused.value.subject == "APPL"
    with pytest.raises(NotFound, match="MSFT"):
        view.prices(["AAPL", "MSTF"])
    with pytest.raises(NotFound) as far:
        view.instrument("NOPE1")
    assert "Did you mean" not in far.value.message


def test_exchange_rates() -> None:
    view = FULL.as_of()
    assert view.fx_rate("USD", "USD") == 1.0
    with pytest.raises(MissingData, match="from EUR to USD"):
        view.fx_rate("EUR", "USD")


def test_market_with_one_session() -> None:
    view = market_of({"A": [10.0]}).as_of()
    assert view.last_price("A").price == 10.0
    assert view.findings() == ()
