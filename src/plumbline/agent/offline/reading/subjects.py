"""Whom a clause is about."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Subjects
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.mentions import Mention
from plumbline.query.schemas import Kind, Side

_EACH = re.compile(
    r"\b(?:which|what|list|show|each|every|any|all|who|rank|sort|name|top|bottom|best|worst|biggest|largest|smallest|highest|lowest|most|least|my)\b"
)
_SINGLE_WORDS = {
    "position",
    "stake",
    "holding",
    "share",
    "shares",
    "stock",
    "asset",
    "assets",
    "company",
    "name",
    "investment",
    "bet",
    "equity",
}
_FORMS_OF_ALL = re.compile(
    r"\b(?:all|across|every|each|total|combined|both|which|what)\b.*\b(?:portfolios|accounts|books)\b|\bin which portfolios?\b|\bwhich (?:of my )?(?:portfolio|account|book)s?\b"
)


_EXCLUDING = re.compile(
    r"\b(?:not|except(?: for)?|excluding|excl|exclude|without|other than|outside(?: of)?|apart from|besides|ex|non|leaving out|if i remove|taking out|but)(?: in| the| my| any| all| for)*$"
)
_CONDITION = re.compile(r"\b(?:if i (?:sell|sold)|do(?:es)? not|did not|why|should)\b")
_INVESTED = re.compile(r"\b(?:invested|stocks?|equit(?:y|ies)) (?:vs|versus|against|compared to) cash\b")
_NET_OF_BOTH = re.compile(r"\bnet (?:beta|volatility|var|risk)\b")
_MEMBERS = re.compile(r"\b(?:which|list|each|every|rank|sort|show)\b")


def read_subjects(clause: Clause) -> Subjects:
    """Return the subjects that the clause names."""
    clause, without = _without_excluded(clause)
    clause = _without_asides(clause)
    symbols = tuple(clause.of(EntryKind.SYMBOL))
    # `bank` in `bank of america` is inside a longer phrase and never comes here.
    sectors = tuple(clause.of(EntryKind.SECTOR))
    kinds = _kinds(clause)
    side = None if _NET_OF_BOTH.search(clause.text) else _side(clause, _words_outside(clause))
    portfolios = tuple(_portfolios(clause))
    right = next(iter(clause.of(EntryKind.RIGHT)), None) if _means_option(clause) else None
    return Subjects(
        portfolios=portfolios,
        all_portfolios=bool(_FORMS_OF_ALL.search(clause.text)) or (clause.has(EntryKind.ALL_PORTFOLIOS) and not portfolios),
        symbols=symbols,
        sectors=sectors,
        kinds=("option",) if right else kinds,
        side=side,
        holdings=_each_holding(clause, symbols) and not (without and not _MEMBERS.search(clause.text)),
        by_sector=clause.has(EntryKind.SECTORS) and not sectors,
        benchmark=_benchmark(clause),
        myself=bool(re.search(r"\b(?:i|me|my|mine|our|we|portfolio|account|book|overall)\b", clause.text)),
        right=right,
        without=without,
    )


def _without_excluded(clause: Clause) -> tuple[Clause, tuple[str, ...]]:
    """`not in tech`, `except Apple`, `excluding cash`: the rest is meant."""
    left_out: dict[str, None] = {}
    kept = []
    for mention in clause.mentions:
        before = " ".join(token.text for token in clause.tokens[max(mention.start - 4, 0) : mention.start])
        option = EntryKind.KIND if mention.find(EntryKind.KIND) == "option" else EntryKind.SYMBOL
        name = mention.find(EntryKind.SYMBOL) or mention.find(EntryKind.SECTOR) or mention.find(option)
        name = name or ("cash" if mention.find(EntryKind.MEASURE) in {"cash_value", "cash_weight"} else None)
        if name and _EXCLUDING.search(before) and not clause.has(EntryKind.PORTFOLIO) and not _CONDITION.search(clause.text):
            left_out.setdefault(name)
        else:
            kept.append(mention)
    if not left_out and _INVESTED.search(clause.text) and not clause.has(EntryKind.SYMBOL, EntryKind.SECTOR):
        left_out["cash"] = None
        kept = [mention for mention in kept if not mention.has(EntryKind.KIND)]
    return Clause(clause.tokens, clause.times, tuple(kept)), tuple(left_out)


def _kinds(clause: Clause) -> tuple[Kind, ...]:
    kinds: list[Kind] = []
    for found in clause.of(EntryKind.KIND):
        match found:
            case "etf":
                # `the fund` may be the portfolio itself; `funds` are the ETFs.
                kinds += ["etf"] if re.search(r"\b(?:etfs?|funds|exchange traded|trackers)\b", clause.text) else []
            case "option":
                kinds += ["option"]
            case "equity":
                kinds += ["equity"]
    return tuple(kinds)


def _words_outside(clause: Clause) -> str:
    """The clause without the names of portfolios: `long/short` may be one."""
    inside = {index for mention in clause.mentions if mention.has(EntryKind.PORTFOLIO) for index in range(mention.start, mention.end)}
    return " ".join(token.text for index, token in enumerate(clause.tokens) if index not in inside)


def _side(clause: Clause, text: str) -> Side | None:
    sides = [
        mention.find(EntryKind.SIDE) for mention in clause.mentions if mention.has(EntryKind.SIDE) and not mention.has(EntryKind.PORTFOLIO)
    ]
    if sides:
        return "short" if sides[0] == "short" else "long"
    if re.search(
        r"\b(?:my|the|largest|biggest|smallest|worst|best|each|which|top|all) (?:\w+ )?shorts?\b(?! (?:term|of|exposure|interest))|\bshorts\b|\bshorted\b",
        text,
    ):
        return "short"
    held = re.search(r"\b(?:hold|held|own|holding)\b.*\b(long|short)$", text)
    if held:
        return "short" if held[1] == "short" else "long"
    if re.search(r"\b(?:my|the|all|which|largest|biggest|best|worst|top) (?:\w+ )?longs?\b(?! (?:term|exposure|run))|\blongs\b", text):
        return "long"
    return None


_ASIDE = re.compile(
    r"\b(?:with|including|incl|counting|excluding|without)(?: the| my)? (options?|shorts?|etfs?|funds?|longs?)(?: included| counted)?\b"
)


def _without_asides(clause: Clause) -> Clause:
    """`my beta with the options included` is about the portfolio: the options in it count anyway."""
    aside = _ASIDE.search(clause.text)
    if aside is None:
        return clause
    kinds = (EntryKind.KIND, EntryKind.SIDE, EntryKind.RIGHT)
    kept = tuple(mention for mention in clause.mentions if not (mention.has(*kinds) and mention.raw.lower() in aside[0]))
    return Clause(clause.tokens, clause.times, kept)


def _portfolios(clause: Clause) -> list[str]:
    mentions = [mention for mention in clause.mentions if mention.has(EntryKind.PORTFOLIO)]
    sure = [mention for mention in mentions if _means_portfolio(mention, clause)]
    # Beside a portfolio that is surely named, the ambiguous word is one too: `growth or retirement income`.
    found = [mention.find(EntryKind.PORTFOLIO) for mention in (mentions if sure else [])]
    return list(dict.fromkeys(name for name in found if name))


def _means_portfolio(mention: Mention, clause: Clause) -> bool:
    """A portfolio's name that is also an ordinary word (`growth`) must look like a name."""
    if mention.end - mention.start > 1 or not mention.has(EntryKind.MEASURE, EntryKind.KIND, EntryKind.SECTOR, EntryKind.SIDE):
        return True
    others = [other for other in clause.mentions if other is not mention and other.has(EntryKind.MEASURE)]
    before = clause.tokens[mention.start - 1].text if mention.start else ""
    return (mention.raw[0].isupper() and mention.start > 0) or (
        bool(others) and before in {"in", "of", "for", "the", "vs", "and", "than", "my"}
    )


def _means_option(clause: Clause) -> bool:
    """`put` and `call` are verbs too: they are options beside a name, an article or a word of options."""
    return bool(
        re.search(
            r"\b(?:calls|puts|covered calls?|protective puts?|(?:call|put) options?|(?:the|my|this|that|an?|\w+) (?:call|put))\b",
            clause.text,
        )
        and not re.search(
            r"\b(?:to|you|i|we|they) (?:call|put)\b|\bput (?:my|in|into|it|the|half|all|some|more|everything|\$?\d)", clause.text
        )
    )


def _each_holding(clause: Clause, symbols: tuple[str, ...]) -> bool:
    if clause.has(EntryKind.SECTOR, EntryKind.KIND, EntryKind.SIDE) and re.match(
        r"(?:please )?(?:list|rank|sort|name|which)\b", clause.text
    ):
        return True
    if (
        re.search(
            r"\b(?:what|which|list|show me|everything|all)\b.*\b(?:do )?(?:i|we) (?:own|hold|have)\b(?! (?:in|to|with))|\b(?:by|per|each|every) (?:holding|position|stock|name|symbol|ticker)\b",
            clause.text,
        )
        and not symbols
        and not clause.has(EntryKind.SECTOR, EntryKind.KIND, EntryKind.RIGHT, EntryKind.PORTFOLIO)
    ):
        return not clause.has(EntryKind.MEASURE) or bool(
            re.search(r"\b(?:by|per|each|every) (?:holding|position|stock|name|symbol|ticker)\b", clause.text)
        )
    if symbols and not re.search(r"\b(?:which|rank|sort|each|list) (?:of )?(?:my|the)?\b", clause.text):
        return False
    mentions = [mention for mention in clause.mentions if mention.has(EntryKind.HOLDINGS)]
    plural = [mention for mention in mentions if clause.tokens[mention.end - 1].text not in _SINGLE_WORDS]
    if plural:
        return bool(_EACH.search(clause.text)) or True
    return bool(mentions) and bool(
        re.search(
            r"\b(?:which|what|biggest|largest|smallest|best|worst|top|riskiest|safest|most|least|highest|lowest|cheapest|priciest|calmest|wildest|each|every|any|who|winner|loser)\b",
            clause.text,
        )
    )


def _benchmark(clause: Clause) -> bool:
    return any(_is_benchmark(mention, clause) for mention in clause.mentions)


def _is_benchmark(mention: Mention, clause: Clause) -> bool:
    if not mention.has(EntryKind.BENCHMARK):
        return False
    after = clause.tokens[mention.end].text if mention.end < len(clause.tokens) else ""
    # `market value`, `market cap` and `money market` are measures; the lexicon's longer phrases have taken most of them.
    return not (mention.raw.lower() in {"market", "index"} and after in {"value", "cap", "price", "etf", "fund", "risk", "line"})
