"""`if apple falls 10 %`, `a 20 % market drop`, `tech down 15 % and oil up 5 %`: what is assumed to move, and by how much."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import dataclass

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
_EVERYTHING = re.compile(
    r"\b(?:all (?:of )?(?:my|the) (?:\w+ )?(?:stocks|holdings|positions|shares|names|investments)|everything|every (?:stock|holding|position)|across the board|all of them)\b"
)
_DEFAULT_FALL = -0.20
"""A crash without a number: a bear market's usual definition, and the answer says so."""


@dataclass(frozen=True)
class Assumed:
    """The shocks and whether their size was ours, not the person's."""

    shocks: tuple[Shock, ...]
    by_default: bool = False


@dataclass(frozen=True)
class _Target:
    start: int
    mention: Mention


def read_shocks(clause: Clause) -> Assumed:
    """Return what is assumed; targets before a size share it (`AAPL and MSFT both fall 10 %`)."""
    sizes = _sizes(clause)
    targets = [_Target(mention.start, mention) for mention in clause.mentions if _moves(mention)]
    by_default = not sizes
    if not sizes:
        sizes = [(len(clause.tokens), _worded(clause.text) or _direction(clause.text) * abs(_DEFAULT_FALL))]
        by_default = _worded(clause.text) is None
    if not targets and _EVERYTHING.search(clause.text):
        return Assumed((Shock(size=max(sizes[0][1], -1.0)),), by_default)
    if not targets:
        return Assumed((Shock(size=max(sizes[0][1], -1.0), market=True),), by_default)
    groups = _grouped(targets, sizes)
    return Assumed(tuple(shock for group, size in groups if group for shock in _shocks(group, max(size, -1.0))), by_default)


def _moves(mention: Mention) -> bool:
    return mention.has(EntryKind.SYMBOL, EntryKind.SECTOR, EntryKind.BENCHMARK, EntryKind.SIDE) and mention.raw.lower() != "index"


def _sizes(clause: Clause) -> list[tuple[int, float]]:
    found = []
    for index, token in enumerate(clause.tokens):
        bare = token.kind is TokenKind.NUMBER and _is_bare_size(clause, index)
        if token.kind is not TokenKind.PERCENT and not bare:
            continue
        value = token.value / 100 if bare else token.value
        around = " ".join(word.text for word in clause.tokens[max(index - 6, 0) : index + 4])
        sign = 1.0 if value < 0 or token.raw.strip().startswith("+") else _direction(around)
        found.append((index, sign * value))
    return found


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


def _worded(text: str) -> float | None:
    for pattern, size in _WORDED.items():
        if re.search(pattern, text):
            return size if size < 0 or size >= 1.0 else _direction(text) * size
    return None


def _grouped(targets: list[_Target], sizes: list[tuple[int, float]]) -> list[tuple[list[Mention], float]]:
    """Each target takes the first size after it; the last targets without one take the last size."""
    groups: list[tuple[list[Mention], float]] = [([], size) for _place, size in sizes]
    for target in targets:
        position = next((number for number, (place, _size) in enumerate(sizes) if place > target.start), len(sizes) - 1)
        groups[position][0].append(target.mention)
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
    return [Shock(size=size, market=True)]
