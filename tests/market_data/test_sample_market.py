"""The packaged market against figures read by hand from the source files named in NOTICE (`us20_adjusted_close_1990_2022.csv.gz`,
`factor_etfs_adjusted_close_2014_2022.csv.gz`, `sp500_index_1990_2022.csv.gz`, `sample_fundamentals.csv`)."""

import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from plumbline.facts.fact import Quality
from plumbline.market_data.catalog import build_market
from plumbline.market_data.findings import FindingCode
from plumbline.market_data.fundamentals import FundamentalItem, FundamentalUnit
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import Market


@pytest.fixture(scope="module")
def market() -> Market:
    return build_market(["sample"])


@pytest.mark.parametrize(
    ("symbol", "day", "price"),
    [
        ("AAPL", date(1990, 1, 2), 0.264),
        ("XOM", date(1990, 1, 2), 4.068),
        ("AMD", date(2016, 4, 22), 3.99),
        ("BAC", date(2009, 1, 20), 4.198),
        ("AAPL", date(2022, 12, 28), 125.674),
        ("UNH", date(2022, 12, 28), 524.422),
        ("MTUM", date(2014, 1, 2), 52.704),
        ("VLUE", date(2022, 12, 28), 88.473),
        ("SP500", date(1990, 1, 3), 358.76),
        ("SP500", date(2022, 12, 28), 3783.22),
    ],
)
def test_prices_are_those_of_the_source(market: Market, symbol: str, day: date, price: float) -> None:
    last = market.as_of(day).last_price(symbol)
    assert (last.price, last.on, last.stale, last.provider) == (price, day, False, "sample")


def test_shape(market: Market) -> None:
    assert market.close.shape == (8313, 26)
    assert (market.first_session, market.last_session) == (date(1990, 1, 2), date(2022, 12, 28))
    assert np.isnan(market.close).sum() == 5 * 6049  # the funds start in 2014; nothing else is missing


def test_nothing_true_is_marked(market: Market) -> None:
    """Crashes and leaps of 33 years (banks in 2009, AMD in 2016) stay in use."""
    assert not market.marks
    assert np.array_equal(market.close, market.raw_close, equal_nan=True)
    assert {finding.code for finding in market.findings} == {FindingCode.PRICE_JUMP, FindingCode.STALE_RUN, FindingCode.SUSPECTED_SPLIT}
    jumps = {(finding.symbol, finding.on) for finding in market.findings if finding.code is FindingCode.PRICE_JUMP}
    assert {("AMD", date(2016, 4, 22)), ("AAPL", date(2000, 9, 29)), ("UNH", date(2008, 10, 13))} <= jumps


def test_instruments(market: Market) -> None:
    view = market.as_of()
    apple = view.instrument("AAPL")
    assert (apple.name, apple.sector, apple.cik, apple.peers) == ("Apple Inc.", "Information Technology", "0000320193", ("MSFT", "AMD"))
    fund = view.instrument("MTUM")
    assert (fund.kind, fund.sector, fund.name) == (InstrumentKind.ETF, None, "iShares MSCI USA Momentum Factor ETF")
    assert view.instrument("SP500").kind is InstrumentKind.INDEX
    kinds = [instrument.kind for instrument in market.instruments.values()]
    assert (kinds.count(InstrumentKind.EQUITY), kinds.count(InstrumentKind.ETF), kinds.count(InstrumentKind.INDEX)) == (20, 5, 1)
    assert all(instrument.description and instrument.aliases for instrument in market.instruments.values())


def test_fundamentals_in_whole_units(market: Market) -> None:
    figures = {(figure.item, figure.fiscal_year_end): figure for figure in market.as_of().fundamentals("AAPL")}
    shares = figures[FundamentalItem.DILUTED_SHARES, date(2021, 9, 25)]
    assert (shares.value, shares.unit, shares.currency) == (16_864_919_000.0, FundamentalUnit.SHARES, None)
    revenue = figures[FundamentalItem.REVENUE, date(2022, 9, 24)]
    assert (revenue.value, revenue.unit, revenue.currency, revenue.quality) == (394_328e6, FundamentalUnit.MONEY, "USD", Quality.COMPLETE)
    eps = figures[FundamentalItem.DILUTED_EPS, date(2022, 9, 24)]
    assert (eps.value, eps.unit) == (6.11, FundamentalUnit.MONEY_PER_SHARE)


def test_recalled_figures_are_partial(market: Market) -> None:
    qualities = {figure.quality for figures in market.fundamentals.values() for figure in figures}
    assert qualities == {Quality.COMPLETE, Quality.PARTIAL}
    (eps,) = [
        figure
        for figure in market.as_of().fundamentals("UNH")
        if figure.item is FundamentalItem.DILUTED_EPS and figure.fiscal_year_end.year == 2021
    ]
    assert (eps.value, eps.quality) == (18.08, Quality.PARTIAL)


def test_annual_reports_are_unknown_before_they_are_out(market: Market) -> None:
    before, after = market.as_of(date(2022, 12, 22)), market.as_of(date(2022, 12, 23))  # 90 days after 2022-09-24
    assert max(figure.fiscal_year_end for figure in before.fundamentals("AAPL")) == date(2021, 9, 25)
    assert max(figure.fiscal_year_end for figure in after.fundamentals("AAPL")) == date(2022, 9, 24)
    assert market.as_of(date(2010, 6, 1)).fundamentals("AAPL") == ()


def test_loads_without_pandas(market: Market) -> None:
    script = "import sys; from plumbline.market_data.catalog import build_market; build_market(['sample']); print('pandas' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_every_source_is_credited(market: Market) -> None:
    assert "Yahoo Finance" in market.attributions["sample"]
    assert "skfolio" in market.attributions["sample"]


def test_digest_names_the_content(market: Market) -> None:
    assert build_market(["sample"]).digest == market.digest
    assert market.as_of().snapshot == f"{market.digest}@2022-12-28"
