"""Writes what the second round of an investigation found: what is behind the first name, and what would bring a limit back."""

import re

from plumbline.agent.offline.figures_book import Outcome, known, mark, number
from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine

_TITLE = re.compile(r"/reviews/(\d+)/cures/0/title")
_MOST_CURES = 2
_NOTABLE = 0.5
"""A correlation from which on two holdings are said to move together."""


def drilled(writing: Writing) -> list[str]:
    """Why the largest contributor is one: how much it moves, what it did this year, what moves with it; then what takes risk away."""
    found = {fact.measure: fact for outcome in writing.later[:1] for fact in known(outcome.rows)}
    said = []
    volatility, beta, year = (found.get(key) for key in ("volatility_annualized", "beta", "period_return"))
    if volatility and beta:
        gone = f"; it {'fell' if (number(year) or 0.0) < 0 else 'rose'} {mark(year, 'abs')} this year" if year else ""
        said.append(f"{volatility.subject.label} by itself: volatility {mark(volatility)}, beta {mark(beta)}{gone}.")
    together = [row for outcome in writing.later[1:2] for row in known(outcome.rows) if (number(row) or 0.0) >= _NOTABLE]
    if together:
        names = listed([f"{row.subject.label} ({mark(row)})" for row in together])
        said.append(f"It moves most closely with {names}, so they add to each other.")
    lowering = [row for outcome in writing.later[2:3] for row in known(outcome.rows) if row.measure == "risk_contribution"]
    if lowering:
        names = listed([f"{row.subject.label} ({mark(row)})" for row in lowering])
        said.append(f"What takes most risk away: {names}; that is why the others add to more than all of it.")
    return said


def singled_out(writing: Writing, first: FactLine, *, falling: bool) -> list[str]:
    """The part of the first mover in the whole, and its move beside the benchmark and its sector."""
    found = [fact for outcome in writing.later for fact in known(outcome.rows or _all(outcome))]
    share = next((fact for fact in found if fact.measure == "calculated_fraction"), None)
    own = next((fact for fact in found if fact.measure == "period_return" and fact.subject.kind.value == "symbol"), None)
    active = next((fact for fact in found if fact.measure == "active_return"), None)
    peers = next((fact for fact in found if fact.measure == "period_return" and fact.subject.kind.value == "group"), None)
    parts = []
    if share is not None:
        whole = "loss" if falling else "gain"
        part = f"more than the whole {whole}, {mark(share)} of it" if (number(share) or 0.0) > 1.0 else f"{mark(share)} of the {whole}"
        parts.append(f"{first.subject.label} alone is {part}")
    if active is not None and own is not None:
        beside = f"{mark(active, 'points')} {'ahead of' if (number(active) or 0.0) >= 0 else 'behind'} {writing.benchmark}"
        others = (
            f", while the {peers.subject.label} holdings {'lost' if (number(peers) or 0.0) < 0 else 'gained'} {mark(peers, 'abs')}"
            if peers
            else ""
        )
        parts.append(f"the share was {beside}{others}")
    return [f"{capital('; '.join(parts))}."] if parts else []


def cures(writing: Writing) -> list[str]:
    """The smallest trades that would bring each breached limit back."""
    said: list[str] = []
    for outcome in writing.later:
        details = outcome.output.details if outcome.output else ()
        facts = {fact.path: fact for fact in _all(outcome)}
        for detail in details:
            match = _TITLE.fullmatch(detail.path)
            if match is None:
                continue
            after = facts.get(f"/reviews/{match[1]}/cures/0/after/value")
            trades = [
                fact
                for fact in facts.values()
                if fact.measure == "trade_quantity" and fact.path.startswith(f"/reviews/{match[1]}/cures/0/trades/")
            ]
            label = next((one.text for one in details if one.path == f"/reviews/{match[1]}/check/label"), "the limit")
            if trades and len(said) < _MOST_CURES:
                said.append(_cure(label, trades, after))
    return said


def _cure(label: str, trades: list[FactLine], after: FactLine | None) -> str:
    parts = [
        f"{'sell' if (number(one) or 0.0) < 0 else 'buy'} {mark(one, 'abs')} {one.subject.label.partition(' (')[0]}" for one in trades[:2]
    ]
    more = " and others" if len(trades) > len(parts) else ""
    then = f", which leaves {mark(after)}" if after is not None and after.value is not None else ""
    return f"What would bring {label[0].lower() + label[1:]} back: {listed(parts)}{more}{then}."


def _all(outcome: Outcome) -> list[FactLine]:
    return list(outcome.output.facts) if outcome.output else []
