"""Concentration and exposure of a portfolio or a group of holdings, and the risk score."""

from collections.abc import Callable

import numpy as np

from plumbline.analytics.concentration import concentration_hhi, effective_positions, largest_weight, top_weight
from plumbline.analytics.exposure import Exposures, exposures
from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.fact import Quality, SubjectKind
from plumbline.query.figure import Figure, absent
from plumbline.query.figures_series import Evaluator, beta
from plumbline.query.schemas import Ask
from plumbline.query.targets import Target


def _concentration(compute: Callable[[FloatArray], float]) -> Evaluator:
    def evaluate(target: Target, _ask: Ask) -> Figure:
        values = np.array([holding.market_value for holding in target.members if holding.market_value and not holding.is_cash])
        if not target.members:
            return absent(f"concentration belongs to a portfolio or a group of holdings, not to {target.subject.label}")
        try:
            return _valued(target, compute(values))
        except (CalculationFailed, MissingData):
            return absent("nothing but cash is held")

    return evaluate


def _exposure(compute: Callable[[Exposures], float | None], *, money: bool) -> Evaluator:
    def evaluate(target: Target, _ask: Ask) -> Figure:
        if target.held is None:
            return absent(f"exposure belongs to a portfolio or a group of holdings, not to {target.subject.label}")
        held = np.array([holding.exposure for holding in target.members if not holding.is_cash])
        value = compute(exposures(held, net_value=target.held.valuation.net_value))
        if value is None:
            return absent("it is not defined: net value is not positive, or nothing is held long")
        return _valued(target, value, currency=target.currency if money else None)

    return evaluate


def _valued(target: Target, value: float, currency: str | None = None) -> Figure:
    worst = next((holding for holding in target.members if holding.quality is not Quality.COMPLETE), None)
    if worst is None:
        return Figure(value, currency)
    quality = worst.quality if worst.quality is not Quality.UNAVAILABLE else Quality.PARTIAL
    return Figure(value, currency, quality=quality, reason=worst.reason)


def risk_score(target: Target, _ask: Ask) -> Figure:
    """The score of a whole portfolio."""
    if not target.is_portfolio or target.held is None:
        return absent("the risk score belongs to a whole portfolio")
    part = target.held.report.score
    return Figure(part.score, quality=part.quality, reason=part.reason) if part.score is not None else absent(part.reason or "")


def beta_adjusted(target: Target, ask: Ask) -> Figure:
    """Beta times exposure over net value; for a whole portfolio this is its beta."""
    found = beta(target, ask)
    if found.number is None or target.is_portfolio or target.held is None:
        return found
    net = target.held.valuation.net_value
    if net <= 0.0:
        return absent("net value is not positive", period=found.period)
    gross = sum(abs(holding.exposure) for holding in target.members)
    scale = gross if target.kind is not SubjectKind.HOLDING else target.members[0].exposure
    return Figure(found.number * scale / net, period=found.period, quality=found.quality, reason=found.reason)


hhi = _concentration(concentration_hhi)
effective = _concentration(effective_positions)
top_5 = _concentration(top_weight)
largest = _concentration(largest_weight)
long_exposure = _exposure(lambda found: found.long, money=True)
short_exposure = _exposure(lambda found: found.short, money=True)
gross_exposure = _exposure(lambda found: found.gross, money=True)
net_exposure = _exposure(lambda found: found.net, money=True)
long_weight = _exposure(lambda found: found.long_weight, money=False)
short_weight = _exposure(lambda found: found.short_weight, money=False)
gross_weight = _exposure(lambda found: found.gross_weight, money=False)
net_weight = _exposure(lambda found: found.net_weight, money=False)
hedge_ratio = _exposure(lambda found: found.hedge_ratio, money=False)
