"""Joins what the providers delivered into one market."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from plumbline.core.errors import InvalidInput, MissingData
from plumbline.market_data.aliases import COMMON_NAMES
from plumbline.market_data.calendar import sessions_between
from plumbline.market_data.findings import SEVERITY, Finding, FindingCode
from plumbline.market_data.fundamentals import FundamentalFigure
from plumbline.market_data.instruments import Instrument
from plumbline.market_data.market import Market
from plumbline.market_data.panel import PriceArray, SessionArray, first_valid_rows
from plumbline.market_data.provider import MarketDataProvider, ProviderData
from plumbline.market_data.quality import bad_prints, price_findings, without

MOST_DATES_LISTED = 25
"""Days outside the calendar that get a finding each; the rest are counted in one."""


def assemble(parts: Sequence[tuple[MarketDataProvider, ProviderData]]) -> Market:
    """Build the market. A symbol that several providers have comes whole from the first of them: prices, name, figures.

    The sessions are those of the exchange from the first to the last day with a price, so that a day missing in every file still
    shows as a gap; prices on other days are left out and reported.
    """
    keys = [provider.key for provider, _ in parts]
    if len(set(keys)) != len(keys):
        raise InvalidInput(f"Expected each source of market data once, found {', '.join(keys)}. Remove the repetition.")
    if not any(data.symbols and data.sessions.size for _, data in parts):
        raise MissingData(f"Expected prices from {', '.join(keys) or 'at least one provider'}, found none. Add a source with prices.")
    sessions = _all_sessions([data for _, data in parts])
    symbols, raw_close, providers = _joined_prices(sessions, parts)
    marks = bad_prints(raw_close)
    instruments, unknown = _instruments(parts, providers, sessions[np.minimum(first_valid_rows(raw_close), sessions.size - 1)], symbols)
    source_findings = (*_source_findings(sessions, parts, providers), *unknown)
    fundamentals = _fundamentals(parts, providers)
    close = without(raw_close, marks)
    for values in (sessions, raw_close, close):
        values.setflags(write=False)
    return Market(
        sessions=sessions,
        symbols=symbols,
        close=close,
        raw_close=raw_close,
        instruments=instruments,
        fundamentals=fundamentals,
        findings=(*source_findings, *price_findings(sessions, symbols, raw_close, marks=marks, providers=providers)),
        providers=providers,
        attributions={provider.key: provider.attribution for provider, _ in parts},
        digest=_digest(sessions, raw_close, symbols, instruments, fundamentals),
        marks=marks,
        source_findings=source_findings,
    )


def _all_sessions(parts: Sequence[ProviderData]) -> SessionArray:
    filled = [data.sessions for data in parts if data.sessions.size]
    first: date = min(days[0] for days in filled).item()
    last: date = max(days[-1] for days in filled).item()
    sessions = sessions_between(first, last).copy()
    if sessions.size == 0:
        raise MissingData(
            f"Expected prices on sessions of the exchange, found only days between {first} and {last} on which it was closed."
        )
    return sessions


def _joined_prices(
    sessions: SessionArray, parts: Sequence[tuple[MarketDataProvider, ProviderData]]
) -> tuple[tuple[str, ...], PriceArray, dict[str, str]]:
    providers: dict[str, str] = {}
    blocks: list[PriceArray] = []
    for provider, data in parts:
        columns = [column for column, symbol in enumerate(data.symbols) if symbol not in providers]
        is_session = np.isin(data.sessions, sessions)
        block = np.full((sessions.size, len(columns)), np.nan)
        block[np.searchsorted(sessions, data.sessions[is_session])] = data.close[is_session][:, columns]
        blocks.append(block)
        providers |= {data.symbols[column]: provider.key for column in columns}
    return tuple(providers), np.hstack(blocks), providers


def _source_findings(
    sessions: SessionArray, parts: Sequence[tuple[MarketDataProvider, ProviderData]], providers: Mapping[str, str]
) -> list[Finding]:
    findings: list[Finding] = []
    for provider, data in parts:
        own = [finding for finding in data.findings if finding.symbol is None or providers.get(finding.symbol) == provider.key]
        findings += [finding.model_copy(update={"provider": provider.key}) for finding in own]
        outside: list[date] = data.sessions[~np.isin(data.sessions, sessions)].tolist()
        for day in outside[:MOST_DATES_LISTED]:
            text = f"{day} is not a session of the New York Stock Exchange; the prices of that day are not used."
            findings.append(_source_finding(FindingCode.NOT_A_SESSION, None, day, text, provider.key))
        if len(outside) > MOST_DATES_LISTED:
            day = outside[MOST_DATES_LISTED]
            text = f"From {day} on, more days that are not sessions of the exchange are in the file; their prices are not used."
            findings.append(_source_finding(FindingCode.NOT_A_SESSION, None, day, text, provider.key))
    return findings


def _instruments(
    parts: Sequence[tuple[MarketDataProvider, ProviderData]],
    providers: Mapping[str, str],
    first_days: SessionArray,
    symbols: Sequence[str],
) -> tuple[dict[str, Instrument], list[Finding]]:
    stated = {(provider.key, instrument.symbol): instrument for provider, data in parts for instrument in data.instruments}
    instruments: dict[str, Instrument] = {}
    unknown: list[Finding] = []
    for symbol, first in zip(symbols, first_days.tolist(), strict=True):
        instrument = stated.get((providers[symbol], symbol))
        if instrument is None:
            text = f"{symbol} has prices but no name, kind or sector. It is treated as a share without a sector."
            unknown.append(_source_finding(FindingCode.UNKNOWN_SYMBOL, symbol, first, text, providers[symbol]))
            instrument = Instrument(symbol=symbol, name=symbol)
        instruments[symbol] = _with_common_names(instrument)
    # Known instruments without prices stay out: a figure could never be given for them.
    return instruments, unknown


def _with_common_names(instrument: Instrument) -> Instrument:
    names = COMMON_NAMES.get(instrument.symbol, ()) if instrument.currency == "USD" else ()
    return instrument.model_copy(update={"aliases": tuple(dict.fromkeys([*instrument.aliases, *names]))}) if names else instrument


def _fundamentals(
    parts: Sequence[tuple[MarketDataProvider, ProviderData]], providers: Mapping[str, str]
) -> dict[str, tuple[FundamentalFigure, ...]]:
    figures: dict[str, list[FundamentalFigure]] = {}
    for provider, data in parts:
        for figure in data.fundamentals:
            if providers.get(figure.symbol) == provider.key:
                figures.setdefault(figure.symbol, []).append(figure)
    return {symbol: tuple(sorted(of_one, key=lambda figure: figure.fiscal_year_end)) for symbol, of_one in figures.items()}


def _source_finding(code: FindingCode, symbol: str | None, on: date, message: str, provider: str) -> Finding:
    return Finding(code=code, severity=SEVERITY[code], symbol=symbol, on=on, until=on, message=message, provider=provider)


def _digest(
    sessions: SessionArray,
    raw_close: PriceArray,
    symbols: Sequence[str],
    instruments: Mapping[str, Instrument],
    fundamentals: Mapping[str, tuple[FundamentalFigure, ...]],
) -> str:
    """Names the content: any other price, name or figure gives another digest."""
    content = hashlib.sha256()
    content.update(sessions.astype("<i8").tobytes())
    content.update("\n".join(symbols).encode())
    content.update(np.ascontiguousarray(raw_close, dtype="<f8").tobytes())
    for instrument in instruments.values():
        content.update(instrument.model_dump_json().encode())
    for figures in fundamentals.values():
        content.update("".join(figure.model_dump_json() for figure in figures).encode())
    return content.hexdigest()[:32]
