"""Reports as the web gets them: the report, its facts by their place in it (JSON pointer), and the board that draws it."""

from plumbline.artifacts.slots import Board
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.attribution.results import AttributionReport
from plumbline.portfolios.backtest.results import BacktestReport
from plumbline.portfolios.drift.results import DriftReport
from plumbline.portfolios.factors.results import FactorReport
from plumbline.portfolios.optimization.results import OptimizationReport


class BacktestView(Schema):
    report: BacktestReport
    facts: dict[str, Fact]
    board: Board


class OptimizationView(Schema):
    report: OptimizationReport
    facts: dict[str, Fact]
    board: Board


class FactorView(Schema):
    report: FactorReport
    facts: dict[str, Fact]
    board: Board


class AttributionView(Schema):
    report: AttributionReport
    facts: dict[str, Fact]
    board: Board


class DriftView(Schema):
    report: DriftReport
    facts: dict[str, Fact]
    board: Board
