"""Arithmetic over facts."""

import pytest

from plumbline.core.errors import CalculationFailed, InvalidInput, NotFound
from plumbline.facts.calculate import calculate
from plumbline.facts.ledger import Ledger


@pytest.mark.parametrize(
    ("expression", "measure", "value"),
    [
        ("f4 + f7", "calculated_fraction", 0.568),
        ("f7 - f4", "calculated_fraction", 0.02),
        ("f4 * f2", "calculated_money", 0.274 * 412345.67),
        ("f5 * f6", "calculated_money", 125.674 * 900),
        ("f2 / 2", "calculated_money", 412345.67 / 2),
        ("f7 / f4", "calculated_ratio", 0.294 / 0.274),
        ("f2 / f5", "calculated_count", 412345.67 / 125.674),
        ("max(f4, f7)", "calculated_fraction", 0.294),
        ("mean(f4, f7)", "calculated_fraction", 0.284),
        ("-f10", "calculated_fraction", 0.0132),
    ],
)
def test_units_follow_the_arithmetic(ledger: Ledger, expression: str, measure: str, value: float) -> None:
    result = calculate(ledger, expression)
    assert result.measure == measure
    assert result.value == pytest.approx(value, rel=1e-12)
    assert result.formula == expression


def test_a_share_can_be_asked_for_as_a_fraction(ledger: Ledger) -> None:
    assert calculate(ledger, "f7 / f4 - 1", unit="fraction").measure == "calculated_fraction"


def test_inputs_are_named_once_in_order(ledger: Ledger) -> None:
    assert calculate(ledger, "(f7 - f4) / f4").inputs == ("f7", "f4")


REFUSED = ["f1 + f2", "f2 * f2", "2 + 3", "", "f1 ** 9", "__import__('os')", "f1.x", "f1 if f2 else f3", "(" * 400]


@pytest.mark.parametrize("expression", REFUSED)
def test_what_is_not_arithmetic_over_facts_is_refused(ledger: Ledger, expression: str) -> None:
    with pytest.raises(InvalidInput):
        calculate(ledger, expression)


def test_absent_facts_dates_and_zero_divisors(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        calculate(ledger, "f404 + 1")
    with pytest.raises(CalculationFailed):
        calculate(ledger, "f11 - 1")
    with pytest.raises(CalculationFailed):
        calculate(ledger, "f2 / (f4 - f4)")
