"""The command line acts in this process as the owner of the installation: same functions, same checks, no server needed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from plumbline.access.principal import Principal
from plumbline.access.users import ensure_owner
from plumbline.audit.log import was_recorded
from plumbline.cli.terminal import err
from plumbline.core.settings import Settings, ensure_data_dir, load_settings
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform, opened_platform
from plumbline.storage import migrate

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, kw_only=True)
class Installation:
    """An opened installation and its owner. `n_demos` says how many demo portfolios this start has loaded."""

    platform: Platform
    owner: Principal
    n_demos: int


@asynccontextmanager
async def opened_installation(settings: Settings) -> AsyncIterator[Installation]:
    """Migrate and open everything; the first time, create the owner and load the demo portfolios.

    The demo is loaded as long as nothing was ever imported, so that a first start that was interrupted is made good.
    """
    ensure_data_dir(settings)
    await migrate.upgrade(settings.database_url)
    async with opened_platform(settings) as platform:
        async with platform.database.write() as session:
            owner, _ = await ensure_owner(session)
            is_empty = not await was_recorded(session, "portfolio.import")
        demos = await load_demo_portfolios(platform, owner) if is_empty else ()
        yield Installation(platform=platform, owner=owner, n_demos=len(demos))


def run_locally(work: Callable[[Platform, Principal], Awaitable[Outcome]]) -> Outcome:
    """Open the installation of the settings, do the work as its owner, close it."""

    async def run() -> Outcome:
        async with AsyncExitStack() as stack:
            with err.status("Opening database and market data"):
                installation = await stack.enter_async_context(opened_installation(load_settings()))
            return await work(installation.platform, installation.owner)

    return asyncio.run(run())
