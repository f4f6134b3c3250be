"""Tells what models say: tail risk by every method, whether it held (backtest), and which factors move a portfolio."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page

_VERDICTS = {
    "fits": "it held",
    "too low": "it was too low",
    "too high": "it was higher than it had to be",
    "clustered": "it held on average, but its exceptions came one after another",
}
_BEST = re.compile(r"\bwhich (?:\w+ ){0,4}(?:methods?|models?)\b|\bbest\b")
_TESTED = re.compile(r"\b(?:christoffersen|conditional coverage|kupiec)\b")
_PASSED = 0.05
"""A test whose p-value is below it rejects."""
_FACTOR_NAMES = {"low_volatility": "low volatility", "size": "small size"}
_SHARES = (
    ("specific", re.compile(r"\b(?:idiosyncratic|specific|undiversif\w+)\b")),
    ("industry", re.compile(r"\bindustr\w+\b")),
    ("style", re.compile(r"\bstyles?\b")),
    ("market", re.compile(r"\b(?:market|systematic|beta)\b")),
)
_OF_VARIANCE = re.compile(
    r"\b(?:how much|what (?:share|part|fraction|%|percent\w*)|decompos\w+|decomposition|explain\w*)\b.*\b(?:risk|variance|volatility)\b|\bvariance decomposition\b|\bidiosyncratic\b|\bspecific (?:risk|variance)\b|\bsystematic risk\b"
)

_PARTS = ("component", "marginal", "incremental")
_CONTRIBUTES = re.compile(r"\bcontribut\w+\b|\b(?:adds?|brings?|carr(?:y|ies)) (?:the )?(?:most|least|more)\b")
_LONGEST = 60
_SHORTFALL = re.compile(r"\b(?:expected shortfall|es|cvar)\b")
_SPANS = {1: "one-day", 5: "one-week", 10: "ten-day", 21: "one-month"}


def backtest(page: Page) -> Answer:
    """How often losses went beyond what was forecast, and what the tests say of it."""
    places = page.places("/methods")
    asked = next((place for place in places if page.text(f"{place}/method") == page.ask.method), None)
    best = max(places, key=lambda place: (page.text(f"{place}/verdict") == "fits", page.value(f"{place}/conditional_coverage/value")))
    place = asked or (best if _BEST.search(page.writing.frame.text) else places[0])
    answer = Answer(lead=_tested(page, place) or _verdict(page, place))
    label = page.text(f"{place}/label")
    answer.bullets = [
        *page.lines(
            f"Kupiec test of the number of exceptions: p-value {{{place}/kupiec/value}}; Christoffersen, number and clustering together: {{{place}/conditional_coverage/value}}.",
            f"Basel traffic light of the last 250 sessions: {{{place}/traffic_light/value}}.",
            f"Expected shortfall (Acerbi-Szekely): {{{place}/shortfall_z2/value}}, where zero is right and below it is too low.",
        )
    ]
    if best != place:
        answer.bullets += page.lines(f"The {page.text(f'{best}/label')} method did best: {{{best}/exceptions/value}} exceptions.")
    rows = [
        (
            page.text(f"{one}/label"),
            f"{one}/exceptions/value",
            f"{one}/expected/value",
            f"{one}/kupiec/value",
            f"{one}/traffic_light/value",
            page.text(f"{one}/verdict"),
        )
        for one in places
    ]
    answer.table = page.table(("Method", "Exceptions", "Expected", "Kupiec p", "Zone", "Verdict"), rows)
    answer.suggestions = ["What is my 99% VaR?", "Which VaR method works best for me?", "Backtest my value at risk at 95%"]
    answer.suggestions = [one for one in answer.suggestions if label not in one]
    return answer


def _verdict(page: Page, place: str) -> str:
    level = page.facts[f"{place}/exceptions/value"].parameters.get("confidence", 0.99)
    said = _VERDICTS.get(page.text(f"{place}/verdict"), "")
    yes = "Yes: " if page.text(f"{place}/verdict") == "fits" else "No: "
    asked = re.match(r"(?:is|can|does|do|did|will|has)\b", page.writing.frame.text)
    opening = yes if asked else ""
    label = page.text(f"{place}/label")
    what = f"the {label[0].lower() + label[1:] if label != 'Cornish-Fisher' else label} value at risk at {float(level) * 100:g}%"
    what = what if opening else what[0].upper() + what[1:]
    return page.line(
        f"**{opening}{what} was exceeded on {{{place}/exceptions/value}} of {{/n_observations}} days, where {{{place}/expected/value}} were to be expected: {said}.**"
    )


def _tested(page: Page, place: str) -> str:
    """`is the Christoffersen test passed`: yes or no, by its p-value."""
    text = page.writing.frame.text
    named = _TESTED.search(text)
    if named is None or not re.search(r"\b(?:pass\w*|reject\w*|fail\w*|hold|holds)\b", text):
        return ""
    field, name = (
        ("kupiec", "Kupiec test of the number of exceptions")
        if named[0] == "kupiec"
        else ("conditional_coverage", "Christoffersen test (number and clustering of exceptions together)")
    )
    passed = page.value(f"{place}/{field}/value") >= _PASSED
    yes = passed != bool(re.search(r"\b(?:reject\w*|fail\w*)\b", text))
    verdict = "it does not reject the model" if passed else "it rejects the model"
    return page.line(
        f"**{'Yes' if yes else 'No'}: the p-value of the {name} is {{{place}/{field}/value}} ({page.text(f'{place}/label').lower()} method), so at the usual one in twenty {verdict}.**"
    )


def factors(page: Page) -> Answer:
    """Exposures, tilts, and where the variance comes from: what was asked of them first."""
    answer = Answer(lead=_variance_lead(page) or _holding_lead(page) or _factor_lead(page) or _general(page))
    places = page.places("/factors")
    rows = [
        (page.text(f"{place}/label"), f"{place}/exposure/value", f"{place}/error/value", f"{place}/benchmark/value", f"{place}/tilt/value")
        for place in places
    ]
    answer.table = page.table(("Factor", "Exposure", "Standard error", "Benchmark", "Tilt"), rows)
    shares = page.line(
        "Variance: market {/variance/market}, styles {/variance/style}, industries {/variance/industry}, specific {/variance/specific}."
    )
    answer.bullets = [
        line
        for line in (
            shares if "{/variance" not in answer.lead and shares[:20] not in answer.lead else "",
            *page.lines("The factors explain {/r_squared} of the variance of its returns."),
        )
        if line
    ]
    answer.suggestions = ["How much of my risk is stock specific?", "What is my momentum tilt?", "Which ETF hedges my portfolio best?"]
    return answer


def _variance_lead(page: Page) -> str:
    text = page.writing.frame.text
    if not _OF_VARIANCE.search(text):
        return ""
    named = [key for key, pattern in _SHARES if pattern.search(text)]
    words = {"market": "the market", "style": "styles", "industry": "industries", "specific": "what is specific to single names"}
    if len(named) != 1:
        return page.line(
            "**Of the variance of "
            + page.name
            + ", {/variance/market} comes from the market, {/variance/style} from styles, {/variance/industry} from industries and {/variance/specific} is specific to single names.**"
        )
    return page.line(
        f"**{{/variance/{named[0]}}} of the variance of {page.name}{page.period('/variance/market')} comes from {words[named[0]]}.**"
    )


def _holding_lead(page: Page) -> str:
    symbols = [symbol for symbol in page.writing.frame.subjects.symbols if symbol not in {"SIZE", "QUAL", "MTUM", "VLUE", "USMV"}]
    places = [place for place in page.places("/holdings") if page.text(f"{place}/symbol") in symbols]
    if not places or page.ask.factor is None:
        return ""
    row = next(
        (one for one in page.places(f"{places[0]}/exposures") if page.facts[f"{one}/value"].parameters.get("factor") == page.ask.factor),
        None,
    )
    return (
        page.line(f"**The {_factor_name(page.ask.factor)} exposure of {symbols[0]}{page.period('/alpha')} is {{{row}/value}}.**")
        if row
        else ""
    )


def _factor_lead(page: Page) -> str:
    place = _place_of(page, page.ask.factor)
    if place is None or (page.ask.measures == ("factor_exposure",) and page.ask.factor is None):
        return ""
    tilt, error = page.value(f"{place}/tilt/value"), page.value(f"{place}/tilt_error/value")
    sure = (
        "more than twice its standard error, so it is real"
        if abs(tilt) > 2.0 * error
        else "within twice its standard error, so it may be none"
    )
    name = _factor_name(page.ask.factor or "")
    return page.line(
        f"**{page.whose} {name} exposure{page.period('/alpha')} is {{{place}/exposure/value}}, a tilt of {{{place}/tilt/value}} against {page.writing.benchmark}: {sure}.**"
    )


def _general(page: Page) -> str:
    styles = [place for place in page.places("/factors") if page.facts[f"{place}/exposure/value"].parameters.get("factor") != "market"]
    first = max(styles, key=lambda place: abs(page.value(f"{place}/tilt/value")))
    market = _place_of(page, "market")
    name = _factor_name(str(page.facts[f"{first}/exposure/value"].parameters.get("factor")))
    return page.line(
        f"**{page.whose} exposure to the market is {{{market}/exposure/value}}; of the styles, {name} stands out with {{{first}/exposure/value}}.**"
    )


def _place_of(page: Page, factor: str | None) -> str | None:
    return next(
        (place for place in page.places("/factors") if page.facts[f"{place}/exposure/value"].parameters.get("factor") == factor), None
    )


def _factor_name(key: str) -> str:
    return _FACTOR_NAMES.get(key, key)


def tail_risk(page: Page) -> Answer:
    """Value at risk or expected shortfall by the method asked for, or the part of one holding in it."""
    places = page.places("/methods")
    asked = next((place for place in places if page.text(f"{place}/method") == page.ask.method), places[0])
    answer = Answer(lead=_part_lead(page) or _tail_lead(page, asked))
    field = "horizon_" if (page.ask.horizon or 1) > 1 else ""
    rows = [
        (
            page.text(f"{place}/label"),
            f"{place}/{field}value_at_risk/value",
            f"{place}/{field}expected_shortfall/value",
            f"{place}/{field}value_at_risk_money/value",
        )
        for place in places
    ]
    answer.table = page.table(("Method", "Value at risk", "Expected shortfall", "VaR in money"), rows)
    holdings = sorted(page.places("/parts/holdings"), key=lambda place: -page.value(f"{place}/component_value_at_risk/value"))[:3]
    parts = [
        page.line(f"{page.label(f'{place}/component_value_at_risk/value')} {{{place}/component_value_at_risk/value}}") for place in holdings
    ]
    answer.bullets = [f"Largest parts of the one-day value at risk: {listed([part for part in parts if part])}."] if any(parts) else []
    if (page.ask.horizon or 1) > _LONGEST:
        answer.after = ["That is the longest horizon that is computed here, a quarter of a year: the past holds too few longer runs."]
    answer.suggestions = [
        "Is my VaR model any good?",
        "Which position contributes most to my value at risk?",
        "What would 2008 do to my portfolio?",
    ]
    return answer


def _tail_lead(page: Page, place: str) -> str:
    shortfall = _SHORTFALL.search(page.writing.frame.text) and not re.search(r"\b(?:var|value at risk)\b", page.writing.frame.text)
    ahead = min(page.ask.horizon or 1, _LONGEST)
    field = f"{'horizon_' if ahead > 1 else ''}{'expected_shortfall' if shortfall else 'value_at_risk'}"
    level = float(page.facts[f"{place}/value_at_risk/value"].parameters.get("confidence", 0.99))
    span = "one-quarter" if ahead == _LONGEST else _SPANS.get(ahead) or f"{ahead}-day"
    name = "expected shortfall" if shortfall else "value at risk"
    method = page.text(f"{place}/label")
    by = (
        method
        if method[:1].isupper() and method.split(" ")[0] in {"Monte", "Cornish-Fisher", "Student"}
        else method[:1].lower() + method[1:]
    )
    return page.line(
        f"**The {span} {name} of {page.name} at {level * 100:g}%, {by}, is {{{place}/{field}/value}}: {{{place}/{field}_money/value}}.**"
    )


def _part_lead(page: Page) -> str:
    subjects, text = page.writing.frame.subjects, page.writing.frame.text
    symbols = (*subjects.symbols, *subjects.without)
    part = next((name for name in _PARTS if name in text), "component" if _CONTRIBUTES.search(text) else None)
    if part is None:
        return ""
    measure = "expected_shortfall" if _SHORTFALL.search(text) else "value_at_risk"
    name = f"{part} {measure.replace('_', ' ')}"
    if subjects.sectors and not symbols:
        return f"**The {measure.replace('_', ' ')} is split by holding, not by sector: of {subjects.sectors[0]} I have the share of the risk.**"
    places = page.places("/parts/holdings")
    place = next((one for one in places if page.label(f"{one}/component_value_at_risk/value") in symbols), None)
    if place is None and symbols:
        return f"**{capital(page.name)} does not hold {symbols[0]}, so it has no part in its {measure.replace('_', ' ')}.**"
    chosen = place or max(places, key=lambda one: page.value(f"{one}/{part}_{measure}/value"))
    who = page.label(f"{chosen}/component_value_at_risk/value")
    if place is None:
        return page.line(f"**{who} has the largest {name} of {page.name}: {{{chosen}/{part}_{measure}/value}} of net value.**")
    without = {
        "component": "its part of the whole",
        "marginal": "for each unit more of it",
        "incremental": "what selling all of it would take away",
    }[part]
    return page.line(f"**The {name} of {who} is {{{chosen}/{part}_{measure}/value}} of net value: {without}.**")
