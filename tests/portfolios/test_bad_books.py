"""Every report of every bad book: a defined result or a clear error, never a figure that is none, never a warning."""

import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from tests.portfolios.bad_books import BOOKS, REPORTS, Book, overview, shares, weights

from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData, NotFound, PlumblineError
from plumbline.notebook.report import Report

pytestmark = pytest.mark.filterwarnings("error")
REFUSED = (CalculationFailed, InvalidInput, MissingData, NotFound)
SAYS = re.compile(
    r"Expected .*found|holds nothing|need at least|no price|could be priced|No instrument|can not be|not in the loaded|the prices known on",
    re.DOTALL,
)
"""What was expected and what was found; or what there is not."""
NO_FIGURE = re.compile(r"(?<![\w-])(nan|[-+]?inf|infinity|NaT|None(?! of ))(?![\w-])")
WITH_BOARD = [name for name in REPORTS if name != "holdings"]
MAY_NOT_BE_MADE = {"a return that loses all", "a return that loses more than all"}


@cache
def book_or_error(name: str) -> Book | PlumblineError:
    try:
        return BOOKS[name]()
    except REFUSED as error:
        return error


def test_books_can_be_made_or_say_why_not() -> None:
    for name in BOOKS:
        made = book_or_error(name)
        assert isinstance(made, PlumblineError) == (name in MAY_NOT_BE_MADE), name
        if isinstance(made, PlumblineError):
            assert "Expected a last price above zero of A" in made.message


@pytest.mark.parametrize("name", [name for name in BOOKS if name not in MAY_NOT_BE_MADE])
def test_every_report(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    book = book_or_error(name)
    for title, run in {**REPORTS, "overview": overview}.items():
        try:
            found: Any = run(book)
        except REFUSED as error:
            assert_clear(error, f"{name}: {title}")
            continue
        result = found.result if isinstance(found, Report) else found
        assert list(not_finite(result.model_dump())) == [], f"{name}: {title}"
        if isinstance(found, Report):
            assert_drawn(found, f"{name}: {title}")
            assert_adds_up(found, f"{name}: {title}")
    assert capfd.readouterr() == ("", ""), "something was printed"


@pytest.mark.parametrize("title", WITH_BOARD)
def test_pages_of_bad_books(title: str) -> None:
    """A page for a few books of each kind, because drawing takes longer than computing."""
    for name in ("gaps", "only short", "weights of 2.5", "prices below zero", "options", "a group of two", "no net value"):
        try:
            page = REPORTS[title](book_or_error(name)).html
        except REFUSED:
            continue
        read = re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)
        assert not re.search(r'="[^"]*\b(nan|inf)\b[^"]*"', read), f"{name}: {title}"
        assert not NO_FIGURE.search(re.sub(r"<[^>]*>", " ", read)), f"{name}: {title}"


def test_most_is_defined() -> None:
    """Errors are for what has no figure: an ordinary book has every report, a bad one most of them."""
    assert refused("nothing wrong") == {"options", "options, American"} & refused("nothing wrong")
    for name in ("gaps", "constant beside one that moves", "collinear", "prices below zero", "an infinite price", "weights of 0.7"):
        assert len(refused(name)) <= 4, (name, refused(name))


def refused(name: str) -> set[str]:
    found = set()
    for title, run in REPORTS.items():
        try:
            run(book_or_error(name))
        except REFUSED:
            found.add(title)
    return found


def test_the_walk_finds_what_it_looks_for() -> None:
    assert list(not_finite({"a": (1.0, [float("nan")]), "b": {"c": -math.inf}})) == ["/a/1/0", "/b/c"]
    assert NO_FIGURE.search("a weight of nan %")
    assert not NO_FIGURE.search("finance and banana")


def assert_clear(error: PlumblineError, where: str) -> None:
    assert SAYS.search(error.message), f"{where}: {error.message}"
    assert len(error.message) > 25, where
    assert not NO_FIGURE.search(error.message), f"{where}: {error.message}"


def assert_drawn(report: Report, where: str) -> None:
    assert list(not_finite(report.board.model_dump())) == [], where
    assert [key for key, fact in report.facts.items() if isinstance(fact.value, float) and not math.isfinite(fact.value)] == [], where
    text = repr(report)
    assert text.strip(), where
    assert not NO_FIGURE.search(text), f"{where}: {NO_FIGURE.search(text)}"
    for note in re.findall(r'"reason":"([^"]*)"', report.result.model_dump_json()):
        assert not NO_FIGURE.search(note), f"{where}: {note}"


def not_finite(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, float) and not math.isfinite(value):
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from not_finite(inner, f"{path}/{key}")
    elif isinstance(value, tuple | list):
        for place, inner in enumerate(value):
            yield from not_finite(inner, f"{path}/{place}")


def assert_adds_up(report: Report, where: str) -> None:
    check = CHECKS.get(type(report.result).__name__)
    if check is not None:
        check(report.result, where)


def risk_adds_up(risk: Any, where: str) -> None:
    tail = risk.tail_risk
    for var, shortfall in (
        (tail.historical_value_at_risk_95, tail.historical_expected_shortfall_95),
        (tail.historical_value_at_risk_99, tail.historical_expected_shortfall_99),
    ):
        assert var is None or shortfall is None or shortfall >= var - 1e-12, where
    adds_to([row.risk_contribution for row in risk.contributions], 1.0, where)
    adds_to([row.risk_contribution for row in risk.sectors], 1.0, where)


def members_add_up(group: Any, where: str) -> None:
    risk_adds_up(group.risk, where)
    worth = sum(member.net_value.amount for member in group.members)
    assert worth == pytest.approx(group.risk.net_value.amount, rel=1e-9, abs=1e-6), where
    adds_to([member.risk_contribution for member in group.members], 1.0, where)


def tail_adds_up(tail: Any, where: str) -> None:
    for method in tail.methods:
        var, shortfall = method.value_at_risk.value, method.expected_shortfall.value
        assert var is None or shortfall is None or shortfall >= var - 1e-12, (where, method.method)
    if tail.parts is not None:
        for figure in ("value_at_risk", "expected_shortfall"):
            total = getattr(tail.parts, f"sum_{figure}").value
            if total is not None:
                adds_to([getattr(row, f"component_{figure}").value for row in tail.parts.holdings], total, where)


def volatility_adds_up(volatility: Any, where: str) -> None:
    adds_to([row.risk_contribution.value for row in volatility.holdings], 1.0, where)


def factors_add_up(factors: Any, where: str) -> None:
    shares_ = factors.variance
    if shares_ is not None:
        adds_to([shares_.market, shares_.style, shares_.industry, shares_.specific], 1.0, where)


def attribution_adds_up(attribution: Any, where: str) -> None:
    adds_to([attribution.allocation, attribution.selection, attribution.interaction], attribution.active_return, where)


CHECKS: dict[str, Callable[[Any, str], None]] = {
    "RiskReport": risk_adds_up,
    "GroupReport": members_add_up,
    "TailReport": tail_adds_up,
    "VolatilityReport": volatility_adds_up,
    "FactorReport": factors_add_up,
    "AttributionReport": attribution_adds_up,
}


def adds_to(parts: list[float | None], total: float, where: str) -> None:
    known = [part for part in parts if part is not None]
    if known and len(known) == len(parts):
        assert sum(known) == pytest.approx(total, rel=1e-7, abs=1e-9), where


@pytest.mark.parametrize("given", [float("nan"), float("inf"), None, "many"])
def test_what_is_no_number_is_refused(given: Any) -> None:
    with pytest.raises(InvalidInput, match="Expected weights by symbol"):
        weights(GOOD=given)
    with pytest.raises(InvalidInput, match="Expected quantities by symbol"):
        shares({"GOOD": given})


def test_a_holding_whose_price_stands_still_is_left_as_it_is() -> None:
    report = book_or_error("constant beside one that moves").optimize("minimum_variance").result
    assert [row.symbol for row in report.positions] == ["GOOD"]
    assert any("its price does not change: FLAT" in note for note in report.notes)


def test_a_shock_that_history_tells_nothing_about_is_left_out_and_said() -> None:
    report = book_or_error("constant").stress().result
    assert report.episodes
    assert any(note.startswith("The shock 'FLAT -30 %' is left out") for note in report.notes)


def test_too_short_a_common_history_is_counted_in_the_window_meant() -> None:
    report = book_or_error("prices that ended").risk().result
    assert any("in the 252 up to 2022-12-28 there are 0" in note for note in report.notes), report.notes
