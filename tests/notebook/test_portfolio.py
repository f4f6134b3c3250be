"""`plumbline.Portfolio`: pandas in, the figures of the product out."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

import plumbline
from plumbline.core.errors import InvalidInput, NotFound
from plumbline.portfolios.demo import DEMO_FILES

SYMBOLS = ["AAPL", "MSFT", "XOM", "SP500"]


@pytest.fixture(scope="module")
def prices() -> pd.DataFrame:
    view = plumbline.Portfolio.sample().market.as_of()
    table = view.prices(SYMBOLS, start=date(2018, 1, 2))
    return pd.DataFrame(table.close, index=pd.DatetimeIndex(table.dates), columns=list(table.symbols))


@pytest.fixture(scope="module")
def portfolio(prices: pd.DataFrame) -> plumbline.Portfolio:
    return plumbline.Portfolio.from_weights({"AAPL": 0.5, "MSFT": 0.3, "XOM": 0.1}, prices, value=200_000.0)


def test_weights_become_shares_at_the_last_prices_and_the_rest_cash(portfolio, prices):
    held = {lot.symbol: lot.quantity for lot in portfolio.book.lots}
    assert held["AAPL"] * prices["AAPL"].iloc[-1] == pytest.approx(100_000.0)
    assert held["CASH"] == pytest.approx(20_000.0)
    assert portfolio.risk().result.net_value.amount == pytest.approx(200_000.0)


def test_volatility_is_that_of_the_weighted_returns(portfolio, prices):
    """Computed here by pandas alone, from the weights that were given."""
    returns = prices[["AAPL", "MSFT", "XOM"]].pct_change().iloc[-252:] @ np.array([0.5, 0.3, 0.1])
    assert portfolio.risk().result.volatility.days_252 == pytest.approx(returns.std() * np.sqrt(252.0), rel=1e-9)


def test_returns_lead_to_the_same_figures_as_prices(prices):
    weights = {"AAPL": 0.5, "MSFT": 0.3, "XOM": 0.1}
    of_prices = plumbline.Portfolio.from_weights(weights, prices).risk().result
    of_returns = plumbline.Portfolio.from_returns(weights, prices.pct_change().iloc[1:]).risk().result
    assert of_returns.volatility.days_252 == pytest.approx(of_prices.volatility.days_252, rel=1e-9)
    assert of_returns.beta == pytest.approx(of_prices.beta, rel=1e-9)


def test_a_symbol_without_returns_at_first_has_no_price_before_them(prices):
    returns = prices.pct_change().iloc[1:].copy()
    returns.iloc[:100, returns.columns.get_loc("XOM")] = np.nan
    made = plumbline.Portfolio.from_returns({"XOM": 1.0}, returns)
    close = made.view.prices(["XOM"]).close[:, 0]
    assert np.isnan(close[:100]).all()
    assert close[100] == pytest.approx(100.0)
    assert close[101] == pytest.approx(100.0 * (1.0 + returns["XOM"].iloc[100]))


def test_every_day_can_be_looked_at_and_knows_nothing_later(portfolio):
    crash = portfolio.at("2020-03-23")
    assert crash.risk().result.as_of == date(2020, 3, 23)
    assert crash.risk().frame["as_of"].max() == date(2020, 3, 23)


@pytest.mark.parametrize("demo", [demo.name for demo in DEMO_FILES])
def test_the_demo_portfolios_are_there_by_name(demo):
    made = plumbline.Portfolio.sample(demo)
    assert made.risk().result.name == demo
    assert made.risk().board.slots


def test_a_brokers_file_is_read_as_the_product_reads_it(tmp_path):
    file = tmp_path / "my_positions.csv"
    file.write_text("Symbol,Quantity\nAAPL,100\nMSFT,50\n")
    made = plumbline.Portfolio.from_file(file)
    assert made.book.name == "My positions"
    assert {lot.symbol: lot.quantity for lot in made.book.lots} == {"AAPL": 100.0, "MSFT": 50.0}


def test_a_file_with_errors_names_the_first(tmp_path):
    file = tmp_path / "broken.csv"
    file.write_text("Symbol,Quantity\nAAPL,many\n")
    with pytest.raises(InvalidInput, match=r"broken\.csv.*row 2"):
        plumbline.Portfolio.from_file(file)


def test_short_and_levered_weights_are_taken_as_they_are(prices):
    book = plumbline.Portfolio.from_weights({"AAPL": 1.2, "XOM": -0.4}, prices)
    exposure = book.risk().result.exposure
    assert exposure.gross_weight == pytest.approx(1.6)
    assert exposure.net_weight == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda prices: prices.reset_index(drop=True), "DatetimeIndex"),
        (lambda prices: prices.iloc[:0], "empty"),
        (lambda prices: prices.iloc[::-1], "in order"),
        (lambda prices: pd.concat([prices, prices.iloc[-1:]]), "each day once"),
        (lambda prices: prices.assign(AAPL="high"), "numbers in every column"),
        (lambda prices: prices.set_axis(["AAPL", "AAPL", "XOM", "SP500"], axis=1), "AAPL more than once"),
        (lambda prices: prices.set_axis([1, 2, 3, 4], axis=1), "symbols"),
        (lambda prices: prices.to_numpy(), "DataFrame"),
    ],
)
def test_a_table_that_holds_no_daily_prices_is_refused_and_says_why(prices, change, message):
    with pytest.raises(InvalidInput, match=message):
        plumbline.Portfolio.from_quantities({"AAPL": 1.0}, change(prices))


def test_a_weight_without_a_price_is_refused(prices):
    with pytest.raises(NotFound, match="TSLA"):
        plumbline.Portfolio.from_weights({"TSLA": 0.1}, prices)


@pytest.mark.parametrize("weights", [{"AAPL": float("nan")}, {"AAPL": "half"}, {3: 0.5}, {"AAPL": None}])
def test_a_weight_that_is_no_number_is_refused(prices, weights):
    with pytest.raises(InvalidInput, match="weights by symbol"):
        plumbline.Portfolio.from_weights(weights, prices)


def test_the_bare_constructor_says_how_portfolios_are_made(prices):
    with pytest.raises(InvalidInput, match="from_weights"):
        plumbline.Portfolio({"AAPL": 1.0}, prices)


def test_a_notebook_completes_the_names():
    assert {"Portfolio", "summary", "measure", "Terms"} <= set(dir(plumbline))


def test_an_unknown_demo_names_those_there_are():
    with pytest.raises(NotFound, match="Options overlay"):
        plumbline.Portfolio.sample("Value")
