"""Every figure leads to its calculation, and the calculation can be done again."""

import pytest
from sqlalchemy import func, select, update
from tests.agent.scripted import RISK, ask, citations_of, data_of, fact_of, registry_of, say, scripted

from plumbline.access.principal import Principal
from plumbline.agent.evidence import get_evidence, replay
from plumbline.agent.models import FactRow
from plumbline.agent.registry import RunRegistry
from plumbline.agent.threads import list_summaries
from plumbline.artifacts.models import ArtifactRow
from plumbline.core.errors import NotFound
from plumbline.core.ids import PortfolioId
from plumbline.llm.script import Call
from plumbline.portfolios.models import HoldingLotRow
from plumbline.portfolios.platform import Platform

pytestmark = pytest.mark.usefixtures("portfolio_id")


async def cited(platform: Platform, owner: Principal, *rounds: object) -> tuple[RunRegistry, str, list[str]]:
    model, _ = scripted(*rounds)
    registry = registry_of(platform, model)
    run_id, events = await ask(platform, registry, owner)
    return registry, run_id, [citation.fact_id for citation in citations_of(events)]


async def test_evidence_names_the_measure_the_call_and_the_printed_value(platform: Platform, owner: Principal) -> None:
    call = (Call("get_performance", {"period": "1y"}),)
    registry, run_id, [fact_id] = await cited(platform, owner, call, say("It made <period_return>."))
    evidence = await get_evidence(platform, registry, owner, run_id, fact_id=fact_id)
    assert evidence.tool_call is not None
    assert (evidence.tool_call.tool, evidence.tool_call.arguments) == ("get_performance", {"period": "1y"})
    assert evidence.measure.key == "period_return"
    assert evidence.measure.source
    assert evidence.text.endswith("%")


async def test_a_replay_gives_the_same_value_from_the_same_snapshot(platform: Platform, owner: Principal) -> None:
    text = "Beta is <beta>, the score <risk_score>, value <net_value>."
    registry, run_id, fact_ids = await cited(platform, owner, RISK, say(text))
    for fact_id in fact_ids:
        again = await replay(platform, registry, owner, run_id, fact_id=fact_id)
        assert (again.matches, again.snapshot_matches) == (True, True), again


async def test_a_derived_figure_shows_its_inputs_and_replays(platform: Platform, owner: Principal) -> None:
    registry, run_id, [fact_id] = await cited(
        platform,
        owner,
        RISK,
        lambda deps: (Call("calculate", {"expression": f"{fact_of(deps, 'cash_value').id} / {fact_of(deps, 'net_value').id}"}),),
        say("Cash is <calculated_ratio> of it."),
    )
    evidence = await get_evidence(platform, registry, owner, run_id, fact_id=fact_id)
    assert [fact.measure for fact in evidence.inputs] == ["cash_value", "net_value"]
    assert evidence.fact.lineage.formula
    assert (await replay(platform, registry, owner, run_id, fact_id=fact_id)).matches


async def test_a_replay_after_the_holdings_changed_says_so(platform: Platform, owner: Principal, portfolio_id: PortfolioId) -> None:
    registry, run_id, [fact_id] = await cited(platform, owner, RISK, say("Value is <net_value>."))
    async with platform.database.write() as session:
        lots = update(HoldingLotRow).where(HoldingLotRow.portfolio_id == portfolio_id, HoldingLotRow.symbol == "AAPL")
        await session.execute(lots.values(quantity=1.0))
    again = await replay(platform, registry, owner, run_id, fact_id=fact_id)
    assert (again.matches, again.snapshot_matches) == (False, False)
    assert "changed" in again.note


async def test_replaying_a_figure_of_an_artifact_draws_nothing_again(platform: Platform, owner: Principal) -> None:
    registry, run_id, [fact_id] = await cited(platform, owner, (Call("create_artifact", {}),), say("The score is <risk_score>."))
    assert (await replay(platform, registry, owner, run_id, fact_id=fact_id)).matches
    async with platform.database.read() as session:
        assert (await session.execute(select(func.count()).select_from(ArtifactRow))).scalar_one() == 1


async def test_a_figure_taken_over_from_an_earlier_run_leads_to_its_call(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Beta is <beta>."), say("Still <beta>."))
    registry = registry_of(platform, model)
    _, first = await ask(platform, registry, owner)
    run_id, second = await ask(platform, registry, owner, "Again?", thread_id=data_of(first, "meta")[0].thread_id)
    evidence = await get_evidence(platform, registry, owner, run_id, fact_id=citations_of(second)[0].fact_id)
    assert evidence.tool_call is not None
    assert evidence.tool_call.tool == "get_risk_report"


async def test_unknown_and_foreign_figures_are_not_found(platform: Platform, owner: Principal, stranger: Principal) -> None:
    registry, run_id, [fact_id] = await cited(platform, owner, RISK, say("Beta is <beta>."))
    with pytest.raises(NotFound, match="f99999"):
        await get_evidence(platform, registry, owner, run_id, fact_id="f99999")
    for attempt in (get_evidence, replay):
        with pytest.raises(NotFound):
            await attempt(platform, registry, stranger, run_id, fact_id=fact_id)
    assert await list_summaries(platform, stranger) == ()


async def test_every_fact_of_the_run_is_stored(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Beta is <beta>."))
    run_id, events = await ask(platform, registry_of(platform, model), owner)
    async with platform.database.read() as session:
        stored = (await session.execute(select(func.count()).select_from(FactRow).where(FactRow.run_id == run_id))).scalar_one()
    assert stored == data_of(events, "done")[0].n_facts > 50
