"""What a run stores, on both databases."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select
from tests.agent.scripted import RISK, ask, citations_of, data_of, registry_of, say, scripted

from plumbline.access.principal import Principal
from plumbline.agent.evidence import replay
from plumbline.agent.models import FactRow
from plumbline.agent.repository import list_events, list_facts
from plumbline.agent.threads import delete, get_detail, list_summaries
from plumbline.core.errors import Conflict, NotFound
from plumbline.core.ids import PortfolioId
from plumbline.llm.script import Call
from plumbline.portfolios.models import SnapshotRow
from plumbline.portfolios.platform import Platform
from plumbline.storage import migrate
from plumbline.storage.database import Database

pytestmark = pytest.mark.usefixtures("portfolio_id")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    await migrate.upgrade(database_url)
    database = Database(database_url)
    yield database
    await database.close()


async def test_a_conversation_is_stored_read_and_deleted(platform: Platform, owner: Principal) -> None:
    model, _ = scripted((*RISK, Call("create_artifact", {})), say("Beta is <beta>, down from <drawdown_peak_date>."))
    registry = registry_of(platform, model)
    run_id, events = await ask(platform, registry, owner)
    thread_id = data_of(events, "meta")[0].thread_id
    async with platform.database.read() as session:
        assert (await list_events(session, [run_id]))[run_id] == events
        facts = await list_facts(session, run_id)
        stored = (await session.execute(select(func.count()).select_from(FactRow))).scalar_one()
    assert len(facts) == stored == data_of(events, "done")[0].n_facts
    assert [fact.id for fact in facts] == [f"f{number + 1}" for number in range(stored)]
    for citation in citations_of(events):
        assert next(fact.value for fact in facts if fact.id == citation.fact_id) == citation.value
        assert (await replay(platform, registry, owner, run_id, fact_id=citation.fact_id)).matches
    assert (await get_detail(platform, registry, owner, thread_id)).runs[0].events == tuple(events)
    assert [summary.n_runs for summary in await list_summaries(platform, owner)] == [1]
    await delete(platform, registry, owner, thread_id)
    with pytest.raises(NotFound):
        await get_detail(platform, registry, owner, thread_id)


async def test_the_frozen_input_is_kept_under_the_digest_that_the_facts_name(
    platform: Platform, owner: Principal, portfolio_id: PortfolioId
) -> None:
    model, _ = scripted(RISK, say("Beta is <beta>."))
    registry = registry_of(platform, model)
    run_id, _ = await ask(platform, registry, owner)
    await ask(platform, registry, owner)
    await registry.close()
    async with platform.database.read() as session:
        named = {fact.lineage.snapshot for fact in await list_facts(session, run_id)}
        rows = (await session.execute(select(SnapshotRow))).scalars().all()
    assert {(row.digest, row.portfolio_id) for row in rows} == {(digest, portfolio_id) for digest in named}


async def test_two_questions_at_once_in_one_thread_are_one_run(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Beta is <beta>."))
    registry = registry_of(platform, model)
    _, events = await ask(platform, registry, owner)
    thread_id = data_of(events, "meta")[0].thread_id
    outcomes = await asyncio.gather(*(ask(platform, registry, owner, thread_id=thread_id) for _ in range(3)), return_exceptions=True)
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 2, outcomes
