"""Tells stress: episodes replayed, shocks with what they drag along, and the likeliest way to a loss."""

# ruff: noqa: E501 (sentences are read in one piece)

from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.planning.reports import in_money
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page, lost_or_gained

_MOST_ROWS = 6


def episodes(page: Page) -> Answer:
    """What the holdings of the day would have done in a crisis; without a name, in the worst of all."""
    places = [place for place in page.places("/episodes") if page.fact(f"{place}/value") is not None]
    if not places:
        return Answer(lead=f"No episode can be replayed on {page.name}: the prices of its holdings do not reach back so far.")
    ranked = sorted(places, key=lambda place: page.value(f"{place}/value"))
    first = places[0] if page.ask.episodes else ranked[0]
    answer = Answer(lead=_episode_lead(page, first, worst=not page.ask.episodes))
    if len(places) > 1:
        rows = [
            (page.text(f"{place}/title"), f"{place}/value", f"{place}/change", f"{place}/benchmark/move")
            for place in (places if page.ask.episodes else ranked)[:_MOST_ROWS]
        ]
        answer.table = page.table(("Episode", "Return", "In money", page.writing.benchmark.removeprefix("the ")), rows)
    answer.bullets = [
        *page.lines(f"At its deepest it would have been {{{first}/worst_loss}} below where it started."),
        *_largest(page, first),
        *page.lines(
            f"{{{first}/coverage}} of net value is replayed with its own prices, {{{first}/proxied}} with stand-ins (its sector, or its beta times the index)."
        ),
    ]
    answer.suggestions = [
        "Which crisis would hurt me most?",
        "What move would lose me 10%?",
        "What was my deepest drawdown and how long did it take to recover?",
    ]
    if not page.ask.episodes:
        answer.suggestions[0] = "What would the covid crash do to my portfolio?"
    return answer


def _episode_lead(page: Page, place: str, *, worst: bool) -> str:
    value = page.value(f"{place}/value")
    verb = "lost" if value < 0.0 else "gained"
    title = page.text(f"{place}/title")
    benchmark = page.fact(f"{place}/benchmark/move")
    beside = ""
    if benchmark is not None:
        other = "lost" if page.value(f"{place}/benchmark/move") < 0.0 else "gained"
        beside = f"; {page.writing.benchmark} {other} {page.mark(f'{place}/benchmark/move', 'abs')}"
    which = (
        f"The worst of the episodes for {page.name} is {title}: today's holdings would have"
        if worst
        else f"{title}, replayed ({page.text(f'{place}/start')} to {page.text(f'{place}/end')}): today's holdings of {page.name} would have"
    )
    return page.line(f"**{which} {verb} {{{place}/value|abs}}, {{{place}/change|abs}}{beside}.**")


def _largest(page: Page, place: str) -> list[str]:
    rows = page.places(f"{place}/largest")
    losing = [_change(page, row) for row in rows if page.value(f"{row}/change") < 0.0]
    gaining = [_change(page, row) for row in rows if page.value(f"{row}/change") > 0.0]
    said = [f"Would lose most: {listed(losing)}." if losing else "", f"Would gain most: {listed(gaining)}." if gaining else ""]
    return [line for line in said if line]


def _change(page: Page, row: str) -> str:
    return page.line(f"{page.text(f'{row}/symbol')} {{{row}/change|signed}}")


def shocked(page: Page) -> Answer:
    """What the holdings are expected to do when the shocked drivers do what is assumed."""
    place = "/shocks/0"
    verb = lost_or_gained(page.value(f"{place}/impact"))
    title = capital(page.text(f"{place}/title").replace(" %", "%"))
    lead = page.line(
        f"**{title}, with what it drags along: {page.name} would {verb} {{{place}/impact|abs}}, {{{place}/change|abs}}, and be worth {{{place}/value_after}}.**"
    )
    answer = Answer(lead=lead or f"The effect on {page.name} can not be computed.")
    answer.bullets = [
        *_largest(page, place),
        *page.lines(f"What the shock leaves open moves it by {{{place}/uncertainty}} of net value either way (one standard deviation)."),
    ]
    answer.suggestions = ["What move would lose me 10%?", "Which crisis would hurt me most?", "What is driving my risk?"]
    return answer


def reverse(page: Page) -> Answer:
    """The most plausible moves that lose so much."""
    lost = (
        f"{(page.ask.share or 0.1) * 100:g}%"
        if page.ask.share is not None and f"{page.ask.share * 100:g}" in page.writing.frame.text
        else "that much"
    )
    if in_money(page.writing.frame):
        lost = f"${page.ask.amount:,.0f}"
    elif page.ask.share is None:
        lost = "a tenth"
    lead = page.line(
        f"**{capital(page.name)} would lose {lost} if {page.writing.benchmark} fell {{/reverse/benchmark/move|abs}} within a month: the likeliest of all moves that do, {{/reverse/distance}} standard deviations away.**"
    )
    answer = Answer(lead=lead or f"No plausible set of moves loses {page.name} {lost}.")
    rows = page.places("/reverse/largest")
    parts = [page.line(f"{page.label(f'{row}/change')} {{{row}/move|signed}} ({{{row}/change|signed}})") for row in rows]
    answer.bullets = [f"In that move: {listed([part for part in parts if part])}."] if any(parts) else []
    answer.suggestions = ["Which crisis would hurt me most?", "What if the market drops 20%?", "Which ETF hedges my portfolio best?"]
    return answer
