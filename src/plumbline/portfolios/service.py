"""Use cases of portfolios: one function each, for the acting person."""

from datetime import date

from rapidfuzz import fuzz, process
from sqlalchemy.exc import IntegrityError

from plumbline.access.principal import Principal
from plumbline.audit.log import record
from plumbline.core.errors import Conflict, InvalidInput, NotFound
from plumbline.core.money import Money
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios import repository
from plumbline.portfolios.holdings import PortfolioBook, first_held_on
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.schemas import PortfolioSummary
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot

LONGEST_NAME = 80
_NEAR = 70.0
"""Similarity (0 to 100) from which a misspelled name is offered."""


async def list_portfolios(platform: Platform, principal: Principal, *, as_of: date | None = None) -> tuple[PortfolioSummary, ...]:
    """Every portfolio the person may see, with its net value on a day."""
    view = platform.market.as_of(as_of)
    return tuple(_summary(platform, book, view) for book in await list_books(platform, principal))


async def list_books(platform: Platform, principal: Principal) -> tuple[PortfolioBook, ...]:
    """Every portfolio the person may see, with its lots, oldest import first."""
    async with platform.database.read() as session:
        return await repository.list_books(session, principal)


async def get_summary(platform: Platform, principal: Principal, portfolio_id: str, *, as_of: date | None = None) -> PortfolioSummary:
    """One portfolio with its net value on a day; `NotFound` when the person may not see it."""
    view = platform.market.as_of(as_of)
    async with platform.database.read() as session:
        book = await repository.get_book(session, principal, portfolio_id)
    return _summary(platform, book, view)


async def get_snapshot(platform: Platform, principal: Principal, portfolio_id: str, *, view: MarketView) -> PortfolioSnapshot:
    """The frozen holdings of a portfolio on the day of the view; `NotFound` when the person may not see it."""
    async with platform.database.read() as session:
        book = await repository.get_book(session, principal, portfolio_id)
    return snapshot_of(platform, book, view)


def snapshot_of(platform: Platform, book: PortfolioBook, view: MarketView) -> PortfolioSnapshot:
    """Freeze a book on the day of the view, with the installation's risk-free rate."""
    return take_snapshot(book, view, risk_free_rate=platform.settings.risk_free_rate)


async def resolve_portfolio(platform: Platform, principal: Principal, text: str | None) -> PortfolioBook:
    """The portfolio that a person means: an id, a name, or a part of a name that only one has; None = the only or first one."""
    books = await list_books(platform, principal)
    if not books:
        raise NotFound("There are no portfolios yet. Import one: plumbline import FILE.")
    return books[0] if text is None or not text.strip() else choose_portfolio(books, text)


def choose_portfolio(books: tuple[PortfolioBook, ...], text: str) -> PortfolioBook:
    """As `resolve_portfolio`, among books that are loaded."""
    wanted = text.strip().casefold()
    exact = [book for book in books if wanted in {book.id, book.name.casefold()}]
    matches = exact or [book for book in books if wanted in book.name.casefold()]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise InvalidInput(f"'{text}' fits {_quoted(matches)}. Write more of the name, or the id.", subject=text)
    near = process.extractOne(wanted, [book.name.casefold() for book in books], scorer=fuzz.WRatio, score_cutoff=_NEAR)
    hint = f" Did you mean '{books[near[2]].name}'?" if near else ""
    raise NotFound(f"No portfolio '{text}'.{hint} There are {_quoted(list(books))}.", subject=text)


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


def _summary(platform: Platform, book: PortfolioBook, view: MarketView) -> PortfolioSummary:
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


def _quoted(books: list[PortfolioBook]) -> str:
    return ", ".join(f"'{book.name}'" for book in books)
