"""The limits of a snapshot, and for each breach the smallest trades that would cure it. A proposal: nothing is traded."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from plumbline.analytics.limit_cures import Cure as FoundCure
from plumbline.analytics.limit_cures import proportional_cure, single_trade_cures
from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.limit_figures import figure_of
from plumbline.portfolios.limit_rules import Direction, LimitKind, LimitRule
from plumbline.portfolios.limits_results import Cure, CureTrade, LimitReview, LimitsReport
from plumbline.portfolios.results import LimitCheck, LimitStatus
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject
from plumbline.portfolios.what_if.book import WhatIfBook, what_if_book

_MOST_SINGLE = 3
_MOST_TRADES = 20
_MOST_TRIED = 40
"""Holdings tried one by one, the heaviest: beyond them a single sale is too small to cure anything."""
_MARGIN = 1e-9
"""Of the level: a figure at the level itself is within it, but rounding could put it above."""


_SIDES: dict[tuple[LimitKind, Direction], str] = {
    (LimitKind.NET_EXPOSURE, "at_most"): "longs",
    (LimitKind.NET_EXPOSURE, "at_least"): "shorts",
    (LimitKind.LONG_EXPOSURE, "at_most"): "longs",
    (LimitKind.SHORT_EXPOSURE, "at_most"): "shorts",
    (LimitKind.HEDGE_RATIO, "at_most"): "shorts",
    (LimitKind.HEDGE_RATIO, "at_least"): "longs",
}
"""Which side is reduced to bring a figure of exposure back."""


@lru_cache(maxsize=64)
def limits_report(snapshot: PortfolioSnapshot, view: MarketView) -> LimitsReport:
    """Every rule that holds for the portfolio on the day of the snapshot, with cures of those that are breached."""
    report = risk_report(snapshot, view)
    notes = list(report.notes)
    try:
        book = what_if_book(snapshot, view, ()) if any(check.status is LimitStatus.BREACH for check in report.limits) else None
    except (CalculationFailed, MissingData) as failure:
        book = None
        notes.append(f"No trades are proposed: {failure.message}")
    return LimitsReport(
        subject=report.subject, as_of=report.as_of, quality=report.quality, reason=report.reason, portfolio_id=report.portfolio_id,
        name=report.name, currency=report.currency, net_value=report.net_value,
        reviews=tuple(_review(rule, check, book) for rule, check in zip(snapshot.limits, report.limits, strict=False)), notes=tuple(notes),
    )  # fmt: skip


def _review(rule: LimitRule, check: LimitCheck, book: WhatIfBook | None) -> LimitReview:
    breached = check.status is LimitStatus.BREACH and book is not None
    return LimitReview(
        subject=check.subject, as_of=check.as_of, quality=check.quality, reason=check.reason, check=check,
        cures=tuple(_cures(rule, check, book)) if breached and book is not None else (),
    )  # fmt: skip


def _cures(rule: LimitRule, check: LimitCheck, book: WhatIfBook) -> list[Cure]:
    """Reductions of what is held. A floor is met as a ceiling of the negative figure."""
    sign = 1.0 if rule.direction == "at_most" else -1.0
    weights, level = book.weights, sign * rule.level - abs(rule.level) * _MARGIN
    plain = figure_of(rule, book)

    def figure(table: FloatArray) -> FloatArray:
        return sign * plain(table)

    if rule.kind is LimitKind.SINGLE_NAME and rule.name is None and sign > 0.0:
        changes = np.sign(weights) * np.minimum(level - np.abs(weights), 0.0)
        found = FoundCure(None, changes, float(np.abs(changes).sum()), float(plain((weights + changes)[None, :])[0]))
        return [_cure(check, book, found, title="Reduce what is above the limit")]
    heaviest = np.zeros(weights.size, dtype=np.bool_)
    heaviest[np.argsort(-np.abs(weights), kind="stable")[:_MOST_TRIED]] = True
    singles = single_trade_cures(figure, weights, level, tradable=heaviest)[:_MOST_SINGLE]
    cures = [_cure(check, book, replace(one, value=sign * one.value), title=_single_title(book, one)) for one in singles]
    if rule.kind is LimitKind.SINGLE_NAME:
        return cures  # what others weigh does not change the weight of this one
    members, words = _members(rule, check, book)
    common = proportional_cure(figure, weights, level, members=members)
    if common is not None and int((common.changes != 0.0).sum()) > 1:
        cures.append(_cure(check, book, replace(common, value=sign * common.value), title=words))
    return cures


def _members(rule: LimitRule, check: LimitCheck, book: WhatIfBook) -> tuple[BoolArray | None, str]:
    """Which holdings are reduced together: those of the sector, the largest, one side, or all."""
    weights = book.weights
    if rule.kind is LimitKind.SECTOR:
        sectors = list(dict.fromkeys(row.sector for row in book.rows))
        totals = {sector: sum(row.weight for row in book.rows if row.sector == sector) for sector in sectors}
        sector = check.figure.subject.label if check.figure.subject.label in totals else sectors[0]
        sign = math.copysign(1.0, totals[sector])
        inside = [row.sector == sector and row.weight * sign > 0.0 for row in book.rows]
        return np.array(inside, dtype=np.bool_), f"Reduce {sector} in proportion"
    if rule.kind is LimitKind.TOP_HOLDINGS:
        count = rule.count or 5
        largest = np.zeros(weights.size, dtype=np.bool_)
        largest[np.argsort(-np.abs(weights), kind="stable")[:count]] = True
        return largest, f"Reduce the {'five' if count == 5 else count} largest in proportion"
    side = _SIDES.get((rule.kind, rule.direction))
    if side is not None:
        chosen = book.exposures(weights) > 0.0 if side == "longs" else book.exposures(weights) < 0.0
        return np.asarray(chosen), f"Reduce {side} in proportion"
    return None, "Reduce everything in proportion"


def _single_title(book: WhatIfBook, found: FoundCure) -> str:
    row = book.rows[found.asset or 0]
    return f"{'Sell' if row.weight > 0.0 else 'Buy back'} {row.label}"


def _cure(check: LimitCheck, book: WhatIfBook, found: FoundCure, *, title: str) -> Cure:
    snapshot = book.snapshot
    subject = Subject(
        kind=SubjectKind.HYPOTHETICAL, id=f"{snapshot.portfolio_id}/{check.key}/{title}", label=f"{snapshot.name}, {check.label}: {title}"
    )
    order = np.argsort(-np.abs(found.changes), kind="stable")[:_MOST_TRADES]
    return Cure(
        subject=subject, as_of=snapshot.as_of, quality=check.quality, reason=check.reason, title=title,
        trades=tuple(_trade(book, int(place), float(found.changes[place]), subject) for place in order if found.changes[place] != 0.0),
        after=check.figure.model_copy(update={"subject": subject, "value": found.value}),
    )  # fmt: skip


def _trade(book: WhatIfBook, place: int, change: float, subject: Subject) -> CureTrade:
    """Whole shares that are just enough, never more than is held."""
    row = book.rows[place]
    enough = math.ceil(round(abs(change) * book.net_value / abs(row.price), 6)) if row.price else 0.0
    quantity = math.copysign(min(float(enough), abs(row.quantity)), change)
    own = holding_subject(book.snapshot, row.symbol, row.label)
    return CureTrade(
        subject=own.model_copy(
            update={"kind": SubjectKind.HYPOTHETICAL, "id": f"{subject.id}/{row.symbol}", "label": f"{row.label} ({subject.label})"}
        ),
        as_of=book.snapshot.as_of, quality=row.quality, reason=row.reason, symbol=row.symbol, change=change, quantity=quantity,
        value=Money(amount=quantity * row.price, currency=book.snapshot.currency),
    )  # fmt: skip
