"""The title block of a portfolio's document."""

from plumbline.artifacts.document.contents import About
from plumbline.core.clock import utc_now
from plumbline.market_data.market import MarketView
from plumbline.portfolios.snapshot import PortfolioSnapshot


def about_portfolio(snapshot: PortfolioSnapshot, view: MarketView) -> About:
    """Whose document it is, of which day, prepared today."""
    return About(
        kind="Portfolio" if snapshot.members is None else "Group",
        name=snapshot.name,
        as_of=snapshot.as_of,
        currency=snapshot.currency,
        benchmark=view.market.name_of(snapshot.benchmark),
        prepared_on=utc_now().date(),
    )
