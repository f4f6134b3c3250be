"""How figures are printed."""

from datetime import date

import pytest

from plumbline.facts.fact import FactValue, Unit
from plumbline.facts.formatting import Style, format_value

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
