"""The default limit policy, and a report checked against it.

The levels are what a diversified, unleveraged mandate is commonly held to; docs/methods/limits.md gives the reason for each.
A figure from 80 % of its level on is a warning: there is still time to act.
"""

from dataclasses import dataclass

from plumbline.facts.fact import Quality, Subject
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.contributions import FUNDS, UNCLASSIFIED
from plumbline.portfolios.results import Concentration, Exposure, HoldingRisk, LimitCheck, LimitStatus, SectorRisk, TailRisk, Volatility

WARN_SHARE = 0.8


@dataclass(frozen=True)
class Limit:
    """One rule: the absolute value of a figure may be at most `level` (a fraction)."""

    key: str
    label: str
    level: float


SINGLE_NAME = Limit("single_name", "Largest holding", 0.20)
SECTOR = Limit("sector", "Largest sector", 0.40)
TOP_5 = Limit("top_5", "Five largest holdings", 0.65)
VOLATILITY = Limit("volatility", "Volatility, 252 days", 0.25)
VALUE_AT_RISK = Limit("value_at_risk", "One-day value at risk, 95%", 0.03)
GROSS = Limit("gross_exposure", "Gross exposure", 2.00)
DEFAULT_POLICY: tuple[Limit, ...] = (SINGLE_NAME, SECTOR, TOP_5, VOLATILITY, VALUE_AT_RISK, GROSS)


@dataclass(frozen=True)
class CheckedFigures:
    """The parts of a risk report that limits apply to."""

    subject: Subject
    contributions: tuple[HoldingRisk, ...]
    sectors: tuple[SectorRisk, ...]
    concentration: Concentration
    volatility: Volatility
    tail_risk: TailRisk
    exposure: Exposure


@dataclass(frozen=True)
class CheckedLimits:
    """The checks in the order of the policy; `unchecked` names the rules whose figure is not available."""

    checks: tuple[LimitCheck, ...]
    unchecked: tuple[str, ...]


def check_limits(figures: CheckedFigures) -> CheckedLimits:
    """Check every rule of the default policy."""
    found = {limit.key: value for limit, value in _measured(figures)}
    checks = [_check(limit, value, figures.subject) for limit in DEFAULT_POLICY if (value := found.get(limit.key)) is not None]
    return CheckedLimits(tuple(checks), tuple(limit.label for limit in DEFAULT_POLICY if limit.key not in found))


def _measured(figures: CheckedFigures) -> list[tuple[Limit, MeasuredValue]]:
    weights = [row for row in figures.contributions if row.weight is not None]
    sectors = [row for row in figures.sectors if row.weight is not None and row.sector not in {FUNDS, UNCLASSIFIED}]
    largest = max(weights, key=lambda row: abs(row.weight or 0.0), default=None)
    sector = max(sectors, key=lambda row: abs(row.weight or 0.0), default=None)
    found = []
    if largest is not None:
        found.append((SINGLE_NAME, _value(largest, "weight", largest.weight)))
    if sector is not None:
        found.append((SECTOR, _value(sector, "sector_weight", sector.weight)))
    tail = figures.tail_risk
    parts = (
        (TOP_5, _value(figures.concentration, "top_5_weight", figures.concentration.top_5_weight)),
        (VOLATILITY, _value(figures.volatility, "volatility_annualized", figures.volatility.days_252, period="252d")),
        (
            VALUE_AT_RISK,
            _value(tail, "historical_value_at_risk", tail.historical_value_at_risk_95, period=tail.period).model_copy(
                update={"parameters": {"confidence": 0.95, "horizon_days": 1.0}}
            ),
        ),
        (GROSS, _value(figures.exposure, "gross_exposure_weight", figures.exposure.gross_weight)),
    )
    return [*found, *((limit, value) for limit, value in parts if value.value is not None)]


def _value(
    part: HoldingRisk | SectorRisk | Concentration | Volatility | TailRisk | Exposure,
    measure: str,
    value: float | None,
    *,
    period: str | None = None,
) -> MeasuredValue:
    own = period or (part.period if isinstance(part, SectorRisk | HoldingRisk | Concentration | Exposure) else None)
    return MeasuredValue(
        subject=part.subject, as_of=part.as_of, period=own, quality=part.quality, reason=part.reason, measure=measure, value=value
    )


def _check(limit: Limit, figure: MeasuredValue, subject: Subject) -> LimitCheck:
    size = abs(float(figure.value)) if isinstance(figure.value, float | int) else 0.0
    status = LimitStatus.BREACH if size > limit.level else LimitStatus.WARN if size >= WARN_SHARE * limit.level else LimitStatus.OK
    return LimitCheck(
        subject=subject, as_of=figure.as_of, quality=figure.quality if figure.quality is not Quality.UNAVAILABLE else Quality.PARTIAL,
        reason=figure.reason, key=limit.key, label=limit.label, status=status, figure=figure, level=limit.level,
        headroom=limit.level - size,
    )  # fmt: skip
