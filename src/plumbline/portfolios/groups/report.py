"""What each portfolio of a group brings to the risk of all: a household, an advisor's clients, a desk's books."""

from plumbline.core.money import Money
from plumbline.market_data.market import MarketView
from plumbline.portfolios.groups.members import member_risks
from plumbline.portfolios.groups.results import GroupReport, MemberRisk
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject


def group_report(snapshot: PortfolioSnapshot, view: MarketView) -> GroupReport:
    """Risk of all holdings as one portfolio, and what each member brings to it; a single portfolio is a group of one.

    Missing: a member whose risk is not defined has none here either, with the reason; then what diversification saves is unknown.
    """
    risk = risk_report(snapshot, view)
    members = sorted(member_risks(snapshot, view), key=lambda row: -row.net_value.amount)
    return GroupReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=None, quality=risk.quality, reason=risk.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, members=tuple(members),
        diversification=_saved(members, risk.tail_risk.historical_expected_shortfall_95_money), risk=risk, notes=risk.notes,
    )  # fmt: skip


def _saved(members: list[MemberRisk], together: Money | None) -> Money | None:
    alone = [row.expected_shortfall.amount for row in members if row.expected_shortfall is not None]
    if together is None or len(alone) < len(members):
        return None
    return Money(amount=sum(alone) - together.amount, currency=together.currency)
