"""`what if I sold half of my AMD`, `move 20 % to cash`: assumed changes of weights."""

# ruff: noqa: E501 (patterns are read in one piece)

import re

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.mentions import Mention
from plumbline.agent.offline.reading.report_ask import Edit
from plumbline.agent.offline.reading.tokens import TokenKind

_ASSUMED = re.compile(r"\b(?:if|suppose|supposing|imagine|assuming|assume|what happens|would|compare|effect of|impact of|then)\b")
_PAST_PURCHASE = re.compile(r"\b(?:invested|bought|put) in\b.*\bworth\b")
"""`what would 1000 invested in Apple be worth now`: no change of today's weights."""
_TRIED = re.compile(
    r"^(?:and |or |then |now |instead |ok |please )*(?:sell (?:all|half|a third|a quarter|everything|my|\d\S* ?%)|liquidat\w+|(?:put|move|shift|hold|keep) \d\S* ?% (?:in|into|to|as|of)? ?cash|replace|swap)\b"
)
"""An order, which can only be tried: nothing is traded."""
_ADVICE = re.compile(r"\bshould\b|\bto (?:be within|cure|fix)\b")
_ALL_SOLD = re.compile(
    r"\b(?:liquidat\w+|sell|sold|selling|exit\w*|dump\w*|get(?:ting)? out of|close|closed) (?:off )?(?:everything|it all|all(?: of)?(?: my| the)?(?: holdings| stocks| positions| portfolio)?|(?:my |the )(?:whole |entire )?(?:portfolio|book|account))(?= |$)|\b(?:go|went|move|moved|put|all) (?:everything |all |fully |100 ?% )+(?:in|into|to) cash\b|\bwent to cash\b|\bgo to cash\b"
)
_HELD_CASH = re.compile(
    r"\b(?:hold|held|holding|have|had|having|keep|kept|keeping|were|was|be|with|at) (?:an? |about |around )?\d\S* ?% (?:in |of |as )?cash\b|\bcash (?:were|was|at|of) \d"
)
_INTO_CASH = re.compile(r"% (?:in |of |as )?cash\b|\b(?:to|into|in|raise|raised|raising|hold|held|more|my) cash\b|^cash (?:to|up|by)\b")
_ORDERED = re.compile(r"^(?:move|shift|put|raise)\b.*,.*\b(?:what|how)\b")
_CLOSED_SHORT = re.compile(r"\b(?:clos\w+|cover\w*|bought back|buy back|unw(?:ind|ound)) (?:out )?(?:of )?(?:the |my |our )?shorts?\b")
_SOLD = re.compile(
    r"\b(?:sell|sold|selling|get rid of|got rid of|getting rid of|dump\w*|exit\w*|liquidat\w+|clos(?:e|ed|ing)|drop\w* out of|remov\w+|cut\w*|trim\w*|reduc\w+|halv\w+ my|replac\w+|swap\w*|without)\b"
)
_BOUGHT = re.compile(
    r"\b(?:buy|bought|buying|add|added|adding|put|putting|invest\w*|rais\w+|increas\w+|doubl\w+ (?:my|the)|move|moved|moving|shift\w*|hold|held|had|short\w*)\b"
)
_MOVES = re.compile(r"\b(?:falls?|drops?|ris(?:es?|ing)|rall\w+|crash\w*|los(?:es?|ing)|gains?|halves|doubles|tanks?|plunges?)\b")
_IN_STOCKS = re.compile(
    r"\b(?:hold|held|have|had|keep|kept|were|was|be|stay|go|went)\b.* \d\S* ?% (?:invested|(?:in|of) (?:stocks|equities|shares|the market))\b"
)
_PARTS = {r"\bhalf\b|\bhalv\w+": 0.5, r"\ba? ?third\b": 1 / 3, r"\ba? ?quarter\b": 0.25}


def read_edits(clause: Clause) -> tuple[Edit, ...]:
    """Return the assumed changes in the order of the clause; none when nothing is assumed of a weight."""
    text = clause.text
    if _PAST_PURCHASE.search(text):
        return ()
    sold, bought = _SOLD.search(text), _BOUGHT.search(text)
    assumed = _ASSUMED.search(text) or _ORDERED.search(text) or (_TRIED.search(text) and not _ADVICE.search(text))
    if assumed and _ALL_SOLD.search(text) and not clause.has(EntryKind.SYMBOL, EntryKind.SECTOR, EntryKind.KIND):
        return (Edit("CASH", to=1.0),)
    if assumed and _IN_STOCKS.search(text) and (share := _size(clause)) is not None:
        return (Edit("CASH", to=round(1.0 - share, 6)),)
    if not assumed or not (sold or bought) or (_MOVES.search(text) and not re.search(r"\bi (?:sell|sold|buy|bought|add|put)\b", text)):
        return ()
    targets = [(mention, symbol) for mention in clause.mentions if (symbol := _symbol_of(mention, text)) is not None]
    if re.search(r"\b(?:replac\w+|swap\w*)\b", text) and len(targets) == 2:
        return Edit(targets[0][1], to=0.0), Edit(targets[1][1], takes=targets[0][1])
    size = _size(clause)
    absolute = bool(re.search(r"\b(?:to|at) (?:an? |about )?\S*\d\S* ?%", text))
    return tuple(_edit(mention, symbol, clause, size=size, absolute=absolute) for mention, symbol in targets)


def _edit(mention: Mention, symbol: str, clause: Clause, *, size: float | None, absolute: bool) -> Edit:
    before = " ".join(token.text for token in clause.tokens[: mention.start])
    sold = list(_SOLD.finditer(before))
    bought = list(_BOUGHT.finditer(before))
    sells = bool(sold) and (not bought or sold[-1].start() > bought[-1].start())
    if _CLOSED_SHORT.search(clause.text) and symbol != "CASH":
        return Edit(symbol, to=0.0)
    if size is not None and (absolute or (symbol == "CASH" and _HELD_CASH.search(clause.text))):
        return Edit(symbol, to=size)
    if sells and symbol != "CASH":
        part = size if size is not None else next((part for pattern, part in _PARTS.items() if re.search(pattern, before)), None)
        return Edit(symbol, to=0.0) if part is None else Edit(symbol, times=1.0 - part)
    if re.search(r"\bdoubl\w+\b", clause.text):
        return Edit(symbol, times=2.0)
    return Edit(symbol, by=size if size is not None else 0.05)


def _symbol_of(mention: Mention, text: str) -> str | None:
    symbol = mention.find(EntryKind.SYMBOL)
    if symbol is not None:
        return symbol
    is_cash = mention.find(EntryKind.MEASURE) in {"cash_value", "cash_weight"}
    return "CASH" if is_cash and _INTO_CASH.search(text) and "how much cash" not in text else None


def _size(clause: Clause) -> float | None:
    return next((token.value for token in clause.tokens if token.kind is TokenKind.PERCENT), None)
