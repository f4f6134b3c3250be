"""Risk of each member of a group: at once where they share what they hold, one by one otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.many_portfolios.report import RiskFigures, many_risk_figures
from plumbline.analytics.observations import FloatArray
from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.market_data.market import MarketView
from plumbline.portfolios.groups.results import MemberRisk
from plumbline.portfolios.groups.shared_universe import SharedMembers, shared_members
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.risk_series import LEAST_SESSIONS, YEAR_SESSIONS, Analysis, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject

_LEAST_AT_ONCE = 8
"""Fewer members are computed sooner one by one than a universe is prepared."""


@dataclass(frozen=True)
class MemberRisks:
    """A row for each member, in the order of the group; `alone` had to be computed one by one although the others were not."""

    rows: tuple[MemberRisk, ...]
    alone: tuple[str, ...] = ()


def member_risks(snapshot: PortfolioSnapshot, view: MarketView, *, least_at_once: int = _LEAST_AT_ONCE) -> MemberRisks:
    """The risk of each member, and its share of the risk of the whole.

    Missing: a member without 60 sessions in common with all has no share of the risk. Members with options, or with prices that are
    stale or missing within 504 sessions, are computed one by one.
    """
    members, whole = snapshot.members or (snapshot,), analyze(snapshot, view)
    shared = shared_members(snapshot, members, view) if len(members) >= least_at_once else None
    at_once = _at_once(shared, whole) if shared else {}
    rows = tuple(at_once.get(member.portfolio_id) or _single(member, view, whole) for member in members)
    return MemberRisks(rows, tuple(member.name for member in members if at_once and member.portfolio_id not in at_once))


def _at_once(shared: SharedMembers, whole: Analysis) -> dict[PortfolioId, MemberRisk]:
    blocks = many_risk_figures(shared.universe, shared.table)
    contributions = _contributions(shared, whole)
    rows = (row for figures in blocks for row in _rows(figures, shared, whole))
    return {
        row.portfolio_id: row if contributions is None else row.model_copy(update={"risk_contribution": float(contributions[place])})
        for place, row in enumerate(rows)
    }


def _rows(figures: RiskFigures, shared: SharedMembers, whole: Analysis) -> Iterator[MemberRisk]:
    total = whole.valuation.net_value
    for place, net in enumerate(figures.portfolios.net_values.tolist()):
        member = shared.members[figures.first + place]
        loss = figures.tails.historical_expected_shortfall[place, 0]
        drawdown, score = figures.drawdowns.maximum[place], figures.score[place]
        yield MemberRisk(
            subject=portfolio_subject(member), as_of=member.as_of, portfolio_id=member.portfolio_id, name=member.name,
            net_value=Money(amount=net, currency=member.currency), share=net / total if total > 0.0 else None,
            volatility=float(figures.volatility_year[place]), expected_shortfall=Money(amount=float(loss) * net, currency=member.currency),
            maximum_drawdown=_known(drawdown), score=_known(score), risk_contribution=None,
        )  # fmt: skip


def _contributions(shared: SharedMembers, whole: Analysis) -> FloatArray | None:
    """As `_contribution`, of every row: the covariance of a sum is the sum of the covariances."""
    if whole.series.problem:
        return None
    total, returns = _gains(whole), shared.universe.returns[-YEAR_SESSIONS:]
    both = np.isfinite(total)
    if int(both.sum()) < LEAST_SESSIONS:
        return None
    gains = total[both] - total[both].mean()
    variance = float(gains @ gains)
    if variance <= 0.0:
        return None
    slopes = returns[both].T @ gains / variance
    return np.asarray((shared.table.weights * slopes[shared.table.assets]).sum(axis=1) * shared.table.net_values)


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


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
