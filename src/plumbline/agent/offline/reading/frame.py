"""What was understood of one clause: the parts of a question, each of which a follow-up may leave out or replace."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from plumbline.agent.offline.reading.priced import PriceAim
from plumbline.agent.offline.reading.report_ask import ReportAsk
from plumbline.query.schemas import Ask, Condition, Kind, Shock, Side


class Intent(StrEnum):
    FIGURES = "figures"
    DRIVERS = "drivers"  # what drives my risk, and why
    CONCENTRATION = "concentration"
    VERSUS = "versus"  # performance beside the benchmark
    MOVES = "moves"  # why did it move
    SHOCK = "shock"
    ATTENTION = "attention"  # what should I look at
    COMPARE = "compare"
    HEDGE = "hedge"
    OPTIONS = "options"
    DATA = "data"
    LIMITS = "limits"
    REPORT = "report"  # one of the reports beside the figures: stress, backtest, factors, ...
    OVERVIEW = "overview"
    DASHBOARD = "dashboard"
    EXPLAIN = "explain"
    PORTFOLIOS = "portfolios"
    OWNS = "owns"
    HISTORY = "history"  # how a price went
    CAPABILITIES = "capabilities"
    GREETING = "greeting"
    THANKS = "thanks"
    REFUSAL = "refusal"
    LANGUAGE = "language"
    UNCLEAR = "unclear"


class Shape(StrEnum):
    """How the answer to a question of figures is laid out."""

    SINGLE = "single"  # one subject
    LIST = "list"  # holdings or sectors in an order
    COUNT = "count"


WORDS_ONLY = "words only"
"""An explanation whose figure another clause asks for."""
WITH_MINE = "with mine"
"""`how do I compare to X`: the portfolio on screen is the other side."""


@dataclass(frozen=True)
class Subjects:
    """Whom the clause is about. Nothing set: the portfolio on screen."""

    portfolios: tuple[str, ...] = ()
    all_portfolios: bool = False
    symbols: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    side: Side | None = None
    holdings: bool = False  # each of the holdings
    by_sector: bool = False
    benchmark: bool = False
    myself: bool = False  # the portfolio was named: `my`, `portfolio`
    right: str | None = None  # call or put
    against: str | None = None  # `most correlated with apple`
    without: tuple[str, ...] = ()  # sectors, symbols, `cash` or `option`: everything but these

    @property
    def named(self) -> bool:
        """Something more special than the portfolio is named."""
        return bool(self.symbols or self.sectors or self.kinds or self.side or self.benchmark or self.right or self.without)


@dataclass(frozen=True)
class Ranking:
    order: str  # highest, lowest
    limit: int | None
    measure: str | None = None
    absolute: bool = False
    nth: int | None = None  # `third largest`: only that one


@dataclass(frozen=True)
class Claim:
    """What a yes-or-no question says is so: a figure above or below a level, or the first subject's against the other's."""

    operator: str  # above, below; first: of all
    level: float | None = None
    first: str | None = None  # symbol, sector or portfolio named first; empty = the portfolio on screen


@dataclass(frozen=True)
class Frame:
    """One clause, understood."""

    text: str
    intent: Intent = Intent.FIGURES
    subjects: Subjects = field(default_factory=Subjects)
    asks: tuple[Ask, ...] = ()
    period: str | None = None
    periods: tuple[str, ...] = ()
    as_of: date | None = None
    versus: date | None = None
    confidence: float | None = None
    horizon_days: int | None = None
    conditions: tuple[Condition, ...] = ()
    ranking: Ranking | None = None
    summary: str | None = None
    compare: str | None = None
    scale: float | None = None
    claim: Claim | None = None
    shocks: tuple[Shock, ...] = ()
    price_aims: tuple[PriceAim, ...] = ()
    unit: str | None = None
    report: ReportAsk = field(default_factory=ReportAsk)
    unknown: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    topic: str | None = None  # what is refused or explained, or the language
    follows: bool = False
    first: bool = False  # "what would you look at first" was added
    clarify: str | None = None
    notes: tuple[str, ...] = ()
