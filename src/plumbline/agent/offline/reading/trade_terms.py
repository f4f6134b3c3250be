"""Terms of a proposal: `gross at most 150 %`, `net 30-60 %`, `do not sell AAPL`, `8 names`, `costs of 10 bp`.

Every size belongs to the words around it; one that fits nowhere is kept as said, so that the answer can name it.
"""

# ruff: noqa: E501 (patterns are read in one piece)

import re
from dataclasses import dataclass, field, fields, replace
from typing import Any

from plumbline.agent.offline.lexicon.times import NUMBER_WORDS
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.tokens import TokenKind


@dataclass(frozen=True)
class Bound:
    """Weights from `lower` to `upper`: of each symbol where `of` is empty, of one, of a sector, or of several symbols together."""

    of: tuple[str, ...]
    lower: float | None = None
    upper: float | None = None
    sector: bool = False


@dataclass(frozen=True)
class TradeTerms:
    """What was said of a proposal beside its objective; empty or None = not said. Fractions of net value."""

    bounds: tuple[Bound, ...] = ()
    gross: float | None = None
    net: tuple[float | None, float | None] | None = None
    invested: float | None = None
    short: bool = False
    keep: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    names: int | None = None
    cost_rate: float | None = None
    turnover: float | None = None
    volatility: float | None = None
    expected_return: float | None = None
    aim: float | None = None  # `get to 15 %`, of what the objective says
    risk_shares: tuple[tuple[str, float], ...] = ()
    lots: str | None = None
    view: float | None = None
    rest: tuple[str, ...] = ()  # said, and taken into account by nothing

    def over(self, earlier: "TradeTerms") -> "TradeTerms":
        """These terms with those of the turn before where nothing else is said."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name) != one.default}
        if "bounds" in said:
            new = {bound.of for bound in self.bounds}
            said["bounds"] = (*(bound for bound in earlier.bounds if bound.of not in new), *self.bounds)
        return replace(earlier, **({"rest": ()} | said))


_SIZE = r"(#\d+)"
_BARE = r"(#\d+|\d+(?:\.\d+)?)"
_AT_MOST = r"(?:at (?:the )?most|no more than|without (?:more than|exceeding)|not (?:more than|over|above|exceeding)|less than|max(?:imum)?(?: of)?|under|below|up to|capped(?: at)?|cap(?: at| of)?|limit(?:ed)?(?: to| of| at)?|within)"
_AT_LEAST = r"(?:at least|no less than|not (?:less than|under|below)|more than|min(?:imum)?(?: of)?|over|above)"
_FILL = r"(?: (?:exposure|leverage|weight|of|at|to|be|is|should|must|stay|stays|kept|around|about|exactly|a|an|the|and|=))*"
_NAME = r"(@\d+)"
_NAMES = r"(@\d+(?:(?: ,| and| or| plus|,| &)* @\d+)*)"
_HOLDING = r"(?:names?|holdings?|positions?|stocks?|symbols?|shares?|weights?|assets?)"
_OF_VOLATILITY = r"(?:vol|volatility|volatilities|risk|swings)"
_PARTS = {"half": 0.5, "a third": 1 / 3, "a quarter": 0.25, "a fifth": 0.2, "a tenth": 0.1}
_TOUCHED = r"(?:sell(?:ing)?|trim(?:ming)?|touch(?:ing)?|reduc(?:e|ing)|cut(?:ting)?|part with)"
_CALLS = re.compile(
    r"#\d|@\d|\b1\d0 \d0\b|\b(?:gross|net|neutral|short\w*|cash|costs?|turnover|keep\w*|sell\w*|lots?|lifo|fifo|invested|names|holdings|stocks|without|exclud\w+|avoid\w*|beta|drawdown|dividends?|taxe?s?|esg)\b"
)
_LEFT = re.compile(
    rf"(?:[\w.=@-]+ ){{0,4}}#\d+(?: (?!and\b|but\b|with\b)[\w@]+){{0,2}}|(?:\w+ ){{0,2}}(?:{_AT_MOST}|{_AT_LEAST}) \$?[\d.,]+|\bno (?!more\b|less\b)\w+|\b(?:without|exclud\w+|avoid\w*|never|do not|not|only|keep\w*)(?: (?!and\b|but\b|with\b)[\w@]+){{1,4}}|\b(?:costs?|fees|taxe?s?|esg|dividends?|transaction costs)\b"
)
_LOTS = (
    ("highest_cost", r"\bhighest[ -]cost\b|\bhifo\b|\b(?:least|lowest|minimum|minimal|low) tax\w*\b|\btax[ -]efficient\w*\b"),
    ("last_in_first_out", r"\blast[ -]in\b(?: first out)?|\blifo\b"),
    ("first_in_first_out", r"\bfirst[ -]in\b(?: first out)?|\bfifo\b"),
)


@dataclass
class _Reader:
    """The clause with sizes as `#0`, names as `@0`; what a rule has read is blanked out."""

    text: str
    sizes: list[float]
    said: list[str]
    names: list[tuple[str, bool]]
    bounds: list[Bound] = field(default_factory=list)

    def take(self, pattern: str) -> re.Match[str] | None:
        found = re.search(pattern, self.text)
        if found:
            self.text = f"{self.text[: found.start()]} ; {self.text[found.end() :]}"
        return found

    def size(self, pattern: str) -> float | None:
        found = self.take(pattern)
        return self.value(next(group for group in found.groups() if group)) if found else None

    def value(self, word: str) -> float:
        if word.startswith("#"):
            return self.sizes[int(word[1:])]
        number = float(word)
        return number / 100 if number > 10 else number

    def symbols(self, text: str) -> list[tuple[str, bool]]:
        return [self.names[int(place)] for place in re.findall(r"@(\d+)", text)]

    def words(self, text: str) -> str:
        plain = re.sub(r"#(\d+)", lambda match: self.said[int(match[1])], text)
        return re.sub(r"@(\d+)", lambda match: self.names[int(match[1])][0], plain).strip()


def read_trade_terms(clause: Clause, objective: str | None, *, proposed: bool = False) -> TradeTerms | None:
    """Return the terms of the clause; None when none is said. `proposed`: it asks for a proposal, so that every limit in it is a term."""
    reader = _marked(clause)
    if not proposed and not _CALLS.search(reader.text):
        return None
    terms = TradeTerms(lots=_lots(reader), risk_shares=_risk_shares(reader))
    terms = replace(terms, **_exposures(reader), **_of_trading(reader))
    view = reader.size(rf"\b(?:by|returns?|returning|earns?|gains?|makes?|of) {_SIZE}") if objective == "black_litterman" else None
    terms = replace(terms, view=view, keep=_kept(reader), add=_added(reader))
    _bounded(reader)
    terms = replace(terms, **_aims(reader, objective), bounds=tuple(reader.bounds))
    rest = tuple(words for found in _LEFT.finditer(reader.text) if (words := reader.words(found[0])))
    terms = replace(terms, rest=rest)
    return terms if terms != TradeTerms() else None


def _marked(clause: Clause) -> _Reader:
    reader = _Reader("", [], [], [])
    starts = {mention.start: mention for mention in clause.mentions}
    words: list[str] = []
    place = 0
    while place < len(clause.tokens):
        mention, token = starts.get(place), clause.tokens[place]
        name = (mention.find(EntryKind.SYMBOL) or mention.find(EntryKind.SECTOR)) if mention else None
        following = [later.text for later in clause.tokens[place + 1 : place + 3]]
        if mention and name:
            words.append(f"@{len(reader.names)}")
            reader.names.append((name, mention.find(EntryKind.SYMBOL) is None))
            place = mention.end
            continue
        if mention and mention.has(EntryKind.PORTFOLIO):
            place = mention.end
            continue
        points = token.kind is TokenKind.NUMBER and following[:1] in (["bp"], ["bps"])
        ranged = token.kind is TokenKind.NUMBER and _begins_range(clause, place)
        if token.kind is TokenKind.PERCENT or points or ranged or (token.kind is TokenKind.NUMBER and token.text.endswith("x")):
            scale = 10_000 if points else 100 if ranged else 1
            words.append(f"#{len(reader.sizes)}")
            reader.sizes.append(token.value / scale)
            reader.said.append(f"{token.text} bp" if points else token.text)
            place += 2 if points else 1
            continue
        words.append(token.text)
        place += 1
    reader.text = " ".join(words)
    return reader


def _begins_range(clause: Clause, place: int) -> bool:
    """The 30 of `30-60 %`, `30 to 60 %`, `between 30 and 60 %`."""
    after = list(clause.tokens[place + 1 : place + 3])
    if after and after[0].text in {"to", "and"}:
        after = after[1:]
    return bool(after) and after[0].kind is TokenKind.PERCENT


def _lots(reader: _Reader) -> str | None:
    return next((key for key, pattern in _LOTS if reader.take(rf"(?:{pattern})(?: lots?)?(?: first)?")), None)


def _risk_shares(reader: _Reader) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    parts = "|".join(_PARTS)
    while match := reader.take(
        rf"(?<!\w)({parts}|#\d+) (?:of )?(?:the |my |all )*(?:risk|volatility|variance)(?: \w+){{0,2}}? (?:from|in|to|by|for) (?:the )?{_NAME}"
    ):
        size = _PARTS[match[1]] if match[1] in _PARTS else reader.value(match[1])
        found.append((reader.symbols(match[2])[0][0], size))
    return tuple(found)


def _exposures(reader: _Reader) -> dict[str, Any]:
    """Gross, net, what is invested, and whether short positions are allowed."""
    ranged = reader.take(rf"\bnet{_FILL} (?:between |from |within )?{_BARE}(?: to| and)? {_SIZE}")
    net: tuple[float | None, float | None] | None = (reader.value(ranged[1]), reader.value(ranged[2])) if ranged else None
    gross = reader.size(rf"\b(?:gross|leverage){_FILL}(?: {_AT_MOST})? {_BARE}|(?:{_AT_MOST} )?{_SIZE} (?:gross|leverage)\b")
    book = reader.take(r"\b(1\d0) (\d0)\b(?! ?%)")
    if book and gross is None and net is None:
        long, short = float(book[1]) / 100, float(book[2]) / 100
        gross, net = long + short, (long - short, long - short)
    if net is None:
        least = reader.size(rf"\bnet{_FILL} {_AT_LEAST} {_BARE}|{_AT_LEAST} {_SIZE} net\b")
        most = reader.size(rf"\bnet{_FILL} {_AT_MOST} {_BARE}|{_AT_MOST} {_SIZE} net\b|\band {_AT_MOST} {_BARE} net\b")
        exact = reader.size(rf"\bnet{_FILL} {_BARE}|{_SIZE} net\b") if least is None and most is None else None
        neutral = bool(reader.take(r"\b(?:dollar|cash) neutral\b"))
        net = (
            (0.0, 0.0)
            if neutral
            else (exact, exact)
            if exact is not None
            else (least, most)
            if least is not None or most is not None
            else None
        )
    stock = r"(?:invested|(?:in |of )?(?:stocks|equities|shares|equity|the market))"
    invested = reader.size(rf"(?:keep |hold |leave |stay |with )*{_SIZE} {stock}\b|\b(?:stocks|equities) at {_SIZE}")
    cash = reader.size(
        rf"(?:keep |hold |leave |with |raise )*(?:{_AT_LEAST} )?{_SIZE} (?:in |as |of )?cash\b|\bcash (?:at|of|to) (?:{_AT_LEAST} )?{_SIZE}"
    )
    invested = 1.0 - cash if invested is None and cash is not None else invested
    long_only = reader.take(r"\b(?:long[ -]only|no shorts?(?:ing)?|without short\w*)\b")
    shorted = reader.take(r"\b(?:allow\w* |may |can |with )?(?:short(?:s|ing)?(?: positions| sales)?|long short)\b") or (gross or 0.0) > 1.0
    return {"gross": gross, "net": net, "invested": invested, "short": bool(shorted and not long_only)}


def _of_trading(reader: _Reader) -> dict[str, Any]:
    cost = reader.size(rf"\b(?:transaction |trading )?costs?{_FILL} {_SIZE}|{_SIZE} (?:of |in |transaction |trading )*costs?\b")
    turnover = reader.size(rf"\bturnover{_FILL}(?: {_AT_MOST})? {_SIZE}|(?:{_AT_MOST} )?{_SIZE} (?:of )?turnover\b")
    numbers = "|".join(NUMBER_WORDS)
    names = reader.take(rf"(?:{_AT_MOST} |only |with |in )?\b(\d+|{numbers}) (?:names|holdings|positions|stocks|symbols)\b")
    count = (int(names[1]) if names[1].isdigit() else NUMBER_WORDS[names[1]]) if names else None
    return {"cost_rate": cost, "turnover": turnover, "names": count}


def _kept(reader: _Reader) -> tuple[str, ...]:
    found: list[str] = []
    pattern = rf"\b(?:(?:do not|not|without|never|no|not to|can not|must not) {_TOUCHED}|keep(?:ing)?(?: all)?(?: of)?(?: my)?|hold(?:ing)? on to) (?:any |my |of |the )*{_NAMES}(?! (?:{_AT_MOST}|{_AT_LEAST}|at|to|under|below) )"
    while match := reader.take(pattern):
        found += [name for name, sector in reader.symbols(match[1]) if not sector]
    return tuple(dict.fromkeys(found))


def _added(reader: _Reader) -> tuple[str, ...]:
    match = reader.take(rf"\b(?:adding|add|(?:may|can|could|also) (?:buy|use|hold|add)|including|include|buy(?:ing)?) {_NAMES}")
    return tuple(name for name, sector in reader.symbols(match[1]) if not sector) if match else ()


def _bounded(reader: _Reader) -> None:
    """Weights: of several together, of one or a sector, of each."""
    while match := reader.take(rf"\b(?:without|exclud(?:e|ing)|no|avoid(?:ing)?|drop(?:ping)?) (?:any |all |my |the )*{_NAMES}"):
        reader.bounds += [Bound((name,), 0.0, 0.0, sector) for name, sector in reader.symbols(match[1])]
    for words, below in ((_AT_MOST, True), (_AT_LEAST, False)):
        while match := reader.take(rf"{_NAMES} (?:together|combined|in total|in sum){_FILL} {words} {_SIZE}"):
            _bind(reader, tuple(name for name, _sector in reader.symbols(match[1])), reader.value(match[2]), below=below)
        while match := reader.take(rf"{_NAMES}{_FILL} {words} {_SIZE}"):
            _each(reader, match[1], reader.value(match[2]), below=below)
        while match := reader.take(rf"{words} {_SIZE} (?:of |in |for |from |to |the |my )*{_NAMES}"):
            _each(reader, match[2], reader.value(match[1]), below=below)
        each = r"(?:each|per|any|every|single|one|individual)"
        place = rf"(?: (?:in|of|for|to|a|the))* {each}(?: {_HOLDING})?"
        while match := reader.take(
            rf"\b{each}(?: {_HOLDING})?{_FILL} {words} {_SIZE}|{words} {_SIZE}{place}\b|\b{_HOLDING}{_FILL} {words} {_SIZE}|(?:^|;|,|\bwith|\band|\bbut|\ba|\ban) {words} {_SIZE}(?=$| ;| ,| and\b| but\b| with\b)"
        ):
            _bind(reader, (), reader.value(next(group for group in match.groups() if group)), below=below)
    while match := reader.take(rf"{_SIZE} (?:(?:in|for) )?(?:per|each|any|every)(?: (?:single )?{_HOLDING})?\b"):
        _bind(reader, (), reader.value(match[1]), below=True)
    while match := reader.take(rf"{_SIZE} (?:max\w*|cap|limit) (?:per|for|on|in) (?:each |every )?(?:{_HOLDING}\b|{_NAME})"):
        _bind(reader, (), reader.value(match[1]), below=True) if not match[2] else _each(
            reader, match[2], reader.value(match[1]), below=True
        )


def _each(reader: _Reader, names: str, size: float, *, below: bool) -> None:
    for name, sector in reader.symbols(names):
        _bind(reader, (name,), size, below=below, sector=sector)


def _bind(reader: _Reader, of: tuple[str, ...], size: float, *, below: bool, sector: bool = False) -> None:
    reader.bounds.append(Bound(of, None if below else size, size if below else None, sector))


def _aims(reader: _Reader, objective: str | None) -> dict[str, Any]:
    """The volatility or return that is aimed at, only where the objective takes one."""
    found: dict[str, Any] = {}
    if objective in {"minimum_variance", "target_volatility", None}:
        found["volatility"] = reader.size(
            rf"\b(?:target )?{_OF_VOLATILITY}{_FILL}(?: {_AT_MOST})? {_SIZE}|(?:{_AT_MOST} )?{_SIZE} (?:annual |annualized |target )*{_OF_VOLATILITY}\b"
        )
    if objective in {"target_return", "maximum_sharpe", None}:
        found["expected_return"] = reader.size(
            rf"\b(?:target )?returns?{_FILL}(?: {_AT_LEAST}| {_AT_MOST})? {_SIZE}|(?:{_AT_LEAST} )?{_SIZE} (?:annual |annualized |target |expected |yearly )*returns?\b"
        )
    if not any(found.values()) and objective in {"minimum_variance", "target_volatility", "target_return", None}:
        found["aim"] = reader.size(rf"\b(?:to|at|of|target\w*)(?: an?| about)? {_SIZE}(?=$| ;| ,| and\b| with\b| but\b| a year\b)")
    return found
