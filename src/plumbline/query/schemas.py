"""The question algebra: a question about figures as a typed value, for models, the offline analyst, screens and alerts."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from plumbline.analytics.measures import MEASURE_KEYS
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, MeasuredValue, Result

Of = Literal["portfolio", "holdings", "group", "sectors", "symbols", "benchmark"]
Side = Literal["long", "short"]
Kind = Literal["equity", "etf", "option", "cash"]
Operator = Literal["above", "at_least", "below", "at_most"]
Summary = Literal["total", "average", "count", "share"]
Comparison = Literal["difference", "ratio"]

PERIOD_GRAMMAR = (
    "1d 5d 1w 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, any count of d (sessions), w, m, y such as 63d or 18m, a calendar year 2020, "
    "quarter 2020Q1, half 2020H1 or month 2020-03, or days from/to 2022-01-01/2022-06-30 (open end: 2020-03-16/)"
)


class Ask(Schema):
    """One measure with what it needs to be one figure."""

    measure: str = Field(description="Key in the catalog of measures, for instance volatility_annualized.")
    period: str | None = Field(default=None, description=f"Period or window: {PERIOD_GRAMMAR}. Default: the measure's usual one.")
    confidence: float | None = Field(default=None, gt=0.5, lt=1.0, description="For value at risk and expected shortfall; default 0.95.")
    against: str | None = Field(default=None, description="Symbol for beta, correlation, active return; default the benchmark.")


class Condition(Schema):
    """Keeps the holdings (or sectors, symbols) whose figure satisfies it; `absolute` compares magnitudes.

    `than_benchmark`: the value is counted from the benchmark's own figure, so 0 means more (or less) than that of the benchmark.
    """

    ask: Ask
    operator: Operator
    value: float = Field(description="In base units: 0.1 is 10 %.")
    absolute: bool = False
    than_benchmark: bool = False


class Selection(Schema):
    """What the rows are about.

    portfolio: one row per portfolio; holdings: one per holding; group: the chosen holdings taken together; sectors: one per
    sector; symbols: instruments themselves, held or not; benchmark: the portfolio's benchmark.
    """

    of: Of
    symbols: tuple[str, ...] = Field(default=(), description="Only these; for `symbols` the instruments.")
    sectors: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    side: Side | None = None
    without: tuple[str, ...] = Field(default=(), description="Holdings to leave out.")
    conditions: tuple[Condition, ...] = ()
    label: str | None = Field(default=None, description="What to call a group.")


class Rank(Schema):
    """Order rows by a figure and keep the first ones."""

    ask: Ask
    order: Literal["highest", "lowest"] = "highest"
    limit: int | None = Field(default=None, ge=1, le=500)
    absolute: bool = False


class Shock(Schema):
    """A hypothetical move: of named symbols, of sectors, or of the market (others follow by beta)."""

    size: float = Field(ge=-1.0, le=10.0, description="-0.1 is a fall of 10 %.")
    symbols: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    side: Side | None = None
    market: bool = Field(default=False, description="The benchmark moves, every holding by its beta.")


class Query(Schema):
    """A question about figures. Rows are every selected subject times every measure."""

    portfolios: tuple[str, ...] = Field(default=(), description="Portfolio ids; empty: the current one.")
    all_portfolios: bool = False
    select: tuple[Selection, ...] = Field(default=(Selection(of="portfolio"),), min_length=1, max_length=12)
    measures: tuple[Ask, ...] = Field(default=(), max_length=20)
    as_of: date | None = Field(default=None, description="A past day to look at; never later than the run's day.")
    rank: Rank | None = None
    summary: Summary | None = Field(default=None, description="Over the rows: total, average, count, or share of the whole portfolio.")
    scale: float | None = Field(default=None, description="Multiply each figure, for instance 0.5 for half of it.")
    compare: Comparison | None = Field(default=None, description="First row against the second, per measure.")
    versus: date | None = Field(default=None, description="The same figures on an earlier day, and the change since.")
    shocks: tuple[Shock, ...] = Field(default=(), max_length=10, description="Hypothetical moves; adds shock measures to the rows.")


class Excluded(Schema):
    """A subject without a figure, and why."""

    label: str
    reason: str


class QueryResult(Result):
    """Rows in the asked order; what was added up over them; the same figures earlier."""

    rows: tuple[MeasuredValue, ...]
    summary: tuple[MeasuredValue, ...] = ()
    earlier: tuple[MeasuredValue, ...] = ()
    change: tuple[MeasuredValue, ...] = ()
    n_matched: Annotated[int, Measured("n_holdings")] = Field(description="Subjects that satisfied the conditions, before the limit.")
    excluded: tuple[Excluded, ...] = ()
    notes: tuple[str, ...] = ()


def is_known_measure(key: str) -> bool:
    """Whether the catalog has the measure."""
    return key in MEASURE_KEYS
