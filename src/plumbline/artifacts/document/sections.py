"""The reports that a portfolio's document can hold, in the order in which they are read, and the document of some of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from plumbline.artifacts.attribution_board import attribution_board, drift_board
from plumbline.artifacts.backtest_board import backtest_board
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.correlation_board import correlation_board
from plumbline.artifacts.document.compose import compose_document
from plumbline.artifacts.document.contents import Document
from plumbline.artifacts.document.title_block import about_portfolio
from plumbline.artifacts.drawdowns_board import drawdowns_board
from plumbline.artifacts.factor_board import factor_board
from plumbline.artifacts.group_board import group_board
from plumbline.artifacts.hedging_board import hedging_board
from plumbline.artifacts.limits_board import limits_board
from plumbline.artifacts.optimization_board import optimization_board
from plumbline.artifacts.option_board import option_board
from plumbline.artifacts.performance_board import performance_board
from plumbline.artifacts.risk_board import risk_board
from plumbline.artifacts.slots import Board, NoteSlot
from plumbline.artifacts.stress_board import stress_board
from plumbline.artifacts.tail_board import tail_board
from plumbline.artifacts.volatility_board import volatility_board
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.fact import Fact
from plumbline.facts.result import Result
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.attribution.report import attribution_report
from plumbline.portfolios.backtest.report import backtest_report
from plumbline.portfolios.correlation.report import correlation_report
from plumbline.portfolios.drawdowns.report import drawdown_report
from plumbline.portfolios.drift.report import drift_report
from plumbline.portfolios.factors.report import factor_report
from plumbline.portfolios.groups.report import group_report
from plumbline.portfolios.hedging.report import hedging_report
from plumbline.portfolios.limits_report import limits_report
from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.option_book.report import option_report
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.stress.report import StressQuestion, stress_report
from plumbline.portfolios.tail.report import tail_report
from plumbline.portfolios.volatility.report import volatility_report


class SectionName(StrEnum):
    """What a person writes to have a report in the document."""

    MEMBERS = "members"
    RISK = "risk"
    PERFORMANCE = "performance"
    ATTRIBUTION = "attribution"
    DRAWDOWNS = "drawdowns"
    VOLATILITY = "volatility"
    TAIL = "tail"
    OPTIONS = "options"
    FACTORS = "factors"
    CORRELATION = "correlation"
    STRESS = "stress"
    HEDGING = "hedging"
    LIMITS = "limits"
    DRIFT = "drift"
    BACKTEST = "backtest"
    OPTIMIZE = "optimize"


@dataclass(frozen=True)
class ReportSection:
    """One report with its usual terms: how it is made, drawn, and named in the lineage of its facts."""

    title: str
    calculation: str
    build: Callable[[PortfolioSnapshot, MarketView], Result]
    board: Callable[[Any, Mapping[str, Fact]], Board]


SECTIONS: Mapping[SectionName, ReportSection] = {
    SectionName.MEMBERS: ReportSection("Members", "group_report", group_report, group_board),
    SectionName.RISK: ReportSection("Risk", "risk_report", risk_report, risk_board),
    SectionName.PERFORMANCE: ReportSection("Performance", "performance_report", performance_report, performance_board),
    SectionName.ATTRIBUTION: ReportSection("Attribution", "attribution_report", attribution_report, attribution_board),
    SectionName.DRAWDOWNS: ReportSection("Drawdowns", "drawdown_report", drawdown_report, drawdowns_board),
    SectionName.VOLATILITY: ReportSection("Volatility", "volatility_report", volatility_report, volatility_board),
    SectionName.TAIL: ReportSection("Tail risk", "tail_report", tail_report, tail_board),
    SectionName.OPTIONS: ReportSection("Options", "option_report", option_report, option_board),
    SectionName.FACTORS: ReportSection("Factors", "factor_report", factor_report, factor_board),
    SectionName.CORRELATION: ReportSection("Correlation", "correlation_report", correlation_report, correlation_board),
    SectionName.STRESS: ReportSection(
        "Stress", "stress_report", lambda snapshot, view: stress_report(snapshot, view, StressQuestion()), stress_board
    ),
    SectionName.HEDGING: ReportSection("Hedging", "hedging_report", hedging_report, hedging_board),
    SectionName.LIMITS: ReportSection("Limits", "limits_report", limits_report, limits_board),
    SectionName.DRIFT: ReportSection("Drift", "drift_report", drift_report, drift_board),
    SectionName.BACKTEST: ReportSection("Backtest of the value at risk", "backtest_report", backtest_report, backtest_board),
    SectionName.OPTIMIZE: ReportSection(
        "Optimization",
        "optimization_report",
        lambda snapshot, view: optimization_report(snapshot, view, OptimizationRequest()),
        optimization_board,
    ),
}
_ON_REQUEST = frozenset({SectionName.OPTIMIZE})
"""Proposals: they stand in a document only where they are named."""
_LEFT_OUT = "What can not be calculated"


def portfolio_document(snapshot: PortfolioSnapshot, view: MarketView, names: Sequence[SectionName] = ()) -> Document:
    """The document of a portfolio or group with these sections, in the order of the catalog.

    None named = all that are no proposals. Reports that can not be made of this portfolio are named at the end, with the reason.
    """
    boards: dict[str, Board] = {}
    left_out: list[NoteSlot] = []
    for section in (SECTIONS[name] for name in SECTIONS if name in (names or _usual(snapshot))):
        try:
            boards[section.title] = _board(section, snapshot, view)
        except (MissingData, CalculationFailed, InvalidInput) as error:
            left_out.append(NoteSlot(text=f"{section.title}: {error.message}"))
    if left_out:
        boards[_LEFT_OUT] = Board(as_of=snapshot.as_of, title=f"{_LEFT_OUT}: {snapshot.name}", slots=tuple(left_out), facts={})
    title = f"Portfolio report: {snapshot.name}" if len(boards) > 1 else next(iter(boards.values())).title
    return compose_document(boards, about_portfolio(snapshot, view), title=title)


def _usual(snapshot: PortfolioSnapshot) -> frozenset[SectionName]:
    """Every report that has something to say of this portfolio."""
    beside_the_point = set(_ON_REQUEST)
    if snapshot.members is None:
        beside_the_point.add(SectionName.MEMBERS)
    if not any(lot.kind is InstrumentKind.OPTION for lot in snapshot.lots):
        beside_the_point.add(SectionName.OPTIONS)
    return frozenset(SECTIONS) - beside_the_point


def _board(section: ReportSection, snapshot: PortfolioSnapshot, view: MarketView) -> Board:
    report = section.build(snapshot, view)
    return section.board(report, recorded_facts(report, calculation=section.calculation, snapshot=snapshot.digest))
