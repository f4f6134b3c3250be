"""The tool that looks at options."""

import asyncio
from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.option_book.question import Exercise, OptionQuestion, option_quotes
from plumbline.portfolios.option_book.report import option_report
from plumbline.portfolios.option_book.results import OptionReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Options")
async def get_options(
    run: RunContext[RunDeps],
    portfolio: str | None = None,
    confidence: float = 0.99,
    exercise: Exercise = Exercise.EUROPEAN,
    quotes: tuple[str, ...] = (),
    as_of: date | None = None,
) -> OptionReport:
    """The options of a portfolio: price, volatility and Greeks of each, the book in money, expiry and assignment, scenarios.

    Value at risk by full revaluation beside delta-gamma-vega; change in value over a grid of moves of prices and volatilities.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        confidence: of the value at risk; 0.99 for the worst day in a hundred.
        exercise: european as in the holdings, or american: at any time.
        quotes: market prices per share, such as 'AAPL 230317C00140000=3.85', whose implied volatility is then used.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    asked = OptionQuestion(exercise=exercise, confidence=confidence, quotes=option_quotes(quotes))
    return await asyncio.to_thread(option_report, snapshot_on(run, portfolio, view), view, asked)
