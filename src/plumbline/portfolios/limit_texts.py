"""Limit rules as people write them: `AAPL at most 10%`, `volatility <= 20% warn 18%`; and as they are printed."""

import math
import re

from plumbline.core.errors import InvalidInput, NotFound
from plumbline.market_data.market import MarketView
from plumbline.portfolios.limit_rules import CONFIDENCES, KINDS, WINDOWS, Direction, LimitKind, LimitRule

MOST_RULES = 100
_HIGHEST_SHARE = 20.0
"""A share of 2,000 %: above it somebody wrote percent for a fraction."""
_MOST_COUNTED = 500
_SIGNS: dict[str, Direction] = {
    "<=": "at_most", "<": "at_most", "at most": "at_most", "max": "at_most", "maximum": "at_most",
    ">=": "at_least", ">": "at_least", "at least": "at_least", "min": "at_least", "minimum": "at_least",
}  # fmt: skip
_NUMBER = r"[-+\u2212]?\d[\d,]*(?:\.\d+)?\s*%?"
_RULE = re.compile(
    rf"(?P<what>.+?)\s*(?P<sign><=|>=|<|>|\bat most\b|\bat least\b|\bmax(?:imum)?\b|\bmin(?:imum)?\b)\s*(?P<level>{_NUMBER})"
    rf"(?:\s*,?\s*warn(?:ing)?(?:\s+(?:from|at))?\s+(?P<warn>{_NUMBER}))?",
    re.IGNORECASE,
)
_KINDS = {
    LimitKind.SINGLE_NAME: ("largest holding", "single name", "any name", "any holding", "position", "holding"),
    LimitKind.SECTOR: ("largest sector", "any sector", "sector"),
    LimitKind.RISK_SHARE: ("largest share of risk", "share of risk", "risk share", "risk contribution"),
    LimitKind.VOLATILITY: ("volatility", "vol"),
    LimitKind.VALUE_AT_RISK: ("value at risk", "var", "one-day value at risk"),
    LimitKind.EXPECTED_SHORTFALL: ("expected shortfall", "es", "cvar", "one-day expected shortfall"),
    LimitKind.MAXIMUM_DRAWDOWN: ("maximum drawdown", "max drawdown", "drawdown"),
    LimitKind.BETA: ("beta",),
    LimitKind.TRACKING_ERROR: ("tracking error",),
    LimitKind.HEDGE_RATIO: ("hedge ratio",),
    LimitKind.GROSS_EXPOSURE: ("gross exposure", "gross", "leverage"),
    LimitKind.NET_EXPOSURE: ("net exposure", "net"),
    LimitKind.LONG_EXPOSURE: ("long exposure", "long"),
    LimitKind.SHORT_EXPOSURE: ("short exposure", "short"),
    LimitKind.CONCENTRATION: ("concentration", "hhi"),
    LimitKind.EFFECTIVE_POSITIONS: ("effective positions",),
    LimitKind.N_HOLDINGS: ("number of holdings", "holdings", "names"),
    LimitKind.RISK_SCORE: ("risk score", "score"),
    LimitKind.CASH: ("cash",),
}
_BY_WORDS = {word: kind for kind, words in _KINDS.items() for word in words}
_TOP = re.compile(r"(?:top|largest)\s*-?\s*(\d+)(?:\s+holdings)?|(\d+)\s+largest(?:\s+holdings)?")
_RISK_OF = re.compile(r"(?:share of risk|risk share|risk contribution) of (.+)")


def read_rule(text: str, view: MarketView) -> LimitRule:
    """The rule that a text says, resolved against the market. Raises: InvalidInput, NotFound as `checked_rules`."""
    found = _RULE.fullmatch(" ".join(text.split()))
    if found is None:
        raise InvalidInput(f"Expected a rule such as 'AAPL at most 10%' or 'volatility <= 20% warn 18%', found '{text}'.", subject=text)
    said = _meant(found["what"].strip(), view)
    direction = _SIGNS[found["sign"].lower()]
    warn = None if found["warn"] is None else _number(found["warn"])
    return said.model_copy(update={"direction": direction, "level": _number(found["level"]), "warn": warn})


def rule_text(rule: LimitRule) -> str:
    """`AAPL, of net value: at most 10 %, warning from 8 %`."""
    words = "at most" if rule.direction == "at_most" else "at least"
    warning = "" if rule.warning_level == rule.level else f", warning from {level_text(rule, rule.warning_level)}"
    return f"{rule.figure_words}: {words} {level_text(rule, rule.level)}{warning}"


def level_text(rule: LimitRule, level: float) -> str:
    """A level in the unit of its rule: `15 %`, `1.2`."""
    return f"{100 * level:.6g} %" if KINDS[rule.kind].is_share else f"{level:.6g}"


def checked_rules(rules: tuple[LimitRule, ...], view: MarketView) -> tuple[LimitRule, ...]:
    """The rules with known names, or an error that says what is wrong.

    Raises: InvalidInput on a level that can not be, a warning beyond the level, what a kind does not take, two of the same, or none at
        all; NotFound for an unknown symbol or sector.
    """
    if not 0 < len(rules) <= MOST_RULES:
        raise InvalidInput(f"Expected 1 to {MOST_RULES} rules, found {len(rules)}. A reset brings the default back.", subject="rules")
    checked = tuple(_checked(rule, view) for rule in rules)
    seen: set[str] = set()
    for rule in checked:
        if rule.key in seen:
            raise InvalidInput(f"Expected one rule for '{rule.label}' in each direction, found two. Leave one out.", subject=rule.label)
        seen.add(rule.key)
    return checked


def _checked(rule: LimitRule, view: MarketView) -> LimitRule:
    words = KINDS[rule.kind]
    highest = _HIGHEST_SHARE if words.is_share else math.inf
    for level in (rule.level, rule.warning_level):
        if not (math.isfinite(level) and abs(level) <= highest):
            message = f"Expected a level for '{rule.label}' such as {'0.15 for 15 %' if words.is_share else '1.2'}, found {level:g}."
            raise InvalidInput(message, subject=rule.label)
    sign = 1.0 if rule.direction == "at_most" else -1.0
    if sign * rule.warning_level > sign * rule.level:
        found = f"{level_text(rule, rule.warning_level)} and {level_text(rule, rule.level)}"
        raise InvalidInput(f"Expected a warning of '{rule.label}' before its level, found {found}.", subject=rule.label)
    _require(rule, "window", rule.window, WINDOWS)
    _require(rule, "confidence", rule.confidence, CONFIDENCES)
    _require(rule, "count", rule.count, range(1, _MOST_COUNTED + 1))
    return rule if rule.name is None else rule.model_copy(update={"name": _known_name(rule, rule.name, view)})


def _require(rule: LimitRule, what: str, value: float | None, allowed: tuple[float, ...] | range) -> None:
    if value is None:
        return
    if KINDS[rule.kind].takes != what:
        raise InvalidInput(f"Expected no {what} for '{rule.label}', found {value:g}. Leave it out.", subject=rule.label)
    if value not in allowed:
        choices = f"{allowed[0]} to {allowed[-1]}" if isinstance(allowed, range) else " or ".join(f"{one:g}" for one in allowed)
        raise InvalidInput(f"Expected a {what} of {choices} for '{rule.label}', found {value:g}.", subject=rule.label)


def _known_name(rule: LimitRule, name: str, view: MarketView) -> str:
    takes = KINDS[rule.kind].takes
    if takes == "symbol":
        return (view.find_instrument(name) or view.instrument(name)).symbol
    if takes != "sector":
        raise InvalidInput(f"Expected no name for a rule of kind '{rule.kind}', found '{name}'. Leave it out.", subject=name)
    sector = _sector(name, view)
    if sector is None:
        known = ", ".join(_sectors(view)) or "none"
        raise NotFound(f"No sector '{name}' in the loaded market. There are: {known}.", subject=name)
    return sector


def _meant(what: str, view: MarketView) -> LimitRule:
    wanted = what.casefold()
    if kind := _BY_WORDS.get(wanted):
        return LimitRule(kind=kind, level=0.0)
    if found := _TOP.fullmatch(wanted):
        return LimitRule(kind=LimitKind.TOP_HOLDINGS, level=0.0, count=int(found[1] or found[2]))
    if found := _RISK_OF.fullmatch(wanted):
        return LimitRule(kind=LimitKind.RISK_SHARE, level=0.0, name=what[found.start(1) :])
    for kind, takes in ((LimitKind.VOLATILITY, r"(\d+)\s*(?:d|days|sessions)?"), (LimitKind.VALUE_AT_RISK, r"(\d+)\s*%?"),
                        (LimitKind.EXPECTED_SHORTFALL, r"(\d+)\s*%?")):  # fmt: skip
        words = "|".join(map(re.escape, _KINDS[kind]))
        if found := re.fullmatch(rf"(?:{words}),?\s*{takes}", wanted):
            number = int(found[1])
            more = {"window": number} if kind is LimitKind.VOLATILITY else {"confidence": number / 100.0}
            return LimitRule.model_validate({"kind": kind, "level": 0.0, **more})
    if (sector := _sector(what, view)) is not None:
        return LimitRule(kind=LimitKind.SECTOR, level=0.0, name=sector)
    return LimitRule(kind=LimitKind.SINGLE_NAME, level=0.0, name=what)


def _number(text: str) -> float:
    digits = text.replace(",", "").replace("\u2212", "-").strip()
    return float(digits.removesuffix("%").strip()) / 100.0 if digits.endswith("%") else float(digits)


def _sector(name: str, view: MarketView) -> str | None:
    return next((sector for sector in _sectors(view) if sector.casefold() == name.strip().casefold()), None)


def _sectors(view: MarketView) -> list[str]:
    return sorted({sector for symbol in view.market.columns if (sector := view.instrument(symbol).sector)})
