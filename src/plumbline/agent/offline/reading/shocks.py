"""`if apple falls 10 %`, `a 20 % market drop`, `tech down 15 % and oil up 5 %`: what is assumed to move, and by how much."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import dataclass

from plumbline.agent.offline.lexicon.common_words import COMMON_WORDS
from plumbline.agent.offline.phrases import listed
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.intents import MOVE_VERB
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.mentions import Mention
from plumbline.agent.offline.reading.tokens import TokenKind
from plumbline.query.schemas import Shock

_DOWN = re.compile(
    r"\b(?:fall\w*|fell|drop\w*|declin\w+|los\w+|lost|crash\w*|tank\w*|plung\w+|sink\w*|sank|slump\w*|slid\w*|dip\w*|halv\w+|collaps\w+|down|lower|decreas\w+|tumbl\w+|"
    r"correct\w*|sell ?off|bear|haircut|bankrupt|zero|cut|worse|worst|negative|shave\w*|shed\w*|reduc\w+|minus)\b"
)
_UP = re.compile(
    r"\b(?:ris\w+|rose|gain\w*|rall\w+|jump\w*|climb\w*|surg\w+|soar\w*|doubl\w+|tripl\w+|grow\w*|grew|up|higher|increas\w+|recover\w*|bounc\w+|pop\w*|add\w*|boost\w*|bull|plus)\b"
)
_WORDED = {
    r"\bhalv\w+|\bin half\b|\bby half\b|\bhalf its value\b": -0.5, r"\bdoubl\w+": 1.0, r"\btripl\w+": 2.0, r"\b(?:to zero|bankrupt\w*|worthless|wiped out)\b": -1.0,
    r"\ba fifth\b": 0.2, r"\ba third\b": 1 / 3, r"\ba quarter\b": 0.25, r"\ba tenth\b": 0.1,
}  # fmt: skip
OF_IT = "of it"
"""The shock is of what a pronoun points at."""
_THAT_MUCH = re.compile(
    r"\b(?:this|that) (?:much|year|month|week|portfolio|account|book)\b|\bwhat (?:does|would|will) (?:that|it|this)\b|\bhow (?:would|will|does) (?:that|it|this)\b"
)
_WORDS_OF_CRASHES = {
    "covid",
    "gfc",
    "lehman",
    "correction",
    "selloff",
    "meltdown",
    "recession",
    "portfolio",
    "bear",
    "crash",
    "pnl",
    "haircut",
    "dotcom",
    "happens",
    "stagflation",
}
_EVERYTHING = re.compile(
    r"\b(?:all (?:of )?(?:my|the) (?:\w+ )?(?:stocks|holdings|positions|shares|names|investments)|everything|every (?:stock|holding|position)|across the board|all of them)\b"
)
_EXCEPT = re.compile(r"\b(?:except|excluding|besides|apart from|other than|but)\b")
_POINTS_BACK = re.compile(r"\b(?:it|its|they|them|this|that|those|these|both|he|she)\b")
_ASKED = re.compile(r"\b(?:how|what|which|would|will|does)\b")
_DEFAULT_FALL = -0.20
"""A crash without a number: a bear market's usual definition, and the answer says so."""


@dataclass(frozen=True)
class Assumed:
    """The shocks, whether their size was ours, what the wording needs, and names that are not known."""

    shocks: tuple[Shock, ...]
    by_default: bool = False
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Target:
    start: int
    mention: Mention


@dataclass(frozen=True)
class _Size:
    place: int
    value: float


def read_shocks(clause: Clause) -> Assumed:
    """Return what is assumed; targets before a size share it (`AAPL and MSFT both fall 10 %`).

    Nothing is made up for a subject: one that is not known, or only pointed at, never becomes the market.
    """
    sizes = _sizes(clause) or _worded(clause)
    targets = [_Target(mention.start, mention) for mention in clause.mentions if _moves(mention)]
    by_default = not sizes
    sizes = sizes or [_Size(len(clause.tokens), _direction(clause.text) * abs(_DEFAULT_FALL))]
    first = max(sizes[0].value, -1.0)
    if _EVERYTHING.search(clause.text) and not any(_special(target) for target in targets if not _excepted(target, clause)):
        return _everything(clause, targets, first, by_default=by_default)
    if not targets:
        return _without_target(clause, first, by_default=by_default)
    groups = _grouped(targets, sizes, clause)
    shocks = tuple(shock for group, size in groups if group for shock in _shocks(group, max(size, -1.0)))
    return Assumed(shocks, by_default)


def _everything(clause: Clause, targets: list[_Target], size: float, *, by_default: bool) -> Assumed:
    left_out = [target.mention for target in targets if _excepted(target, clause) and _special(target)]
    spared = tuple(shock for shock in (_shocks(left_out, 0.0) if left_out else []) if not shock.market)
    names = [*(symbol for shock in spared for symbol in shock.symbols), *(sector for shock in spared for sector in shock.sectors)]
    names += [f"the {shock.side} book" for shock in spared if shock.side]
    verb = "falls" if size < 0 else "rises"
    words = (f"assumed: every holding but {listed(names)} {verb} {abs(size) * 100:g}%",) if names else ()
    return Assumed((*spared, Shock(size=size)), by_default, words)


def _without_target(clause: Clause, size: float, *, by_default: bool) -> Assumed:
    market = (Shock(size=size, market=True),)
    if _POINTS_BACK.search(_THAT_MUCH.sub(" ", clause.text)):
        return Assumed(market, by_default, (OF_IT,))
    covered = clause.covered()
    left = [token for index, token in enumerate(clause.tokens) if index not in covered and token.is_word and len(token.text) > 2]
    strange = [token.raw for token in left if token.text not in COMMON_WORDS and not re.fullmatch(MOVE_VERB, token.text)]
    strange = [word for word in strange if word.lower() not in _WORDS_OF_CRASHES]
    return Assumed(market, by_default, unknown=tuple(strange[:1]))


def _moves(mention: Mention) -> bool:
    kinds = (EntryKind.SYMBOL, EntryKind.UNKNOWN_SYMBOL, EntryKind.SECTOR, EntryKind.BENCHMARK, EntryKind.SIDE)
    return mention.has(*kinds) and mention.raw.lower() != "index"


def _special(target: _Target) -> bool:
    return not target.mention.has(EntryKind.BENCHMARK)


def _excepted(target: _Target, clause: Clause) -> bool:
    return bool(_EXCEPT.search(" ".join(token.text for token in clause.tokens[: target.start])))


def _sizes(clause: Clause) -> list[_Size]:
    found: list[_Size] = []
    for index, token in enumerate(clause.tokens):
        bare = token.kind is TokenKind.NUMBER and _is_bare_size(clause, index)
        if token.kind is not TokenKind.PERCENT and not bare:
            continue
        value = token.value / 100 if bare else token.value
        start = found[-1].place + 1 if found else 0
        signed = value < 0 or token.raw.strip().startswith("+")
        sign = 1.0 if signed else _way(clause, start, index, before=found[-1].value if found else -1.0)
        found.append(_Size(index, sign * value))
    return found


def _way(clause: Clause, start: int, index: int, *, before: float) -> float:
    """Up or down: the verb between the size before and this one, else the words after it, else as the size before."""
    for words in (clause.tokens[start:index], clause.tokens[index : index + 5]):
        text = " ".join(token.text for token in words)
        if _DOWN.search(text) or _UP.search(text):
            return _direction(text)
    return -1.0 if before < 0 else 1.0


def _worded(clause: Clause) -> list[_Size]:
    """`AMD doubles and Intel halves`: each word of a size at its place."""
    found: dict[int, float] = {}
    offsets = [0]
    for token in clause.tokens:
        offsets.append(offsets[-1] + len(token.text) + 1)
    for pattern, size in _WORDED.items():
        for match in re.finditer(pattern, clause.text):
            place = next(index for index in range(len(clause.tokens)) if offsets[index + 1] > match.start())
            earlier = max((other for other in found if other < place), default=None)
            start, before = (0, -1.0) if earlier is None else (earlier + 1, found[earlier])
            found[place] = size if size < 0 or size >= 1.0 else _way(clause, start, place, before=before) * size
    return [_Size(place, found[place]) for place in sorted(found)]


def _is_bare_size(clause: Clause, index: int) -> bool:
    """`falls 10` or `10 points`: a number right after a verb of movement."""
    before = clause.tokens[index - 1].text if index else ""
    in_time = any(time.start <= index < time.end for time in clause.times)
    return not in_time and bool(re.fullmatch(rf"{MOVE_VERB}|by", before)) and 0 < abs(clause.tokens[index].value) <= 100


def _direction(text: str) -> float:
    down = [match.end() for match in _DOWN.finditer(text)]
    up = [match.end() for match in _UP.finditer(text)]
    if down and up:
        return -1.0 if max(down) > max(up) else 1.0
    return 1.0 if up else -1.0


def _grouped(targets: list[_Target], sizes: list[_Size], clause: Clause) -> list[tuple[list[Mention], float]]:
    """Each target takes the first size after it; the last targets without one take the last size.

    Except one in a question about the effect: `if the market drops 20 %, how much would apple lose`.
    """
    groups: list[tuple[list[Mention], float]] = [([], size.value) for size in sizes]
    last = sizes[-1].place
    for target in targets:
        position = next((number for number, size in enumerate(sizes) if size.place > target.start), None)
        between = " ".join(token.text for token in clause.tokens[last : target.start])
        if position is None and groups[-1][0] and (_ASKED.search(between) or "," in between):
            continue
        groups[len(sizes) - 1 if position is None else position][0].append(target.mention)
    return groups


def _shocks(mentions: list[Mention], size: float) -> list[Shock]:
    symbols = tuple(value for mention in mentions if (value := mention.find(EntryKind.SYMBOL)))
    sectors = tuple(value for mention in mentions if (value := mention.find(EntryKind.SECTOR)) and not mention.find(EntryKind.SYMBOL))
    named = [Shock(size=size, symbols=symbols)] if symbols else []
    named += [Shock(size=size, sectors=sectors)] if sectors else []
    if named:
        return named
    side = next((mention.find(EntryKind.SIDE) for mention in mentions if mention.has(EntryKind.SIDE)), None)
    if side is not None:
        return [Shock(size=size, side="short" if side == "short" else "long")]
    return [Shock(size=size, market=True)] if any(mention.has(EntryKind.BENCHMARK) for mention in mentions) else []
