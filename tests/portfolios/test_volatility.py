"""The volatility report against pandas, statsmodels-free least squares and the risk report, and what can not be said."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.market_data.markets import cut_in_the_source
from tests.portfolios import reference as ref
from tests.portfolios.books import demo_book, snapshot

from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import take_snapshot
from plumbline.portfolios.volatility.report import VolatilityTerms, volatility_report

HELD = {"AAPL": 30.0, "XOM": 40.0, "KO": -20.0, "CASH": 1_000.0}


def own(held: dict[str, float], n: int) -> "pd.Series[float]":
    prices = ref.prices().iloc[-n - 1 :]
    last = prices.iloc[-1]
    net = sum(last[symbol] * size for symbol, size in held.items() if symbol != "CASH") + held.get("CASH", 0.0)
    moves = prices.pct_change().iloc[1:]
    return sum(
        (moves[symbol] * (last[symbol] * size / net) for symbol, size in held.items() if symbol != "CASH"),
        start=pd.Series(0.0, moves.index),
    )


def test_realized_and_weighted_against_pandas(view: MarketView) -> None:
    report = volatility_report(snapshot(HELD, view), view, VolatilityTerms(windows=(5, 40, 252), decay=0.97))
    returns, market = own(HELD, 1260), ref.prices()["SP500"].pct_change()
    for row in report.realized:
        assert row.portfolio.value == pytest.approx(returns.iloc[-row.window :].std() * math.sqrt(252))
        assert row.benchmark is not None
        assert row.benchmark.value == pytest.approx(market.iloc[-row.window :].std() * math.sqrt(252))
    weights = 0.97 ** np.arange(1259, -1, -1)
    assert report.ewma.value == pytest.approx(math.sqrt((weights * returns**2).sum() / weights.sum() * 252), rel=1e-7)
    assert report.downside.value == pytest.approx(math.sqrt((returns.iloc[-252:].clip(upper=0) ** 2).mean() * 252))
    readings = returns.rolling(21).std().iloc[-252:]
    assert report.percentile.value == pytest.approx((readings <= readings.iloc[-1]).mean())


def test_the_forecast_is_a_regression_on_day_week_and_month(view: MarketView) -> None:
    forecast = volatility_report(snapshot(HELD, view), view, VolatilityTerms(horizon=1)).forecast
    size = own(HELD, 1260).abs() * math.sqrt(math.pi / 2)
    terms = pd.DataFrame({"one": 1.0, "day": size, "week": size.rolling(5).mean(), "month": size.rolling(22).mean()})
    fit = pd.concat([terms.shift(1), size.rename("next")], axis=1).dropna()
    weights, *_ = np.linalg.lstsq(fit[["one", "day", "week", "month"]].to_numpy(), fit["next"].to_numpy(), rcond=None)
    found = [forecast.constant.value, forecast.daily.value, forecast.weekly.value, forecast.monthly.value]
    assert found == pytest.approx(weights.tolist(), rel=1e-6)
    expected = float(terms.iloc[-1].to_numpy() @ weights)
    assert forecast.level.value == pytest.approx(expected * math.sqrt(252), rel=1e-6)
    shown = own(HELD, 1260).iloc[-21:].std()
    assert forecast.trend.value == pytest.approx(expected / shown - 1, rel=1e-5)


def test_the_cone_against_pandas(view: MarketView) -> None:
    report = volatility_report(snapshot(HELD, view), view, VolatilityTerms(windows=(21, 252)))
    for row in report.cone:
        past = own(HELD, 1260).rolling(row.window).std().dropna() * math.sqrt(252)
        assert row.n_figures == len(past) == 1261 - row.window
        quantiles = [row.lowest, row.lower_quartile, row.median, row.upper_quartile, row.highest]
        assert [figure.value for figure in quantiles] == pytest.approx(past.quantile([0, 0.25, 0.5, 0.75, 1]).tolist())
        assert row.current.value == pytest.approx(past.iloc[-1])
    assert report.series.month[-1] == pytest.approx(report.cone[0].current.value, abs=1e-7)


@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
def test_parts_add_up_and_are_those_of_the_risk_report(view: MarketView, name: str) -> None:
    held = take_snapshot(demo_book(name, view), view)
    report = volatility_report(held, view, VolatilityTerms(top=100))
    parts = report.attribution
    assert parts is not None
    assert sum(float(row.risk_contribution.value or 0.0) for row in report.holdings) == pytest.approx(1.0)
    total = sum(float(row.risk_contribution_volatility.value or 0.0) for row in report.holdings)
    assert total == pytest.approx(parts.volatility)
    assert parts.volatility == pytest.approx(risk_report(held, view).volatility.days_252)
    n = len(report.holdings)
    if n * (n - 1) // 2 <= 100:
        assert sum(float(pair.value or 0.0) for pair in parts.pairs) == pytest.approx(parts.pairs_share.value)
    assert float(parts.own_share.value or 0.0) + float(parts.pairs_share.value or 0.0) == pytest.approx(1.0)
    shares = [float(row.risk_contribution.value or 0.0) for row in report.holdings]
    assert shares == sorted(shares, reverse=True)


def test_a_short_history_leaves_out_what_it_can_not_say(market: Market) -> None:
    early = market.as_of(date(2014, 7, 31))
    report = volatility_report(snapshot({"AAPL": 10.0, "QUAL": 10.0}, early), early)
    assert report.quality is Quality.PARTIAL
    year = next(row for row in report.realized if row.window == 252)
    assert year.portfolio.value is None
    assert "252 sessions" in (year.portfolio.reason or "")
    assert report.percentile.value is None
    assert "272" in (report.percentile.reason or "")
    fund = next(row for row in report.holdings if row.symbol == "QUAL")
    assert fund.year.value is None
    assert fund.month.value is not None
    assert report.forecast.level.value is not None


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
def test_every_figure_is_finite_or_absent_with_a_reason(view: MarketView, name: str) -> None:
    for figure in figures(volatility_report(take_snapshot(demo_book(name, view), view), view)):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path
        assert figure.value is not None or figure.owner.reason, figure.path


@pytest.mark.filterwarnings("error")
def test_what_can_not_be_asked(view: MarketView, market: Market) -> None:
    for terms in (
        VolatilityTerms(windows=()), VolatilityTerms(windows=(1,)), VolatilityTerms(decay=1.0), VolatilityTerms(horizon=0),
        VolatilityTerms(n_sessions=5), VolatilityTerms(top=0),
    ):  # fmt: skip
        with pytest.raises(InvalidInput, match="found"):
            volatility_report(snapshot(HELD, view), view, terms)
    with pytest.raises(MissingData, match="nothing but cash"):
        volatility_report(snapshot({"CASH": 10.0}, view), view)
    with pytest.raises(CalculationFailed, match="positive net value"):
        volatility_report(snapshot({"AAPL": -10.0}, view), view)
    first = market.as_of(date(1990, 1, 5))  # three sessions
    with pytest.raises(MissingData):
        volatility_report(snapshot({"AAPL": 10.0}, first), first)


def test_one_holding_has_no_pairs_and_a_short_book_with_cash_is_fine(view: MarketView) -> None:
    alone = volatility_report(snapshot({"AAPL": 10.0}, view), view)
    assert alone.attribution is not None
    assert alone.attribution.pairs == ()
    assert alone.attribution.own_share.value == pytest.approx(1.0)
    short = volatility_report(snapshot({"AAPL": -10.0, "CASH": 10_000.0}, view), view, VolatilityTerms(n_sessions=10_000))
    assert short.n_observations == view.n_sessions - 1
    assert short.realized[0].portfolio.value is not None


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    one, two = (volatility_report(snapshot(HELD, seen), seen) for seen in (market.as_of(day), cut))
    assert one == two


def test_the_holdings_that_matter_least_are_not_listed_and_that_is_said(view: MarketView) -> None:
    whole, short = (volatility_report(take_snapshot(demo_book("growth", view), view), view, VolatilityTerms(listed=n)) for n in (100, 3))
    assert short.holdings == whole.holdings[:3]
    assert any("3 holdings" in note and "of 13" in note for note in short.notes)
    assert not any("are listed" in note for note in whole.notes)
