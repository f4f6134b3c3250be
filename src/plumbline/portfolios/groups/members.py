"""Risk of each member of a group: at once where they share what they hold, one by one otherwise."""

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.market_data.market import MarketView
from plumbline.portfolios.groups.results import MemberRisk
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.risk_series import LEAST_SESSIONS, YEAR_SESSIONS, Analysis, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject


def member_risks(snapshot: PortfolioSnapshot, view: MarketView) -> list[MemberRisk]:
    """A row for each member of the group, in its order.

    Missing: a member without 60 sessions in common with all has no share of the risk.
    """
    whole = analyze(snapshot, view)
    return [_single(member, view, whole) for member in snapshot.members or (snapshot,)]


def _single(member: PortfolioSnapshot, view: MarketView, whole: Analysis) -> MemberRisk:
    own, total = analyze(member, view), whole.valuation.net_value
    report = risk_report(member, view)
    return MemberRisk(
        subject=portfolio_subject(member), as_of=member.as_of, quality=report.quality, reason=report.reason,
        portfolio_id=member.portfolio_id, name=member.name, net_value=report.net_value,
        share=own.valuation.net_value / total if total > 0.0 else None, volatility=report.volatility.days_252,
        expected_shortfall=report.tail_risk.historical_expected_shortfall_95_money, maximum_drawdown=report.drawdown.maximum,
        score=report.score.score, risk_contribution=_contribution(own, whole),
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
