"""Wire types of portfolios."""

from datetime import date

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.market_data.findings import Finding
from plumbline.portfolios.results import HoldingsReport, PositionReport, PriceSeries, RiskReport
from plumbline.portfolios.symbol_results import QuoteReport


class PortfolioSummary(Schema):
    """One line of the list of portfolios; `reason` says why there is no value.

    `first_held` is set only where nothing was held on `as_of`: the first session on which something was.
    """

    id: PortfolioId
    name: str
    currency: str
    benchmark: str
    benchmark_name: str
    n_holdings: int
    net_value: Money | None
    as_of: date
    demo: bool
    reason: str | None = None
    first_held: date | None = None


class PortfolioRename(Schema):
    name: str = Field(min_length=1, max_length=80)


class RiskReportView(Schema):
    """A report with its facts by their place in it (JSON pointer)."""

    report: RiskReport
    facts: dict[str, Fact]


class HoldingsReportView(Schema):
    report: HoldingsReport
    facts: dict[str, Fact]


class PositionView(Schema):
    report: PositionReport
    facts: dict[str, Fact]
    series: PriceSeries


class QuoteView(Schema):
    report: QuoteReport
    facts: dict[str, Fact]


class MarketLine(Schema):
    """The benchmark at the end of each month: what stands behind the as-of control."""

    dates: tuple[date, ...]
    values: tuple[float, ...]


class MarketProvider(Schema):
    key: str
    attribution: str
    n_symbols: int


class MarketInfo(Schema):
    """The span of the prices; `benchmark` is the name of what `line` shows."""

    first_session: date
    last_session: date
    benchmark: str
    line: MarketLine
    providers: tuple[MarketProvider, ...]
    n_symbols: int
    n_findings: int


class FindingsPage(Schema):
    findings: tuple[Finding, ...]
    total: int
