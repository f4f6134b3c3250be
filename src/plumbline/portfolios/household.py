"""Several portfolios as one: a household, an advisor's clients, a desk's books."""

import hashlib
from collections.abc import Sequence

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import InvalidInput
from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.household_results import HouseholdReport, MemberRisk
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.risk_series import LEAST_SESSIONS, YEAR_SESSIONS, Analysis, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject

HOUSEHOLD_ID = PortfolioId("household")


def household_snapshot(members: Sequence[PortfolioSnapshot]) -> PortfolioSnapshot:
    """The lots of all members as one portfolio; its benchmark is that of the first.

    Raises: InvalidInput for no member, the same one twice, or members in different currencies or of different days.
    """
    if not members or len({member.portfolio_id for member in members}) < len(members):
        raise InvalidInput(f"Expected at least one portfolio and none twice, found {_named(members)}.", subject="portfolios")
    currencies = sorted({member.currency for member in members})
    if len(currencies) > 1:
        raise InvalidInput(
            f"Expected portfolios in one currency, found {' and '.join(currencies)}: the loaded market has no exchange rates.",
            subject="portfolios",
        )
    if len({(member.as_of, member.market) for member in members}) > 1:
        raise InvalidInput("Expected portfolios of one day, found several days.", subject="portfolios")
    first = members[0]
    content = "|".join(sorted(member.digest for member in members)) + f"|{first.benchmark}"
    return PortfolioSnapshot(
        portfolio_id=HOUSEHOLD_ID, name=f"{len(members)} portfolios together" if len(members) > 1 else first.name,
        currency=first.currency, benchmark=first.benchmark,
        as_of=first.as_of, market=first.market, risk_free_rate=first.risk_free_rate,
        lots=tuple(lot for member in members for lot in member.lots),
        notes=tuple(dict.fromkeys(f"{member.name}: {note}" for member in members for note in member.notes)),
        digest=hashlib.sha256(content.encode()).hexdigest()[:32],
    )  # fmt: skip


def household_report(members: Sequence[PortfolioSnapshot], view: MarketView) -> HouseholdReport:
    """Risk of all holdings as one portfolio, and what each member brings to it.

    Missing: a member without 60 sessions in common with all has no share of the risk.
    Raises: InvalidInput as `household_snapshot`.
    """
    together = household_snapshot(members)
    risk, whole = risk_report(together, view), analyze(together, view)
    rows = [_member(member, view, whole) for member in members]
    rows.sort(key=lambda row: -row.net_value.amount)
    alone = [row.expected_shortfall for row in rows]
    total = risk.tail_risk.historical_expected_shortfall_95_money
    known = [money.amount for money in alone if money is not None]
    saved = sum(known) - total.amount if total is not None and len(known) == len(alone) else None
    return HouseholdReport(
        subject=Subject(kind=SubjectKind.GROUP, id=HOUSEHOLD_ID, label=together.name), as_of=together.as_of, period=None,
        quality=risk.quality, reason=risk.reason, members=tuple(rows),
        diversification=None if saved is None else Money(amount=saved, currency=together.currency), risk=risk,
        notes=(f"Together: {_named(members)}. Measured against {together.benchmark}.", *risk.notes),
    )  # fmt: skip


def _member(member: PortfolioSnapshot, view: MarketView, whole: Analysis) -> MemberRisk:
    own, total = analyze(member, view), whole.valuation.net_value
    report = risk_report(member, view)
    return MemberRisk(
        subject=portfolio_subject(member), as_of=member.as_of, quality=report.quality, reason=report.reason,
        portfolio_id=member.portfolio_id, name=member.name, net_value=report.net_value,
        share=own.valuation.net_value / total if total > 0.0 else None, volatility=report.volatility.days_252,
        expected_shortfall=report.tail_risk.historical_expected_shortfall_95_money, risk_contribution=_contribution(own, whole),
    )  # fmt: skip


def _contribution(own: Analysis, whole: Analysis) -> float | None:
    """Covariance of the member's gain with the gain of all, over the variance of the latter: the members' shares add to 1."""
    if own.series.problem or whole.series.problem:
        return None
    part, total = _gains(own), _gains(whole)
    size = min(part.size, total.size)
    part, total = part[part.size - size :], total[total.size - size :]
    both = np.isfinite(part) & np.isfinite(total)
    if int(both.sum()) < LEAST_SESSIONS:
        return None
    moments = np.cov(part[both], total[both], ddof=1)
    return float(moments[0, 1] / moments[1, 1]) if moments[1, 1] > 0.0 else None


def _gains(analysis: Analysis) -> FloatArray:
    return analysis.series.profit[analysis.series.rows(YEAR_SESSIONS)]


def _named(members: Sequence[PortfolioSnapshot]) -> str:
    return ", ".join(member.name for member in members) or "none"
