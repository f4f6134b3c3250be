"""What a conversation remembers, and who may see it."""

from datetime import date

import pytest
from sqlalchemy import func, select
from tests.agent.conftest import add_holdings
from tests.agent.scripted import RISK, answer_of, ask, citations_of, conversation, data_of, registry_of, say, scripted

from plumbline.access.principal import Principal
from plumbline.agent.asking import start_run, title_of
from plumbline.agent.models import EventRow, FactRow, RunRow, ThreadRow
from plumbline.agent.schemas import RunRequest
from plumbline.agent.threads import delete, get_detail, list_summaries, rename
from plumbline.agent.watching import stop_run, watch
from plumbline.artifacts.models import ArtifactRow
from plumbline.artifacts.repository import get_artifact
from plumbline.audit.log import list_entries
from plumbline.core.errors import InvalidInput, NotFound
from plumbline.core.ids import PortfolioId
from plumbline.llm.script import Call, Say
from plumbline.portfolios.platform import Platform

pytestmark = pytest.mark.usefixtures("portfolio_id")


async def test_a_follow_up_hears_the_earlier_answer_with_its_facts(platform: Platform, owner: Principal) -> None:
    model, heard = scripted(RISK, say("Beta is <beta>."), say("As I said, beta is <beta>."))
    registry = registry_of(platform, model)
    _, first = await ask(platform, registry, owner, "What is my beta?")
    thread_id = data_of(first, "meta")[0].thread_id
    _, second = await ask(platform, registry, owner, "Once more?", thread_id=thread_id)
    beta = citations_of(first)[0]
    assert conversation(heard.messages[2]) == [
        "user: What is my beta?",
        f"model: Beta is {beta.text} [{beta.fact_id}].",
        "user: Once more?",
    ]
    assert citations_of(second)[0].fact_id == beta.fact_id
    assert "tool_call" not in [event.event for event in second]


async def test_new_facts_never_take_the_id_of_a_remembered_one(platform: Platform, owner: Principal) -> None:
    quote = (Call("get_quote", {"symbol": "XOM"}),)
    model, _ = scripted(RISK, say("The score is <risk_score>."), quote, say("It costs <price>, at a score of <risk_score>."))
    registry = registry_of(platform, model)
    _, first = await ask(platform, registry, owner)
    _, second = await ask(platform, registry, owner, "And Exxon?", thread_id=data_of(first, "meta")[0].thread_id)
    remembered, (price, score) = citations_of(first)[0], citations_of(second)
    assert score.fact_id == remembered.fact_id
    assert int(price.fact_id[1:]) > int(remembered.fact_id[1:])


async def test_on_an_earlier_day_the_thread_does_not_tell_what_came_later(platform: Platform, owner: Principal) -> None:
    model, heard = scripted(RISK, say("Beta is <beta>."), (Say("I see nothing."),))
    registry = registry_of(platform, model)
    _, first = await ask(platform, registry, owner)
    thread_id = data_of(first, "meta")[0].thread_id
    _, second = await ask(platform, registry, owner, "And then?", thread_id=thread_id, as_of=date(2020, 3, 16))
    assert data_of(second, "meta")[0].as_of == date(2020, 3, 16)
    told = conversation(heard.messages[2])
    assert told[0] == "user: How risky am I?"
    assert citations_of(first)[0].text not in told[1]
    assert data_of(second, "done")[0].n_facts == 0


async def test_a_thread_stays_with_its_portfolio(platform: Platform, owner: Principal) -> None:
    other = await add_holdings(platform.database, owner, name="Other")
    model, _ = scripted((Say("Hello."),))
    registry = registry_of(platform, model)
    _, first = await ask(platform, registry, owner, portfolio_id=other)
    _, second = await ask(platform, registry, owner, thread_id=data_of(first, "meta")[0].thread_id)
    assert data_of(second, "meta")[0].portfolio_id == other


async def test_threads_are_listed_renamed_and_opened(platform: Platform, owner: Principal) -> None:
    registry = registry_of(platform, scripted((Say("Hello."),))[0])
    run_id, events = await ask(platform, registry, owner, "First\nquestion?")
    thread_id = data_of(events, "meta")[0].thread_id
    await ask(platform, registry, owner, "Second question?")
    assert [thread.title for thread in await list_summaries(platform, owner)] == ["Second question?", "First question?"]
    await rename(platform, owner, thread_id, title="  Renamed ")
    detail = await get_detail(platform, registry, owner, thread_id)
    assert detail.title == "Renamed"
    assert [run.id for run in detail.runs] == [run_id]
    assert answer_of(detail.runs[0].events) == "Hello."
    with pytest.raises(InvalidInput):
        await rename(platform, owner, thread_id, title=" ")


async def test_deleting_leaves_nothing_but_an_audit_entry(platform: Platform, owner: Principal) -> None:
    model, _ = scripted((Call("create_artifact", {}),), say("The score is <risk_score>."))
    registry = registry_of(platform, model)
    _, events = await ask(platform, registry, owner)
    thread_id = data_of(events, "meta")[0].thread_id
    await delete(platform, registry, owner, thread_id)
    async with platform.database.read() as session:
        for table in (ThreadRow, RunRow, EventRow, FactRow, ArtifactRow):
            assert (await session.execute(select(func.count()).select_from(table))).scalar_one() == 0, table
        newest = (await list_entries(session))[0]
    assert (newest.action, newest.subject) == ("thread.delete", thread_id)


async def test_what_is_another_persons_does_not_exist(
    platform: Platform, owner: Principal, stranger: Principal, portfolio_id: PortfolioId
) -> None:
    model, _ = scripted((Call("create_artifact", {}),), say("The score is <risk_score>."))
    registry = registry_of(platform, model)
    run_id, events = await ask(platform, registry, owner)
    thread_id = data_of(events, "meta")[0].thread_id
    artifact_id = data_of(events, "artifact")[0].artifact_id
    assert await list_summaries(platform, stranger) == ()
    for attempt in (
        get_detail(platform, registry, stranger, thread_id),
        rename(platform, stranger, thread_id, title="Mine"),
        delete(platform, registry, stranger, thread_id),
        watch(platform, registry, stranger, run_id),
        stop_run(platform, registry, stranger, run_id),
        start_run(platform, registry, stranger, RunRequest(text="Hello?", thread_id=thread_id)),
        start_run(platform, registry, stranger, RunRequest(text="Hello?", portfolio_id=portfolio_id)),
    ):
        with pytest.raises(NotFound):
            await attempt
    async with platform.database.read() as session:
        with pytest.raises(NotFound):
            await get_artifact(session, stranger, artifact_id)
    assert (await get_detail(platform, registry, owner, thread_id)).title == "How risky am I?"


async def test_a_strangers_tools_see_no_portfolio_of_mine(platform: Platform, stranger: Principal) -> None:
    model, _ = scripted((Call("get_risk_report", {}), Call("list_portfolios", {})), (Say("Nothing here."),))
    _, events = await ask(platform, registry_of(platform, model), stranger)
    results = {result.tool: result for result in data_of(events, "tool_result")}
    assert not results["get_risk_report"].ok
    assert "no portfolio yet" in results["get_risk_report"].summary
    assert results["list_portfolios"].n_facts == 0
    assert data_of(events, "meta")[0].portfolio_id is None


@pytest.mark.parametrize(
    ("question", "title"), [("Why?", "Why?"), ("a " * 80, "a " * 33 + "a…"), ("x" * 100, "x" * 69 + "…"), ("two\nlines", "two lines")]
)
def test_titles_are_the_first_words(question: str, title: str) -> None:
    assert title_of(question) == title
