"""Tells where a return came from, and returns by month and year."""

# ruff: noqa: E501 (sentences are read in one piece)

import re
from datetime import date

from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page

_MOST_ROWS = 6
_MOST_YEARS = 12
_MONTHS = re.compile(r"\bmonth\w*\b")
_WEIGHTED = (
    ("money_weighted", re.compile(r"\bmoney[ -]weighted\b|\bx?irr\b|\bmwr\b")),
    ("time_weighted", re.compile(r"\btime[ -]weighted\b|\btwr{1,2}\b")),
)
_ENDS = {"best_month": "best month", "worst_month": "worst month", "best_year": "best calendar year", "worst_year": "worst calendar year"}
_EFFECTS = {"allocation_effect": "allocation", "selection_effect": "selection", "interaction_effect": "interaction"}


def attribution(page: Page) -> Answer:
    """The active return by allocation, selection and interaction; one effect of one sector when that was asked."""
    places = page.places("/sectors")
    answer = Answer(lead=_contribution_lead(page) or _sector_lead(page, places) or _total_lead(page))
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
    answer.table = page.table(("Sector", "Weight at the start", "Equal-weighted", "Allocation", "Selection"), rows)
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
        answer.bullets.append("Measured against the equal-weighted mean of shares of the loaded market, not against the index.")
    answer.suggestions = [
        "What moved my portfolio this year?",
        "How did I do against the S&P 500 this year?",
        "How has my allocation drifted?",
    ]
    return answer


def _contribution_lead(page: Page) -> str:
    """`who contributed most to the return`, `contribution of AMD to the return`: of one holding."""
    text, symbols = page.writing.frame.text, page.writing.frame.subjects.symbols
    places = sorted(page.places("/holdings"), key=lambda place: -page.value(f"{place}/contribution"))
    if not places or not re.search(r"\bcontribut\w+\b", text):
        return ""
    own = [place for place in places if page.label(f"{place}/contribution") in symbols]
    place = own[0] if own else places[-1] if re.search(r"\b(?:least|worst|negativ\w+|detract\w+)\b", text) else places[0]
    said = f"{page.label(f'{place}/contribution')} contributed {{{place}/contribution|signed}} to the return of {page.name}{page.period(f'{place}/contribution')}"
    return page.line(f"**{said}{'' if own else ', the most of its holdings' if place == places[0] else ', the least of its holdings'}.**")


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
    said = page.line(
        f"**{capital(page.name)} was {{/active_return|points}} {side} an equal-weighted portfolio of shares{page.period('/active_return')}: {listed(first)}.**"
    )
    return said or f"The return of {page.name} can not be attributed over that time."


def _sector_lead(page: Page, places: list[str]) -> str:
    sectors = page.writing.frame.subjects.sectors
    place = next((one for one in places if page.text(f"{one}/sector") in sectors), None)
    if place is None:
        return ""
    asked = [name for key, name in _EFFECTS.items() if key in page.ask.measures] or ["allocation", "selection"]
    said = listed([f"{name} effect {{{place}/{name}|signed}}" for name in asked])
    return page.line(
        f"**{page.text(f'{place}/sector')}{page.period('/active_return')}: {said}, with {{{place}/weight}} of the portfolio at the start against {{{place}/benchmark_weight}} of the equal-weighted shares.**"
    )


def calendar(page: Page) -> Answer:
    """Returns by month or year, the best and the worst of them, or beside a blend."""
    answer = Answer(lead=_weighted(page) or _ends(page) or _compared(page))
    years = page.places("/calendar")
    months = [place for year in years for place in page.places(f"{year}/months")]
    if _MONTHS.search(page.writing.frame.text) and months:
        rows = [(_when(page, f"{place}/value", "%B %Y"), f"{place}/value|signed") for place in months[-2 * _MOST_YEARS :]]
        answer.table = page.table(("Month", "Return"), rows)
    else:
        by_year = [
            (_when(page, f"{year}/total", "%Y"), f"{year}/total|signed", f"{year}/benchmark|signed") for year in years[-_MOST_YEARS:]
        ]
        answer.table = page.table(("Year", "Return", "Benchmark"), by_year) if by_year else []
    answer.bullets = page.lines(
        f"Best month{page.period('/ratios/best_month/value')} {{/ratios/best_month/value|signed}}, worst{page.period('/ratios/worst_month/value')} {{/ratios/worst_month/value|signed}}.",
        "Annualized {/ratios/annualized_return/value|signed} with a volatility of {/portfolio/volatility}: Sharpe ratio {/ratios/sharpe_ratio/value}.",
    )
    answer.suggestions = [
        "Performance attribution this year",
        "What was my deepest drawdown and how long did it take to recover?",
        "How did I do against the S&P 500 this year?",
    ]
    return answer


def _weighted(page: Page) -> str:
    key = next((key for key, pattern in _WEIGHTED if pattern.search(page.writing.frame.text)), None)
    if key is None:
        return ""
    name = key.replace("_", "-")
    said = page.line(f"**The {name} return of {page.name} is {{/account/{key}/value|signed}}.**")
    return (
        said
        or f"**{capital(page.name)} has no booked transactions, so there is no {name} return to state: import them, or ask for the return of what is held.**"
    )


def _ends(page: Page) -> str:
    text = page.writing.frame.text
    span = "month" if _MONTHS.search(text) else "year"
    wanted = [
        key
        for key in _ENDS
        if key.endswith(span) and re.search(rf"\b{key.split('_')[0]}\b|\b{'strongest' if 'best' in key else 'weakest'}\b", text)
    ]
    said = [
        page.line(
            f"the {_ENDS[key]} of {page.name} was{page.period(f'/ratios/{key}/value').replace(' in ', ' ')}, {{/ratios/{key}/value|signed}}"
        )
        for key in wanted
    ]
    found = [one for one in said if one]
    return f"**{found[0][0].upper() + '; '.join(found)[1:]}.**" if found else ""


def _compared(page: Page) -> str:
    own, other = "/comparison/portfolio/value", "/comparison/benchmark/value"
    if page.fact(own) is None:
        return f"The return of {page.name} can not be stated over that time: not all of its holdings had prices."
    verb = "gained" if page.value(own) >= 0.0 else "lost"
    against = "gained" if page.value(other) >= 0.0 else "lost"
    side = "ahead of" if page.value("/comparison/active") >= 0.0 else "behind"
    name = page.label(other)
    beside = page.line(f", {{/comparison/active|points}} {side} {name}, which {against} {{{other}|abs}}")
    return page.line(f"**{capital(page.name)} {verb} {{{own}|abs}}{page.period(own)}") + f"{beside}.**"


def _when(page: Page, path: str, words: str) -> str:
    """`March 2022` or `2021`: the month or year in which the days of a figure lie."""
    fact = page.facts.get(path)
    return f"{date.fromisoformat(fact.period[:10]):{words}}" if fact is not None and "/" in (fact.period or "") and fact.period else ""
