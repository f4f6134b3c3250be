"""What holds for every portfolio: weights add up, contributions add up, order and scale do not matter."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.portfolios.books import snapshot

from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.risk import risk_report

SYMBOLS = ("AAPL", "MSFT", "JPM", "XOM", "KO", "GE", "RRC", "USMV", "AAPL  230317C00140000", "JPM   230317P00120000")
held = st.dictionaries(st.sampled_from(SYMBOLS), st.integers(-40, 100).filter(bool).map(float), min_size=1, max_size=8)
cash = st.floats(200_000, 400_000)
relaxed = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@relaxed
@given(held=held, cash=cash)
def test_weights_with_cash_add_to_one(view: MarketView, held: dict[str, float], cash: float) -> None:
    report = holdings_report(snapshot(held | {"CASH": cash}, view), view)
    assert sum(row.weight or 0.0 for row in report.holdings) == pytest.approx(1.0)
    assert sum(row.market_value.amount for row in report.holdings if row.market_value) == pytest.approx(report.net_value.amount)


@relaxed
@given(held=held, cash=cash)
def test_contributions_add_to_one_and_tails_are_ordered(view: MarketView, held: dict[str, float], cash: float) -> None:
    report = risk_report(snapshot(held | {"CASH": cash}, view), view)
    assert sum(row.risk_contribution or 0.0 for row in report.contributions) == pytest.approx(1.0)
    assert sum(row.risk_contribution or 0.0 for row in report.sectors) == pytest.approx(1.0)
    tail = report.tail_risk
    assert tail.historical_value_at_risk_95 is not None
    assert tail.historical_value_at_risk_99 is not None
    assert tail.historical_value_at_risk_99 >= tail.historical_value_at_risk_95
    assert (tail.historical_expected_shortfall_95 or 0) >= tail.historical_value_at_risk_95
    assert report.exposure.gross.amount == pytest.approx(report.exposure.long.amount + report.exposure.short.amount)
    beta = sum((row.weight or 0.0) * (row.beta or 0.0) for row in report.contributions)
    assert report.beta == pytest.approx(beta, rel=1e-6, abs=1e-9)


@relaxed
@given(held=held, factor=st.floats(0.5, 20.0))
def test_scale_changes_money_and_not_fractions(view: MarketView, held: dict[str, float], factor: float) -> None:
    one = risk_report(snapshot(held | {"CASH": 300_000.0}, view), view)
    many = risk_report(snapshot({s: q * factor for s, q in held.items()} | {"CASH": 300_000.0 * factor}, view), view)
    assert many.net_value.amount == pytest.approx(factor * one.net_value.amount)
    assert many.volatility.days_252 == pytest.approx(one.volatility.days_252)
    assert many.drawdown.maximum == pytest.approx(one.drawdown.maximum)
    assert many.tail_risk.historical_value_at_risk_95_money is not None
    assert one.tail_risk.historical_value_at_risk_95_money is not None
    assert many.tail_risk.historical_value_at_risk_95_money.amount == pytest.approx(
        factor * one.tail_risk.historical_value_at_risk_95_money.amount
    )


@relaxed
@given(held=held)
def test_the_order_of_lots_does_not_matter(view: MarketView, held: dict[str, float]) -> None:
    forward = risk_report(snapshot(held | {"CASH": 250_000.0}, view), view)
    backward = risk_report(snapshot(dict(reversed(list(held.items()))) | {"CASH": 250_000.0}, view), view)
    assert forward.volatility.days_252 == pytest.approx(backward.volatility.days_252)
    assert [row.symbol for row in forward.contributions] == [row.symbol for row in backward.contributions]
