"""`python -m plumbline.api.wire` prints the JSON schemas of everything that the web app receives or sends.

Stream events appear in no OpenAPI path, so the roots are written out. What the web receives is exported in serialization
mode (defaults are always present), what it sends in validation mode. `make types` turns the document into TypeScript.
"""

import json
from typing import Any, Literal, NamedTuple

from pydantic import TypeAdapter

from plumbline.access.schemas import (
    ApiTokenEntry,
    ApiTokenIssued,
    ApiTokenRequest,
    GrantEntry,
    GrantRequest,
    Me,
    SignInRequest,
    UserChange,
    UserEntry,
    UserRequest,
)
from plumbline.agent.events import ArtifactPayload, StreamEvent
from plumbline.agent.schemas import Evidence, PageContext, Replay, RunRequest, RunStarted, ThreadDetail, ThreadRename, ThreadSummary
from plumbline.api.schemas import MeasureEntry, Problem, PublicSettings, Readiness
from plumbline.artifacts.correlation_board import CorrelationView
from plumbline.artifacts.drawdowns_board import DrawdownView
from plumbline.artifacts.group_board import GroupView
from plumbline.artifacts.hedging_board import HedgingView
from plumbline.artifacts.limits_board import LimitsView
from plumbline.artifacts.option_board import OptionView
from plumbline.artifacts.performance_board import PerformanceView
from plumbline.artifacts.proposal_board import ProposalView
from plumbline.artifacts.rebalance_board import RebalanceView
from plumbline.artifacts.report_views import AttributionView, BacktestView, DriftView, FactorView, OptimizationView
from plumbline.artifacts.slots import Board, Slot
from plumbline.artifacts.stress_board import StressView
from plumbline.artifacts.tail_board import TailView
from plumbline.artifacts.volatility_board import VolatilityView
from plumbline.artifacts.what_if_board import WhatIfView
from plumbline.facts.fact import Fact
from plumbline.market_data.findings import Finding
from plumbline.portfolios.correlation.results import CorrelationReport
from plumbline.portfolios.drawdowns.results import DrawdownReport
from plumbline.portfolios.groups.schemas import GroupChange, GroupRequest, GroupSummary
from plumbline.portfolios.hedging.results import HedgingReport
from plumbline.portfolios.imports.schemas import ImportPreview
from plumbline.portfolios.limit_policies import LimitPolicy, PolicyRequest
from plumbline.portfolios.limits_results import LimitsReport
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.performance.results import PerformanceReport
from plumbline.portfolios.proposals.schemas import ProposalEntry, ProposalRequest
from plumbline.portfolios.rebalancing.request import RebalanceRequest
from plumbline.portfolios.results import HoldingsReport, RiskReport
from plumbline.portfolios.schemas import (
    FindingsPage,
    HoldingsReportView,
    MarketInfo,
    PortfolioRename,
    PortfolioSummary,
    PositionView,
    QuoteView,
    RiskReportView,
)
from plumbline.portfolios.stress.results import StressReport
from plumbline.portfolios.stress.scenarios import ScenarioEntry, ScenarioRequest
from plumbline.portfolios.stress.schemas import StressRequest
from plumbline.portfolios.volatility.results import VolatilityReport
from plumbline.portfolios.what_if.report import WhatIfRequest
from plumbline.portfolios.what_if.results import WhatIfReport

Mode = Literal["serialization", "validation"]


class Root(NamedTuple):
    name: str
    type: Any
    mode: Mode = "serialization"


ROOTS: tuple[Root, ...] = (
    Root("Problem", Problem),
    Root("Me", Me),
    Root("SignInRequest", SignInRequest, "validation"),
    Root("ApiTokenEntry", ApiTokenEntry),
    Root("ApiTokenIssued", ApiTokenIssued),
    Root("ApiTokenRequest", ApiTokenRequest, "validation"),
    Root("UserEntry", UserEntry),
    Root("UserRequest", UserRequest, "validation"),
    Root("UserChange", UserChange, "validation"),
    Root("GrantEntry", GrantEntry),
    Root("GrantRequest", GrantRequest, "validation"),
    Root("PublicSettings", PublicSettings),
    Root("Readiness", Readiness),
    Root("MeasureEntry", MeasureEntry),
    Root("Finding", Finding),
    Root("RiskReport", RiskReport),
    Root("HoldingsReport", HoldingsReport),
    Root("PortfolioSummary", PortfolioSummary),
    Root("PortfolioRename", PortfolioRename, "validation"),
    Root("RiskReportView", RiskReportView),
    Root("HoldingsReportView", HoldingsReportView),
    Root("PositionView", PositionView),
    Root("StressReport", StressReport),
    Root("StressView", StressView),
    Root("StressRequest", StressRequest, "validation"),
    Root("LimitsReport", LimitsReport),
    Root("LimitsView", LimitsView),
    Root("LimitPolicy", LimitPolicy),
    Root("PolicyRequest", PolicyRequest, "validation"),
    Root("CorrelationReport", CorrelationReport),
    Root("CorrelationView", CorrelationView),
    Root("VolatilityReport", VolatilityReport),
    Root("VolatilityView", VolatilityView),
    Root("DrawdownReport", DrawdownReport),
    Root("DrawdownView", DrawdownView),
    Root("HedgingReport", HedgingReport),
    Root("HedgingView", HedgingView),
    Root("TailView", TailView),
    Root("OptionView", OptionView),
    Root("WhatIfReport", WhatIfReport),
    Root("WhatIfView", WhatIfView),
    Root("WhatIfRequest", WhatIfRequest, "validation"),
    Root("ProposalView", ProposalView),
    Root("ProposalEntry", ProposalEntry),
    Root("ProposalRequest", ProposalRequest, "validation"),
    Root("ScenarioEntry", ScenarioEntry),
    Root("ScenarioRequest", ScenarioRequest, "validation"),
    Root("BacktestView", BacktestView),
    Root("OptimizationRequest", OptimizationRequest, "validation"),
    Root("OptimizationView", OptimizationView),
    Root("RebalanceRequest", RebalanceRequest, "validation"),
    Root("RebalanceView", RebalanceView),
    Root("FactorView", FactorView),
    Root("AttributionView", AttributionView),
    Root("DriftView", DriftView),
    Root("GroupSummary", GroupSummary),
    Root("GroupRequest", GroupRequest, "validation"),
    Root("GroupChange", GroupChange, "validation"),
    Root("GroupView", GroupView),
    Root("PerformanceReport", PerformanceReport),
    Root("PerformanceView", PerformanceView),
    Root("QuoteView", QuoteView),
    Root("ImportPreview", ImportPreview),
    Root("MarketInfo", MarketInfo),
    Root("FindingsPage", FindingsPage),
    Root("Fact", Fact),
    Root("Slot", Slot),
    Root("Board", Board),
    Root("ArtifactPayload", ArtifactPayload),
    Root("StreamEvent", StreamEvent),
    Root("RunRequest", RunRequest, "validation"),
    Root("PageContext", PageContext, "validation"),
    Root("RunStarted", RunStarted),
    Root("ThreadSummary", ThreadSummary),
    Root("ThreadDetail", ThreadDetail),
    Root("ThreadRename", ThreadRename, "validation"),
    Root("Evidence", Evidence),
    Root("Replay", Replay),
)


def wire_document() -> dict[str, Any]:
    """One JSON Schema 2020-12 document: `$defs`, and `x-roots` that names the definitions the web validates."""
    inputs = [(root.name, root.mode, TypeAdapter(root.type)) for root in ROOTS]
    schemas, definitions = TypeAdapter.json_schemas(inputs, ref_template="#/$defs/{model}")
    defs = dict(definitions["$defs"])
    roots = []
    for root in ROOTS:
        schema = schemas[(root.name, root.mode)]
        if set(schema) != {"$ref"}:  # a union has no definition of its own until it gets one here
            defs[root.name] = schema
            schema = {"$ref": f"#/$defs/{root.name}"}
        roots.append({"name": root.name, "ref": schema["$ref"], "mode": root.mode})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": dict(sorted(defs.items())), "x-roots": roots}


if __name__ == "__main__":
    print(json.dumps(wire_document(), indent=1))
