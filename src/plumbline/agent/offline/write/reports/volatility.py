"""Tells how volatile a portfolio is expected to be, and how unusual that is."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page

_AHEAD = {1: "day", 5: "week", 21: "month", 63: "quarter", 252: "year"}
_UNUSUAL = re.compile(
    r"\b(?:percentile|rank|unusual\w*|normal|elevated|abnormal\w*|high right now|own (?:history|past)|its (?:history|past|usual|average)|historically)\b"
)
_HIGH, _LOW = 0.8, 0.2


def outlook(page: Page) -> Answer:
    """The expected volatility, its place within its own year, or the cone: what was asked of them first."""
    text = page.writing.frame.text
    symbols = page.writing.frame.subjects.symbols
    holding = next((place for place in page.places("/holdings") if page.label(f"{place}/year/value") in symbols), None)
    measures = page.ask.measures
    if holding:
        lead = _of_holding(page, holding)
    elif re.search(r"\bewma\b|\bexponential\w*|\briskmetrics\b", text):
        lead = page.line(f"**{page.whose} exponentially weighted volatility is {{/ewma/value}}: recent days count most.**")
    elif re.search(r"\bpairs?\b", text):
        first = "/attribution/pairs/0/value"
        lead = page.line(
            f"**{page.label(first)} are the pair with the largest share of the variance: {{{first}}}; all pairs together make {{/attribution/pairs_share/value}}.**"
        )
    elif _UNUSUAL.search(text) or "volatility_percentile" in measures:
        lead = _percentile(page)
    elif re.search(r"\bcone\b", text):
        lead = page.line(
            "**Over 21 sessions volatility is {/cone/0/current/value}, where it has mostly been between {/cone/0/lower_quartile/value} and {/cone/0/upper_quartile/value} in five years.**"
        )
    else:
        lead = _expected(page)
    answer = Answer(lead=lead or f"The volatility of {page.name} can not be forecast: it has too few prices.")
    rows = [
        (
            f"{sessions} sessions",
            f"{place}/current/value",
            f"{place}/lowest/value",
            f"{place}/lower_quartile/value",
            f"{place}/median/value",
            f"{place}/upper_quartile/value",
            f"{place}/highest/value",
        )
        for place, sessions in zip(page.places("/cone"), ("21", "63", "252"), strict=False)
    ]
    answer.table = (
        page.table(("Window", "Now", "Lowest", "Lower quarter", "Median", "Upper quarter", "Highest"), rows) if not holding else []
    )
    answer.bullets = page.lines(
        "Expected volatility: {/forecast/level/value}; recent days weighted most: {/ewma/value}.",
        "Realized over the last 21 sessions: {/realized/0/portfolio/value}, " + page.writing.benchmark + " {/realized/0/benchmark/value}.",
        "It has been lower on {/percentile/value} of the days of the past year.",
    )
    answer.suggestions = ["What is driving my risk?", "Is my volatility unusually high right now?", "How do I get to 15% volatility?"]
    return answer


def _expected(page: Page) -> str:
    ahead = _AHEAD.get(page.ask.horizon or 21, "")
    when = f"over the next {ahead}" if ahead else f"over the next {page.ask.horizon} sessions"
    trend = "below" if page.value("/forecast/trend/value") < 0.0 else "above"
    return page.line(
        f"**{page.whose} volatility is expected to be {{/forecast/level/value}} {when} (annualized), {{/forecast/trend/value|abs}} {trend} where it stands.**"
    )


def _percentile(page: Page) -> str:
    place = page.value("/percentile/value")
    word = "unusually high" if place >= _HIGH else "unusually low" if place <= _LOW else "neither high nor low"
    yes = "Yes: " if place >= _HIGH else "No: "
    opening = yes if re.match(r"(?:is|are|am)\b", page.writing.frame.text) else ""
    return page.line(
        f"**{opening}{page.whose} volatility is {word}: over 21 sessions it is {{/realized/0/portfolio/value}}, higher than on {{/percentile/value}} of the days of the past year.**"
    )


def _of_holding(page: Page, place: str) -> str:
    return page.line(
        f"**{page.label(f'{place}/year/value')}: expected volatility {{{place}/expected/value}}, recent days weighted most {{{place}/ewma/value}}, higher than on {{{place}/percentile/value}} of the days of the past year.**"
    )
