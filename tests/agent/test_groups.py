"""Groups in the chat: named wherever a portfolio may be, and never counted among all portfolios."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from tests.agent.conftest import add_holdings
from tests.agent.scripted import ask, citations_of, registry_of, say, scripted
from tests.agent.test_tools import called

from plumbline.access.principal import Principal
from plumbline.agent.context import instructions_for
from plumbline.agent.deps import RunDeps
from plumbline.agent.evidence import replay
from plumbline.agent.refs import portfolio_ref
from plumbline.core.errors import NotFound
from plumbline.facts.fact import FactValue
from plumbline.llm.script import Call
from plumbline.portfolios.groups.schemas import GroupRequest
from plumbline.portfolios.groups.service import create_group
from plumbline.portfolios.models import SnapshotRow
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import list_books, list_groups

TOOLS: dict[str, dict[str, Any]] = {
    "get_portfolio_overview": {}, "get_holdings": {}, "get_risk_report": {}, "get_risk_contributors": {}, "get_performance": {},
    "get_position": {"symbol": "AAPL"}, "get_stress_test": {}, "get_limits": {}, "get_hedging": {}, "get_drift": {},
    "run_what_if": {"variants": [{"edits": [{"symbol": "AAPL", "weight": 0.1}]}]},
}  # fmt: skip


@pytest.fixture
async def two(deps: RunDeps, platform: Platform, owner: Principal) -> RunDeps:
    """A run of a person with two equal portfolios, and a group of both."""
    await add_holdings(platform.database, owner, name="Twin")
    books = await list_books(platform, owner)
    await create_group(platform, owner, GroupRequest(name="Clients", members=tuple(book.id for book in books)))
    groups = await list_groups(platform, owner, books)
    return replace(deps, books=books, groups=groups, portfolios=tuple(portfolio_ref(book) for book in books))


def value(output: Any, measure: str) -> FactValue:
    return next(line.value for line in output.facts if line.measure == measure)


async def test_what_each_member_brings(two: RunDeps) -> None:
    everything, named = await called(two, "get_group_report"), await called(two, "get_group_report", group="clients")
    joined = await called(two, "get_group_report", group="Growth + Twin")
    for output in (everything, named, joined):
        assert [line.value for line in output.facts if line.measure == "share_of_total"] == [0.5, 0.5]
        assert value(output, "expected_shortfall_saved") == pytest.approx(0.0, abs=1e-6)
    one = await called(two, "get_group_report", top=1)
    assert len([line for line in one.facts if line.measure == "share_of_total"]) == 1
    assert one.notes[0] == "Of 2 members, 1 with the largest share of the risk."
    assert {fact.lineage.snapshot for fact in two.ledger} <= {snapshot.digest for snapshot in two.snapshots.values()}


@pytest.mark.parametrize("tool", TOOLS)
async def test_every_tool_takes_a_group(two: RunDeps, tool: str) -> None:
    output = await called(two, tool, portfolio="Clients", **TOOLS[tool])
    assert output.facts
    assert {fact.lineage.snapshot for fact in two.ledger} <= {snapshot.digest for snapshot in two.snapshots.values()}


async def test_a_group_is_worth_what_its_members_are_and_counts_in_no_total(two: RunDeps) -> None:
    query = {"select": [{"of": "portfolio"}], "measures": [{"measure": "net_value"}]}
    alone = value(await called(two, "query_figures", query=query), "net_value")
    assert isinstance(alone, float)
    group = await called(two, "query_figures", query=query | {"portfolios": [two.groups[1].id]})
    assert value(group, "net_value") == pytest.approx(2.0 * alone)
    everything = await called(two, "query_figures", query=query | {"all_portfolios": True, "summary": "total"})
    assert [line.value for line in everything.facts if line.measure == "net_value"] == pytest.approx([alone, alone, 2.0 * alone])
    listed = await called(two, "list_portfolios")
    assert [line.value for line in listed.facts if line.measure == "net_value"] == pytest.approx([alone, alone])


async def test_the_model_is_told_of_groups_and_nobody_of_anothers(two: RunDeps) -> None:
    assert "Clients" in instructions_for(two)
    with pytest.raises(NotFound):
        await called(replace(two, groups=()), "get_risk_report", portfolio="Clients")


async def test_an_answer_about_a_group_is_kept_and_replays(two: RunDeps, platform: Platform, owner: Principal) -> None:
    call = (Call("get_risk_report", {"portfolio": "Clients"}), Call("get_group_report", {"group": "Growth + Twin"}))
    model, _ = scripted(call, say("Beta is <beta>, saved <expected_shortfall_saved>."))
    registry = registry_of(platform, model)
    run_id, events = await ask(platform, registry, owner)
    for citation in citations_of(events):
        again = await replay(platform, registry, owner, run_id, fact_id=citation.fact_id)
        assert (again.matches, again.snapshot_matches) == (True, True), again
    async with platform.database.read() as session:
        kept = (await session.execute(select(SnapshotRow.portfolio_id))).scalars().all()
    assert sorted(kept, key=str) == sorted([None, None, *(book.id for book in two.books)], key=str)
