"""Tells the options of a portfolio: Greeks of the book and of each, expiry, what is in the money."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page

_GREEKS = ("gamma", "vega", "theta", "rho", "vanna", "volga")
_MEANING = {
    "gamma": "so much the delta in money changes when every underlying moves by one percent",
    "vega": "so much the book changes when every volatility rises by one point",
    "theta": "so much it gains or loses by the passing of one day",
    "rho": "so much it changes when rates rise by one point",
    "vanna": "the change of delta with volatility",
    "volga": "the change of vega with volatility",
}
_EXPIRY = re.compile(r"\bexpir\w+\b|\bdays? (?:to|until|left)\b")
_REVALUED = re.compile(r"\bfull revaluation\b|\bdelta[ -]gamma\b")
_ASSIGNED = re.compile(r"\bassign\w*\b")


def greeks(page: Page) -> Answer:
    """The Greek that was asked for, of the book; else all of them; or expiry and moneyness."""
    text = page.writing.frame.text
    places = page.places("/positions")
    if not places:
        return Answer(
            lead=f"**{capital(page.name)} holds no option.**",
            suggestions=["What is my portfolio worth?", "How do I hedge this with the S&P 500?"],
        )
    asked = [
        name for name in _GREEKS if name in text or f"{name}_exposure" in page.ask.measures or (name == "theta" and "time decay" in text)
    ]
    if _REVALUED.search(text):
        lead = page.line(
            f"**By full revaluation the one-day value at risk of {page.name} at 99% is {{/tails/0/value_at_risk/value}}, by delta, gamma and vega {{/tails/1/value_at_risk/value}}.**"
        )
    elif _ASSIGNED.search(text):
        lead = _in_the_money(page, places)
    elif _EXPIRY.search(text):
        lead = _next_expiry(page, places)
    elif asked:
        said = [page.line(f"The {one} of the options of {page.name} is {{/book/{one}}}: {_MEANING[one]}.") for one in asked]
        lead = f"**{' '.join(one for one in said if one)}**"
    elif "implied" in text:
        lead = f"There are no option quotes for {page.name}, so no volatility can be implied; prices are of the model with realized volatility."
    else:
        lead = page.line(
            f"**Delta {{/book/net_delta}} with the shares, gamma {{/book/gamma}}, vega {{/book/vega}}, theta {{/book/theta}} a day, rho {{/book/rho}}: the Greeks of {page.name} in money.**"
        )
    answer = Answer(lead=lead)
    rows = [
        (
            page.label(f"{place}/quantity"),
            f"{place}/quantity",
            f"{place}/days_to_expiry",
            f"{place}/delta",
            f"{place}/gamma",
            f"{place}/vega",
            f"{place}/theta",
        )
        for place in places
    ]
    answer.table = page.table(("Option", "Contracts", "Days left", "Delta", "Gamma", "Vega", "Theta"), rows)
    answer.bullets = page.lines(
        "Options move the book like {/book/options_delta} of stock; with the shares {/book/net_delta}.",
        "One-day value at risk by full revaluation at 99%: {/tails/0/value_at_risk/value}, by delta, gamma and vega {/tails/1/value_at_risk/value}.",
    )
    answer.suggestions = ["What would 2008 do to my portfolio?", "Which options expire next?", "What if the market drops 10%?"]
    return answer


def _next_expiry(page: Page, places: list[str]) -> str:
    first = min(places, key=lambda place: page.value(f"{place}/days_to_expiry"))
    same = [
        page.label(f"{place}/quantity")
        for place in places
        if page.value(f"{place}/days_to_expiry") == page.value(f"{first}/days_to_expiry")
    ]
    verb = "expires" if len(same) == 1 else "expire"
    return page.line(f"**{listed(same)} {verb} next, on {page.text(f'{first}/expiry')}, in {{{first}/days_to_expiry}} days.**")


def _in_the_money(page: Page, places: list[str]) -> str:
    inside = [place for place in places if _intrinsic(page, place) > 0.0]
    if not inside:
        return f"**None of the options of {page.name} is in the money.**"
    said = [page.line(f"{page.label(f'{place}/quantity')} (delta {{{place}/delta}})") for place in inside]
    return f"**In the money: {listed(said)}.**"


def _intrinsic(page: Page, place: str) -> float:
    """What is left of the price without its time value; less than a cent is none."""
    return max(page.value(f"{place}/price") - page.value(f"{place}/time_value") - 0.01, 0.0)
