"""Tells where a return came from."""

# ruff: noqa: E501 (sentences are read in one piece)

from plumbline.agent.offline.phrases import listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page

_MOST_ROWS = 6
_EFFECTS = {"allocation_effect": "allocation", "selection_effect": "selection", "interaction_effect": "interaction"}


def attribution(page: Page) -> Answer:
    """The active return by allocation, selection and interaction; one effect of one sector when that was asked."""
    places = page.places("/sectors")
    answer = Answer(lead=_sector_lead(page, places) or _total_lead(page))
    rows = [
        (
            page.text(f"{place}/sector"),
            f"{place}/weight",
            f"{place}/benchmark_weight",
            f"{place}/allocation|signed",
            f"{place}/selection|signed",
        )
        for place in places[:_MOST_ROWS]
    ]
    answer.table = page.table(("Sector", "Weight at the start", "Benchmark", "Allocation", "Selection"), rows)
    holdings = page.places("/holdings")
    best = [
        page.line(f"{page.label(f'{one}/contribution')} {{{one}/contribution|signed}}")
        for one in holdings[:2]
        if page.value(f"{one}/contribution") > 0
    ]
    worst = [
        page.line(f"{page.label(f'{one}/contribution')} {{{one}/contribution|signed}}")
        for one in reversed(holdings[-2:])
        if page.value(f"{one}/contribution") < 0
    ]
    answer.bullets = [
        line for line in (f"Added most: {listed(best)}." if best else "", f"Cost most: {listed(worst)}." if worst else "") if line
    ]
    if page.text("/benchmark"):
        answer.bullets.append("The benchmark here is the equal-weighted mean of the shares of the loaded market, not the index.")
    answer.suggestions = [
        "What moved my portfolio this year?",
        "How did I do against the S&P 500 this year?",
        "How has my allocation drifted?",
    ]
    return answer


def _total_lead(page: Page) -> str:
    active = page.value("/active_return")
    side = "ahead of" if active >= 0.0 else "behind"
    parts = {
        "allocation": "sector allocation {/allocation|signed}",
        "selection": "stock selection {/selection|signed}",
        "interaction": "interaction {/interaction|signed}",
    }
    asked = [name for key, name in _EFFECTS.items() if key in page.ask.measures]
    first = [parts[name] for name in asked] + [part for name, part in parts.items() if name not in asked]
    said = page.line(f"**{page.name} was {{/active_return|points}} {side} its benchmark{page.period('/active_return')}: {listed(first)}.**")
    return said or f"The return of {page.name} can not be attributed over that time."


def _sector_lead(page: Page, places: list[str]) -> str:
    sectors = page.writing.frame.subjects.sectors
    place = next((one for one in places if page.text(f"{one}/sector") in sectors), None)
    if place is None:
        return ""
    asked = [name for key, name in _EFFECTS.items() if key in page.ask.measures] or ["allocation", "selection"]
    said = listed([f"{name} effect {{{place}/{name}|signed}}" for name in asked])
    return page.line(
        f"**{page.text(f'{place}/sector')}{page.period('/active_return')}: {said}, with {{{place}/weight}} of the portfolio at the start against {{{place}/benchmark_weight}} of the benchmark.**"
    )
