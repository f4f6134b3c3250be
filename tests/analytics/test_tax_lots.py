"""Tax lots whose costs or dates are not known, short sales that are bought back, and losses that a purchase takes away."""

from datetime import date

import pytest

from plumbline.analytics.rebalance.tax_lots import (
    Choice,
    LossTaken,
    TaxLot,
    cover_of_lots,
    loss_disallowed_by_purchase,
    sale_of_lots,
    wash_sale,
)
from plumbline.core.errors import InvalidInput, MissingData

ON = date(2022, 12, 28)
OLD, NEW = TaxLot("old", date(2020, 1, 2), 10, 20.0), TaxLot("new", date(2022, 12, 1), 10, 50.0)
UNDATED, UNPRICED = TaxLot("undated", None, 10, 30.0), TaxLot("unpriced", date(2021, 1, 4), 10, None)


@pytest.mark.parametrize(
    ("choice", "gain", "short", "long"),
    [("first_in_first_out", 50.0, -50.0, 100.0), ("last_in_first_out", -150.0, -200.0, 50.0), ("highest_cost", -150.0, -200.0, 50.0)],
)
def test_each_method_by_hand(choice: Choice, gain: float, short: float, long: float) -> None:
    """15 shares at 30: the old ones gain 10 each, the new ones lose 20 each."""
    sale = sale_of_lots([OLD, NEW], 15, price=30.0, on=ON, choice=choice)
    expected = (100.0 - 100.0, -100.0, 100.0) if choice == "first_in_first_out" else (gain, short, long)
    assert (sale.gain, sale.short_term_gain, sale.long_term_gain) == expected


def test_a_lot_without_a_cost_has_no_gain_and_one_without_a_date_no_term() -> None:
    sale = sale_of_lots([OLD, UNPRICED], 20, price=30.0, on=ON)
    assert (sale.gain, sale.short_term_gain, sale.long_term_gain) == (None, None, None)
    assert [part.gain for part in sale.parts] == [100.0, None]
    undated = sale_of_lots([UNDATED], 5, price=40.0, on=ON)
    assert (undated.gain, undated.short_term_gain, undated.long_term_gain) == (50.0, None, None)
    everything = sale_of_lots([UNDATED, OLD], 20, price=40.0, on=ON)
    assert everything.gain == 300.0
    assert {part.long_term for part in everything.parts} == {None, True}


@pytest.mark.parametrize(
    ("lots", "choice", "word"),
    [
        ([OLD, UNDATED], "first_in_first_out", "day of purchase"),
        ([OLD, UNDATED], "last_in_first_out", "day of purchase"),
        ([OLD, UNPRICED], "highest_cost", "cost"),
    ],
)
def test_which_lots_are_sold_is_never_guessed(lots: list[TaxLot], choice: Choice, word: str) -> None:
    with pytest.raises(MissingData, match=word):
        sale_of_lots(lots, 5, price=30.0, on=ON, choice=choice)


def test_highest_cost_needs_no_dates() -> None:
    sale = sale_of_lots([OLD, UNDATED], 10, price=40.0, on=ON, choice="highest_cost")
    assert sale.gain == 100.0
    assert sale.short_term_gain is None


def test_short_sales_that_are_bought_back() -> None:
    shorts = [TaxLot("a", date(2020, 1, 2), 10, 50.0), TaxLot("b", date(2022, 1, 3), 10, 20.0)]
    assert cover_of_lots(shorts, 10, price=30.0, on=ON).gain == 200.0
    assert cover_of_lots(shorts, 10, price=30.0, on=ON, choice="highest_cost").gain == -100.0
    whole = cover_of_lots(shorts, 20, price=30.0, on=ON)
    assert (whole.short_term_gain, whole.long_term_gain) == (100.0, 0.0)
    with pytest.raises(InvalidInput, match="at most the 20 shares"):
        cover_of_lots(shorts, 21, price=30.0, on=ON)


def test_a_purchase_takes_losses_of_30_days_away_the_earliest_first() -> None:
    taken = [LossTaken(date(2022, 12, 20), 10, 3.0), LossTaken(date(2022, 12, 1), 4, 5.0), LossTaken(date(2022, 11, 27), 100, 9.0)]
    found = loss_disallowed_by_purchase(6, taken, on=ON)
    assert found is not None
    assert (found.quantity, found.disallowed_loss) == (6, 4 * 5.0 + 2 * 3.0)
    assert loss_disallowed_by_purchase(6, taken[2:], on=ON) is None


def test_a_purchase_without_a_date_is_no_replacement() -> None:
    sale = sale_of_lots([NEW], 10, price=30.0, on=ON)
    assert wash_sale(sale, [NEW, UNDATED], on=ON) is None
