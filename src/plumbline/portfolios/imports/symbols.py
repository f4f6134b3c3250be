"""From what stands in a symbol cell to an instrument that can be held, or to the reason why it is none."""

from dataclasses import dataclass

from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.market_data.occ import find_occ

_MOST_SUGGESTIONS = 50
"""Searching for names like an unknown symbol takes a millisecond: a file full of them is told so once, not 10,000 times."""


@dataclass(frozen=True)
class UnknownSymbol:
    reason: str
    fix: str


class SymbolReader:
    """Reads symbols of one file; the same symbol is looked up once."""

    def __init__(self, view: MarketView) -> None:
        self._view = view
        self._known: dict[str, Instrument | UnknownSymbol] = {}
        self._searched = 0

    def read(self, symbol: str, *, description: str) -> Instrument | UnknownSymbol:
        """The instrument, or why there is none and what to do."""
        found = self._known.get(symbol)
        if found is None:
            found = self._read(symbol, description)
            self._known[symbol] = found
        return found

    def _read(self, symbol: str, description: str) -> Instrument | UnknownSymbol:
        if not symbol:
            near = self._named(description)
            return UnknownSymbol("the symbol is empty", f"Write {near}." if near else "Write the symbol, or remove the row.")
        found = self._view.market.index.by_symbol(symbol.rstrip("*"))
        contract = find_occ(symbol)
        if found is None and contract is not None:
            underlying = self._view.market.index.by_symbol(contract.underlying)
            if underlying is None:
                fix = "Remove the row, or load a market that has the underlying."
                return UnknownSymbol(f"the option's underlying {contract.underlying} is not in the loaded market", fix)
            return self._view.instrument(contract.symbol)
        if found is None:
            return self._unknown(symbol, description)
        if found.kind is InstrumentKind.INDEX:
            return UnknownSymbol(f"{found.symbol} is an index, which can not be held", "Write the fund that follows it, or remove the row.")
        return found

    def _unknown(self, symbol: str, description: str) -> UnknownSymbol:
        sources = ", ".join(sorted(self._view.market.attributions))
        near = self._named(description) or self._similar(symbol)
        hint = f"Did you mean {near}? " if near else ""
        reason = f"'{symbol[:32]}' is not in the loaded market ({sources})"
        return UnknownSymbol(reason, f"{hint}Correct the symbol, remove the row, or load a market that has it.")

    def _named(self, description: str) -> str | None:
        self._searched += 1
        named = self._view.market.index.find(description) if description and self._searched <= _MOST_SUGGESTIONS else None
        return f"{named.symbol} ({named.name})" if named else None

    def _similar(self, symbol: str) -> str | None:
        if self._searched > _MOST_SUGGESTIONS:
            return None
        near = self._view.market.index.suggestions(symbol, limit=2)
        return " or ".join(f"{other.symbol} ({other.name})" for other in near) or None
