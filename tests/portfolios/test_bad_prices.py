"""Returns, volatility and correlation of prices with faults: a defined result or a clear error, no warning, no figure that is not one."""

import math
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from tests.market_data.markets import NO_PRICE, market_of, wobble
from tests.portfolios.books import snapshot

from plumbline.core.errors import CalculationFailed, MissingData, PlumblineError
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.facts.result import Result
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.correlation.estimators import Estimator
from plumbline.portfolios.correlation.report import CorrelationTerms, correlation_report
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.volatility.report import volatility_report

pytestmark = pytest.mark.filterwarnings("error")
N = 600
Build = Callable[[PortfolioSnapshot, MarketView], Result]
BUILDS: dict[str, Build] = {
    "performance": lambda held, view: performance_report(held, view, period="1y", benchmark="GOOD"),
    "performance of a blend": lambda held, view: performance_report(held, view, period="6m", benchmark="50% GOOD + 50% FLAT"),
    "volatility": volatility_report,
    **{
        f"correlation, {kind}": lambda held, view, kind=kind: correlation_report(held, view, CorrelationTerms(estimator=kind))
        for kind in Estimator
    },
}
BOOKS = {
    "gaps": {"GOOD": 10.0, "GAPS": 10.0},
    "constant": {"FLAT": 10.0},
    "constant beside one that moves": {"GOOD": 10.0, "FLAT": 10.0},
    "collinear": {"GOOD": 10.0, "TWIN": 20.0, "OTHER": 5.0},
    "a perfect hedge": {"GOOD": 20.0, "TWIN": -10.0, "CASH": 5_000.0},
    "zero weights": {"GOOD": 0.0, "OTHER": 10.0},
    "all weights zero": {"GOOD": 0.0, "OTHER": 0.0},
    "short only": {"GOOD": -10.0},
    "short only, with cash": {"GOOD": -10.0, "CASH": 9_000.0},
    "borrowed": {"GOOD": 100.0, "OTHER": 50.0, "CASH": -11_000.0},
    "a short history": {"GOOD": 10.0, "YOUNG": 10.0},
    "a price below zero": {"GOOD": 10.0, "BELOW": 10.0},
    "nothing": {},
}


@pytest.fixture(scope="module")
def faulty() -> Market:
    good, other = wobble(N), wobble(N, seed=11)
    gaps, young, below = wobble(N, seed=12), wobble(N, seed=13), wobble(N, seed=14)
    gaps[::5], young[: N - 10], below[N - 30] = NO_PRICE, NO_PRICE, -3.0
    return market_of(
        {"GOOD": good, "OTHER": other, "TWIN": 2.0 * good, "GAPS": gaps, "YOUNG": young, "BELOW": below, "FLAT": np.full(N, 50.0)}
    )


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("name", BOOKS)
def test_a_defined_result_or_a_clear_error(faulty: Market, name: str, build: str) -> None:
    assert_sound(outcome(build, BOOKS[name], faulty.as_of()))


def test_what_is_there_is_said(faulty: Market) -> None:
    view = faulty.as_of()
    assert performance_report(snapshot(BOOKS["gaps"], view), view, period="1y").ratios.sharpe_ratio.value is not None
    gaps = performance_report(snapshot(BOOKS["gaps"], view), view, period="1y")
    assert (gaps.quality, gaps.ratios.sharpe_ratio.quality) == (Quality.PARTIAL, Quality.PARTIAL)
    assert "no price of GAPS on" in (gaps.reason or "")
    assert any(note.startswith("No price of GAPS on") for note in gaps.notes)
    together = correlation_report(snapshot(BOOKS["gaps"], view), view)
    assert together.quality is Quality.PARTIAL
    assert "of 252 sessions" in (together.reason or "")
    assert volatility_report(snapshot(BOOKS["gaps"], view), view).reason
    twins = correlation_report(snapshot(BOOKS["collinear"], view), view)
    assert twins.highest[0].value == pytest.approx(1.0)
    flat = correlation_report(snapshot(BOOKS["constant beside one that moves"], view), view)
    assert flat.symbols == ("GOOD",)
    assert "FLAT" in (flat.reason or "")


@pytest.mark.parametrize("build", BUILDS)
def test_three_sessions(build: str) -> None:
    market = market_of({"GOOD": [10.0, 11.0, 10.5], "FLAT": [5.0, 5.0, 5.0]})
    assert_sound(outcome(build, {"GOOD": 10.0, "FLAT": 1.0}, market.as_of()))


@pytest.mark.parametrize("build", BUILDS)
def test_ten_thousand_sessions(build: str) -> None:
    n = 10_000
    market = market_of({"GOOD": wobble(n), "FLAT": np.full(n, 5.0), "OTHER": wobble(n, seed=11)}, start=date(1982, 1, 4))
    view = market.as_of()
    held = snapshot({"GOOD": 10.0, "OTHER": 1.0}, view)
    assert_sound(BUILDS[build](held, view))
    assert_sound(performance_report(held, view, period="max"))


def outcome(build: str, held: dict[str, float], view: MarketView) -> Result | PlumblineError:
    try:
        return BUILDS[build](snapshot(held, view), view)
    except (MissingData, CalculationFailed) as failure:
        return failure


def assert_sound(found: Result | PlumblineError) -> None:
    if isinstance(found, PlumblineError):
        assert len(found.message) > 20
        assert "nan" not in found.message.lower()
        return
    for figure in figures(found):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path
    assert "NaN" not in found.model_dump_json()
