"""Every tool: declared, offered only to whom it may be, computing what the report computes, and silent on what is nobody's business."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic_ai import RunContext, Tool
from pydantic_ai.models.test import TestModel
from pydantic_ai.usage import RunUsage

from plumbline.access.principal import Principal, Role
from plumbline.agent import tools
from plumbline.agent.deps import RunDeps, RunListener
from plumbline.agent.events import ArtifactPayload
from plumbline.agent.tools.catalog import TOOLS
from plumbline.agent.tools.edge import SEEN_BY_MODEL, may_use, toolset
from plumbline.agent.tools.output import ToolOutput
from plumbline.agent.tools.recording import record
from plumbline.agent.tools.showing import BOARDS
from plumbline.agent.tools.tool import LEAST_ROLE, AnyTool, Effect, Permission
from plumbline.core.errors import ErrorKind, InvalidInput, NotFound
from plumbline.portfolios.holdings import Account, Lot
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.service import snapshot_of

BY_NAME = {tool.name: tool for tool in TOOLS}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "query_figures": {"select": [{"of": "portfolio"}], "measures": [{"measure": "beta"}]},
    "get_position": {"symbol": "AAPL"},
    "get_quote": {"symbol": "Apple"},
    "compare_symbols": {"symbols": ["AAPL", "Microsoft"]},
    "get_price_history": {"symbol": "XOM", "period": "3m"},
    "rebalance_portfolio": {"request": {"targets": [{"symbol": "AAPL", "weight": 0.1}]}},
    "run_what_if": {"variants": [{"edits": [{"symbol": "AAPL", "weight": 0.1}]}]},
    "calculate": {"expression": "f1 * 2"},
}


async def called(deps: RunDeps, name: str, **arguments: Any) -> ToolOutput:
    """As a model calls it: arguments as JSON, validated by the schema that the model was shown."""
    tool = BY_NAME[name]
    schema = Tool(tool.function, takes_ctx=True, name=name, docstring_format="google").function_schema
    validated = schema.validator.validate_json(json.dumps(arguments))
    run = RunContext(deps=deps, model=TestModel(), usage=RunUsage(), tool_call_id="call_1")
    return record(tool, await schema.call(validated, run), deps=deps, call_id="call_1")


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - {"show_report"}))
async def test_every_tool_returns_facts_with_lineage(deps: RunDeps, name: str) -> None:
    await called(deps, "get_risk_report")
    output = await called(deps, name, **ARGUMENTS.get(name, {}))
    assert output.facts
    assert output.summary
    for line in output.facts:
        fact = deps.ledger.get(line.id)
        assert fact.lineage.snapshot
        assert fact.lineage.tool_call == "call_1"
        assert fact.as_of <= deps.view.as_of


async def test_a_report_is_shown_with_the_facts_that_were_recorded_for_it(deps: RunDeps) -> None:
    shown: list[ArtifactPayload] = []
    drawing = replace(deps, listener=RunListener(plan=lambda _plan: None, artifact=shown.append))
    with pytest.raises(NotFound, match="Call get_drawdowns first"):
        await called(drawing, "show_report", report="get_drawdowns")
    output = await called(drawing, "get_drawdowns")
    await called(drawing, "show_report", report="get_drawdowns")
    [payload] = shown
    assert payload.board.slots
    assert set(payload.board.facts) <= {line.id for line in output.facts}


@pytest.mark.parametrize("name", BOARDS)
async def test_every_report_that_can_be_shown_has_a_tool_and_a_board(deps: RunDeps, name: str) -> None:
    await called(deps, name, **ARGUMENTS.get(name, {}))
    result, facts = deps.reports[name]
    assert BOARDS[name](result, facts).slots


async def test_the_figures_are_those_of_the_report(deps: RunDeps) -> None:
    output = await called(deps, "get_risk_contributors", top=2)
    report = risk_report(snapshot_of(deps.platform, deps.books[0], deps.view), deps.view)
    shares = [line.value for line in output.facts if line.measure == "risk_contribution"]
    assert shares == [holding.risk_contribution for holding in report.contributions[:2]]


async def test_lineage_names_the_holdings_for_portfolios_and_the_prices_for_symbols(deps: RunDeps) -> None:
    await called(deps, "get_risk_report")
    await called(deps, "get_quote", symbol="IBM" if deps.view.find_instrument("IBM") else "AAPL", as_of="2021-06-30")
    snapshot = snapshot_of(deps.platform, deps.books[0], deps.view)
    assert {fact.lineage.snapshot for fact in deps.ledger} == {snapshot.digest, f"{deps.platform.market.digest}@2021-06-30"}


async def test_an_earlier_day_can_be_asked_for_and_a_later_one_can_not(deps: RunDeps) -> None:
    past = replace(deps, view=deps.platform.market.as_of(date(2020, 3, 16)))
    output = await called(past, "get_risk_report", as_of="2019-12-31")
    assert {line.as_of for line in output.facts} == {date(2019, 12, 31)}
    with pytest.raises(InvalidInput, match="can not see"):
        await called(past, "get_risk_report", as_of="2020-03-17")


async def test_only_portfolios_of_the_run_can_be_named(deps: RunDeps) -> None:
    assert (await called(deps, "get_holdings", portfolio="grow")).facts
    with pytest.raises(NotFound, match="Growth"):
        await called(deps, "get_holdings", portfolio="Somebody else's")


async def test_a_model_is_not_told_account_names(deps: RunDeps) -> None:
    account = Account(name="Jane Q. Public IRA", masked_number="...6789")
    book = replace(deps.books[0], lots=tuple(replace(lot, account=account) for lot in deps.books[0].lots))
    named = replace(deps, books=(book,))
    assert isinstance(named.books[0].lots[0], Lot)
    for name in ("get_holdings", "get_position", "get_risk_report"):
        told = (await called(named, name, **ARGUMENTS.get(name, {}))).model_dump_json()
        assert "Jane" not in told
        assert "6789" not in told
        assert "AAPL" in told


async def test_the_compact_form_is_short_and_says_everything(deps: RunDeps) -> None:
    output = await called(deps, "get_risk_report")
    told = output.model_dump_json()
    assert all(f"{line.id} {line.name}" in told for line in output.facts)
    assert all(line.text in told for line in output.facts)
    assert len(told) / len(output.facts) < 90


def test_the_catalog_lists_every_tool_of_the_folder_once() -> None:
    folder = Path(tools.__file__ or "").parent
    declared = sum(path.read_text().count("\n@tool(") for path in folder.glob("*.py"))
    assert declared == len(TOOLS) == len(BY_NAME)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_every_argument_is_described_to_the_model(tool: AnyTool) -> None:
    shown = Tool(tool.function, takes_ctx=True, name=tool.name, docstring_format="google").function_schema
    assert shown.description
    assert "run" not in shown.json_schema["properties"]
    if shown.single_arg_name is None:  # a model as only argument describes its fields itself, some by their type
        assert all("description" in schema for schema in shown.json_schema["properties"].values())


def test_reading_and_drawing_need_no_confirmation_and_nothing_writes() -> None:
    assert {tool.effect for tool in TOOLS} == {Effect.READ, Effect.PRESENT}
    assert {tool.name for tool in TOOLS if tool.effect is Effect.PRESENT} == {"create_artifact", "show_report"}


def test_every_permission_has_a_least_role_and_every_error_a_look() -> None:
    assert set(LEAST_ROLE) == set(Permission)
    assert set(SEEN_BY_MODEL) == set(ErrorKind)


async def test_a_tool_that_the_person_may_not_use_is_not_offered(deps: RunDeps, owner: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LEAST_ROLE, Permission.DRAW, Role.RISK)
    user = replace(owner, role=Role.USER)
    assert not may_use(user, BY_NAME["create_artifact"])
    offered = await _offered(replace(deps, principal=user))
    assert offered == set(BY_NAME) - {"create_artifact", "show_report"}
    assert await _offered(replace(deps, principal=replace(owner, role=Role.RISK))) == set(BY_NAME)


async def _offered(deps: RunDeps) -> set[str]:
    run = RunContext(deps=deps, model=TestModel(), usage=RunUsage(), run_step=1)
    return set(await toolset(TOOLS).get_tools(run))
