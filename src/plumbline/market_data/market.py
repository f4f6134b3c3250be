"""All prices in memory, and the cut at a day that lets nothing later through.

Prices are adjusted closes. `close` has NaN where there is no usable price: not yet or no longer listed, missing in the source, or
marked as a bad print; `raw_close` keeps what the source said. A bad print is known as such only when the next print has come, so a
view of the day itself still shows it (together with its finding): knowing better would be knowledge from the future.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from plumbline.core.errors import InvalidInput, MissingData, NotFound
from plumbline.market_data.findings import Finding
from plumbline.market_data.fundamentals import FundamentalFigure
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.matching import InstrumentIndex
from plumbline.market_data.occ import find_occ
from plumbline.market_data.panel import Mark, PriceArray, SessionArray, last_valid_rows
from plumbline.market_data.quality import bad_prints, price_findings


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Closes of some symbols over some sessions: `close` is (n_sessions, n_symbols), NaN where there is no usable price."""

    dates: SessionArray
    symbols: tuple[str, ...]
    close: PriceArray


@dataclass(frozen=True, slots=True)
class LastPrice:
    """The newest usable price of an instrument, which may be older than the day asked for."""

    symbol: str
    price: float
    currency: str
    on: date
    stale: bool
    sessions_behind: int
    provider: str


@dataclass(frozen=True, eq=False)
class Market:
    """Every price, instrument and figure that the configured providers delivered. Immutable.

    `symbols` are the priced ones, in the order of the columns; `instruments` may hold more (known, but without prices).
    """

    sessions: SessionArray
    symbols: tuple[str, ...]
    close: PriceArray
    raw_close: PriceArray
    instruments: Mapping[str, Instrument]
    fundamentals: Mapping[str, tuple[FundamentalFigure, ...]]
    findings: tuple[Finding, ...]
    providers: Mapping[str, str]
    attributions: Mapping[str, str]
    digest: str
    marks: tuple[Mark, ...] = ()
    source_findings: tuple[Finding, ...] = ()
    _views: dict[date, "MarketView"] = field(default_factory=dict, repr=False)

    @property
    def first_session(self) -> date:
        """The first day with prices."""
        return _day(self.sessions[0])

    @property
    def last_session(self) -> date:
        """The last complete session: the default of every `as_of`."""
        return _day(self.sessions[-1])

    def as_of(self, day: date | None = None) -> "MarketView":
        """Return the market as it could be seen after the close of `day` (default: the last session).

        A weekend or holiday gives the session before it. Raises `InvalidInput` before the first and after the last session.
        """
        wanted = self.last_session if day is None else day
        view = self._views.get(wanted)
        if view is None:
            view = self._cut(wanted)
            self._views[wanted] = view
        return view

    @cached_property
    def index(self) -> InstrumentIndex:
        """Look-up of instruments by symbol, name and alias."""
        return InstrumentIndex(self.instruments)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Column of each priced symbol."""
        return MappingProxyType({symbol: column for column, symbol in enumerate(self.symbols)})

    def session_from(self, day: date) -> date:
        """The first session on or after `day`, which must not lie after the last one."""
        return _day(self.sessions[np.searchsorted(self.sessions, np.datetime64(day, "D"), side="left")])

    def name_of(self, symbol: str) -> str:
        """The name people know a symbol by; the symbol itself where the loaded market has no name for it."""
        found = self.index.by_symbol(symbol)
        return symbol if found is None else found.name

    def _cut(self, wanted: date) -> "MarketView":
        moment = np.datetime64(wanted, "D")
        if moment < self.sessions[0]:
            raise InvalidInput(
                f"Prices start on {self.first_session}, so nothing can be said as of {wanted}. "
                f"Choose a day from {self.first_session} to {self.last_session}.",
                subject=str(wanted),
            )
        # A weekend after a last Friday is still answered by that Friday: no session has been missed.
        if moment > self.sessions[-1] and np.busday_count(self.sessions[-1] + 1, moment + 1) > 0:
            raise InvalidInput(
                f"Prices end on {self.last_session}, so nothing can be said as of {wanted}. "
                f"Choose {self.last_session} or an earlier day, or load newer prices.",
                subject=str(wanted),
            )
        n_sessions = int(np.searchsorted(self.sessions, moment, side="right"))
        return MarketView(market=self, requested=wanted, as_of=_day(self.sessions[n_sessions - 1]), n_sessions=n_sessions)


@dataclass(frozen=True, eq=False)
class MarketView:
    """The market after the close of one session: prices, figures and findings of later days do not exist here."""

    market: Market
    requested: date
    as_of: date
    n_sessions: int

    @property
    def sessions(self) -> SessionArray:
        """Sessions up to and including `as_of`."""
        return self.market.sessions[: self.n_sessions]

    @property
    def symbols(self) -> tuple[str, ...]:
        """Symbols with at least one usable price by `as_of`."""
        return tuple(symbol for symbol, row in zip(self.market.symbols, self._last_rows, strict=True) if row >= 0)

    @property
    def snapshot(self) -> str:
        """Names this exact input: digest of the market and the day of the cut. For the lineage of facts."""
        return f"{self.market.digest}@{self.as_of.isoformat()}"

    @cached_property
    def close(self) -> PriceArray:
        """All closes up to `as_of`, (n_sessions, n_symbols of the market), NaN where there is no usable price."""
        close = self.market.close[: self.n_sessions]
        pending = [mark for mark in self.market.marks if mark.row < self.n_sessions <= mark.known_row]
        if pending:
            close = close.copy()
            for mark in pending:
                close[mark.row, mark.column] = self.market.raw_close[mark.row, mark.column]
        return close

    def prices(self, symbols: Sequence[str], start: date | None = None, end: date | None = None) -> PriceTable:
        """Return closes of `symbols` from `start` to `end` (both included; defaults: first session, `as_of`).

        Missing: NaN; a known instrument without prices is a column of NaN. Raises `NotFound` for an unknown symbol.
        """
        known = tuple(self.instrument(symbol).symbol for symbol in symbols)
        first = 0 if start is None else int(np.searchsorted(self.sessions, np.datetime64(start, "D"), side="left"))
        last = self.n_sessions if end is None else int(np.searchsorted(self.sessions, np.datetime64(end, "D"), side="right"))
        close = np.full((max(last - first, 0), len(known)), np.nan)
        for position, symbol in enumerate(known):
            column = self.market.columns.get(symbol)
            if column is not None:
                close[:, position] = self.close[first:last, column]
        return PriceTable(dates=self.sessions[first:last], symbols=known, close=close)

    def last_price(self, symbol: str) -> LastPrice:
        """Return the newest usable price; raise `NotFound` for an unknown symbol and `MissingData` when it has none."""
        return self._price_at(symbol, self.n_sessions - 1)

    def previous_price(self, symbol: str) -> LastPrice:
        """Return the newest usable price before the session `as_of`, for changes of the day."""
        return self._price_at(symbol, self.n_sessions - 2)

    def instrument(self, symbol: str) -> Instrument:
        """Return the instrument (an option symbol gives the option); raise `NotFound` with the nearest known ones."""
        found = self.market.index.by_symbol(symbol) or self._option(symbol)
        if found is not None:
            return found
        near = self.market.index.suggestions(symbol)
        hint = " Did you mean " + " or ".join(f"{other.symbol} ({other.name})" for other in near) + "?" if near else ""
        raise NotFound(
            f"No instrument '{symbol}' in the loaded market data ({', '.join(sorted(self.market.attributions))}).{hint} "
            f"Check the symbol, or load a market that has it.",
            subject=symbol,
        )

    def find_instrument(self, text: str) -> Instrument | None:
        """Return the instrument that the text names (symbol, name, alias, slight misspelling), or None when unsure."""
        return self.market.index.find(text) or self._option(text)

    def fundamentals(self, symbol: str) -> tuple[FundamentalFigure, ...]:
        """Return the figures of annual reports that were public by `as_of`, oldest fiscal year first; may be empty."""
        figures = self.market.fundamentals.get(self.instrument(symbol).symbol, ())
        return tuple(figure for figure in figures if figure.known_on <= self.as_of)

    def findings(self, symbols: Sequence[str] | None = None) -> tuple[Finding, ...]:
        """Return what the quality checks say about the data up to `as_of`, for all or for some symbols."""
        if symbols is None:
            return self._findings
        wanted = set(symbols)
        return tuple(finding for finding in self._findings if finding.symbol in wanted)

    def fx_rate(self, currency: str, base: str) -> float:
        """Return units of `base` per unit of `currency`: 1.0 for the same one; raises `MissingData` otherwise."""
        if currency == base:
            return 1.0
        raise MissingData(
            f"Expected an exchange rate from {currency} to {base} on {self.as_of}, found none: the loaded market has no "
            f"exchange rates. Give the holding in {base}, or keep it in a portfolio whose base currency is {currency}.",
            subject=currency,
        )

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        if self.n_sessions == len(self.market.sessions):
            return self.market.findings
        # The checks run again on the cut data: a message or an end date must not tell what came later.
        raw_close = self.market.raw_close[: self.n_sessions]
        marks = bad_prints(raw_close)
        checked = price_findings(self.sessions, self.market.symbols, raw_close, marks=marks, providers=self.market.providers)
        return (*(finding for finding in self.market.source_findings if finding.on <= self.as_of), *checked)

    @cached_property
    def _last_rows(self) -> npt.NDArray[np.int64]:
        return last_valid_rows(self.close)

    def _price_at(self, symbol: str, row: int) -> LastPrice:
        instrument = self.instrument(symbol)
        column = self.market.columns.get(instrument.symbol)
        found = -1 if column is None else self._last_valid(column, row)
        if column is None or found < 0:
            raise MissingData(
                f"Expected a price of {instrument.symbol} on or before {self.sessions[max(row, 0)]}, found none in the loaded "
                f"market data. Choose a later as-of date or load prices of it.",
                subject=instrument.symbol,
            )
        behind = row - found
        return LastPrice(
            symbol=instrument.symbol,
            price=float(self.close[found, column]),
            currency=instrument.currency,
            on=_day(self.sessions[found]),
            stale=behind > 0,
            sessions_behind=behind,
            provider=self.market.providers[instrument.symbol],
        )

    def _last_valid(self, column: int, row: int) -> int:
        newest = int(self._last_rows[column])
        if newest <= row:
            return newest
        usable = np.flatnonzero(np.isfinite(self.close[: row + 1, column]))
        return int(usable[-1]) if usable.size else -1

    def _option(self, text: str) -> Instrument | None:
        contract = find_occ(text)
        underlying = None if contract is None else self.market.index.by_symbol(contract.underlying)
        if contract is None or underlying is None:
            return None
        return Instrument(
            symbol=contract.symbol,
            name=contract.label,
            kind=InstrumentKind.OPTION,
            currency=underlying.currency,
            sector=underlying.sector,
            industry=underlying.industry,
            country=underlying.country,
        )


def _day(moment: np.datetime64) -> date:
    day: date = moment.astype("datetime64[D]").item()
    return day
