"""The figures of a report checked against the rules of its portfolio. A rule whose figure is not there says so, and is never kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plumbline.analytics.concentration import top_weight
from plumbline.analytics.limit_cures import Rule, RuleStatus, headroom
from plumbline.analytics.observations import FloatArray
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.facts.result import MeasuredValue, Result
from plumbline.portfolios.contributions import FUNDS, UNCLASSIFIED
from plumbline.portfolios.limit_rules import KINDS, LimitKind, LimitRule
from plumbline.portfolios.results import (
    Concentration,
    Drawdown,
    Exposure,
    HoldingRisk,
    LimitCheck,
    LimitStatus,
    NumberLimitCheck,
    RiskScore,
    SectorRisk,
    TailRisk,
    Volatility,
)

BY_SIZE = frozenset({LimitKind.SINGLE_NAME, LimitKind.SECTOR})
"""A short position of 12 % is as large as a long one: what these rules limit is the size, whatever its sign."""
_STATUS = {RuleStatus.WITHIN: LimitStatus.OK, RuleStatus.WARNING: LimitStatus.WARN, RuleStatus.BREACH: LimitStatus.BREACH}
_UNDEFINED = "it is not defined for this portfolio"


@dataclass(frozen=True)
class CheckedFigures:
    """What limits apply to. `problem` = why nothing can be checked at all; `beta`, `tracking_error`, `cash_weight` None = not defined.

    `contributions` holds at least the largest holdings by weight and by share of risk, and those that a rule names; `values` (n_holdings,)
    are the signed values, in any unit, of all that is held and priced.
    """

    subject: Subject
    contributions: tuple[HoldingRisk, ...]
    values: FloatArray
    sectors: tuple[SectorRisk, ...]
    concentration: Concentration
    volatility: Volatility
    tail_risk: TailRisk
    exposure: Exposure
    drawdown: Drawdown
    score: RiskScore
    beta: float | None
    tracking_error: float | None
    cash_weight: float | None
    problem: str | None = None


def check_limits(figures: CheckedFigures, rules: Iterable[LimitRule]) -> tuple[LimitCheck, ...]:
    """Every rule with its figure, in the order of the policy."""
    return tuple(_check(rule, _figure(rule, figures), figures.subject) for rule in rules)


def _check(rule: LimitRule, figure: MeasuredValue, subject: Subject) -> LimitCheck:
    kind = LimitCheck if KINDS[rule.kind].is_share else NumberLimitCheck
    status, left = LimitStatus.UNAVAILABLE, None
    if isinstance(figure.value, float):
        size = abs(figure.value) if rule.kind in BY_SIZE else figure.value
        found = headroom(_as_rule(rule), size)
        status, left = _STATUS[found.status], found.left
    return kind(
        subject=subject, as_of=figure.as_of, quality=figure.quality if figure.quality is not Quality.UNAVAILABLE else Quality.PARTIAL,
        reason=figure.reason, key=rule.key, label=rule.label, status=status, figure=figure, direction=rule.direction, level=rule.level,
        warn=rule.warning_level, headroom=left,
    )  # fmt: skip


def _as_rule(rule: LimitRule) -> Rule:
    return Rule(measure=rule.kind, warn=rule.warning_level, breach=rule.level, is_floor=rule.direction == "at_least")


def _figure(rule: LimitRule, figures: CheckedFigures) -> MeasuredValue:
    """The figure that a rule is about; without a value it has a reason."""
    found = _FIGURES[rule.kind](rule, figures)
    if figures.problem is not None or found.value is None:
        reason = figures.problem or found.reason or _UNDEFINED
        return found.model_copy(update={"value": None, "quality": Quality.UNAVAILABLE, "reason": reason})
    return found.model_copy(update={"value": float(found.value) if isinstance(found.value, int) else found.value})


def _name(rule: LimitRule, figures: CheckedFigures) -> MeasuredValue:
    by_weight = rule.kind is LimitKind.SINGLE_NAME
    measure, period = ("weight", None) if by_weight else ("risk_contribution", "252d")
    rows = [row for row in figures.contributions if rule.name is None or row.symbol == rule.name]
    if rule.name is not None and not rows:
        return _absent(rule.name, SubjectKind.SYMBOL, measure, figures)
    known = [(value, row) for row in rows if (value := row.weight if by_weight else row.risk_contribution) is not None]
    if not known:
        return _value(rows[0] if rows else figures.concentration, measure, None, period=period)
    value, largest = max(known, key=lambda pair: _size(rule, pair[0]))
    return _value(largest, measure, value, period=period)


def _sector(rule: LimitRule, figures: CheckedFigures) -> MeasuredValue:
    rows = [row for row in figures.sectors if row.sector == rule.name or (rule.name is None and row.sector not in {FUNDS, UNCLASSIFIED})]
    if rule.name is not None and not rows:
        return _absent(rule.name, SubjectKind.SECTOR, "sector_weight", figures)
    known = [row for row in rows if row.weight is not None]
    if not known:
        missing = _value(rows[0] if rows else figures.concentration, "sector_weight", None)
        return missing if rows or missing.reason else missing.model_copy(update={"reason": "nothing that is held has a sector"})
    largest = max(known, key=lambda row: _size(rule, row.weight))
    return _value(largest, "sector_weight", largest.weight)


def _top(rule: LimitRule, figures: CheckedFigures) -> MeasuredValue:
    count = rule.count or 5
    if count == 5:
        return _value(figures.concentration, "top_5_weight", figures.concentration.top_5_weight)
    found = top_weight(figures.values, count) if figures.values.size else None
    return _value(figures.concentration, "top_holdings_weight", found, parameters={"holdings": float(count)})


def _volatility(rule: LimitRule, figures: CheckedFigures) -> MeasuredValue:
    part, window = figures.volatility, rule.window or 252
    value = {21: part.days_21, 63: part.days_63, 252: part.days_252}[window]
    return _value(part, "volatility_annualized", value, period=f"{window}d")


def _tail(rule: LimitRule, figures: CheckedFigures) -> MeasuredValue:
    confidence, part = rule.confidence or 0.95, figures.tail_risk
    is_var = rule.kind is LimitKind.VALUE_AT_RISK
    values = {
        (True, 0.95): part.historical_value_at_risk_95, (True, 0.99): part.historical_value_at_risk_99,
        (False, 0.95): part.historical_expected_shortfall_95, (False, 0.99): part.historical_expected_shortfall_99,
    }  # fmt: skip
    measure = "historical_value_at_risk" if is_var else "historical_expected_shortfall"
    return _value(part, measure, values[is_var, confidence], parameters={"confidence": confidence, "horizon_days": 1.0})


_FIGURES: dict[LimitKind, Callable[[LimitRule, CheckedFigures], MeasuredValue]] = {
    LimitKind.SINGLE_NAME: _name,
    LimitKind.RISK_SHARE: _name,
    LimitKind.SECTOR: _sector,
    LimitKind.TOP_HOLDINGS: _top,
    LimitKind.VOLATILITY: _volatility,
    LimitKind.VALUE_AT_RISK: _tail,
    LimitKind.EXPECTED_SHORTFALL: _tail,
    LimitKind.MAXIMUM_DRAWDOWN: lambda _, has: _value(has.drawdown, "maximum_drawdown", has.drawdown.maximum),
    LimitKind.BETA: lambda _, has: _value(has.volatility, "beta", has.beta, period="252d"),
    LimitKind.TRACKING_ERROR: lambda _, has: _value(has.volatility, "tracking_error", has.tracking_error, period="252d"),
    LimitKind.HEDGE_RATIO: lambda _, has: _value(has.exposure, "hedge_ratio", has.exposure.hedge_ratio),
    LimitKind.GROSS_EXPOSURE: lambda _, has: _value(has.exposure, "gross_exposure_weight", has.exposure.gross_weight),
    LimitKind.NET_EXPOSURE: lambda _, has: _value(has.exposure, "net_exposure_weight", has.exposure.net_weight),
    LimitKind.LONG_EXPOSURE: lambda _, has: _value(has.exposure, "long_exposure_weight", has.exposure.long_weight),
    LimitKind.SHORT_EXPOSURE: lambda _, has: _value(has.exposure, "short_exposure_weight", has.exposure.short_weight),
    LimitKind.CONCENTRATION: lambda _, has: _value(has.concentration, "concentration_hhi", has.concentration.hhi),
    LimitKind.EFFECTIVE_POSITIONS: lambda _, has: _value(has.concentration, "effective_positions", has.concentration.effective_positions),
    LimitKind.N_HOLDINGS: lambda _, has: _value(has.concentration, "n_holdings", has.concentration.n_holdings),
    LimitKind.RISK_SCORE: lambda _, has: _value(has.score, "risk_score", has.score.score),
    LimitKind.CASH: lambda _, has: _value(has.exposure, "cash_weight", has.cash_weight),
}


def _size(rule: LimitRule, value: float | None) -> float:
    return abs(value or 0.0) if rule.kind in BY_SIZE else value or 0.0


def _absent(name: str, kind: SubjectKind, measure: str, figures: CheckedFigures) -> MeasuredValue:
    """What is not held has no weight: nothing to limit, as long as weights are defined."""
    part = figures.exposure
    return _value(part, measure, None if figures.cash_weight is None else 0.0).model_copy(
        update={"subject": Subject(kind=kind, id=name, label=name)}
    )


def _value(
    part: Result, measure: str, value: float | None, *, period: str | None = None, parameters: dict[str, float | str] | None = None
) -> MeasuredValue:
    return MeasuredValue(
        subject=part.subject, as_of=part.as_of, period=period or part.period, quality=part.quality, reason=part.reason, measure=measure,
        value=value, parameters=parameters or {},
    )  # fmt: skip
