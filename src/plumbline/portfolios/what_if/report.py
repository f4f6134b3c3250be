"""What-if: weights changed, names added or sold, cash shifted; every figure before and after, and the trades that lead there."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from pydantic import Field

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.rebalance.trades import Holdings, drift_against_targets
from plumbline.core.errors import InvalidInput
from plumbline.core.money import Money
from plumbline.core.schema import Schema
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import CASH_SYMBOL
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject
from plumbline.portfolios.trades.plan import Line, plan_trades
from plumbline.portfolios.trades.taxes import TradedLine, lots_note, tax_effect, tax_totals
from plumbline.portfolios.what_if.book import WhatIfBook, what_if_book
from plumbline.portfolios.what_if.results import WhatIfOutcome, WhatIfReport, WhatIfTrade
from plumbline.portfolios.what_if.state import state_of

MOST_VARIANTS = 8
LONGEST_TITLE = 80
_HIGHEST = 10.0
"""Ten times net value in one name: beyond it somebody wrote percent for a fraction."""


class WeightEdit(Schema):
    """One change: the weight that a holding, a new name or `CASH` is to have."""

    symbol: str = Field(description="A symbol or company, held or not; CASH scales everything that is not edited.")
    weight: float = Field(description="Share of net value, 0.10 = 10 %; 0 sells all, negative is short.")


class Variant(Schema):
    """Edits that hold together. What they cost or free comes from cash, or from the other holdings in proportion."""

    edits: tuple[WeightEdit, ...]
    title: str | None = Field(default=None, max_length=LONGEST_TITLE)
    financing: Literal["cash", "others"] = "cash"


class WhatIfRequest(Schema):
    """Variants to look at beside what is held; one is a what-if, several are a comparison."""

    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class _Resolved:
    """Edits with known symbols; `cash` is the weight wanted for it."""

    title: str
    weights: dict[str, float]
    cash: float | None
    financing: Literal["cash", "others"]


def what_if_report(snapshot: PortfolioSnapshot, view: MarketView, variants: tuple[Variant, ...]) -> WhatIfReport:
    """Every figure as held and for each variant.

    Raises: InvalidInput on an edit that can not be; NotFound for an unknown name; CalculationFailed when net value is not positive;
        MissingData for a name without price or history.
    """
    if not 0 < len(variants) <= MOST_VARIANTS:
        raise InvalidInput(f"Expected 1 to {MOST_VARIANTS} variants to compare, found {len(variants)}.", subject="variants")
    resolved = [_resolved(variant, snapshot, view) for variant in variants]
    titles = [edits.title for edits in resolved]
    if len(set(titles)) < len(titles):
        raise InvalidInput("Expected variants that differ, found one title twice. Give each a title of its own.", subject="variants")
    edited = frozenset(symbol for edits in resolved for symbol in edits.weights)
    held = {holding.symbol for holding in analyze(snapshot, view).valuation.invested}
    book = what_if_book(snapshot, view, tuple(sorted(edited - held)))  # so that every edit of a holding finds the same session
    subject = portfolio_subject(snapshot)
    valuation = book.analysis.valuation
    return WhatIfReport(
        subject=subject, as_of=snapshot.as_of, quality=valuation.quality, reason=valuation.reason, portfolio_id=snapshot.portfolio_id,
        name=snapshot.name, benchmark=snapshot.benchmark, currency=snapshot.currency,
        net_value=Money(amount=book.net_value, currency=snapshot.currency),
        before=state_of(book, book.weights, subject=subject, edited=edited),
        variants=tuple(_outcome(book, edits) for edits in resolved), notes=_notes(book),
    )  # fmt: skip


def _outcome(book: WhatIfBook, edits: _Resolved) -> WhatIfOutcome:
    weights = _edited(book, edits)
    label = f"{book.snapshot.name} with {edits.title}"
    subject = Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{book.snapshot.portfolio_id}/{edits.title}", label=label)
    after = state_of(book, weights, subject=subject, edited=frozenset(edits.weights))
    priced = [place for place, row in enumerate(book.rows) if row.price > 0.0]
    holdings = Holdings(
        quantities=np.array([book.rows[place].quantity for place in priced]),
        prices=np.array([book.rows[place].price for place in priced]),
        cash=book.analysis.valuation.cash_value,
    )
    turnover = drift_against_targets(holdings, weights[priced]).turnover if priced else 0.0
    trades = _trades(book, weights, priced=priced)
    cash = 1.0 - float(weights.sum())
    borrowed = (f"{edits.title} needs borrowed money: cash would be {cash:.1%} of net value.",) if cash < -1e-9 else ()
    effects = [trade.tax for trade in trades if trade.tax is not None]
    taxed = (*(effect.warning for effect in effects if effect.warning), lots_note("first_in_first_out")) if effects else ()
    return WhatIfOutcome(
        subject=subject, as_of=book.snapshot.as_of, quality=after.quality, reason=after.reason, title=edits.title, after=after,
        turnover=turnover, trades=trades,
        taxes=tax_totals(book.snapshot, effects), notes=(*borrowed, *taxed),
    )  # fmt: skip


def _edited(book: WhatIfBook, edits: _Resolved) -> FloatArray:
    """The weights (n_rows,) that the edits ask for."""
    weights = book.weights
    places = {row.symbol: place for place, row in enumerate(book.rows)}
    for symbol, weight in edits.weights.items():
        place = places[symbol]
        if book.rows[place].price == 0.0 and weight != 0.0:
            message = f"{book.rows[place].label} is worth nothing, so it can not have a weight. Sell it: weight 0."
            raise InvalidInput(message, subject=symbol)
        weights[place] = weight
    chosen = np.zeros(weights.size, dtype=np.bool_)
    chosen[[places[symbol] for symbol in edits.weights]] = True
    if edits.cash is None and edits.financing == "cash":
        return weights
    fixed, rest = float(weights[chosen].sum()), float(weights[~chosen].sum())
    wanted = 1.0 - edits.cash if edits.cash is not None else float(book.weights.sum())
    if abs(rest) < 1e-9:
        if abs(wanted - fixed) < 1e-9:
            return weights
        raise InvalidInput("Expected other holdings to take the difference, found none. Let cash take it.", subject=edits.title)
    return np.where(chosen, weights, weights * (wanted - fixed) / rest)


def _trades(book: WhatIfBook, weights: FloatArray, *, priced: list[int]) -> tuple[WhatIfTrade, ...]:
    """Whole shares that come nearest; holdings whose weight does not change are not traded, even if they are odd lots."""
    moved = [place for place in priced if abs(weights[place] - book.rows[place].weight) > 1e-9]
    if not moved:
        return ()
    rows = [book.rows[place] for place in moved]
    lines = [Line(row.symbol, row.label, row.quantity, row.price) for row in rows]
    plan = plan_trades(lines, weights[moved], net_value=book.net_value, cash=book.analysis.valuation.cash_value)
    units = {holding.symbol: holding.multiplier for holding in book.analysis.valuation.invested}
    found = [
        WhatIfTrade(
            subject=holding_subject(book.snapshot, row.symbol, row.label), as_of=book.snapshot.as_of, quality=row.quality,
            reason=row.reason, symbol=row.symbol, name=row.name, quantity=float(quantity),
            value=Money(amount=float(value), currency=book.snapshot.currency), weight_change=float(value) / book.net_value,
            tax=tax_effect(book.snapshot, TradedLine(row.symbol, row.label, float(quantity), row.price, units.get(row.symbol, 1.0))),
        )
        for row, quantity, value in zip(rows, plan.quantities, plan.values, strict=True)
        if quantity != 0.0
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda trade: (trade.quantity > 0.0, -abs(trade.value.amount))))


def _resolved(variant: Variant, snapshot: PortfolioSnapshot, view: MarketView) -> _Resolved:
    if not variant.edits:
        raise InvalidInput("Expected at least one edit, such as AAPL to 10 %, found none.", subject="edits")
    weights: dict[str, float] = {}
    cash: float | None = None
    for edit in variant.edits:
        if not (math.isfinite(edit.weight) and abs(edit.weight) <= _HIGHEST):
            message = f"Expected a share of net value for {edit.symbol}, 0.10 for 10 %, found {edit.weight:g}."
            raise InvalidInput(message, subject=edit.symbol)
        symbol = _symbol(edit.symbol, snapshot, view)
        if symbol in weights or (symbol == CASH_SYMBOL and cash is not None):
            raise InvalidInput(f"Expected one weight for {symbol}, found two. Leave one out.", subject=symbol)
        if symbol == CASH_SYMBOL:
            cash = edit.weight
        else:
            weights[symbol] = edit.weight
    title = " ".join((variant.title or "").split()) or _describe(weights, cash)
    return _Resolved(title, weights, cash, variant.financing)


def _describe(weights: dict[str, float], cash: float | None) -> str:
    every = [*weights.items(), *([("cash", cash)] if cash is not None else [])]
    words = [f"{symbol} sold" if weight == 0.0 else f"{symbol} at {100 * weight:.4g} %" for symbol, weight in every[:4]]
    return ", ".join([*words, *([f"{len(every) - 4} more changes"] if len(every) > 4 else [])])


def _symbol(text: str, snapshot: PortfolioSnapshot, view: MarketView) -> str:
    """The symbol that is meant: one that is held, else one of the market."""
    wanted = text.strip().upper()
    if wanted == CASH_SYMBOL:
        return CASH_SYMBOL
    for holding in analyze(snapshot, view).valuation.invested:
        if wanted == holding.symbol.upper() or text.strip().casefold() == holding.label.casefold():
            if holding.market_value is None:
                raise InvalidInput(f"{holding.label} has no price, so its weight can not be set: {holding.reason}", subject=text)
            return holding.symbol
    return (view.find_instrument(text) or view.instrument(text)).symbol


def _notes(book: WhatIfBook) -> tuple[str, ...]:
    notes = [*book.snapshot.notes, *book.analysis.valuation.notes, *book.analysis.series.notes]
    still = [row.label for row in book.rows if row.driver is None and row.weight != 0.0]
    if still:
        notes.append(f"Too little history for risk, left out of it: {', '.join(still)}.")
    notes.append("Figures are at exactly the weights asked for; trades are whole shares at the prices of the day, before costs.")
    return tuple(dict.fromkeys(notes))
