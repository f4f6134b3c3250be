"""How figures are printed."""

from datetime import date

import pytest

from plumbline.facts.fact import FactValue, Unit
from plumbline.facts.formatting import Style, format_column, format_ticks, format_value, unit_name

CASES: list[tuple[FactValue, Unit, Style, str]] = [
    (0.21337, Unit.FRACTION, Style.PLAIN, "21.3%"),
    (0.00451, Unit.FRACTION, Style.PLAIN, "0.45%"),
    (-0.0132, Unit.FRACTION, Style.PLAIN, "-1.3%"),
    (-0.0132, Unit.FRACTION, Style.ABS, "1.3%"),
    (0.0132, Unit.FRACTION, Style.SIGNED, "+1.3%"),
    (0.456, Unit.FRACTION, Style.WHOLE, "46%"),
    (-0.000001, Unit.FRACTION, Style.PLAIN, "0.00%"),
    (0.0, Unit.FRACTION, Style.SIGNED, "0.0%"),
    (412345.67, Unit.MONEY, Style.PLAIN, "$412,346"),
    (999.99, Unit.MONEY, Style.PLAIN, "$999.99"),
    (999.999, Unit.MONEY, Style.PLAIN, "$1,000"),
    (-18.5, Unit.MONEY, Style.PLAIN, "-$18.50"),
    (394.328e9, Unit.MONEY, Style.PLAIN, "$394.33 billion"),
    (2.051e12, Unit.MONEY, Style.PLAIN, "$2.05 trillion"),
    (125.674, Unit.PRICE, Style.PLAIN, "$125.67"),
    (900.0, Unit.COUNT, Style.PLAIN, "900"),
    (12.5, Unit.COUNT, Style.PLAIN, "12.50"),
    (1.1249, Unit.RATIO, Style.PLAIN, "1.12"),
    (61.6, Unit.SCORE, Style.PLAIN, "62/100"),
    (0.2, Unit.SCORE, Style.SIGNED, "0/100"),
    (date(2022, 12, 28), Unit.DATE, Style.PLAIN, "2022-12-28"),
    ("Energy", Unit.TEXT, Style.PLAIN, "Energy"),
    (None, Unit.MONEY, Style.PLAIN, "not available"),
]


@pytest.mark.parametrize(("value", "unit", "style", "printed"), CASES)
def test_prints_in_its_unit(value: FactValue, unit: Unit, style: Style, printed: str) -> None:
    assert format_value(value, unit, currency="USD", style=style) == printed


def test_other_currencies_show_their_code() -> None:
    assert format_value(1250.0, Unit.MONEY, currency="CHF") == "CHF 1,250"
    assert format_value(1250.0, Unit.MONEY, currency="EUR") == "€1,250"


def test_a_difference_of_percentages_is_in_percentage_points() -> None:
    assert format_value(-0.011, Unit.FRACTION, style=Style.POINTS) == "1.1 percentage points"
    assert format_value(0.0049, Unit.FRACTION, style=Style.POINTS) == "0.49 percentage points"
    assert format_value(12.0, Unit.MONEY, style=Style.POINTS) == "$12.00"


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ([0.2134, -0.0047, None], Unit.FRACTION, ("21.3", "-0.5", "")),
        ([0.0213, 0.0045], Unit.FRACTION, ("2.13", "0.45")),
        ([0.2134, 0.0002], Unit.FRACTION, ("21.34", "0.02")),
        ([0.0, 0.0], Unit.FRACTION, ("0.0", "0.0")),
        ([-0.00001, 0.5], Unit.FRACTION, ("0.00", "50.00")),
        ([88123.4, 171.36], Unit.MONEY, ("88,123", "171")),
        ([1204.5, 171.36], Unit.MONEY, ("1,204.50", "171.36")),
        ([], Unit.MONEY, ()),
        ([None], Unit.MONEY, ("",)),
        ([3.0, 12.0], Unit.COUNT, ("3", "12")),
        ([3.0, 12.5], Unit.COUNT, ("3.00", "12.50")),
        ([61.6], Unit.SCORE, ("62",)),
        ([1.234], Unit.RATIO, ("1.23",)),
        ([date(2022, 12, 28), "green"], Unit.TEXT, ("2022-12-28", "green")),
    ],
)
def test_a_column_has_one_number_of_decimals(values: list[FactValue], unit: Unit, expected: tuple[str, ...]) -> None:
    assert format_column(values, unit) == expected


def test_gains_of_a_column_carry_a_plus() -> None:
    assert format_column([0.21, -0.13, 0.0], Unit.FRACTION, signed=True) == ("+21.0", "-13.0", "0.0")


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ((-0.1, 0.0, 0.1), Unit.FRACTION, ("-10%", "0%", "10%")),
        ((0.0, 0.0025, 0.005), Unit.FRACTION, ("0.00%", "0.25%", "0.50%")),
        ((0.0, 500_000.0, 1_000_000.0), Unit.MONEY, ("$0.0M", "$0.5M", "$1.0M")),
        ((-2e12, 0.0), Unit.MONEY, ("-$2T", "$0T")),
        ((0.0, 250.0, 500.0), Unit.PRICE, ("$0", "$250", "$500")),
        ((1.0, 1.5), Unit.RATIO, ("1.0", "1.5")),
    ],
)
def test_ticks_have_the_decimals_that_tell_them_apart(values: tuple[float, ...], unit: Unit, expected: tuple[str, ...]) -> None:
    assert format_ticks(values, unit, currency="USD") == expected


def test_headers_name_the_unit() -> None:
    named = [unit_name(unit, currency) for unit, currency in ((Unit.FRACTION, None), (Unit.MONEY, "EUR"), (Unit.RATIO, None))]
    assert named == ["%", "EUR", ""]
