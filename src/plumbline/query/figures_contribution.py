"""Who carries the risk: Euler contributions of holdings, groups and sectors."""

from plumbline.facts.fact import SubjectKind
from plumbline.portfolios.results import HoldingRisk
from plumbline.query.figure import Figure, absent
from plumbline.query.schemas import Ask
from plumbline.query.targets import Target

_WINDOW = "252d"


def risk_contribution(target: Target, _ask: Ask) -> Figure:
    """Share of portfolio volatility; of a group, the sum of its holdings'."""
    measure = "sector_risk_contribution" if target.kind is SubjectKind.SECTOR else "risk_contribution"
    return _sum(target, [(row, row.risk_contribution) for row in _rows(target)], measure)


def risk_contribution_volatility(target: Target, _ask: Ask) -> Figure:
    """Contribution in points of volatility."""
    return _sum(target, [(row, row.risk_contribution_volatility) for row in _rows(target)], "risk_contribution_volatility")


def marginal_risk(target: Target, _ask: Ask) -> Figure:
    """Change of portfolio volatility per unit of weight: the contribution to volatility over the weight."""
    rows = _rows(target)
    if target.holding is None or not rows:
        return absent("marginal risk belongs to one holding", period=_WINDOW)
    row = rows[0]
    if row.risk_contribution_volatility is None or not row.weight:
        return absent(row.reason or "it is not defined for this holding", period=_WINDOW)
    exposure = target.holding.exposure / (target.held.valuation.net_value if target.held else 1.0)
    if exposure == 0.0:
        return absent("the holding does not move", period=_WINDOW)
    return Figure(row.risk_contribution_volatility / exposure, period=_WINDOW, quality=row.quality, reason=row.reason)


def _rows(target: Target) -> list[HoldingRisk]:
    if target.held is None:
        return []
    risks = target.held.risks
    return [risks[holding.symbol] for holding in target.members if holding.symbol in risks]


def _sum(target: Target, parts: list[tuple[HoldingRisk, float | None]], measure: str) -> Figure:
    if target.held is None:
        return absent(f"{target.subject.label} is not held, so it carries no risk of the portfolio", period=_WINDOW, measure=measure)
    known = [(row, value) for row, value in parts if value is not None]
    if not known:
        reason = next((row.reason for row, _value in parts if row.reason), "risk contributions are not defined here")
        return absent(reason, period=_WINDOW, measure=measure)
    worst = next((row for row, _value in known if row.reason), known[0][0])
    return Figure(sum(value for _row, value in known), None, _WINDOW, {}, worst.quality, worst.reason, measure)
