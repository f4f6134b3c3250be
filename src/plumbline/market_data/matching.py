"""From what people write (`apple`, `exon mobil`, `brk-b`) to an instrument, or to nothing when it is not certain."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from plumbline.market_data.instruments import Instrument, compact_symbol

_SHORTEST_FUZZY = 4
"""Below four letters one wrong letter makes another word (`ko`, `go`): only exact matches count."""
_CERTAIN = 84.0
"""Similarity (0 to 100) from which a misspelled name counts: one wrong letter in six (`micorsoft`, `exxon mobile`)."""
_MARGIN = 6.0
"""Distance to the next other instrument; closer means that two readings are equally likely."""

_LEGAL_FORM = re.compile(
    r"\b(the|inc|incorporated|corp|corporation|co|company|companies|plc|ltd|limited|llc|group|holdings?|class [a-c]|com|sa|nv|ag)\b"
)


class InstrumentIndex:
    """Looks instruments up by symbol, name and alias. Built once per market."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self._instruments = instruments
        self._by_compact: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        for symbol in instruments:
            self._by_compact.setdefault(compact_symbol(symbol), symbol)
        self._add_names((instrument, alias) for instrument in instruments.values() for alias in instrument.aliases)
        self._add_names((instrument, instrument.name) for instrument in instruments.values())

    def by_symbol(self, symbol: str) -> Instrument | None:
        """Return the instrument with this symbol, whatever its case and separator (`brk/b`)."""
        found = self._instruments.get(symbol) or self._instruments.get(symbol.strip().upper())
        if found is not None:
            return found
        key = self._by_compact.get(compact_symbol(symbol))
        return None if key is None else self._instruments[key]

    def find(self, text: str) -> Instrument | None:
        """Return the one instrument that the text names (symbol, name, alias, slight misspelling), or None when unsure."""
        by_symbol = self.by_symbol(text)
        if by_symbol is not None:
            return by_symbol
        name = plain_name(text)
        symbol = self._by_name.get(name) or self._by_name.get(plain_text(text)) or self._misspelled(name)
        return None if symbol is None else self._instruments[symbol]

    def suggestions(self, text: str, limit: int = 3) -> tuple[Instrument, ...]:
        """Return the instruments whose symbol or name is nearest to the text, best first; empty when nothing is near."""
        wanted = text.strip().upper()
        near_symbols = [symbol for symbol in self._instruments if OSA.distance(wanted, symbol, score_cutoff=1) <= 1]
        near_names = process.extract(plain_name(text), self._by_name.keys(), scorer=fuzz.WRatio, score_cutoff=75, limit=2 * limit)
        order = dict.fromkeys([*sorted(near_symbols), *(self._by_name[name] for name, _score, _index in near_names)])
        return tuple(self._instruments[symbol] for symbol in list(order)[:limit])

    def _add_names(self, names: Iterable[tuple[Instrument, str]]) -> None:
        for instrument, name in names:
            for form in (plain_text(name), plain_name(name)):
                if form:
                    self._by_name.setdefault(form, instrument.symbol)

    def _misspelled(self, name: str) -> str | None:
        if len(name) < _SHORTEST_FUZZY:
            return None
        candidates = process.extract(name, self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=_CERTAIN - _MARGIN, limit=8)
        near = [(self._by_name[found], score) for found, score, _index in candidates if len(found) >= _SHORTEST_FUZZY]
        if not near or near[0][1] < _CERTAIN:
            return None
        best, score = near[0]
        rival = next((other_score for symbol, other_score in near if symbol != best), 0.0)
        return best if score - rival >= _MARGIN else None


def plain_text(text: str) -> str:
    """Lower case, `&` and punctuation to blanks, blanks collapsed: `Johnson & Johnson` becomes `johnson johnson`."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower().replace("'s", "").replace("’s", "")).split())


def plain_name(text: str) -> str:
    """`plain_text` without legal forms, so that `The Home Depot, Inc.` becomes `home depot`."""
    return " ".join(_LEGAL_FORM.sub(" ", plain_text(text)).split())
