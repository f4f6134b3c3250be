"""What each portfolio of a group brings to the risk of all: a household, an advisor's clients, a desk's books."""

from collections.abc import Sequence

from plumbline.core.money import Money
from plumbline.market_data.market import MarketView
from plumbline.portfolios.groups.members import MemberRisks, member_risks
from plumbline.portfolios.groups.results import GroupReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject

_MOST_NAMED = 3


def group_report(snapshot: PortfolioSnapshot, view: MarketView) -> GroupReport:
    """Risk of all holdings as one portfolio, and what each member brings to it; a single portfolio is a group of one.

    Missing: a member whose risk is not defined has none here either, with the reason; then what diversification saves is unknown. One
    that holds nothing brings nothing.
    """
    risk = risk_report(snapshot, view)
    found = member_risks(snapshot, view)
    members = sorted(found.rows, key=lambda row: -row.net_value.amount)
    empty = {member.portfolio_id for member in snapshot.members or () if not member.lots}
    alone = [row.expected_shortfall for row in members if row.portfolio_id not in empty]
    return GroupReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=None, quality=risk.quality, reason=risk.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, members=tuple(members),
        diversification=_saved(alone, risk.tail_risk.historical_expected_shortfall_95_money), risk=risk,
        notes=(*risk.notes, *_notes(found)),
    )  # fmt: skip


def _saved(alone: Sequence[Money | None], together: Money | None) -> Money | None:
    known = [money.amount for money in alone if money is not None]
    if together is None or len(known) < len(alone):
        return None
    return Money(amount=sum(known) - together.amount, currency=together.currency)


def _notes(found: MemberRisks) -> tuple[str, ...]:
    """Whom the others do not share everything with: options, or prices that are stale or missing."""
    names = ", ".join(found.alone[:_MOST_NAMED]) + (f" and {len(found.alone) - _MOST_NAMED} more" if len(found.alone) > _MOST_NAMED else "")
    return (f"Computed one by one, because of options, missing prices or nothing at risk: {names}.",) if found.alone else ()
