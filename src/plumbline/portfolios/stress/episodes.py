"""Historical episodes replayed on the holdings of a day, with stand-ins for what did not exist then."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plumbline.analytics.beta import beta
from plumbline.analytics.episodes import EPISODES, Episode
from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.analytics.replay import Replay, replay
from plumbline.analytics.returns import simple_returns
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.risk_series import LEAST_SESSIONS, YEAR_SESSIONS, Analysis
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.stress.option_growth import option_growth
from plumbline.portfolios.stress.results import BenchmarkMove, EpisodeHolding, EpisodeStress, StandIn
from plumbline.portfolios.subjects import benchmark_subject, holding_subject
from plumbline.portfolios.valuation import ValuedHolding

LARGEST = 5
"""Holdings named for each stress: more would bury what matters, and the rest is in the total."""
_LEAST_PEERS = 3
"""Names that make the mean of a sector; with fewer the index is the better stand-in."""


@dataclass(frozen=True, eq=False)
class StressedBook:
    """What is stressed: holdings with a price that move with something, and their signed shares of net value."""

    snapshot: PortfolioSnapshot
    view: MarketView
    analysis: Analysis
    holdings: tuple[ValuedHolding, ...]
    weights: FloatArray

    @property
    def net_value(self) -> float:
        return self.analysis.valuation.net_value

    def money(self, fraction: float) -> Money:
        """A share of net value in money; + 0.0 turns -0.0 into 0.0."""
        return Money(amount=fraction * self.net_value + 0.0, currency=self.snapshot.currency)

    def subject(self, key: str, words: str) -> Subject:
        """The portfolio in a hypothetical situation."""
        label = f"{self.snapshot.name} {words}"
        return Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{self.snapshot.portfolio_id}/{key}", label=label)

    def holding_subject(self, holding: ValuedHolding) -> Subject:
        return holding_subject(self.snapshot, holding.symbol, holding.label)


def stressed_book(snapshot: PortfolioSnapshot, view: MarketView, analysis: Analysis) -> StressedBook:
    """The holdings that stress can move. Raises: CalculationFailed when net value is not positive."""
    valuation = analysis.valuation
    if valuation.net_value <= 0.0:
        message = f"Expected a positive net value, found {valuation.net_value:,.2f}: a share of it can not be lost. Import cash as well."
        raise CalculationFailed(message, subject=snapshot.name)
    moving = tuple(holding for holding in valuation.invested if holding.driver is not None and holding.market_value)
    weights = np.array([(holding.market_value or 0.0) / valuation.net_value for holding in moving])
    return StressedBook(snapshot, view, analysis, moving, weights)


def choose_episodes(wanted: tuple[str, ...], view: MarketView) -> tuple[Episode, ...]:
    """Episodes by key, by a part of key or name, or by a year; none named = all that had ended by the day of the view.

    Raises: InvalidInput for a name that fits none, or an episode that the prices do not reach or that was not over.
    """
    first = view.market.first_session
    if not wanted:
        return tuple(episode for episode in EPISODES if first <= episode.start and episode.end <= view.as_of)
    chosen: dict[str, Episode] = {}
    for text in wanted:
        found = _named(text)
        if not found:
            known = ", ".join(episode.key for episode in EPISODES)
            raise InvalidInput(f"Expected an episode or a year, found '{text}'. There are: {known}.", subject=text)
        for episode in found:
            if episode.start < first or episode.end > view.as_of:
                message = (
                    f"{episode.name} ran from {episode.start} to {episode.end}; the prices known on {view.as_of} start on {first}. "
                    f"Choose an episode between."
                )
                raise InvalidInput(message, subject=text)
            chosen[episode.key] = episode
    return tuple(sorted(chosen.values(), key=lambda episode: episode.start))


def episode_stress(book: StressedBook, episode: Episode) -> EpisodeStress:
    """The holdings of the day, held without trading through the episode."""
    paths = _Paths.of(book, episode)
    try:
        found = replay(paths.own, book.weights, proxies=paths.proxies)
    except CalculationFailed as failure:
        return _undefined(book, episode, failure.message)
    unknown = [holding.label for holding, lost in zip(book.holdings, found.unknown, strict=True) if lost]
    quality, reason = _quality(book, found, unknown)
    return EpisodeStress(
        subject=book.subject(episode.key, f"in {episode.name}"), as_of=book.snapshot.as_of, period=_period(episode), quality=quality,
        reason=reason, key=episode.key, title=episode.name, what=episode.what, start=episode.start, end=episode.end,
        value=found.total + 0.0, change=book.money(found.total), worst_loss=found.worst_loss, coverage=found.own_coverage,
        proxied=found.proxied_coverage, benchmark=paths.benchmark(book, episode), largest=_largest(book, episode, found, paths),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Then:
    """The whole market in an episode: returns (n_sessions, n_symbols), which symbols have all of them, and the index if it has."""

    moves: FloatArray
    complete: BoolArray
    index: FloatArray | None

    @classmethod
    def of(cls, book: StressedBook, episode: Episode) -> "_Then":
        market = book.view.market
        moves = simple_returns(book.view.prices(market.symbols, start=episode.start, end=episode.end).close)
        complete = np.asarray(np.isfinite(moves).all(axis=0))
        column = market.columns.get(book.snapshot.benchmark)
        return cls(moves, complete, np.asarray(moves[:, column]) if column is not None and complete[column] else None)


@dataclass(frozen=True, eq=False)
class _Paths:
    """Returns of the holdings in an episode, (n_sessions, n_holdings): their own, and those of their stand-ins."""

    own: FloatArray
    proxies: FloatArray
    stand_ins: tuple[StandIn, ...]
    index: FloatArray | None

    @classmethod
    def of(cls, book: StressedBook, episode: Episode) -> "_Paths":
        then = _Then.of(book, episode)
        own, proxies = np.full((len(then.moves), len(book.holdings)), np.nan), np.full((len(then.moves), len(book.holdings)), np.nan)
        kinds: list[StandIn] = []
        for place, holding in enumerate(book.holdings):
            series, kind = _series(book, holding.driver or "", then)
            kinds.append(kind)
            if series is not None:
                target = own if kind == "own" else proxies
                target[:, place] = _as_held(book, holding, series)
        return cls(own, proxies, tuple(kinds), then.index)

    def benchmark(self, book: StressedBook, episode: Episode) -> BenchmarkMove | None:
        """The benchmark's own return, None when it has no price throughout."""
        if self.index is None:
            return None
        instrument = book.view.instrument(book.snapshot.benchmark)
        return BenchmarkMove(
            subject=benchmark_subject(instrument), as_of=book.snapshot.as_of, period=_period(episode), symbol=instrument.symbol,
            move=float(np.prod(1.0 + self.index) - 1.0),
        )  # fmt: skip


def _series(book: StressedBook, driver: str, then: "_Then") -> tuple[FloatArray | None, StandIn]:
    """Returns for a driver in the episode and whose they are: its own, the mean of its sector, or its beta times the index."""
    column = book.view.market.columns.get(driver)
    if column is not None and then.complete[column]:
        return np.asarray(then.moves[:, column]), "own"
    sector = book.view.instrument(driver).sector
    peers = [place for place in _sector_columns(book.view).get(sector or "", ()) if place != column and then.complete[place]]
    if len(peers) >= _LEAST_PEERS:
        return np.asarray(then.moves[:, peers].mean(axis=1)), "sector"
    if then.index is None:
        return None, "none"
    return then.index * _beta(book, driver), "index"


@lru_cache(maxsize=8)
def _sector_columns(view: MarketView) -> dict[str, tuple[int, ...]]:
    """Columns of the market by sector; what has none is in no sector."""
    found: dict[str, list[int]] = {}
    for symbol, column in view.market.columns.items():
        sector = view.instrument(symbol).sector
        if sector:
            found.setdefault(sector, []).append(column)
    return {sector: tuple(columns) for sector, columns in found.items()}


def _beta(book: StressedBook, driver: str) -> float:
    """Beta of the driver over the last 252 sessions; 1 where there are too few."""
    series = book.analysis.series
    if series.benchmark is None or driver not in series.drivers:
        return 1.0
    rows = series.rows(YEAR_SESSIONS)
    own = series.returns[rows, series.drivers.index(driver)]
    if int((np.isfinite(own) & np.isfinite(series.benchmark[rows])).sum()) < LEAST_SESSIONS:
        return 1.0
    try:
        return float(beta(own, series.benchmark[rows]))
    except (CalculationFailed, MissingData):
        return 1.0


def _as_held(book: StressedBook, holding: ValuedHolding, series: FloatArray) -> FloatArray:
    """An option is valued anew along the path of its underlying; everything else moves as its driver."""
    if holding.quote is None:
        return series
    growth = np.asarray(np.cumprod(1.0 + np.maximum(series, -1.0)), dtype=np.float64)
    values = np.concatenate([[1.0], option_growth(holding, book.snapshot, growth)])
    return np.asarray(values[1:] / values[:-1] - 1.0)


def _largest(book: StressedBook, episode: Episode, found: Replay, paths: _Paths) -> tuple[EpisodeHolding, ...]:
    order = np.argsort(-np.abs(found.impacts), kind="stable")[:LARGEST]
    rows = []
    for place in sorted(order.tolist(), key=lambda place: float(found.impacts[place])):
        holding, kind = book.holdings[place], paths.stand_ins[place]
        exact = kind == "own" and holding.quote is None
        rows.append(
            EpisodeHolding(
                subject=book.holding_subject(holding), as_of=book.snapshot.as_of, period=_period(episode),
                quality=Quality.COMPLETE if exact else Quality.PARTIAL, reason=None if exact else _row_reason(kind),
                symbol=holding.symbol, replayed_by=kind, move=float(found.moves[place]), change=book.money(float(found.impacts[place])),
            )
        )  # fmt: skip
    return tuple(rows)


def _row_reason(kind: StandIn) -> str:
    if kind == "own":
        return "an option, valued anew by the model along its underlying"
    words = {"sector": "the mean of its sector", "index": "its beta times the index", "none": "nothing: it was left unmoved"}
    return f"it had no prices throughout the episode; replayed by {words[kind]}"


def _quality(book: StressedBook, found: Replay, unknown: list[str]) -> tuple[Quality, str | None]:
    if unknown:
        return Quality.PARTIAL, f"{', '.join(unknown)} had no prices then and no stand-in, and stayed unmoved"
    if found.proxied_coverage > 0.0:
        names = [holding.label for holding, lent in zip(book.holdings, found.proxied, strict=True) if lent]
        return Quality.PARTIAL, f"stand-ins replay {', '.join(names)}, which had no prices throughout"
    valuation = book.analysis.valuation
    return valuation.quality, valuation.reason


def _undefined(book: StressedBook, episode: Episode, reason: str) -> EpisodeStress:
    return EpisodeStress(
        subject=book.subject(episode.key, f"in {episode.name}"), as_of=book.snapshot.as_of, period=_period(episode),
        quality=Quality.PARTIAL, reason=reason, key=episode.key, title=episode.name, what=episode.what, start=episode.start,
        end=episode.end, value=None, change=None, worst_loss=None, coverage=None, proxied=None, benchmark=None, largest=(),
    )  # fmt: skip


def _named(text: str) -> list[Episode]:
    wanted = text.strip().casefold()
    if not wanted:
        return []
    for fits in (
        lambda episode: wanted == episode.key,
        lambda episode: wanted in episode.key,
        lambda episode: wanted in episode.name.casefold(),
        lambda episode: wanted.isdigit() and episode.start.year <= int(wanted) <= episode.end.year,
    ):
        found = [episode for episode in EPISODES if fits(episode)]
        if found:
            return found
    return []


def _period(episode: Episode) -> str:
    return f"{episode.start}/{episode.end}"
