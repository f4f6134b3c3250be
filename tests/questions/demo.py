"""The demo portfolios on the sample market, asked through the real run loop: import, tools, ledger, binding and grounding included."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from plumbline.access.principal import Principal
from plumbline.access.users import ensure_owner
from plumbline.agent.asking import unit_of
from plumbline.agent.assembly import build_engine
from plumbline.agent.channel import RunChannel
from plumbline.agent.deps import RunDeps, RunListener
from plumbline.agent.events import PlanEvent
from plumbline.agent.job import RunJob, Turn
from plumbline.agent.refs import portfolio_ref
from plumbline.agent.schemas import PageContext
from plumbline.core.logs import configure_logs
from plumbline.core.settings import Settings
from plumbline.facts.ledger import Ledger
from plumbline.market_data.catalog import build_market
from plumbline.portfolios.demo import DEMO_FILES, load_demo_portfolios
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import list_books
from plumbline.storage import migrate
from plumbline.storage.database import Database

FILES = {"G": "growth_2022.csv", "R": "retirement_income_2022.csv", "L": "long_short_2022.csv", "O": "options_overlay_2022.csv"}
NAMES = {key: next(demo.name for demo in DEMO_FILES if demo.filename == filename) for key, filename in FILES.items()}
LAST = date(2022, 12, 28)

configure_logs("critical", "console")


@dataclass(frozen=True)
class Answer:
    """What a person sees of one run."""

    text: str
    citations: tuple[Any, ...]
    unverified: tuple[Any, ...]
    suggestions: tuple[str, ...]
    plan: tuple[str, ...]
    tools: tuple[str, ...]

    @property
    def lead(self) -> str:
        return self.text.partition("\n\n")[0]


@dataclass(frozen=True)
class Demo:
    """A person with the four demo portfolios."""

    platform: Platform
    principal: Principal
    books: tuple[PortfolioBook, ...]

    async def ask(self, portfolio: str, *turns: str, as_of: date = LAST, selection: str | None = None) -> Answer:
        """Ask the turns one after the other in one thread; return the last answer."""
        loop = build_engine(self.platform.settings).answer
        earlier: list[Turn] = []
        for question in turns[:-1]:
            answer = await self._run(loop, portfolio, question, tuple(earlier), as_of=as_of, selection=None)
            earlier.append(Turn(question, answer.text, as_of))
        return await self._run(loop, portfolio, turns[-1], tuple(earlier), as_of=as_of, selection=selection)

    def deps(self, portfolio: str, *, as_of: date = LAST) -> RunDeps:
        """What a run about this portfolio on this day works with."""
        book = next((book for book in self.books if book.name == NAMES.get(portfolio)), None)
        return RunDeps(
            principal=self.principal,
            platform=self.platform,
            view=self.platform.market.as_of(as_of),
            ledger=Ledger(unit_of),
            portfolios=tuple(portfolio_ref(one) for one in self.books),
            portfolio=portfolio_ref(book) if book else None,
            page=None,
            question="",
            books=self.books,
        )

    async def _run(
        self, loop: Any, portfolio: str, question: str, turns: tuple[Turn, ...], *, as_of: date, selection: str | None
    ) -> Answer:
        channel = RunChannel()
        listener = RunListener(plan=lambda plan: channel.publish(PlanEvent, plan), artifact=lambda _payload: None)
        page = PageContext(page="holdings", selection=selection) if selection else None
        deps = replace(self.deps(portfolio, as_of=as_of), page=page, question=question, listener=listener)
        await loop(RunJob(deps=deps, channel=channel, turns=turns))
        return _answer(channel)


def _answer(channel: RunChannel) -> Answer:
    def data(kind: str) -> tuple[Any, ...]:
        return tuple(event.data for event in channel.events if event.event == kind)

    return Answer(
        text="".join(token.text for token in data("token")),
        citations=data("citation"),
        unverified=data("unverified"),
        suggestions=tuple(one.text for one in data("suggestion")),
        plan=tuple(step.label for plan in data("plan") for step in plan.steps),
        tools=tuple(call.tool for call in data("tool_call")),
    )


@asynccontextmanager
async def opened_demo(folder: Path) -> AsyncIterator[Demo]:
    """The demo portfolios, imported into a new database in the folder."""
    url = f"sqlite+aiosqlite:///{folder / 'plumbline.db'}"
    await migrate.upgrade(url)
    database = Database(url)
    platform = Platform(settings=Settings(), database=database, market=build_market(("sample",)))
    try:
        async with database.write() as session:
            principal, _ = await ensure_owner(session)
        await load_demo_portfolios(platform, principal)
        yield Demo(platform, principal, await list_books(platform, principal))
    finally:
        await database.close()


async def asked_all(folder: Path, questions: list[tuple[str, tuple[str, ...], date]]) -> list[Answer]:
    """Answer many questions with one database."""
    async with opened_demo(folder) as demo:
        return [await demo.ask(portfolio, *turns, as_of=as_of) for portfolio, turns, as_of in questions]


def answers_of(folder: Path, questions: list[tuple[str, tuple[str, ...], date]]) -> list[Answer]:
    """`asked_all` for fixtures that outlive one test's event loop."""
    return asyncio.run(asked_all(folder, questions))
