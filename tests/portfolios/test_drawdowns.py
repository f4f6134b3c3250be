"""Drawdowns against a plain walk over the prices, and what can not be said."""

import math
from datetime import date

import numpy as np
import pytest
from tests.portfolios.books import demo_book, snapshot

from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.derive import figures
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.drawdowns.report import DrawdownTerms, drawdown_report
from plumbline.portfolios.snapshot import take_snapshot


def test_one_stock_falls_as_its_price_does(view: MarketView) -> None:
    report = drawdown_report(snapshot({"XOM": 10.0}, view), view, DrawdownTerms(n_sessions=2_000))
    dates = view.sessions[-2_001:]
    close = view.prices(("XOM",), start=dates[0].item()).close[:, 0]
    under = 1.0 - close / np.maximum.accumulate(close)
    trough = int(under.argmax())
    peak = int(close[: trough + 1].argmax())
    after = np.flatnonzero(close[trough:] >= close[peak])
    worst = report.episodes[0]
    assert report.maximum == pytest.approx(under.max())
    assert report.current == pytest.approx(under[-1])
    assert (worst.depth, worst.peak_on, worst.trough_on) == (pytest.approx(under.max()), dates[peak].item(), dates[trough].item())
    assert worst.n_falling == trough - peak
    assert worst.recovered_on == (dates[trough + int(after[0])].item() if after.size else None)
    assert report.time_under_water == pytest.approx(float((under[1:] > 1e-12).mean()))
    assert report.conditional == pytest.approx(float(np.sort(under[1:])[::-1][:100].mean()))
    assert report.n_observations == 2_000
    assert (report.path.dates[0], report.path.dates[-1]) == (dates[0].item(), view.as_of)
    assert max(report.path.values) == pytest.approx(report.maximum)


def test_cash_dampens_every_fall(view: MarketView) -> None:
    alone = drawdown_report(snapshot({"XOM": 10.0}, view), view)
    diluted = drawdown_report(snapshot({"XOM": 10.0, "CASH": 10.0 * view.last_price("XOM").price}, view), view)
    assert diluted.maximum < 0.7 * alone.maximum


def test_chances_fall_with_depth_and_rise_with_the_horizon(view: MarketView) -> None:
    held = take_snapshot(demo_book("growth", view), view)
    year = [float(chance.value or 0.0) for chance in drawdown_report(held, view).chances]
    month = [float(chance.value or 0.0) for chance in drawdown_report(held, view, DrawdownTerms(horizon=21)).chances]
    assert year == sorted(year, reverse=True)
    assert all(short <= long for short, long in zip(month, year, strict=True))
    assert 0.0 < year[0] < 1.0


def test_nothing_later_is_known(market: Market) -> None:
    view = market.as_of(date(2020, 2, 19))
    report = drawdown_report(take_snapshot(demo_book("growth", market.as_of()), view), view)
    assert report.path.dates[-1] == date(2020, 2, 19)
    assert report.episodes[0].peak_on.year == 2018
    assert "12-25" not in str(report.period)


@pytest.mark.parametrize(
    "terms", [DrawdownTerms(n_sessions=5), DrawdownTerms(horizon=0), DrawdownTerms(depths=(20.0,)), DrawdownTerms(depths=())]
)
def test_impossible_terms(view: MarketView, terms: DrawdownTerms) -> None:
    with pytest.raises(InvalidInput):
        drawdown_report(snapshot({"XOM": 10.0}, view), view, terms)


def test_nothing_to_look_at(view: MarketView) -> None:
    with pytest.raises(MissingData):
        drawdown_report(snapshot({"CASH": 10.0}, view), view)
    with pytest.raises(CalculationFailed):
        drawdown_report(snapshot({"XOM": -10.0}, view), view)


@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
def test_every_figure_is_finite_or_absent(view: MarketView, name: str) -> None:
    for figure in figures(drawdown_report(take_snapshot(demo_book(name, view), view), view)):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path
