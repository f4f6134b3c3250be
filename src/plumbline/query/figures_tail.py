"""One-day value at risk and expected shortfall of any target, as a fraction and in money."""

from collections.abc import Callable
from typing import Any

from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.facts.fact import FactValue
from plumbline.query.figure import Figure, absent
from plumbline.query.figures_series import Evaluator, Sample, statistic
from plumbline.query.schemas import Ask
from plumbline.query.targets import Target

DEFAULT_CONFIDENCE = 0.95
WINDOW = "504d"
LEAST_OBSERVATIONS = 60

Loss = Callable[[Any, float], Any]


def _fraction(loss: Loss) -> Evaluator:
    def compute(sample: Sample) -> FactValue:
        return float(loss(sample.returns, sample.ask.confidence or DEFAULT_CONFIDENCE)) + 0.0

    plain = statistic(compute, default=WINDOW, least=LEAST_OBSERVATIONS)

    def evaluate(target: Target, ask: Ask) -> Figure:
        return _with_level(plain(target, ask), ask)

    return evaluate


def _money(fraction: Evaluator) -> Evaluator:
    def evaluate(target: Target, ask: Ask) -> Figure:
        share = fraction(target, ask)
        if share.number is None:
            return share
        base = _base(target)
        if base is None:
            return absent(f"{target.subject.label} is not held, so its loss in money is not defined", period=share.period)
        return Figure(share.number * base, target.currency, share.period, share.parameters, share.quality, share.reason)

    return evaluate


def _base(target: Target) -> float | None:
    """Net value of a portfolio, absolute market value of a holding, gross exposure of a group."""
    if target.held is None:
        return None
    if target.is_portfolio:
        return target.held.valuation.net_value
    if target.holding is not None:
        return abs(target.holding.market_value or 0.0)
    return sum(abs(holding.exposure) for holding in target.members)


def _with_level(figure: Figure, ask: Ask) -> Figure:
    level = ask.confidence or DEFAULT_CONFIDENCE
    return Figure(
        figure.value, figure.currency, figure.period, {"confidence": level, "horizon_days": 1}, figure.quality, figure.reason,
        as_of=figure.as_of,
    )  # fmt: skip


historical_var = _fraction(historical_value_at_risk)
historical_es = _fraction(historical_expected_shortfall)
parametric_var = _fraction(parametric_value_at_risk)
parametric_es = _fraction(parametric_expected_shortfall)
historical_var_money = _money(historical_var)
historical_es_money = _money(historical_es)
parametric_var_money = _money(parametric_var)
parametric_es_money = _money(parametric_es)
