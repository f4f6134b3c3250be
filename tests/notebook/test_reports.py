"""Every report method: the same figures as the report of the product, as text and as a table."""

import pandas as pd
import pytest

import plumbline
from plumbline.portfolios.risk import risk_report

METHODS = {
    "risk": lambda book: book.risk(),
    "performance": lambda book: book.performance("1y"),
    "correlation": lambda book: book.correlation(estimator="ledoit_wolf_identity"),
    "tail_risk": lambda book: book.tail_risk(confidence=0.95, horizon=10),
    "volatility": lambda book: book.volatility(horizon=5),
    "rebalance": lambda book: book.rebalance({"AAPL": 0.1, "MSFT": 0.1}, lot_method="highest_cost"),
    "stress": lambda book: book.stress(),
    "a shock": lambda book: book.stress({"market": -0.2}),
    "what_if": lambda book: book.what_if({"AAPL": 0.1, "CASH": 0.2}),
    "optimize": lambda book: book.optimize(max_weight=0.2),
    "backtest": lambda book: book.backtest(confidence=0.95, days=250),
    "factors": lambda book: book.factors(),
    "attribution": lambda book: book.attribution(),
    "drift": lambda book: book.drift(),
    "drawdowns": lambda book: book.drawdowns(),
    "hedging": lambda book: book.hedging(["SP500"]),
    "limits": lambda book: book.limits(),
}


@pytest.fixture(scope="module")
def book() -> plumbline.Portfolio:
    return plumbline.Portfolio.sample()


@pytest.mark.parametrize("method", METHODS)
def test_a_report_prints_its_figures_and_gives_them_as_a_table(book, method):
    report = METHODS[method](book)
    text = repr(report)
    assert "2022-12-28" in text.splitlines()[0]
    assert not any(line != line.rstrip() or "nan" in line.split() for line in text.splitlines())
    assert list(report.frame.columns) == ["subject", "measure", "period", "parameters", "value", "unit", "currency", "as_of", "quality"]
    assert len(report.frame) == len(report.facts)


def test_figures_are_those_of_the_product(book):
    own = risk_report(book.snapshot, book.view)
    frame = book.risk().frame
    volatility = frame[(frame.measure == "volatility_annualized") & (frame.period == "252d") & (frame.subject == "Growth")]
    assert set(volatility["value"]) == {own.volatility.days_252}


def test_a_what_if_compares_variants(book):
    report = book.what_if({"AAPL": 0.0}, {"CASH": 0.5})
    assert len(report.result.variants) == 2
    assert report.result.variants[0].after.volatility != report.result.variants[1].after.volatility


def test_facts_name_their_calculation_and_snapshot(book):
    fact = next(iter(book.risk().facts.values()))
    assert fact.lineage.calculation == "risk_report"
    assert fact.lineage.snapshot == book.snapshot.digest


def test_text_is_bounded_in_width(book):
    assert max(len(line) for line in repr(book.backtest()).splitlines()) <= 120


def test_pandas_shows_the_frame(book):
    assert isinstance(book.risk().frame, pd.DataFrame)
    assert book.risk().frame["unit"].isin({"fraction", "money", "ratio", "count", "score", "date", "text", "price"}).all()


def test_a_gap_in_the_prices_is_said(book):
    table = book.market.as_of().prices(["AAPL", "SP500"])
    prices = pd.DataFrame(table.close, index=pd.DatetimeIndex(table.dates), columns=list(table.symbols))
    prices.iloc[-60:-50, 0] = float("nan")
    text = repr(plumbline.Portfolio.from_weights({"AAPL": 1.0}, prices).risk())
    assert "* Partial: 11 of 504 sessions are left out" in text


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(book):
    shown = book.risk()._repr_html_()
    assert shown.startswith("<iframe")
    assert "<script" not in shown
    assert "25.2%" in shown


def test_a_report_is_written_as_page_and_as_paper(book, tmp_path):
    report = book.stress({"market": -0.2})
    page = report.to_html(tmp_path / "stress.html").read_text()
    assert page.startswith("<!doctype html>")
    assert report.to_pdf(tmp_path / "stress.pdf").read_bytes().startswith(b"%PDF")


def test_a_quote_gives_an_implied_volatility():
    book = plumbline.Portfolio.sample("Options overlay")
    symbol = next(lot.symbol for lot in book.book.lots if lot.kind == "option")
    low, high = (
        book.options(quotes={symbol: price}).frame.query("measure == 'implied_volatility'")["value"].dropna().max() for price in (5.0, 9.0)
    )
    assert low < high
