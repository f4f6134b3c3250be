"""Which measures a clause asks for: those it names, and those that its verbs mean."""

import re
from dataclasses import dataclass

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Subjects
from plumbline.agent.offline.reading.lexicon import EntryKind

_EARNED = r"(?:make|made|making|earn|earned|lose|lost|losing|gain|gained|profit|profited|cost me|cost us|up|down|return in dollars)"
_WENT = (
    r"(?:fall|fell|fallen|drop|dropped|decline|declined|rise|rose|risen|gain|gained|climb|climbed|rally|rallied|go up|go down|went up|went down|gone up|gone down|"
    r"move|moved|lose|lost|return|returned|grow|grew|grown|appreciate|appreciated|up|down|change|changed|surge|surged|jump|jumped|slide|slid|sink|sank)"
)
_DID = (
    r"\bhow (?:did|do|does|has|have|had|is|are|was|were|am|well|badly|bad|good)\b.*\b(?:do|done|doing|did|perform\w*|fare|fared|faring|go|gone|going|behave|behaved|hold up|"
    r"held up|come out|came out|been|look)\b"
)


@dataclass(frozen=True)
class Named:
    """A measure and the token from which on it is named (-1: meant by the whole clause)."""

    key: str
    place: int


def read_measures(clause: Clause, subjects: Subjects, unit: str | None) -> list[Named]:
    """Return the measures in the order of the clause; resolved for what it is about."""
    named = [Named(_resolved(key, clause, subjects, unit), mention.start) for mention in clause.mentions for key in _keys(mention, clause)]
    named = _without_vague(named, clause, subjects)
    meant = _meant(clause, subjects, unit)
    if meant and not {one.key for one in named} - {"period_return", "unrealized_gain", "period_change", "quantity"}:
        named = [Named(key, -1) for key in meant]
    unique: dict[str, Named] = {}
    for one in named:
        unique.setdefault(one.key, one)
    return list(unique.values())


def _keys(mention: object, clause: Clause) -> list[str]:
    assert hasattr(mention, "entries")
    entries = mention.entries
    if any(entry.kind in {EntryKind.SYMBOL, EntryKind.PORTFOLIO, EntryKind.UNKNOWN_SYMBOL} and not entry.by_symbol for entry in entries):
        return []
    return [entry.value for entry in entries if entry.kind is EntryKind.MEASURE][:1]


def _resolved(key: str, clause: Clause, subjects: Subjects, unit: str | None) -> str:
    """The catalog's measure for the words, given whom they are about and the unit asked for."""
    text = clause.text
    single = bool(subjects.symbols or subjects.sectors or subjects.kinds or subjects.right)
    if unit == "money" and f"{key}_money" in _MONEY:
        return f"{key}_money"
    if key in _WITH_WEIGHT and unit == "fraction":
        return f"{key}_weight"
    if key == "net_exposure" and (single or subjects.by_sector):
        return "market_value" if unit == "money" else "weight"
    if key == "net_exposure" and subjects.side:
        return f"{subjects.side}_exposure"
    if key == "cash_value" and unit == "fraction":
        return "cash_weight"
    if key == "market_value" and unit == "fraction":
        return "weight"
    if key == "weight" and unit == "money" and re.search(r"\bhow much money\b|\bin dollars\b|\bdollars\b", text):
        return "market_value"
    if key in _UNREALIZED and clause.times and any(time.period for time in clause.times):
        return "period_return" if key == "unrealized_return" or unit == "fraction" else "period_change"
    if key == "unrealized_gain" and unit == "fraction":
        return "unrealized_return"
    if key == "period_return" and unit == "money":
        return "period_change"
    if key in {"risk_score", "volatility_annualized"} and re.search(r"\bhow risky\b|\bhow much risk\b", text):
        return "volatility_annualized" if single or subjects.benchmark else "risk_score"
    if key == "net_value" and (single or subjects.holdings):
        return "market_value"
    if key == "concentration_hhi" and single and not subjects.kinds:
        return "weight"
    if key == "daily_return" and unit == "money":
        return "daily_change"
    return key


_MONEY = {
    "historical_value_at_risk_money", "historical_expected_shortfall_money", "parametric_value_at_risk_money", "parametric_expected_shortfall_money",
}  # fmt: skip
_WITH_WEIGHT = {"long_exposure", "short_exposure", "gross_exposure", "net_exposure"}
_UNREALIZED = {"unrealized_gain", "unrealized_return"}
_VAGUE = {"market_value", "quantity", "price", "weight", "net_value", "share_of_total"}


def _without_vague(named: list[Named], clause: Clause, subjects: Subjects) -> list[Named]:
    """Drop words that only introduce another measure: `how many` of a count, `value` in `what is the value of my beta`."""
    keys = {one.key for one in named}
    if "quantity" in keys and subjects.symbols and re.search(r"\bhow many (?:of )?(?:\w+ ){0,3}(?:shares|contracts|units)\b", clause.text):
        return [one for one in named if one.key == "quantity"]
    if "quantity" in keys and (not subjects.symbols or keys - {"quantity", "n_holdings"}) and re.search(r"\bhow many\b", clause.text):
        named = [one for one in named if one.key != "quantity"]
    if keys & {"cash_value", "cash_weight"} and "weight" in keys and not subjects.symbols and not subjects.sectors:
        return [Named("cash_weight", one.place) for one in named if one.key in {"cash_value", "cash_weight"}]
    if "quantity" in keys and len(keys) > 1:
        if not re.search(r"\b(?:number of|quantity)\b", clause.text):
            named = [one for one in named if one.key != "quantity"]
    if "net_value" in keys and len(keys) > 1:
        named = [
            one
            for one in named
            if one.key not in {"net_value", "market_value"} or (one.key == "net_value" and keys == {"net_value", "market_value"})
        ]
    if "volatility_annualized" in keys and re.search(r"\b(?:of|in) (?:\w+ ){0,3}returns?\b", clause.text):
        named = [one for one in named if one.key != "period_return"]
    if "quantity" in keys and re.search(r"\bhow many times\b", clause.text):
        named = [one for one in named if one.key != "quantity"]
    if len(keys) == 2 and "net_exposure" in keys and keys & {"long_exposure", "short_exposure", "gross_exposure"}:
        return [one for one in named if one.key != "net_exposure"]
    if "top_5_weight" in keys:
        return _five_largest(named, clause)
    if (
        "period_return" in keys
        and keys & {"active_return", "period_change", "annualized_return", "unrealized_return"}
        and not re.search(r"\breturns? and\b|\band (?:the |my )?returns?\b", clause.text)
    ):
        return [one for one in named if one.key != "period_return"]
    return named


def _five_largest(named: list[Named], clause: Clause) -> list[Named]:
    """`what are my five largest holdings` wants their names; `what share have my five largest` their weight together."""
    together = re.search(r"\b(?:share|how much|weight|percent|%|together|combined|total|concentration|proportion)\b", clause.text)
    key = "top_5_weight" if together else "weight"
    return [Named(key, one.place) if one.key == "top_5_weight" else one for one in named if one.key not in {"weight", "market_value"}]


def _meant(clause: Clause, subjects: Subjects, unit: str | None) -> list[str]:
    """What verbs and question words ask for when no measure is named."""
    text = clause.text
    timed = any(time.period for time in clause.times)
    if re.search(
        r"\bhow (?:much|many)\b.*\b(?:of (?:my|the|this|our) (?:portfolio|account|book|money|net worth|nav|net value|assets)|% )\b", text
    ) and not re.search(rf"\b{_EARNED}\b", text):
        return ["weight"]
    if re.search(r"\bhow (?:much|many dollars|many bucks|far)\b", text):
        return _how_much(text, subjects, unit, timed=timed)
    if re.search(r"\bwhat (?:did|do|does|has|have)\b.*\b(?:return|returned|make|made|earn|earned|gain|gained|lose|lost|yield)\b", text):
        return ["period_change"] if unit == "money" else ["period_return"]
    if re.search(r"\b(?:make|made|earn|lose|lost|losing|making)\b.*\b(?:in dollars|dollars|money)\b", text) and timed:
        return ["period_change"]
    if re.search(_DID, text) or (timed and re.search(rf"\b(?:how|did|has|have|is|was|what)\b.*\b(?:i|we|{_WENT})\b", text)):
        return ["period_change"] if unit == "money" else ["period_return"]
    if timed and re.search(r"^(?:so )?how (?:was|were|is|about)\b", text):
        return ["period_return"]
    return []


def _how_much(text: str, subjects: Subjects, unit: str | None, *, timed: bool) -> list[str]:
    if re.search(r"\bhow much (?:more|less|higher|lower|bigger|riskier)\b", text):
        return []
    if re.search(r"\b(?:up|down|sitting on)\b", text) and subjects.symbols and not timed and re.search(r"\b(?:i|we|my)\b", text):
        return ["unrealized_gain"]
    if re.search(rf"\b{_EARNED}\b", text) and re.search(r"\b(?:i|we|me|us|my|money|dollars|shorts?|longs?)\b", text):
        if not timed:
            return ["unrealized_return"] if unit == "fraction" else ["unrealized_gain"]
        if unit == "fraction":
            return ["period_return"]
        return (
            ["period_change"]
            if not re.search(r"\b(?:gained|up|down)\b", text) or unit == "money" or subjects.symbols
            else ["period_return", "period_change"]
        )
    if re.search(rf"\b{_WENT}\b", text):
        return ["period_change"] if unit == "money" else ["period_return"]
    if re.search(r"\bpa(?:y|id)\b", text):
        return ["cost_basis"]
    if re.search(r"\b(?:worth|value)\b", text):
        return ["market_value"]
    if subjects.sectors or subjects.kinds or subjects.right:
        return ["market_value", "weight"] if unit == "money" else ["weight", "market_value"]
    if subjects.symbols:
        return ["market_value", "weight", "quantity"]
    if re.search(r"\bmoney\b|\bdo i have\b", text):
        return ["net_value"]
    return []
