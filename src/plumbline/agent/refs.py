"""How a portfolio is named to tools and models."""

from plumbline.agent.deps import PortfolioRef
from plumbline.portfolios.holdings import PortfolioBook


def portfolio_ref(book: PortfolioBook) -> PortfolioRef:
    """The portfolio without its holdings."""
    return PortfolioRef(id=book.id, name=book.name, benchmark=book.benchmark, currency=book.currency)
