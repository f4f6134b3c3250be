"""`60% tech and 40% health care`, `a 60/40 blend of sp500 and usmv`: parts of a whole."""

import re

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.mentions import Mention
from plumbline.agent.offline.reading.tokens import TokenKind

_RATIO = re.compile(r"\b(\d\d) ?/? ?(\d\d)\b")
_INDEX = "SP500"


def read_shares(clause: Clause) -> tuple[tuple[str, float], ...]:
    """Each name with its share, in their order; of a bare ratio the names are empty."""
    named = [(mention.start, name) for mention in clause.mentions if (name := _name(mention)) is not None]
    sizes = [(place, token.value) for place, token in enumerate(clause.tokens) if token.kind is TokenKind.PERCENT]
    ratio = _RATIO.search(clause.text)
    if ratio and abs(float(ratio[1]) + float(ratio[2]) - 100.0) < 1.0 and not sizes:
        parts = (float(ratio[1]) / 100, float(ratio[2]) / 100)
        return tuple(zip([name for _place, name in named][:2], parts, strict=True)) if len(named) >= 2 else (("", parts[0]), ("", parts[1]))
    if not sizes or len(sizes) != len(named):
        return ()
    return tuple((name, size) for (_place, size), (_other, name) in zip(sizes, named, strict=True))


def _name(mention: Mention) -> str | None:
    if mention.has(EntryKind.BENCHMARK):
        return _INDEX
    cash = "CASH" if mention.find(EntryKind.MEASURE) in {"cash_value", "cash_weight"} else None
    return mention.find(EntryKind.SYMBOL) or mention.find(EntryKind.SECTOR) or cash
