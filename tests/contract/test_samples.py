"""One contract, two languages: what the product really sends is kept here, and the web's tests read the same files.

After a wanted change of the wire: CONTRACT_WRITE=1 .venv/bin/python -m pytest tests/contract
"""

import json
import os
import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter
from tests.agent.scripted import RISK, registry_of, say, scripted
from tests.api.test_chat import parsed
from tests.architecture.source_tree import ROOT
from tests.contract import samples
from tests.portfolios.books import FILES

from plumbline.access.principal import Principal
from plumbline.agent.deps import RunDeps
from plumbline.agent.events import ConfirmationEvent, ConfirmationRequest, Heartbeat, HeartbeatEvent, StreamEvent
from plumbline.api.wire import ROOTS
from plumbline.llm.script import Call, Say, Script
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform

API = "/api/v1"
TYPES = {root.name: TypeAdapter(root.type) for root in ROOTS if root.mode == "serialization"}
SAMPLED = (
    "api",
    "components",
    "lib",
    *(f"features/{noun}" for noun in ("asof", "chat", "evidence", "holdings", "imports", "overview", "workspace")),
)
"""Folders of the web whose types must all have samples; a page joins when its reports stand still."""
IMPORTED = re.compile(r'import type \{([^}]+)\} from "@/api/types.gen"')
Samples = dict[str, dict[str, Any]]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: the wire does not depend on it."""
    return sqlite_url


@pytest.fixture
async def product(app: FastAPI, browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> "Product":
    demos = await load_demo_portfolios(platform, owner)
    return Product(app, browser, platform, [demo.id for demo in demos])


class Product:
    """The application with the demo portfolios, and a model that plays a script."""

    def __init__(self, app: FastAPI, browser: httpx.AsyncClient, platform: Platform, portfolios: list[str]) -> None:
        self.app, self.browser, self.platform, self.portfolios = app, browser, platform, portfolios

    async def get(self, path: str, **params: str) -> Any:
        response = await self.browser.get(f"{API}{path}", params=params)
        return response.json()

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        response = await self.browser.post(f"{API}{path}", json=body)
        return response.json()

    async def ask(self, text: str, *rounds: Any) -> tuple[str, str, list[dict[str, Any]]]:
        """Ask about the first demo portfolio; the run's id, its thread's id and its events as they came over the wire."""
        model, _ = scripted(*rounds)
        self.app.state.runs = registry_of(self.platform, model)
        page = {"page": "Overview", "summary": "Growth 🌱, as of 2022-12-28.", "selection": "AAPL"}
        body = {"text": text, "page": page, "portfolio_id": self.portfolios[0]}
        started = (await self.browser.post(f"{API}/chat/runs", json=body)).json()
        stream = await self.browser.get(f"{API}/chat/runs/{started['run_id']}/events")
        # A slow machine gets heartbeats between the events; one is sampled by itself.
        events = [event for event in parsed(stream.text) if event["event"] != "heartbeat"]
        return started["run_id"], started["thread_id"], events


async def test_the_samples_are_what_the_product_sends(product: Product) -> None:
    found = samples.stable({**await pages(product), **await risk_pages(product), **await chat(product)})
    found |= samples.stable(await groups(product)) | samples.stable(await proposals(product))
    for root, named in found.items():
        for sample in named.values():
            TYPES[root].validate_json(json.dumps(sample))
    if os.environ.get("CONTRACT_WRITE"):
        for root, named in found.items():
            samples.write(root, named)
    problems = {root: samples.difference(samples.read(root), named) for root, named in found.items()}
    assert not any(problems.values()), f"{ {root: problem for root, problem in problems.items() if problem} }. Wanted? {__doc__}"
    assert {path.stem for path in samples.FOLDER.glob("*.json")} == set(found)


async def test_every_event_has_a_sample() -> None:
    sent = {event["event"] for event in samples.read("StreamEvent").values()}
    branches = TypeAdapter(StreamEvent).json_schema()["discriminator"]["mapping"]
    assert sent == set(branches)


def test_every_type_that_the_web_reads_has_samples() -> None:
    sources = [path for folder in SAMPLED for path in (ROOT / "web/src" / folder).rglob("*.ts*") if ".gen." not in path.name]
    imports = [names for path in sources for names in IMPORTED.findall(path.read_text(encoding="utf-8"))]
    read = {name.strip() for names in imports for name in names.split(",")} & set(TYPES)
    missing = read - {path.stem for path in samples.FOLDER.glob("*.json")}
    assert read
    assert not missing, (
        f"Expected samples of every type that the web reads, found none of {sorted(missing)}. Add them to `pages` or `chat`."
    )


async def pages(product: Product) -> Samples:
    """What the pages read."""
    growth, _, long_short, options = (f"/portfolios/{portfolio}" for portfolio in product.portfolios)
    measures = await product.get("/measures")
    holdings, option_holdings = await product.get(f"{growth}/holdings"), await product.get(f"{options}/holdings")
    option = next(row["symbol"] for row in option_holdings["report"]["holdings"] if row["kind"] == "option")
    boards = {
        "growth": await product.get(f"{growth}/overview"),
        "long and short, on a past day": await product.get(f"{long_short}/overview", as_of="2008-09-15"),
        "before the first lot": await product.get(f"{growth}/overview", as_of="2008-09-15"),
    }
    return {
        "Me": {"owner": await product.get("/session")},
        "PublicSettings": {"offline": await product.get("/settings")},
        "MeasureEntry": {entry["key"]: entry for entry in measures if entry["key"] in {"beta", "volatility_annualized", "net_value"}},
        "MarketInfo": {"sample": await product.get("/market")},
        "FindingsPage": {"five": await product.get("/market/findings", limit="5")},
        "Problem": {
            "unknown portfolio": await product.get("/portfolios/pf_none/overview"),
            "day": await product.get("/market/symbols/AAPL", as_of="1980-01-01"),
        },
        "PortfolioSummary": {
            **{summary["name"]: summary for summary in await product.get("/portfolios")},
            "before the first lot": (await product.get("/portfolios", as_of="2008-09-15"))[0],
        },
        "Board": boards,
        "Slot": {slot["kind"]: slot for board in boards.values() for slot in board["slots"]},
        "Fact": {pointer: holdings["facts"][pointer] for pointer in ("/net_value", "/holdings/0/weight")},
        "HoldingsReport": {"growth": holdings["report"]},
        "HoldingsReportView": {"options": option_holdings},
        "PositionView": {
            "option": await product.get(f"{options}/holdings/{option}"),
            "equity": await product.get(f"{growth}/holdings/AAPL"),
        },
        "ImportPreview": {name: await preview(product, name) for name in ("broken_import.csv", "growth_2022.csv")},
    }


async def risk_pages(product: Product) -> Samples:
    """What the pages of risk read: small cases, because their reports are long."""
    portfolio = f"/portfolios/{product.portfolios[3]}"
    shocks = [{"target": "market", "move": -0.2}]
    scenario = await product.post(f"{portfolio}/scenarios", {"name": "A fifth less", "shocks": shocks})
    return {
        "RiskReportView": {"options": await product.get(f"{portfolio}/risk")},
        "BacktestView": {"sixty days": await product.get(f"{portfolio}/backtest", days="60")},
        "ScenarioEntry": {"market": scenario},
        "OptimizationView": {
            "least variance": await product.post(f"/portfolios/{product.portfolios[0]}/optimize", {"objective": "minimum_variance"})
        },
        "WhatIfView": {"less of one": await product.post(f"/portfolios/{product.portfolios[0]}/what-if", WHAT_IF)},
        "StressView": {"market": await product.post(f"{portfolio}/stress", {"shocks": shocks})},
    }


async def preview(product: Product, name: str) -> Any:
    response = await product.browser.post(f"{API}/imports/preview", params={"filename": name}, content=(FILES / name).read_bytes())
    return response.json()


async def groups(product: Product) -> Samples:
    """All portfolios as one, and two of them under a name."""
    family = await product.post("/groups", {"name": "Family", "members": product.portfolios[:2]})
    return {
        "GroupSummary": {"all": (await product.get("/groups"))[0], "family": family},
        "GroupView": {"family": await product.get(f"/groups/{family['id']}/members")},
    }


async def proposals(product: Product) -> Samples:
    """A what-if that is kept with its trades."""
    body = {"title": "Less Apple", "variant": WHAT_IF["variants"][0]}
    return {"ProposalView": {"less of one": await product.post(f"/portfolios/{product.portfolios[0]}/proposals", body)}}


async def chat(product: Product) -> Samples:
    """What a conversation sends, the stored copy of it, and the evidence of its first figure."""
    question = "How risky am I?"
    run_id, thread_id, events = await product.ask(question, *ROUNDS)
    _, failed_id, failed = await product.ask("Why?", NEVER_ANSWERS)
    cited = next(event["data"]["fact_id"] for event in events if event["event"] == "citation")
    artifact = next(event["data"] for event in events if event["event"] == "artifact")
    fact = f"/chat/runs/{run_id}/facts/{cited}"
    replay = await product.browser.post(f"{API}{fact}/replay")
    unseen = [
        ConfirmationEvent(id=1, data=ConfirmationRequest(confirmation_id="c1", tool="delete_portfolio", summary="Delete Growth?")),
        HeartbeatEvent(id=2, data=Heartbeat(elapsed_milliseconds=15_000)),
    ]
    stream = [*events, *(event for event in failed if event["event"] == "error"), *(event.model_dump(mode="json") for event in unseen)]
    return {
        "StreamEvent": {f"{place:03d} {event['event']}": {**event, "id": place} for place, event in enumerate(stream, 1)},
        "RunStarted": {"run": {"run_id": run_id, "thread_id": thread_id}},
        "ThreadSummary": {entry["title"]: entry for entry in await product.get("/chat/threads")},
        "ThreadDetail": {
            "failed": await product.get(f"/chat/threads/{failed_id}"),
            "complete": await product.get(f"/chat/threads/{thread_id}"),
        },
        "Evidence": {"cited": await product.get(fact)},
        "Replay": {"same": replay.json()},
        "ArtifactPayload": {"risk dashboard": await product.get(f"/artifacts/{artifact['artifact_id']}")},
    }


def taken_back(deps: RunDeps) -> Script:
    return (*say("Beta is <beta>. More follows.")(deps), Call("get_holdings", {}))


ANSWER = """📐 **Beta is <beta>.** It was 7.77 last year. The score of *Growth* is <risk_score>.

- Volatility: <volatility_annualized>
[[suggest: What drives it?]]"""
WHAT_IF = {"variants": [{"edits": [{"symbol": "AAPL", "weight": 0.1}], "financing": "cash"}]}
ROUNDS = ((Say("Let me look."), *RISK), (Call("create_artifact", {}),), taken_back, say(ANSWER))
NEVER_ANSWERS = (Call("get_quote", {"symbol": "AAPL"}),)
