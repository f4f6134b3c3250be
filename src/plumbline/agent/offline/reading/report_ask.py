"""What a clause asks of a report: which one, which of its figures, with which parameters."""

from dataclasses import dataclass, replace

from plumbline.agent.offline.lexicon.report_words import Topic
from plumbline.agent.offline.reading.trade_terms import TradeTerms


@dataclass(frozen=True)
class Move:
    """What is assumed of a driver: `market`, `volatility`, a sector or a symbol, and by how much."""

    target: str
    size: float


@dataclass(frozen=True)
class Cap:
    """The largest weight: of each name where `of` is empty, else of a sector or a symbol."""

    of: str
    upper: float


@dataclass(frozen=True)
class Edit:
    """A weight that is assumed: `to` it, changed `by` so much, `times` what it is, or what another one `takes`. CASH is a symbol too."""

    symbol: str
    to: float | None = None
    by: float | None = None
    times: float | None = None
    takes: str | None = None


@dataclass(frozen=True)
class ReportAsk:
    """Empty or None = not said: the report's own default, or that of the turn before."""

    topic: Topic | None = None
    measures: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()  # measures that a query can compute too, named beside
    episodes: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    amount: float | None = None  # money
    views: tuple[tuple[str, str | None, float], ...] = ()  # a symbol, the one it beats (None: by itself), by how much a year
    share: float | None = None  # the loss, the depth or the target that is asked about
    confidence: float | None = None
    horizon: int | None = None  # sessions ahead
    sessions: int | None = None  # sessions back
    period: str | None = None
    method: str | None = None
    factor: str | None = None
    objective: str | None = None
    caps: tuple[Cap, ...] = ()
    against: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    shares: tuple[tuple[str, float], ...] = ()  # of sectors or symbols: the targets of a rebalancing, the parts of a blend
    terms: TradeTerms | None = None  # of a proposal
    several: bool = False  # each edit is a version of its own

    @property
    def says_something(self) -> bool:
        """Whether any parameter is named."""
        return self != ReportAsk(self.topic)

    def over(self, earlier: "ReportAsk") -> "ReportAsk":
        """This ask with what it leaves out taken from the one before."""
        empty = vars(ReportAsk())
        return replace(earlier, **{name: value for name, value in vars(self).items() if value != empty[name]})
