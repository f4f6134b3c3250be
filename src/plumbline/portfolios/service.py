"""Use cases of portfolios: one function each, for the acting person."""

from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz, process
from sqlalchemy.exc import IntegrityError

from plumbline.access.principal import Principal
from plumbline.audit.log import record
from plumbline.core.errors import Conflict, InvalidInput, NotFound
from plumbline.core.money import Money
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios import repository
from plumbline.portfolios.group_book import ALL, JOIN, everything, joined
from plumbline.portfolios.holdings import PortfolioBook, first_held_on
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.schemas import PortfolioSummary
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot

LONGEST_NAME = 80
_NEAR = 70.0
"""Similarity (0 to 100) from which a misspelled name is offered."""
_MOST_NAMED = 20
"""An advisor has hundreds: a message that names them all is not read."""


async def list_portfolios(platform: Platform, principal: Principal, *, as_of: date | None = None) -> tuple[PortfolioSummary, ...]:
    """Every portfolio the person may see, with its net value on a day."""
    view = platform.market.as_of(as_of)
    return tuple(summary_of(platform, book, view) for book in await list_books(platform, principal))


async def list_books(platform: Platform, principal: Principal) -> tuple[PortfolioBook, ...]:
    """Every portfolio the person may see, with its lots, oldest import first."""
    async with platform.database.read() as session:
        return await repository.list_books(session, principal)


async def list_groups(platform: Platform, principal: Principal, books: tuple[PortfolioBook, ...]) -> tuple[PortfolioBook, ...]:
    """The groups of the person over the portfolios that they may see, each as one book."""
    async with platform.database.read() as session:
        return await repository.list_groups(session, principal, books)


async def get_summary(platform: Platform, principal: Principal, portfolio_id: str, *, as_of: date | None = None) -> PortfolioSummary:
    """One portfolio or group with its net value on a day; `NotFound` when the person may not see it."""
    view = platform.market.as_of(as_of)
    async with platform.database.read() as session:
        book = await repository.get_book(session, principal, portfolio_id)
    return summary_of(platform, book, view)


async def get_snapshot(platform: Platform, principal: Principal, portfolio_id: str, *, view: MarketView) -> PortfolioSnapshot:
    """The frozen holdings of a portfolio or group on the day of the view; `NotFound` when the person may not see it."""
    async with platform.database.read() as session:
        book = await repository.get_book(session, principal, portfolio_id)
    return snapshot_of(platform, book, view)


def snapshot_of(platform: Platform, book: PortfolioBook, view: MarketView) -> PortfolioSnapshot:
    """Freeze a book on the day of the view, with the installation's risk-free rate."""
    return take_snapshot(book, view, risk_free_rate=platform.settings.risk_free_rate)


async def resolve_portfolio(platform: Platform, principal: Principal, text: str | None) -> PortfolioBook:
    """The portfolio or group that a person means, as `choose_portfolio`; None = the only or first portfolio."""
    books = await list_books(platform, principal)
    if not books:
        raise NotFound("There are no portfolios yet. Import one: plumbline import FILE.")
    if text is None or not text.strip():
        return books[0]
    return choose_portfolio(books, text, groups=await list_groups(platform, principal, books))


def choose_portfolio(books: tuple[PortfolioBook, ...], text: str, *, groups: tuple[PortfolioBook, ...] = ()) -> PortfolioBook:
    """The book that a text means: an id, a name, a part of a name that only one has, `all`, or several joined with `+`."""
    wanted = text.strip().casefold()
    offered = (*books, *groups)
    exact = [book for book in offered if wanted in {book.id, book.name.casefold()}]
    matches = exact or [book for book in offered if wanted in book.name.casefold() and book.id != ALL]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise InvalidInput(f"'{text}' fits {_quoted(matches)}. Write more of the name, or the id.", subject=text)
    if wanted == ALL:
        return everything(books)
    if JOIN in wanted:
        return joined(tuple(choose_portfolio(books, part.strip()) for part in wanted.split(JOIN)))
    near = process.extractOne(wanted, [book.name.casefold() for book in offered], scorer=fuzz.WRatio, score_cutoff=_NEAR)
    hint = f" Did you mean '{offered[near[2]].name}'?" if near else ""
    raise NotFound(f"No portfolio '{text}'.{hint} There are {_quoted(offered)}.", subject=text)


async def rename_portfolio(platform: Platform, principal: Principal, portfolio_id: str, *, name: str) -> PortfolioSummary:
    """Give a portfolio another name."""
    clean = checked_name(name)
    try:
        async with platform.database.write() as session:
            await repository.rename_portfolio(session, principal, portfolio_id, name=clean)
            await record(session, principal, action="portfolio.rename", subject=portfolio_id, details={"name": clean})
    except IntegrityError as error:
        raise Conflict(f"You already have a portfolio called '{clean}'. Choose another name.", subject=clean) from error
    return await get_summary(platform, principal, portfolio_id)


async def delete_portfolio(platform: Platform, principal: Principal, portfolio_id: str) -> None:
    """Delete a portfolio and all it holds."""
    async with platform.database.write() as session:
        book = await repository.get_book(session, principal, portfolio_id)
        await repository.delete_portfolio(session, principal, portfolio_id)
        await record(session, principal, action="portfolio.delete", subject=portfolio_id, details={"name": book.name})


def checked_name(name: str) -> str:
    """The name without outer and double blanks; `InvalidInput` when it is empty, too long or holds control characters."""
    clean = " ".join(name.split())
    if not clean or len(clean) > LONGEST_NAME or not clean.isprintable():
        raise InvalidInput(f"Expected a name of 1 to {LONGEST_NAME} printable characters, found '{clean[:40]}'.", subject="name")
    return clean


def summary_of(platform: Platform, book: PortfolioBook, view: MarketView) -> PortfolioSummary:
    """A book with its net value on the day of the view."""
    snapshot = snapshot_of(platform, book, view)
    valuation = analyze(snapshot, view).valuation
    priced = any(holding.market_value is not None for holding in valuation.holdings)
    first = None if valuation.holdings else _first_session_held(platform.market, book)
    empty = None if valuation.holdings else _nothing_held(book, view.as_of, first)
    return PortfolioSummary(
        id=book.id, name=book.name, currency=book.currency, benchmark=book.benchmark,
        benchmark_name=platform.market.name_of(book.benchmark), n_holdings=len(valuation.invested),
        net_value=Money(amount=valuation.net_value, currency=book.currency) if priced or not valuation.holdings else None,
        as_of=view.as_of, demo=book.demo, reason=empty or valuation.reason, first_held=first,
    )  # fmt: skip


def _nothing_held(book: PortfolioBook, day: date, first: date | None) -> str:
    if first is None:
        return f"{book.name} holds nothing. Import a file with its holdings."
    if first > day:
        return f"{book.name} held nothing on {day}: the first of its holdings was opened later. It can be shown from {first} on."
    return f"{book.name} held nothing on {day}: all that it had was sold by then. It can be shown from {first} on."


def _first_session_held(market: Market, book: PortfolioBook) -> date | None:
    """The first session on which the portfolio held something; None where no lot says when it was opened."""
    opened = first_held_on(book)
    if opened is None or opened > market.last_session:
        return None
    return market.session_from(opened)


def _quoted(books: Sequence[PortfolioBook]) -> str:
    more = f" and {len(books) - _MOST_NAMED} more" if len(books) > _MOST_NAMED else ""
    return ", ".join(f"'{book.name}'" for book in books[:_MOST_NAMED]) + more
