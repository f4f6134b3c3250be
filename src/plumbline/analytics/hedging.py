"""Hedging: how much of a portfolio's risk an offsetting position removes, and which of several does it best."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import RELATIVE_ZERO, FloatArray, as_series, paired_observations
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

_MINIMUM = 3
"""Sessions for a slope and one degree of freedom."""


@dataclass(frozen=True)
class Hedge:
    """One hedge against one exposure; ratios are units of hedge sold per unit of exposure.

    `ratio` is the one asked for, `minimum_variance_ratio` the best. `variance_reduction` = 1 - variance hedged / variance unhedged at
    `ratio`: 1 = perfect, 0 = none, negative = the hedge adds risk. `r_squared` is the reduction at the best ratio.
    """

    ratio: float
    minimum_variance_ratio: float
    variance_reduction: float
    r_squared: float
    correlation: float
    n_observations: int


def hedge_effectiveness(returns: FloatArray, hedge_returns: FloatArray, ratio: float | None = None) -> Hedge:
    """What selling `ratio` of the hedge per unit of the exposure does to its variance.

    Args:
        returns: (n_observations,) of the exposure, fraction or change in value.
        hedge_returns: (n_observations,) of the hedge.
        ratio: units of hedge sold, positive = short; None = the minimum-variance ratio.

    Missing: sessions where either is missing are dropped; fewer than 3 raise MissingData.
    Raises: CalculationFailed when exposure or hedge does not vary.
    Source: Ederington (1979), The Hedging Performance of the New Futures Markets; Hull (2018), chapter 3.
    Golden: tests/golden/hedging.csv
    """
    exposure, hedge = paired_observations(returns, hedge_returns, minimum=_MINIMUM)
    moves, offsets = _centered(exposure, "an exposure"), _centered(hedge, "a hedge")
    own, other, both = float(moves @ moves), float(offsets @ offsets), float(moves @ offsets)
    best = both / other
    used = best if ratio is None else ratio
    left = moves - used * offsets
    return Hedge(
        ratio=used,
        minimum_variance_ratio=best,
        variance_reduction=1.0 - float(left @ left) / own,
        r_squared=min(both * both / (own * other), 1.0),
        correlation=float(np.clip(both / np.sqrt(own * other), -1.0, 1.0)),
        n_observations=moves.size,
    )


@dataclass(frozen=True)
class RankedHedge:
    """A candidate (its column) and what it does; `gain_per_session` is the mean return of the hedge position, before costs."""

    candidate: int
    hedge: Hedge
    gain_per_session: float


def best_hedges(returns: FloatArray, candidates: FloatArray, *, short_only: bool = True) -> tuple[RankedHedge, ...]:
    """Candidates by the variance they remove at their minimum-variance ratio, best first.

    Args:
        returns: (n_observations,) of the exposure.
        candidates: (n_observations, n_candidates) returns of what could be sold.
        short_only: leave out candidates that would have to be bought (negative ratio).

    Missing: per candidate as `hedge_effectiveness`; candidates without enough sessions, or that do not vary, are left out.
    Raises: MissingData when no candidate is left.
    Source: Ederington (1979).
    """
    table, exposure = as_series(candidates), as_series(returns)
    if table.ndim != 2 or exposure.shape != table.shape[:1]:
        message = f"Expected (n_observations,) and (n_observations, n_candidates), found {exposure.shape} and {table.shape}."
        raise InvalidInput(message)
    ranked = []
    for candidate, series in enumerate(table.T):
        try:
            hedge = hedge_effectiveness(exposure, series)
        except (MissingData, CalculationFailed):
            continue
        if hedge.minimum_variance_ratio > 0.0 or not short_only:
            gain = -hedge.ratio * float(series[~np.isnan(series)].mean())
            ranked.append(RankedHedge(candidate, hedge, gain))
    if not ranked:
        message = "Expected a candidate that shares sessions with the exposure and offsets it, found none. Offer others."
        raise MissingData(message)
    return tuple(sorted(ranked, key=lambda entry: (-entry.hedge.r_squared, entry.candidate)))


@dataclass(frozen=True)
class HedgeBasket:
    """Several hedges at once: ratios sold per unit of exposure, (n_candidates,), and the variance they remove together."""

    ratios: FloatArray
    variance_reduction: float
    n_observations: int


def hedge_basket(returns: FloatArray, candidates: FloatArray) -> HedgeBasket:
    """The minimum-variance ratios of several hedges used together: least squares of the exposure on all of them.

    Missing: sessions where any is missing are dropped; fewer than n_candidates + 2 raise MissingData.
    Raises: CalculationFailed when the exposure does not vary; candidates that repeat each other share one ratio (least norm).
    Source: Ederington (1979); multiple regression.
    """
    table, exposure = as_series(candidates), as_series(returns)
    if table.ndim != 2 or exposure.shape != table.shape[:1] or table.shape[1] == 0:
        message = f"Expected (n_observations,) and (n_observations, n_candidates), found {exposure.shape} and {table.shape}."
        raise InvalidInput(message)
    rows = ~(np.isnan(table).any(axis=1) | np.isnan(exposure))
    if int(rows.sum()) < table.shape[1] + 2:
        message = f"Expected at least {table.shape[1] + 2} sessions that all share, found {int(rows.sum())}. Offer fewer candidates."
        raise MissingData(message)
    moves = _centered(exposure[rows], "an exposure")
    offsets = table[rows] - table[rows].mean(axis=0)
    ratios = np.linalg.lstsq(offsets, moves, rcond=1e-10)[0]
    left = moves - offsets @ ratios
    return HedgeBasket(ratios, 1.0 - float(left @ left) / float(moves @ moves), int(rows.sum()))


@dataclass(frozen=True)
class ChosenBasket:
    """The columns of a basket in the order in which they were chosen, and what they do together."""

    candidates: tuple[int, ...]
    basket: HedgeBasket


def best_basket(
    returns: FloatArray, candidates: FloatArray, *, most: int = 3, least_gain: float = 0.01, short_only: bool = True
) -> ChosenBasket:
    """Hedges chosen one after another, each the one that removes most of the variance that those before it leave.

    Args:
        returns: (n_observations,) of the exposure.
        candidates: (n_observations, n_candidates) returns of what could be sold or bought.
        most: instruments at most, 1 or more.
        least_gain: share of the variance that another instrument must remove beyond those before it.
        short_only: leave out baskets in which something would have to be bought (negative ratio).

    Convention: the choice is stepwise, so that another basket of the same size may do a little better.
    Missing: as `hedge_basket` per basket that is tried; candidates without enough sessions are not chosen, none left raises MissingData.
    Raises: InvalidInput for no instrument; CalculationFailed when the exposure does not vary.
    Source: Draper and Smith, Applied Regression Analysis, forward selection; Ederington (1979).
    """
    table = as_series(candidates)
    if most < 1 or table.ndim != 2:
        message = f"Expected (n_observations, n_candidates) and at least one instrument, found {table.shape} and {most}."
        raise InvalidInput(message)
    chosen: tuple[int, ...] = ()
    found: HedgeBasket | None = None
    while len(chosen) < most:
        tried = [
            (column, _tried(returns, table, (*chosen, column), short_only=short_only))
            for column in range(table.shape[1])
            if column not in chosen
        ]
        usable = [(column, basket) for column, basket in tried if basket is not None]
        if not usable:
            break
        column, basket = max(usable, key=lambda entry: entry[1].variance_reduction)
        if found is not None and basket.variance_reduction < found.variance_reduction + least_gain:
            break
        chosen, found = (*chosen, column), basket
    if found is None:
        message = "Expected a candidate that shares sessions with the exposure and offsets it, found none. Offer others."
        raise MissingData(message)
    return ChosenBasket(chosen, found)


def _tried(returns: FloatArray, table: FloatArray, columns: tuple[int, ...], *, short_only: bool) -> HedgeBasket | None:
    try:
        basket = hedge_basket(returns, table[:, list(columns)])
    except MissingData:
        return None
    return None if short_only and (basket.ratios <= 0.0).any() else basket


@dataclass(frozen=True)
class GroupMatch:
    """Longs against shorts of one group (a sector), shares of net value; `matched` = the smaller of the two."""

    group: str
    long: float
    short: float
    matched: float
    net: float


@dataclass(frozen=True)
class BookMatch:
    """How far shorts sit where the longs sit.

    `match` = sum of the matched weights over the short side: 1 = every short offsets a long of its own group. `similarity` = cosine
    of the two sides' group weights. Groups by absolute net, largest first.
    """

    groups: tuple[GroupMatch, ...]
    match: float
    similarity: float


def group_match(weights: FloatArray, groups: tuple[str, ...]) -> BookMatch:
    """Longs and shorts per group, and how well they match.

    Args:
        weights: (n_holdings,) signed shares of net value.
        groups: the group of each holding.

    Missing: a NaN weight raises MissingData.
    Raises: CalculationFailed without a short or without a long holding: there is nothing to match.
    Source: docs/methods/hedging.md; cosine similarity of exposures.
    Golden: tests/golden/hedging.csv
    """
    held = np.asarray(weights, dtype=np.float64)
    if held.shape != (len(groups),):
        message = f"Expected one group per weight, found {len(groups)} for {held.shape}."
        raise InvalidInput(message)
    if not np.isfinite(held).all():
        message = "Expected a weight for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    names = list(dict.fromkeys(groups))
    member = np.array([names.index(group) for group in groups], dtype=np.intp)
    long = np.bincount(member, np.maximum(held, 0.0), len(names))
    short = np.bincount(member, np.maximum(-held, 0.0), len(names))
    if long.sum() == 0.0 or short.sum() == 0.0:
        message = "Expected long and short holdings to match, found only one side."
        raise CalculationFailed(message)
    matched = np.minimum(long, short)
    table = np.column_stack([long, short, matched, long - short]).tolist()
    rows = [GroupMatch(name, *row) for name, row in zip(names, table, strict=True)]
    return BookMatch(
        groups=tuple(sorted(rows, key=lambda row: -abs(row.net))),
        match=float(matched.sum() / short.sum()),
        similarity=float(long @ short / np.sqrt((long @ long) * (short @ short))),
    )


def _centered(series: FloatArray, what: str) -> FloatArray:
    moves = series - series.mean()
    if np.abs(moves).max() <= RELATIVE_ZERO * np.abs(series).max():
        message = f"Expected {what} that varies, found a constant series. Choose a longer period."
        raise CalculationFailed(message)
    return np.asarray(moves)
