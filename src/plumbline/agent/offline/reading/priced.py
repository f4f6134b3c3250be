"""`Apple falls by $20`, `Apple to 100`: an assumed price instead of an assumed move; the last price tells how far it is."""

import re
from dataclasses import dataclass

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.tokens import TokenKind
from plumbline.market_data.market import MarketView
from plumbline.query.schemas import Shock

_TO = re.compile(r"\b(?:to|hits?|hitting|reach(?:es|ing)?|at)$")
_FALLS = re.compile(r"\b(?:fall\w*|drop\w*|los\w+|declin\w+|down|tank\w*|crash\w*|plung\w+|slid\w*|dips?|sinks?|loses?)\b")
_HIGHEST = 10.0


@dataclass(frozen=True)
class PriceAim:
    """`to`: the price itself; else by how much it changes, with its sign."""

    symbol: str
    value: float
    to: bool


def price_aims(clause: Clause) -> tuple[PriceAim, ...]:
    """Return the assumed price of the one symbol that is named; nothing when the move is in percent."""
    symbols = clause.of(EntryKind.SYMBOL)
    if len(symbols) != 1 or any(token.kind is TokenKind.PERCENT for token in clause.tokens):
        return ()
    timed = {index for time in clause.times for index in range(time.start, time.end)}
    for index, token in enumerate(clause.tokens):
        if token.kind not in {TokenKind.MONEY, TokenKind.NUMBER} or index in timed or token.value <= 0:
            continue
        before = " ".join(word.text for word in clause.tokens[:index] if word.text != "$")
        money = token.kind is TokenKind.MONEY or (index + 1 < len(clause.tokens) and clause.tokens[index + 1].text in {"dollars", "bucks"})
        if _TO.search(before):
            return (PriceAim(symbols[0], token.value, to=True),)
        if money:
            return (PriceAim(symbols[0], -token.value if _FALLS.search(before) else token.value, to=False),)
    return ()


def priced(aims: tuple[PriceAim, ...], view: MarketView) -> tuple[tuple[Shock, ...], tuple[str, ...]]:
    """The moves that the assumed prices are, and how to say them with the person's own numbers."""
    shocks, words = [], []
    for aim in aims:
        last = view.last_price(aim.symbol).price
        if not last:
            continue
        size = (aim.value / last - 1.0) if aim.to else aim.value / last
        shocks.append(Shock(size=min(max(size, -1.0), _HIGHEST), symbols=(aim.symbol,)))
        way = f"goes to ${aim.value:,.6g}" if aim.to else f"{'falls' if aim.value < 0 else 'rises'} by ${abs(aim.value):,.6g}"
        words.append(f"assumed: {aim.symbol} {way}")
    return tuple(shocks), tuple(words)
