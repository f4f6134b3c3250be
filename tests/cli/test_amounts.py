"""Sizes as a person types them."""

import pytest

from plumbline.cli.amounts import assignment, confidence, share_or_money
from plumbline.cli.figures import percent as percent_of_figures
from plumbline.cli.report_output import percent
from plumbline.core.errors import InvalidInput


@pytest.mark.parametrize("text", ["AAPL=5", "AAPL=-5", "AAPL=1.5"])
def test_more_than_the_whole_needs_its_percent_sign(text: str) -> None:
    with pytest.raises(InvalidInput, match="percent sign"):
        assignment(text, option="--set")
    assert assignment(f"{text}%", option="--set")[1] == pytest.approx(float(text.partition("=")[2]) / 100.0)


def test_the_whole_itself_and_large_percentages_are_taken() -> None:
    assert assignment("CASH=1", option="--set") == ("CASH", 1.0)
    assert assignment("AAPL=500%", option="--set") == ("AAPL", 5.0)


@pytest.mark.parametrize("text", ["97.5%", "97.5", "0.975", " 97.5 "])
def test_a_confidence_is_a_percentage_or_a_fraction(text: str) -> None:
    assert confidence(text) == pytest.approx(0.975)


def test_a_confidence_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput):
        confidence("high")


@pytest.mark.parametrize(
    ("text", "size", "is_money"),
    [("10%", 0.1, False), ("0.1", 0.1, False), ("100000", 100_000.0, True), ("$100,000", 100_000.0, True), ("$0.5", 0.5, True)],
)
def test_a_loss_is_a_share_or_money(text: str, size: float, is_money: bool) -> None:
    assert share_or_money(text, option="--loss") == (pytest.approx(size), is_money)


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert percent(-0.00001) == percent_of_figures(-0.00001) == "0.00 %"
    assert percent_of_figures(-0.00001, signed=True) == "+0.00 %"
