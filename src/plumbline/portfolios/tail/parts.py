"""Who carries the tail: component, marginal and incremental figures of each holding."""

from collections.abc import Callable, Mapping

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.tail.contribution import (
    IncrementalTail,
    TailContributions,
    historical_tail_contributions,
    incremental_tail,
    parametric_tail_contributions,
    student_t_tail_contributions,
)
from plumbline.analytics.tail.cornish_fisher_contribution import cornish_fisher_tail_contributions
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.fixed_weights import WeightedHistory
from plumbline.portfolios.subjects import holding_subject
from plumbline.portfolios.tail.figures import Parameters, TailFigures
from plumbline.portfolios.tail.methods import METHOD_LABELS
from plumbline.portfolios.tail.results import HoldingTail, PartsMethod, TailParts
from plumbline.portfolios.valuation import Valuation, ValuedHolding

_CONTRIBUTIONS: Mapping[PartsMethod, Callable[[FloatArray, FloatArray, float], TailContributions]] = {
    "historical": historical_tail_contributions,
    "parametric": parametric_tail_contributions,
    "student_t": student_t_tail_contributions,
    "cornish_fisher": cornish_fisher_tail_contributions,
}


def tail_parts(figures: TailFigures, history: WeightedHistory, valuation: Valuation) -> tuple[TailParts | None, tuple[str, ...]]:
    """The parts by the method asked for, and why there are none where there are none."""
    moving = [holding for holding in valuation.invested if holding.driver in history.drivers and holding.exposure != 0.0]
    weights = np.array([holding.exposure for holding in moving]) / valuation.net_value
    returns = history.returns[:, [history.drivers.index(holding.driver or "") for holding in moving]]
    method, confidence = figures.question.parts, figures.question.confidence
    try:
        found = _CONTRIBUTIONS[method](returns, weights, confidence)
        without = incremental_tail(returns, weights, confidence, method=method)
    except (CalculationFailed, MissingData) as failure:
        return None, (f"There are no parts by holding: {failure.message}",)
    order = np.argsort(-found.expected_shortfall_parts, kind="stable").tolist()
    named: Parameters = {"method": method}
    return (
        TailParts(
            **figures.shared(), method=method, label=METHOD_LABELS[method],
            holdings=tuple(_row(figures, moving[place], float(weights[place]), found, without, place=place) for place in order),
            sum_value_at_risk=figures.figure("component_value_at_risk", float(found.value_at_risk_parts.sum()), named),
            sum_expected_shortfall=figures.figure("component_expected_shortfall", float(found.expected_shortfall_parts.sum()), named),
        ),
        (),
    )  # fmt: skip


def _row(
    figures: TailFigures, holding: ValuedHolding, weight: float, found: TailContributions, without: IncrementalTail, *, place: int
) -> HoldingTail:
    subject = holding_subject(figures.snapshot, holding.symbol, holding.label)
    named: Parameters = {"method": figures.question.parts}

    def figure(measure: str, values: FloatArray, *, money: bool = False) -> MeasuredValue:
        value = float(values[place])
        make = figures.money if money else figures.figure
        missing = None if np.isfinite(value) else "the method has no figure for the portfolio without this holding"
        return make(measure, value if np.isfinite(value) else None, named, subject=subject, why=missing)

    return HoldingTail(
        **figures.shared(subject), symbol=holding.symbol, weight=weight,
        component_value_at_risk=figure("component_value_at_risk", found.value_at_risk_parts),
        component_expected_shortfall=figure("component_expected_shortfall", found.expected_shortfall_parts),
        component_value_at_risk_money=figure("component_value_at_risk_money", found.value_at_risk_parts, money=True),
        component_expected_shortfall_money=figure("component_expected_shortfall_money", found.expected_shortfall_parts, money=True),
        marginal_value_at_risk=figure("marginal_value_at_risk", found.marginal_value_at_risk),
        marginal_expected_shortfall=figure("marginal_expected_shortfall", found.marginal_expected_shortfall),
        incremental_value_at_risk=figure("incremental_value_at_risk", without.value_at_risk),
        incremental_expected_shortfall=figure("incremental_expected_shortfall", without.expected_shortfall),
    )  # fmt: skip
