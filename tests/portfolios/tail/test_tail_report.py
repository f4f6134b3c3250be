"""The tail risk report against pandas, SciPy and arch on the raw prices, and what must hold of it for every portfolio."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.market_data.markets import cut_in_the_source
from tests.portfolios import reference as ref
from tests.portfolios.books import DEMOS, demo_book, snapshot

from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import take_snapshot
from plumbline.portfolios.tail.question import TailQuestion
from plumbline.portfolios.tail.report import tail_report
from plumbline.portfolios.tail.results import MethodTail, PartsMethod, Scaling, TailReport

PARTS: tuple[PartsMethod, ...] = ("historical", "parametric", "student_t", "cornish_fisher")


@pytest.fixture(scope="module")
def report(market: Market) -> TailReport:
    view = market.as_of()
    return tail_report(take_snapshot(demo_book("growth", view), view), view, TailQuestion(0.95, 10))


def value(figure: MeasuredValue | None) -> float:
    assert figure is not None
    assert isinstance(figure.value, float)
    return figure.value


def row(report: TailReport, method: str) -> MethodTail:
    return next(item for item in report.methods if item.method == method)


def growth_returns() -> "pd.Series[float]":
    held, prices = ref.growth(), ref.prices()
    last = prices.iloc[-1]
    net = sum(last[symbol] * quantity for symbol, quantity in held.items() if symbol != "CASH") + held["CASH"]
    moves = prices.pct_change()
    own = sum(moves[symbol] * (last[symbol] * quantity / net) for symbol, quantity in held.items() if symbol != "CASH")
    return own.dropna().iloc[-504:]


def test_historical_normal_and_student_t(report: TailReport) -> None:
    own = growth_returns()
    assert report.n_observations == 504
    assert value(row(report, "historical").value_at_risk) == pytest.approx(-own.quantile(0.05))
    assert value(row(report, "historical").expected_shortfall) == pytest.approx(-own[own <= own.quantile(0.05)].mean())
    assert value(row(report, "parametric").value_at_risk) == pytest.approx(-(own.mean() + own.std() * stats.norm.ppf(0.05)))
    freedom, location, scale = stats.t.fit(own)
    assert value(row(report, "student_t").value_at_risk) == pytest.approx(-stats.t.ppf(0.05, freedom, location, scale), rel=1e-3)


def test_money_is_the_fraction_of_net_value(report: TailReport) -> None:
    for method in report.methods:
        for name in ("value_at_risk", "expected_shortfall", "horizon_value_at_risk", "horizon_expected_shortfall"):
            fraction, money = getattr(method, name), getattr(method, f"{name}_money")
            assert value(money) == pytest.approx(value(fraction) * report.net_value.amount)
            assert money.currency == report.currency


def test_every_method_is_near_the_others(report: TailReport) -> None:
    """They differ by what they assume, not by an order: simulated figures within a quarter of the historical ones."""
    plain = value(row(report, "historical").value_at_risk)
    for method in report.methods:
        assert value(method.value_at_risk) == pytest.approx(plain, rel=0.25)
        assert value(method.expected_shortfall) > value(method.value_at_risk)


def test_the_historical_figure_is_that_of_the_risk_report(market: Market, report: TailReport) -> None:
    view = market.as_of()
    risk = risk_report(take_snapshot(demo_book("growth", view), view), view).tail_risk
    assert value(row(report, "historical").value_at_risk) == pytest.approx(risk.historical_value_at_risk_95, rel=1e-12)
    assert value(row(report, "parametric").expected_shortfall) == pytest.approx(risk.parametric_expected_shortfall_95, rel=1e-12)


@pytest.mark.parametrize("scaling", list(Scaling))
def test_the_horizon_by_each_scaling(market: Market, scaling: Scaling) -> None:
    view, own = market.as_of(), growth_returns()
    asked = TailQuestion(0.95, 10, scaling)
    report = tail_report(take_snapshot(demo_book("growth", view), view), view, asked)
    found = value(row(report, "parametric").horizon_value_at_risk)
    runs = (1.0 + own).rolling(10).apply(np.prod).dropna() - 1.0
    expected = {
        Scaling.SQUARE_ROOT: -(own.mean() + own.std() * stats.norm.ppf(0.05)) * math.sqrt(10),
        Scaling.DRIFT: -own.std() * stats.norm.ppf(0.05) * math.sqrt(10) - own.mean() * 10,
        Scaling.OVERLAPPING: -(runs.mean() + runs.std() * stats.norm.ppf(0.05)),
    }[scaling]
    assert found == pytest.approx(expected)
    shown = next(item for item in report.scalings if item.scaling is scaling)
    assert value(shown.parametric_value_at_risk) == found
    simulated = row(report, "monte_carlo").horizon_value_at_risk
    assert simulated is not None
    assert (simulated.value is None) == (scaling is Scaling.OVERLAPPING)
    assert simulated.value is not None or simulated.reason == "single days are simulated"


@pytest.mark.parametrize("name", DEMOS)
@pytest.mark.parametrize("method", PARTS)
def test_parts_add_to_the_figure_of_their_method(market: Market, name: str, method: PartsMethod) -> None:
    view = market.as_of()
    report = tail_report(take_snapshot(demo_book(name, view), view), view, TailQuestion(parts=method))
    assert report.parts is not None
    for kind in ("value_at_risk", "expected_shortfall"):
        parts = [value(getattr(holding, f"component_{kind}")) for holding in report.parts.holdings]
        whole = value(getattr(row(report, method), kind))
        assert sum(parts) == pytest.approx(whole, abs=1e-12)
        assert value(getattr(report.parts, f"sum_{kind}")) == pytest.approx(whole, abs=1e-12)
        for holding, part in zip(report.parts.holdings, parts, strict=True):
            assert part == pytest.approx(holding.weight * value(getattr(holding, f"marginal_{kind}")), abs=1e-12)
            assert value(getattr(holding, f"component_{kind}_money")) == pytest.approx(part * report.net_value.amount)


def test_incremental_is_the_report_without_the_holding(view: MarketView) -> None:
    held = {"AAPL": 100.0, "XOM": 50.0, "KO": 80.0}
    whole = tail_report(snapshot(held, view), view)
    sold = tail_report(snapshot({"AAPL": 100.0, "KO": 80.0, "CASH": 50.0 * float(ref.prices()["XOM"].iloc[-1])}, view), view)
    assert whole.parts is not None
    exxon = next(holding for holding in whole.parts.holdings if holding.symbol == "XOM")
    change = value(row(whole, "historical").expected_shortfall) - value(row(sold, "historical").expected_shortfall)
    assert value(exxon.incremental_expected_shortfall) == pytest.approx(change)


def test_the_histogram_holds_every_day_once(report: TailReport) -> None:
    own = growth_returns()
    assert sum(value(item.within) + value(item.beyond) for item in report.bins) == 504
    assert sum(value(item.beyond) for item in report.bins) == (own < own.quantile(0.05)).sum()
    for item in report.bins:
        assert value(item.within) + value(item.beyond) == ((own >= item.low) & (own < item.high)).sum()


def test_a_method_without_a_figure_says_why(market: Market, view: MarketView) -> None:
    crisis = market.as_of(date(2008, 12, 1))
    report = tail_report(snapshot({"JPM": 10}, crisis), crisis, TailQuestion(n_sessions=60, parts="cornish_fisher"))
    broken = row(report, "cornish_fisher")
    assert broken.value_at_risk.value is None
    assert broken.expected_shortfall_money.value is None
    assert "that the expansion can follow" in (broken.value_at_risk.reason or "")
    assert report.parts is None
    assert any(note.startswith("There are no parts by holding: Expected a skewness") for note in report.notes)
    assert value(row(report, "historical").value_at_risk) > 0.0
    short = tail_report(snapshot({"AAPL": 10}, view), view, TailQuestion(horizon=30, scaling=Scaling.OVERLAPPING, n_sessions=70))
    reason = row(short, "historical").horizon_value_at_risk
    assert reason is not None
    assert reason.reason == "only 41 runs of 30 days, 60 are needed"


@pytest.mark.parametrize("name", DEMOS)
def test_no_figure_is_not_a_number(market: Market, name: str) -> None:
    for day in (date(2022, 12, 28), date(2020, 3, 16)):
        view = market.as_of(day)
        book = demo_book(name, market.as_of())
        if name == "options" and day.year == 2020:
            continue
        for figure in figures(tail_report(take_snapshot(book, view), view, TailQuestion(horizon=5))):
            assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


@pytest.mark.parametrize(
    "asked", [TailQuestion(confidence=0.4), TailQuestion(confidence=1.0), TailQuestion(horizon=0), TailQuestion(n_sessions=20)]
)
def test_terms_outside_are_refused(view: MarketView, asked: TailQuestion) -> None:
    with pytest.raises(InvalidInput, match="found"):
        tail_report(snapshot({"AAPL": 10}, view), view, asked)


def test_what_has_no_tail_says_why(view: MarketView) -> None:
    with pytest.raises(MissingData, match="nothing but cash"):
        tail_report(snapshot({"CASH": 1000}, view), view)
    with pytest.raises(CalculationFailed, match="positive net value"):
        tail_report(snapshot({"AAPL": 10, "CASH": -10_000}, view), view)


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    held = {"AAPL": 10, "XOM": -5, "KO": 20}
    assert tail_report(snapshot(held, market.as_of(day)), market.as_of(day)) == tail_report(snapshot(held, cut), cut)


def test_options_count_by_delta_and_that_is_said(market: Market) -> None:
    view = market.as_of()
    report = tail_report(take_snapshot(demo_book("options", view), view), view)
    assert report.quality is Quality.PARTIAL
    assert any("by delta" in note for note in report.notes)
    assert report.parts is not None
    assert any(holding.subject.label == "AAPL 2023-03-17 140 call" for holding in report.parts.holdings)
