"""Tells drawdowns, drift, changed weights, and several portfolios as one."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page

_MOST_ROWS = 5
_CHANCE = re.compile(r"\b(?:probability|chances?|odds|likelihood|likely|could (?:i|we))\b")
_NOW = re.compile(r"\bam i (?:still )?under ?water\b|\bunder ?water (?:right )?now\b")
_OF_THE_TIME = re.compile(r"\bof the time\b|\btime (?:spent )?under ?water\b|\bhow long\b.*\bunder ?water\b")
_POSITION = re.compile(r"\b(?:which|what) (?:position|holding|stock|name)s?\b")
SPLIT = re.compile(r"\bdiversif\w+\b|\bsav(?:e|es|ed|ing)\b|\bcontribut\w+\b|\bbrings?\b|\badds?\b")
"""Of several portfolios: not a figure of all, but how they divide it."""
_STATE = (
    ("volatility_annualized", "volatility", "volatility"),
    ("historical_value_at_risk", "value_at_risk", "one-day value at risk at 95%"),
    ("historical_expected_shortfall", "expected_shortfall", "one-day expected shortfall at 95%"),
    ("beta", "beta", "beta"),
    ("maximum_drawdown", "maximum_drawdown", "maximum drawdown"),
    ("concentration_hhi", "hhi", "concentration (HHI)"),
    ("effective_positions", "effective_positions", "number of equal positions it is worth"),
    ("top_5_weight", "top_5_weight", "weight of the five largest"),
    ("risk_score", "score", "risk score"),
    ("cash_value", "cash", "cash"),
)


def drawdowns(page: Page) -> Answer:
    """The deepest fall and its way back, whether it is under water, or the chance of a fall."""
    answer = Answer(lead=_chance(page) or _under_water(page) or _deepest(page))
    places = page.places("/episodes")
    rows = [
        (f"{place}/peak_on", f"{place}/depth", f"{place}/trough_on", f"{place}/recovered_on", f"{place}/n_recovering")
        for place in places[:_MOST_ROWS]
    ]
    answer.table = page.table(("Peak", "Depth", "Deepest on", "Recovered on", "Sessions back"), rows)
    answer.bullets = page.lines(
        "It is {/current} below its peak today.",
        "It was under water {/time_under_water} of the time, at the longest for {/longest_under_water} sessions on end.",
        "The mean of the worst twentieth of all days below a peak (conditional drawdown) is {/conditional}.",
    )
    answer.suggestions = ["Probability of a 20% drawdown in a year", "Which crisis would hurt me most?", "How far am I below my peak?"]
    return answer


def _chance(page: Page) -> str:
    if not _CHANCE.search(page.writing.frame.text):
        return ""
    places = page.places("/chances")
    wanted = page.ask.share
    place = next(
        (one for one in places if wanted is not None and abs(float(page.facts[f"{one}/value"].parameters["depth"]) - wanted) < 1e-9), None
    )
    if place is None:
        place = places[1] if len(places) > 1 else places[0]
    depth = float(page.facts[f"{place}/value"].parameters["depth"])
    words = (
        f"{depth * 100:g}%"
        if wanted is not None and abs(depth - wanted) < 1e-9
        else {0.1: "a tenth", 0.2: "a fifth", 0.3: "three tenths"}.get(depth, "that much")
    )
    ahead = int(page.facts[f"{place}/value"].parameters["horizon_days"])
    when = {252: "a year", 126: "six months", 63: "three months", 21: "a month", 5: "a week"}.get(ahead, "that time")
    return page.line(
        f"**The chance that {page.name} falls {words} or more from a peak within {when} is {{{place}/value}}, by its own past.**"
    )


def _under_water(page: Page) -> str:
    text = page.writing.frame.text
    if _NOW.search(text):
        below = page.value("/current") > 0.0
        return page.line(f"**Yes, {page.name} is {{/current}} below its peak.**") if below else f"**No, {page.name} is at its peak.**"
    if _OF_THE_TIME.search(text):
        return page.line(
            f"**{capital(page.name)} was below an earlier peak {{/time_under_water}} of the time, at the longest for {{/longest_under_water}} sessions on end.**"
        )
    return ""


def _deepest(page: Page) -> str:
    first = "/episodes/0"
    fall = f"The deepest fall of {page.name} was {{{first}/depth}}, from {{{first}/peak_on}} to {{{first}/trough_on}}"
    back = page.line(f"**{fall}; it took {{{first}/n_recovering}} sessions to recover, until {{{first}/recovered_on}}.**")
    return back or page.line(f"**{fall}, and it has not recovered yet.**") or f"{page.name} has not fallen below a peak in that time."


def drift(page: Page) -> Answer:
    """How far weights have moved by themselves."""
    answer = Answer(lead=_drifted_lead(page))
    rows = [
        (page.text(f"{place}/symbol"), f"{place}/before/value", f"{place}/now/value", f"{place}/drift|signed")
        for place in page.places("/holdings")[:_MOST_ROWS]
    ]
    answer.table = page.table(("Holding", "Weight then", "Weight now", "Drift"), rows)
    sectors = page.places("/sectors")
    moved = sorted(sectors, key=lambda place: -abs(page.value(f"{place}/drift")))[:2]
    parts = [page.line(f"{page.text(f'{place}/sector')} {{{place}/drift|signed}} to {{{place}/now/value}}") for place in moved]
    answer.bullets = [
        *([f"By sector: {listed([part for part in parts if part])}."] if any(parts) else []),
        *page.lines("Volatility of the weights of the start was {/volatility_before/value}, of today's {/volatility_now/value}."),
    ]
    answer.suggestions = ["Which limits do I breach and what trade cures it?", "Give me equal risk", "Performance attribution this year"]
    return answer


def _drifted_lead(page: Page) -> str:
    frame = page.writing.frame
    sector = next((place for place in page.places("/sectors") if page.text(f"{place}/sector") in frame.subjects.sectors), None)
    holding = next((place for place in page.places("/holdings") if page.text(f"{place}/symbol") in frame.subjects.symbols), None)
    first = holding or (page.places("/holdings")[0] if _POSITION.search(frame.text) else None)
    place, name = (sector, page.text(f"{sector}/sector")) if sector else (first, page.text(f"{first}/symbol"))
    since = page.text("/start")
    if place is not None:
        return page.line(
            f"**{name} has drifted {{{place}/drift|signed}} since {since}, from {{{place}/before/value}} to {{{place}/now/value}} of the portfolio.**"
        )
    return page.line(
        f"**The weights of {page.name} have drifted by {{/turnover}} of net value since {since} without a trade: so much would have to be traded to go back.**"
    )


def household(page: Page) -> Answer:
    """All holdings as one portfolio, and what each portfolio brings to it."""
    members = page.places("/members")
    by_risk = sorted(members, key=lambda place: -page.value(f"{place}/risk_contribution"))
    answer = Answer(lead=_together(page, by_risk))
    rows = [
        (page.label(f"{place}/net_value"), f"{place}/net_value", f"{place}/share", f"{place}/volatility", f"{place}/risk_contribution")
        for place in by_risk
    ]
    answer.table = page.table(("Portfolio", "Net value", "Share of value", "Volatility", "Share of risk"), rows)
    answer.bullets = page.lines(
        "Beta of all together: {/risk/beta}.",
        "Held apart, their expected shortfalls (a day, 95%) would add to {/diversification} more: that is what diversification between them saves.",
    )
    answer.suggestions = [
        "How much does diversification between my portfolios save?",
        "Which portfolio contributes most to my total risk?",
        "What is driving my risk?",
    ]
    return answer


def _together(page: Page, by_risk: list[str]) -> str:
    text = page.writing.frame.text
    if re.search(r"\bdiversif\w+\b|\bsav(?:e|es|ed|ing)\b", text):
        return page.line(
            "**Diversification between your portfolios saves {/diversification}: so much less is the one-day expected shortfall of all together than the sum of their own, at 95%.**"
        )
    if SPLIT.search(text):
        first = by_risk[0]
        return page.line(
            f"**{page.label(f'{first}/net_value')} contributes most: {{{first}/risk_contribution}} of the risk of all together, on {{{first}/share}} of the value.**"
        )
    return page.line(
        "**All portfolios together are worth {/risk/net_value}, with a volatility of {/risk/volatility/days_252} over the last 252 sessions.**"
    )


def changed_weights(page: Page) -> Answer:
    """Before and after, for each variant; the figure that was asked for leads."""
    variants = page.places("/variants")
    named = {key.removesuffix("_money") for key in page.ask.figures}
    if any(edit.symbol == "CASH" for edit in page.ask.edits) and not re.search(r"\bhow much cash\b", page.writing.frame.text):
        named -= {"cash_value", "cash_weight"}
    asked = [row for row in _STATE if row[0].removesuffix("_money") in named] or [_STATE[0]]
    titles = {place: page.text(f"{place}/title") for place in variants}
    _key, field, name = asked[0]
    said = [
        page.line(f"With {titles[place]}, the {name} of {page.name} would be {{{place}/after/{field}}} instead of {{/before/{field}}}.")
        for place in variants
    ]
    answer = Answer(lead=f"**{said[0]}**" + "".join(f" {one}" for one in said[1:]))
    shown = [*asked, *(row for row in _STATE[:5] if row not in asked)]
    rows = [
        (words[0].upper() + words[1:], f"/before/{key}", *(f"{place}/after/{key}" for place in variants)) for _measure, key, words in shown
    ]
    answer.table = page.table(("", "Now", *(titles[place] for place in variants)), rows)
    for place in variants[:2]:
        trades = [_trade(page, one) for one in page.places(f"{place}/trades")[:3]]
        answer.bullets += [f"Trades: {listed([trade for trade in trades if trade])}."] if any(trades) else []
    answer.after = ["This only tries it: nothing is traded or kept."]
    answer.suggestions = [
        "What is the minimum variance portfolio of my names?",
        "Which limits do I breach and what trade cures it?",
        "What is driving my risk?",
    ]
    return answer


def _trade(page: Page, place: str) -> str:
    verb = "sell" if page.value(f"{place}/quantity") < 0.0 else "buy"
    return page.line(f"{verb} {{{place}/quantity|abs}} {page.text(f'{place}/symbol')} ({{{place}/value|abs}})")
