"""Hypothetical moves: what the portfolio, and each holding, would gain or lose."""

from dataclasses import replace

import numpy as np

from plumbline.analytics.shock import ShockImpact, shock_impact
from plumbline.core.errors import InvalidInput
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.contributions import own_figures, sector_of
from plumbline.portfolios.stress.option_growth import option_growth
from plumbline.portfolios.subjects import holding_subject
from plumbline.portfolios.valuation import ValuedHolding
from plumbline.query.schemas import Excluded, Shock
from plumbline.query.scope import Held


def shocked(held: Held, shocks: tuple[Shock, ...]) -> tuple[tuple[MeasuredValue, ...], tuple[Excluded, ...], tuple[str, ...]]:
    """Return the figures after the shocks (the portfolio first, then the holdings by size of impact), what is left out, notes.

    Raises: InvalidInput when no holding is touched.
    """
    holdings = [holding for holding in held.valuation.invested if holding.driver is not None]
    moves = np.array([_direct_move(holding, shocks) for holding in holdings])
    market = next((shock.size for shock in shocks if shock.market), None)
    if market is None and (not holdings or np.isnan(moves).all()):
        raise InvalidInput(_nothing_touched(held, shocks), subject=held.snapshot.name)
    exposure = np.array([holding.exposure for holding in holdings])
    betas = _betas(held, holdings) if market is not None else None
    if betas is not None and not np.isfinite(betas).any() and np.isnan(moves).all():
        raise InvalidInput(
            f"No holding of {held.snapshot.name} has a beta to {held.benchmark}, so a move of the market can not be carried over to it. "
            "Expected prices of the benchmark over the last year.",
            subject=held.benchmark,
        )
    impact = _revalued(held, holdings, shock_impact(exposure, moves, betas=betas, driver_move=market or 0.0))
    unknown = tuple(
        Excluded(label=holding.symbol, reason="it has no beta, so it is left unmoved")
        for holding, lacks in zip(holdings, impact.unknown, strict=True)
        if lacks and market is not None
    )
    return tuple(_rows(held, holdings, impact, shocks)), unknown, _notes(held, market)


def describe(shocks: tuple[Shock, ...]) -> str:
    """`AAPL and MSFT -10 %`: what is assumed, in a few words."""
    return ", ".join(f"{_what(shock)} {shock.size * 100:+g} %" for shock in shocks)


def _what(shock: Shock) -> str:
    if shock.market:
        return "market"
    return " and ".join([*shock.symbols, *shock.sectors, *([f"{shock.side}s"] if shock.side else [])]) or "all holdings"


def _revalued(held: Held, holdings: list[ValuedHolding], impact: ShockImpact) -> ShockImpact:
    """Options valued anew after the move of what they are on: a delta is wrong for large moves."""
    impacts = impact.impacts.copy()
    for index, holding in enumerate(holdings):
        if holding.quote is not None and holding.contract is not None:
            growth = option_growth(holding, held.snapshot, np.array([1.0 + impact.moves[index]]))
            impacts[index] = (holding.market_value or 0.0) * float(growth[0] - 1.0)
    return replace(impact, impacts=impacts, total=float(impacts.sum()))


def _direct_move(holding: ValuedHolding, shocks: tuple[Shock, ...]) -> float:
    """The move given for this holding; NaN when none is. An option moves with its underlying."""
    for shock in shocks:
        if shock.market:
            continue
        by_symbol = not shock.symbols or {holding.symbol, holding.driver} & {symbol.upper() for symbol in shock.symbols}
        by_sector = not shock.sectors or sector_of(holding).lower() in {sector.lower() for sector in shock.sectors}
        by_side = shock.side is None or (holding.quantity < 0.0) == (shock.side == "short")
        if by_symbol and by_sector and by_side:
            return shock.size
    return float("nan")


def _betas(held: Held, holdings: list[ValuedHolding]) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Beta of what drives each holding: an option's exposure already counts its delta."""
    own = own_figures(held.analysis)
    betas = {holding.symbol: own[holding.symbol][1] for holding in held.valuation.holdings}
    values = []
    for holding in holdings:
        known = betas.get(holding.driver or "") if holding.driver in betas else _driver_beta(held, holding)
        values.append(np.nan if known is None else known)
    return np.array(values, dtype=np.float64)


def _driver_beta(held: Held, holding: ValuedHolding) -> float | None:
    """The underlying is not itself held: undo the leverage of the option."""
    beta = own_figures(held.analysis)[holding.symbol][1]
    if beta is None or holding.quote is None or holding.quote.delta == 0.0 or holding.quote.spot == 0.0:
        return None
    return beta * holding.quote.value / (holding.quote.delta * holding.quote.spot)


def _rows(held: Held, holdings: list[ValuedHolding], impact: ShockImpact, shocks: tuple[Shock, ...]) -> list[MeasuredValue]:
    label = f"{held.snapshot.name} after {describe(shocks)}"
    subject = Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{held.id}/{describe(shocks)}", label=label)
    parameters: dict[str, float | str] = {"shock": describe(shocks)}
    net = held.valuation.net_value
    modeled = any(holding.quote for holding in holdings)
    partial = bool(impact.unknown.any()) or modeled
    reason = "options are valued anew by a model" if modeled else "a holding without a beta is left unmoved" if partial else None

    def row(measure: str, value: float | None, about: Subject = subject) -> MeasuredValue:
        return MeasuredValue(
            subject=about, as_of=held.view.as_of, quality=Quality.PARTIAL if partial else Quality.COMPLETE, reason=reason,
            measure=measure, value=value, currency=None if measure == "shock_impact" else held.currency, parameters=parameters,
        )  # fmt: skip

    rows = [row("shock_impact_money", impact.total)]
    if net > 0.0:
        rows.append(row("shock_impact", impact.total / net))
    rows.append(row("shocked_value", net + impact.total))
    order = np.argsort(-np.abs(impact.impacts), kind="stable")
    for index in order:
        if impact.moves[index] != 0.0:
            holding = holdings[index]
            about = holding_subject(held.snapshot, holding.symbol, holding.contract.label if holding.contract else None)
            rows.append(row("shock_impact_money", float(impact.impacts[index]), about))
    return rows


def _notes(held: Held, market: float | None) -> tuple[str, ...]:
    notes = []
    if market is not None:
        notes.append("Every holding moves by its beta of the last year; what is special to a company does not move.")
    else:
        notes.append("Only the direct effect: the other holdings are assumed not to move.")
    if any(holding.quote for holding in held.valuation.holdings):
        notes.append("Options are valued anew after the move, at their volatility of today.")
    return tuple(notes)


def _nothing_touched(held: Held, shocks: tuple[Shock, ...]) -> str:
    what = " or ".join(dict.fromkeys(_what(shock) for shock in shocks))
    return (
        f"{held.snapshot.name} does not hold {what}, so a move of it has no direct effect. "
        "Expected a shock of something that is held, or of the market."
    )
