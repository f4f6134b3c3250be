"""Single symbols by pandas: a quote, a comparison, a price history; and the default limits, typed from their page."""

import math

import empyrical
import pandas as pd
import pytest
from scipy import stats
from tests.oracles.conftest import Case, sample_market
from tests.oracles.holdings import DAYS, driver_of, sector_of
from tests.portfolios.reference import prices

from plumbline.portfolios.compare import compare_symbols
from plumbline.portfolios.limits_report import limits_report
from plumbline.portfolios.price_history import price_history
from plumbline.portfolios.quote import quote_report
from plumbline.portfolios.risk import risk_report

LEVELS = {"single_name": 0.20, "sector": 0.40, "top_5": 0.65, "volatility": 0.25, "value_at_risk": 0.03, "gross_exposure": 2.0}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("symbol", ["AAPL", "XOM", "USMV"])
def test_a_quote(symbol: str, day: str) -> None:
    close, index = prices()[symbol].loc[:day], prices()["SP500"].loc[:day]
    report = quote_report(sample_market().as_of(pd.Timestamp(day).date()), symbol)
    year = close.iloc[-252:]
    own, market = close.iloc[-253:].pct_change().dropna(), index.iloc[-253:].pct_change().dropna()
    assert report.price.amount == close.iloc[-1]
    assert [report.high_52w.amount, report.low_52w.amount] == [year.max(), year.min()]
    assert report.distance_from_high == pytest.approx(1 - close.iloc[-1] / year.max())  # positive = below
    assert report.volatility == pytest.approx(empyrical.annual_volatility(own))
    assert report.beta == pytest.approx(stats.linregress(market, own).slope)
    assert report.maximum_drawdown == pytest.approx(-empyrical.max_drawdown(own))


@pytest.mark.parametrize("day", DAYS)
def test_symbols_side_by_side(day: str) -> None:
    names, today = ("AAPL", "KO", "USMV"), pd.Timestamp(day)
    start = prices().loc[: today - pd.DateOffset(years=1)].index[-1]
    closes = prices().loc[start:day, [*names, "SP500"]]
    moves = closes.pct_change().dropna()
    report = compare_symbols(sample_market().as_of(today.date()), names)
    for row in report.symbols:
        own = moves[row.symbol]
        assert row.value == pytest.approx(closes[row.symbol].iloc[-1] / closes[row.symbol].iloc[0] - 1)
        assert row.statistics.volatility == pytest.approx(own.std() * math.sqrt(252))
        assert row.statistics.maximum_drawdown == pytest.approx(-empyrical.max_drawdown(own))
        assert row.beta == pytest.approx(own.cov(moves["SP500"]) / moves["SP500"].var())
    upper = moves[list(names)].corr()
    found = sorted(figure.value for figure in report.correlations)
    assert found == pytest.approx(sorted([upper.loc["AAPL", "KO"], upper.loc["AAPL", "USMV"], upper.loc["KO", "USMV"]]))
    history = price_history(sample_market().as_of(today.date()), "KO", period="1y")
    assert [history.highest.value, history.lowest.value] == [closes["KO"].max(), closes["KO"].min()]
    assert history.value == pytest.approx(closes["KO"].iloc[-1] / closes["KO"].iloc[0] - 1)


def test_every_default_limit(case: Case) -> None:
    held = case.held
    weights, tail = held.values / held.net, held.daily(504)
    gross = held.values.abs() / held.values.abs().sum()
    figures = {
        "single_name": weights.abs().max(),
        "sector": weights.groupby(sector_of).sum().drop("Funds", errors="ignore").abs().max(),
        "top_5": gross.nlargest(5).sum(),
        "volatility": held.daily(252).std() * math.sqrt(252),
        "value_at_risk": -tail.quantile(0.05),
        "gross_exposure": held.exposures.abs().sum() / held.net,
    }
    checks = {check.key: check for check in risk_report(case.snapshot, case.view).limits}
    assert set(checks) == set(LEVELS)
    for key, level in LEVELS.items():
        check, value = checks[key], figures[key]
        status = "breach" if value > level else "warn" if value >= 0.8 * level else "ok"
        assert abs(check.figure.value) == pytest.approx(value), key
        assert (check.level, check.status.value) == (level, status), key
        assert check.headroom == pytest.approx(level - value), key


def figure_at(case: Case, key: str, weights: pd.Series) -> float:
    """The limited figure of other weights; options by the delta of one unit of value."""
    held = case.held
    lever = (held.exposures / held.values).reindex(weights.index)
    exposures = (weights * lever).groupby(driver_of).sum()
    if key in {"volatility", "value_at_risk"}:
        own = held.moves(252 if key == "volatility" else 504)[list(exposures.index)] @ exposures
        return float(own.std() * math.sqrt(252) if key == "volatility" else -own.quantile(0.05))
    if key == "sector":
        return float(weights.groupby(sector_of).sum().drop("Funds", errors="ignore").abs().max())
    if key == "top_5":
        return float((weights.abs() / weights.abs().sum()).nlargest(5).sum())
    return float(weights.abs().max())


def test_cures_bring_the_figure_to_its_limit(case: Case) -> None:
    held = case.held
    for review in limits_report(case.snapshot, case.view).reviews:
        for cure in review.cures:
            weights = held.values / held.net
            for trade in cure.trades:
                weights[trade.symbol] += trade.change
                one = held.price(trade.symbol) * (100 if " " in trade.symbol else 1)
                assert trade.value.amount == pytest.approx(trade.quantity * one)
                assert abs(trade.quantity) * one >= abs(trade.change) * held.net - 1e-6
                assert abs(trade.quantity) * one <= abs(trade.change) * held.net + one
            found = figure_at(case, review.check.key, weights)
            assert abs(cure.after.value) == pytest.approx(found, abs=1e-6), cure.title
            assert found <= review.check.level + 1e-6, cure.title
