"""Tells how holdings move together."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.agent.offline.phrases import listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page

_LEAST = re.compile(r"\b(?:least|lowest|weakest|diversif\w+)\b")
_SAME_BET = re.compile(r"\b(?:same|one) bet\b|\bredundant\b")
_AVERAGE = re.compile(r"\b(?:average|mean|matrix|heat ?map|table|correlations|how correlated)\b")


def correlations(page: Page) -> Answer:
    """The pair that moves together most or least, or the average of all; then both ends."""
    text = page.writing.frame.text
    high, low = page.places("/highest"), page.places("/lowest")
    pair = (low if _LEAST.search(text) else high)[:1]
    most = "least" if _LEAST.search(text) else "most"
    average = page.line(
        f"**The holdings of {page.name} have an average correlation of {{/average}}{page.period('/average')}, weighted by their size {{/weighted_average}}.**"
    )
    found = [
        page.line(
            f"**{page.label(f'{place}/value')} move together {most}: their correlation{page.period(f'{place}/value')} is {{{place}/value}}.**"
        )
        for place in pair
    ]
    bets = [one for one in page.places("/clusters") if _SAME_BET.search(text)][:1]
    found = [page.line(f"**{page.label(f'{one}/weight')} move together: {{{one}/weight}} of the portfolio.**") for one in bets] or found
    answer = Answer(lead=average if _AVERAGE.search(text) or not found else found[0])
    rows = [(page.label(f"{place}/value"), f"{place}/value") for place in (*high[:3], *low[:3])]
    answer.table = page.table(("Pair", "Correlation"), rows)
    clusters = [
        page.line(f"{page.label(f'{place}/weight')} ({{{place}/weight}} of the portfolio)") for place in page.places("/clusters")[:2]
    ]
    answer.bullets = [
        *page.lines("On average two holdings have a correlation of {/average}."),
        *([f"What moves together: {listed([one for one in clusters if one])}."] if any(clusters) else []),
        *page.lines("All of it is as spread as {/effective_bets/value} independent bets."),
    ]
    answer.suggestions = ["Which holdings move together?", "What is the maximum diversification portfolio?", "How concentrated am I?"]
    return answer
