"""Tools that read the market."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.market_data.market import MarketView
from plumbline.portfolios.compare import compare_symbols as comparison_of
from plumbline.portfolios.price_history import price_history
from plumbline.portfolios.quote import quote_report
from plumbline.portfolios.symbol_results import ComparisonReport, PriceHistoryReport, QuoteReport


@tool(permission=Permission.READ_MARKET, effect=Effect.READ, label="Quote")
async def get_quote(run: RunContext[RunDeps], symbol: str, as_of: date | None = None) -> QuoteReport:
    """One symbol: price, returns over standard periods, 52-week range, volatility, beta, drawdown, valuation ratios, last annual report.

    Args:
        run: the run.
        symbol: a symbol or a company's name.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return quote_report(view, _symbol(view, symbol))


@tool(permission=Permission.READ_MARKET, effect=Effect.READ, label="Compare")
async def compare_symbols(run: RunContext[RunDeps], symbols: list[str], period: str = "1y", as_of: date | None = None) -> ComparisonReport:
    """Two to ten symbols beside each other: return, volatility, drawdown, beta and their correlations over a period.

    Args:
        run: the run.
        symbols: symbols or company names.
        period: 1d 5d 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, or two days as 2022-01-03/2022-06-30.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return comparison_of(view, tuple(_symbol(view, symbol) for symbol in symbols), period=period)


@tool(permission=Permission.READ_MARKET, effect=Effect.READ, label="Price history")
async def get_price_history(run: RunContext[RunDeps], symbol: str, period: str = "1y", as_of: date | None = None) -> PriceHistoryReport:
    """How a symbol's price went over a period: first, last, highest, lowest, best and worst day, volatility, drawdown.

    Args:
        run: the run.
        symbol: a symbol or a company's name.
        period: 1d 5d 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, or two days as 2022-01-03/2022-06-30.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return price_history(view, _symbol(view, symbol), period=period)


def _symbol(view: MarketView, text: str) -> str:
    """The symbol that a name means; what is unknown stays, so that the report can say what is near."""
    found = view.find_instrument(text)
    return found.symbol if found else text
