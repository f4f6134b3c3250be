"""What `plumbline grant` does; apart from the command, because it needs the database."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import GrantLevel
from plumbline.access.principal import Principal
from plumbline.access.users import get_user
from plumbline.cli.owner import as_owner
from plumbline.core.errors import NotFound
from plumbline.core.settings import load_settings
from plumbline.portfolios import repository, sharing
from plumbline.portfolios.service import choose_portfolio


@dataclass(frozen=True)
class Opened:
    """What is true now; `level` is None when the portfolio is closed to the person."""

    portfolio: str
    user: str
    level: GrantLevel | None


def open_to(portfolio: str, user: str, *, write: bool, revoke: bool) -> Opened:
    """Grant or revoke for the owner."""

    async def work(session: AsyncSession, owner: Principal) -> Opened:
        books = await repository.list_books(session, owner)
        if not books:
            raise NotFound("There are no portfolios yet. Import one: plumbline import FILE.")
        book, person = choose_portfolio(books, portfolio), await get_user(session, user)
        if revoke:
            await sharing.unshare(session, owner, book.id, user=person.id)
            return Opened(book.name, person.name, None)
        level = GrantLevel.WRITE if write else GrantLevel.READ
        entry = await sharing.share(session, owner, book.id, user=person.id, level=level)
        return Opened(book.name, entry.user_name, entry.level)

    return as_owner(load_settings(), work)
