"""The document of a portfolio: its title block, and the reports that it can hold, in the order in which they are read."""

from plumbline.artifacts.document.contents import About
from plumbline.core.clock import utc_now
from plumbline.market_data.market import MarketView
from plumbline.portfolios.snapshot import PortfolioSnapshot


def about_portfolio(snapshot: PortfolioSnapshot, view: MarketView) -> About:
    """The title block of a portfolio's document, prepared today."""
    return About(
        name=snapshot.name,
        as_of=snapshot.as_of,
        currency=snapshot.currency,
        benchmark=view.market.name_of(snapshot.benchmark),
        prepared_on=utc_now().date(),
    )
