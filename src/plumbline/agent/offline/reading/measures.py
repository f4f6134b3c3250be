"""Which measures a clause asks for: those it names, and those that its verbs mean."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import dataclass

from plumbline.agent.offline.reading.amounts import confidence
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Subjects
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.mentions import Mention
from plumbline.agent.offline.reading.verbs import meant

_MONEY = {
    "historical_value_at_risk_money",
    "historical_expected_shortfall_money",
    "parametric_value_at_risk_money",
    "parametric_expected_shortfall_money",
}
_WITH_WEIGHT = {"long_exposure", "short_exposure", "gross_exposure", "net_exposure"}
_IN_PERCENT = {
    "cash_value": "cash_weight",
    "market_value": "weight",
    "unrealized_gain": "unrealized_return",
    "period_change": "period_return",
}
_IN_MONEY = {"period_return": "period_change", "daily_return": "daily_change"}
_REPLACED_BY_VERBS = {"period_return", "unrealized_gain", "period_change", "quantity"}
_SHARE_OF_RISK = re.compile(
    r"(?:%|\b(?:contribut\w+|account(?:s|ed)? for|share|portion|part|percent\w*|fraction|proportion|sits?|comes?|coming|stems?|due to|responsible|adds?|adding|how much)\b).*\b"
    r"(?:risk|volatility)\b(?! score| level)|\b(?:do|does|did|effects?|impacts?|affect\w*|influence\w*|change)\b.*\b(?:to|on|my|the) (?:\w+ )?risk\b|\brisk\b.*\b(?:comes? from|due to|sits? in|from)\b"
)
_TAIL = re.compile(
    r"\b(?:loss|losses|lose)\b.*\b(?:one|worst|bad|1) (?:\S+ ){0,3}(?:days?|in)\b|\b(?:worst|average|mean) (?:\S+ )?loss\b.*\bdays?\b"
)
_BAD_DAY = re.compile(
    r"\b(?:lose|loss|cost|drop|fall|down|hurt|hit)\b.*\b(?:bad|terrible|awful|horrible|rough|ugly|nasty) day\b|\b(?:bad|terrible|awful|horrible|rough|ugly|nasty) day\b.*\b(?:lose|loss|cost|look|hurt)\b|"
    r"\bhow (?:bad|ugly) (?:can|could|might) (?:it|things|a|one|any) ?(?:get )?(?:single |bad )?(?:day|in a day|on a day)\b|\b(?:one|1) in (?:an? )?(?:ten|twenty|forty|hundred|\d+) days?\b.*\b(?:cost|lose|loss)\b"
)
_COSTS = {"cost_basis", "unrealized_gain", "unrealized_return", "period_change", "period_return"}
_AROUND_RISK = {
    "volatility_annualized",
    "risk_contribution",
    "risk_score",
    "market_value",
    "net_value",
    "weight",
    "share_of_total",
    "sector_weight",
}
_SIZES = {"weight", "market_value"}
"""`how much is my Walmart stake up`: the stake is whom it is about, not what is asked."""
_GAINS = {"unrealized_gain", "unrealized_return", "period_change", "period_return"}
_SHARE_ON_SIDE = re.compile(
    r"(?:%|\b(?:percent\w*|share|fraction|portion|much)) of (?:my |the )?(?:net value|nav|equity|book|portfolio|account|money)\b.*\b(?:is|am|are) (?:held )?(long|short|net|gross)\b"
)
_SIDES = re.compile(r"\b(net|gross|long|short)(?: exposures?)? (?:and|vs|or) (?:the )?(net|gross|long|short) exposures?\b")


_CAPTURES = re.compile(
    r"\b(?:up(?:side)?(?: capture)? (?:and|vs|or) (?:the )?down(?:side)?|down(?:side)?(?: capture)? (?:and|vs|or) (?:the )?up(?:side)?) captures?\b"
)


@dataclass(frozen=True)
class Named:
    """A measure and the token from which on it is named (-1: meant by the whole clause)."""

    key: str
    place: int


def read_measures(clause: Clause, subjects: Subjects, unit: str | None) -> list[Named]:
    """Return the measures in the order of the clause; resolved for what it is about."""
    bad_day = _BAD_DAY.search(clause.text)
    if bad_day and not clause.has(EntryKind.SYMBOL, EntryKind.SECTOR) and set(clause.of(EntryKind.MEASURE)) <= _COSTS:
        return [Named(f"historical_{key}_money", -1) for key in ("value_at_risk", "expected_shortfall")]
    tail = _TAIL.search(clause.text)
    if tail and (confidence(clause) or "worst" in tail[0]) and not clause.has(EntryKind.SYMBOL):
        mean = re.search(r"\b(?:average|mean|expected shortfall)\b", clause.text)
        return [Named(f"historical_{'expected_shortfall' if mean else 'value_at_risk'}{'_money' if unit == 'money' else ''}", -1)]
    side = _SHARE_ON_SIDE.search(clause.text)
    if side:
        return [Named(f"{side[1]}_exposure_weight", -1)]
    if _CAPTURES.search(clause.text):
        return [Named("up_capture", -1), Named("down_capture", -1)]
    both = _SIDES.search(clause.text)
    if both:
        return [Named(f"{side}_exposure", -1) for side in dict.fromkeys(both.groups())]
    named = [Named(_resolved(key, clause, subjects, unit), mention.start) for mention in clause.mentions for key in _keys(mention)]
    named = _without_vague(named, clause, subjects)
    verbs = meant(clause, subjects, unit)
    replaced = _REPLACED_BY_VERBS | (_SIZES if set(verbs) & _GAINS else set())
    if verbs and not {one.key for one in named} - replaced:
        named = [Named(key, -1) for key in verbs]
    if _of_risk(clause, subjects):
        named = [Named("risk_contribution", -1), *(one for one in named if one.key not in _AROUND_RISK)]
    unique: dict[str, Named] = {}
    for one in named:
        unique.setdefault(one.key, one)
    return list(unique.values())


def _of_risk(clause: Clause, subjects: Subjects) -> bool:
    """`how much risk does AMD add`, `what part of the risk sits in tech`: a share of the portfolio's risk."""
    about = subjects.named or subjects.holdings or subjects.by_sector
    return bool(about and not subjects.benchmark and _SHARE_OF_RISK.search(clause.text))


def _keys(mention: Mention) -> list[str]:
    named = {EntryKind.SYMBOL, EntryKind.PORTFOLIO, EntryKind.UNKNOWN_SYMBOL}
    if any(entry.kind in named and not entry.by_symbol for entry in mention.entries):
        return []
    return [entry.value for entry in mention.entries if entry.kind is EntryKind.MEASURE][:1]


def _resolved(key: str, clause: Clause, subjects: Subjects, unit: str | None) -> str:
    """The catalog's measure for the words, given whom they are about and the unit asked for."""
    about = _by_subject(key, clause, subjects, unit)
    if about != key:
        return about
    if key in {"unrealized_gain", "unrealized_return"} and any(time.period for time in clause.times):
        return "period_return" if key == "unrealized_return" or unit == "fraction" else "period_change"
    return _in_unit(key, clause, unit)


def _by_subject(key: str, clause: Clause, subjects: Subjects, unit: str | None) -> str:
    single = bool(subjects.symbols or subjects.sectors or subjects.kinds or subjects.right)
    match key:
        case "net_exposure" if single or subjects.by_sector:
            return "market_value" if unit == "money" else "weight"
        case "net_exposure" if subjects.side:
            return f"{subjects.side}_exposure"
        case "risk_score" | "volatility_annualized" if re.search(r"\bhow risky\b|\bhow much risk\b", clause.text):
            return "volatility_annualized" if single or subjects.benchmark or subjects.side else "risk_score"
        case "net_value" if single or subjects.holdings:
            return "market_value"
        case "concentration_hhi" if single and not subjects.kinds:
            return "weight"
    return key


def _in_unit(key: str, clause: Clause, unit: str | None) -> str:
    if unit == "fraction":
        return f"{key}_weight" if key in _WITH_WEIGHT else _IN_PERCENT.get(key, key)
    if unit != "money":
        return key
    if f"{key}_money" in _MONEY:
        return f"{key}_money"
    if key == "weight" and re.search(r"\bhow much money\b|\bdollars\b", clause.text):
        return "market_value"
    return _IN_MONEY.get(key, key)


def _without_vague(named: list[Named], clause: Clause, subjects: Subjects) -> list[Named]:
    """Drop words that only introduce another measure: `how many` of a count, `value` beside `net value`."""
    for clean in (_quantities, _cash, _totals, _returns):
        named = clean(named, clause, subjects)
    return named


def _quantities(named: list[Named], clause: Clause, subjects: Subjects) -> list[Named]:
    keys = {one.key for one in named}
    if "quantity" not in keys:
        return named
    if subjects.symbols and re.search(r"\bhow many (?:of )?(?:\w+ ){0,3}(?:shares|contracts|units)\b", clause.text):
        return [one for one in named if one.key == "quantity"]
    counts = re.search(r"\bhow many\b", clause.text) and (
        not subjects.symbols or keys - {"quantity", "n_holdings"} or "times" in clause.text
    )
    beside = len(keys) > 1 and not re.search(r"\b(?:number of|quantity)\b", clause.text)
    return [one for one in named if one.key != "quantity"] if counts or beside else named


def _cash(named: list[Named], clause: Clause, subjects: Subjects) -> list[Named]:
    keys = {one.key for one in named}
    share = "weight" in keys or re.search(r"\bhow much of (?:my|the)\b", clause.text)
    if keys & {"cash_value", "cash_weight"} and share and not subjects.symbols and not subjects.sectors:
        return [Named("cash_weight", one.place) for one in named if one.key in {"cash_value", "cash_weight"}]
    return named


def _totals(named: list[Named], clause: Clause, _subjects: Subjects) -> list[Named]:
    keys = {one.key for one in named}
    if "net_value" in keys and len(keys) > 1:
        kept = {"net_value"} if keys == {"net_value", "market_value"} else keys - {"net_value", "market_value"}
        named = [one for one in named if one.key in kept]
    if "net_exposure" in keys and keys & {"long_exposure", "short_exposure", "gross_exposure"}:
        named = [one for one in named if one.key != "net_exposure"]
    return _five_largest(named, clause) if "top_5_weight" in keys else named


def _returns(named: list[Named], clause: Clause, _subjects: Subjects) -> list[Named]:
    if re.search(r"\b(?:cost|hurt) (?:me|us)\b", clause.text):
        named = [one for one in named if one.key != "cost_basis"]
    keys = {one.key for one in named}
    if keys & {"volatility_annualized", "skewness", "excess_kurtosis"} and re.search(
        r"\b(?:of|in|are|skewed) (?:\w+ ){0,3}returns?\b", clause.text
    ):
        named = [one for one in named if one.key != "period_return"]
    special = keys & {"active_return", "period_change", "annualized_return", "unrealized_return"}
    if "period_return" in keys and special and not re.search(r"\breturns? and\b|\band (?:the |my )?returns?\b", clause.text):
        named = [one for one in named if one.key != "period_return"]
    return named


def _five_largest(named: list[Named], clause: Clause) -> list[Named]:
    """`what are my five largest holdings` wants their names; `what share have my five largest` their weight together."""
    together = re.search(r"\b(?:share|how much|weight|percent|%|together|combined|total|concentration|proportion)\b", clause.text)
    key = "top_5_weight" if together else "weight"
    return [Named(key, one.place) if one.key == "top_5_weight" else one for one in named if one.key not in {"weight", "market_value"}]
