"""Benchmarks as people write them, and what a blend earned."""

import numpy as np
import pytest
from tests.portfolios import reference as ref

from plumbline.core.errors import InvalidInput, MissingData, NotFound
from plumbline.market_data.market import MarketView
from plumbline.portfolios.benchmarks import benchmark_path, find_benchmark


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SP500", (("SP500", 1.0),)),
        ("the S&P 500", (("SP500", 1.0),)),
        ("60% SP500 + 40% USMV", (("SP500", 0.6), ("USMV", 0.4))),
        ("60 % of the S&P 500 and 40 % cash", (("SP500", 0.6), ("CASH", 0.4))),
        ("SP500 62.5%, USMV 37.5%", (("SP500", 0.625), ("USMV", 0.375))),
        ("60/40 SP500/USMV", (("SP500", 0.6), ("USMV", 0.4))),
        ("50% AAPL + 25% MSFT + 25% AAPL", (("AAPL", 0.75), ("MSFT", 0.25))),
    ],
)
def test_what_people_write(view: MarketView, text: str, parts: tuple[tuple[str, float], ...]) -> None:
    assert find_benchmark(text, view).parts == parts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("60% SP500 + 30% USMV", "found 90 %"),
        ("60% SP500 + USMV", "found 'USMV'"),
        ("60/40 SP500", "a name for each of 2 shares"),
        ("100% SP500 + 0% USMV", "above zero"),
        ("60% SP500 + -40% USMV", "found '-40% USMV'"),
        ("%", "found '%'"),
    ],
)
def test_a_wrong_part_is_named(view: MarketView, text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        find_benchmark(text, view)


def test_an_unknown_part_is_named(view: MarketView) -> None:
    with pytest.raises(NotFound, match="NOSUCH"):
        find_benchmark("60% SP500 + 40% NOSUCH", view)


def test_a_blend_drifts_within_the_month(view: MarketView) -> None:
    """It had its shares when the month began in which the rows begin."""
    prices = ref.prices()[["SP500", "USMV"]].iloc[-280:]
    value, values = 1.0, {prices.index[0]: 1.0}
    start = prices.iloc[0]
    for before, (day, row) in zip(prices.index[:-1], prices.iloc[1:].iterrows(), strict=True):
        if before.month != day.month:
            value, start = values[before], prices.loc[before]
        values[day] = value * float(row["SP500"] / start["SP500"] * 0.6 + row["USMV"] / start["USMV"] * 0.4)
    expected = np.array(list(values.values()))[-253:]
    for n_rows in (253, 20, 2):
        rows = np.arange(view.n_sessions - n_rows, view.n_sessions)
        found = benchmark_path(find_benchmark("60% SP500 + 40% USMV", view), view, rows)
        assert found is not None
        assert found / found[0] == pytest.approx(expected[-n_rows:] / expected[-n_rows])


def test_cash_earns_nothing(view: MarketView) -> None:
    rows = np.arange(view.n_sessions - 2, view.n_sessions)
    half = benchmark_path(find_benchmark("50% SP500 + 50% cash", view), view, rows)
    december = ref.prices()["SP500"].loc["2022-11-30":]
    assert half == pytest.approx(0.5 + 0.5 * (december / december.iloc[0]).to_numpy()[-2:])


def test_a_part_without_prices_is_named(view: MarketView) -> None:
    with pytest.raises(MissingData, match="prices of USMV, a part of the benchmark"):
        benchmark_path(find_benchmark("60% SP500 + 40% USMV", view), view, np.arange(100, 200))
