"""From what a person asks to limits on weights: bounds per symbol, sectors, totals, trading."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.optimize.constraints import Constraints, GroupLimit
from plumbline.core.errors import InvalidInput
from plumbline.portfolios.optimization.request import GroupWeightLimit, OptimizationRequest, RiskShare, SectorLimit
from plumbline.portfolios.optimization.universe import Investable

_ROUNDING = 1e-6


def limits_of(request: OptimizationRequest, universe: Investable) -> Constraints:
    """The constraints of a request; InvalidInput names a symbol or sector that there is not, or bounds that cross."""
    keep = tuple(universe.index(symbol, what="the keep-list") for symbol in request.keep)
    lower, upper = _bounds(request, universe)
    upper[list(keep)] = np.maximum(upper[list(keep)], universe.weights[list(keep)])  # what may not be sold may stay as large as it is
    net_asked = request.net_lower is not None or request.net_upper is not None
    return Constraints(
        lower=lower, upper=upper,
        budget=None if net_asked else request.invested - universe.aside,
        net_lower=None if request.net_lower is None else request.net_lower - universe.aside,
        net_upper=None if request.net_upper is None else request.net_upper - universe.aside,
        gross=request.gross,
        groups=(
            *(_sector(limit, universe) for limit in request.sector_limits), *(_group(limit, universe) for limit in request.group_limits),
        ),
        current=universe.weights, turnover=request.turnover, cost_rates=request.cost_rate, cost_limit=request.cost_limit,
        risk_aversion=request.risk_aversion, keep=keep, n_names=request.n_names,
    )  # fmt: skip


def budgets_of(request: OptimizationRequest, universe: Investable) -> FloatArray:
    """(n_candidates,) shares of risk that add to 1. A sector's is shared equally by its symbols; what is left, by those not named.

    Raises: InvalidInput for an unknown name, one named twice, or shares that do not add to 1 where no symbol is left for the rest.
    """
    shares = np.zeros(len(universe.candidates))
    named = np.zeros(len(universe.candidates), dtype=np.bool_)
    for budget in request.risk_budgets:
        members = _members(budget, universe)
        if named[members].any():
            symbol = universe.candidates[int(members[np.argmax(named[members])])].symbol
            raise InvalidInput(f"Expected one risk budget of {symbol}, found it in two. Leave one out.", subject="risk_budgets")
        named[members] = True
        shares[members] = budget.share / len(members)
    left = 1.0 - float(shares.sum())
    others = int((~named).sum())
    if left < -_ROUNDING or (abs(left) > _ROUNDING and not others):
        expected = "up to" if others else "exactly"
        raise InvalidInput(f"Expected risk budgets that add to {expected} 100 %, found {1.0 - left:.2%}.", subject="risk_budgets")
    if others:
        shares[~named] = max(left, 0.0) / others
    return shares


def _members(budget: RiskShare, universe: Investable) -> NDArray[np.intp]:
    symbols = [candidate.symbol for candidate in universe.candidates]
    if budget.name.strip().upper() in symbols:
        return np.array([symbols.index(budget.name.strip().upper())], dtype=np.intp)
    sectors = [candidate.sector for candidate in universe.candidates]
    name = _matching(budget.name, sectors, subject="risk_budgets", others=symbols)
    return np.array([place for place, sector in enumerate(sectors) if sector == name], dtype=np.intp)


def _bounds(request: OptimizationRequest, universe: Investable) -> tuple[FloatArray, FloatArray]:
    n_candidates = len(universe.candidates)
    lower, upper = np.full(n_candidates, request.min_weight), np.full(n_candidates, request.max_weight)
    for limit in request.weight_limits:
        place = universe.index(limit.symbol, what="a weight limit")
        lower[place] = limit.lower if limit.lower is not None else lower[place]
        upper[place] = limit.upper if limit.upper is not None else upper[place]
    crossed = np.flatnonzero(lower > upper)
    if crossed.size:
        place = int(crossed[0])
        raise InvalidInput(
            f"Expected a least weight below the largest one, found {lower[place]:.2%} above {upper[place]:.2%} for "
            f"{universe.candidates[place].symbol}.",
            subject=universe.candidates[place].symbol,
        )
    return lower, upper


def _group(limit: GroupWeightLimit, universe: Investable) -> GroupLimit:
    _require_room(limit.name, limit)
    members = {universe.index(symbol, what=f"the group {limit.name}") for symbol in limit.symbols}
    return GroupLimit(name=limit.name, members=np.array(sorted(members), dtype=np.intp), upper=limit.upper, lower=limit.lower)


def _sector(limit: SectorLimit, universe: Investable) -> GroupLimit:
    sectors = [candidate.sector for candidate in universe.candidates]
    name = _matching(limit.sector, sectors, subject="sector_limits")
    _require_room(name, limit)
    members = np.array([place for place, sector in enumerate(sectors) if sector == name], dtype=np.intp)
    return GroupLimit(name=name, members=members, upper=limit.upper, lower=limit.lower)


def _require_room(name: str, limit: GroupWeightLimit | SectorLimit) -> None:
    if limit.lower is not None and limit.upper is not None and limit.lower > limit.upper:
        raise InvalidInput(f"Expected limits of {name} that do not cross, found {limit.lower:.2%} above {limit.upper:.2%}.", subject=name)
    if limit.lower is None and limit.upper is None:
        raise InvalidInput(f"Expected a largest or least weight of {name}, found neither.", subject=name)


def _matching(text: str, sectors: Sequence[str], *, subject: str, others: Sequence[str] = ()) -> str:
    wanted = text.strip().casefold()
    known = sorted(set(sectors))
    found = [sector for sector in known if sector.casefold() == wanted] or [
        sector for sector in known if wanted and wanted in sector.casefold()
    ]
    if len(found) != 1:
        symbols = f", or a symbol ({', '.join(others)})" if others else ""
        raise InvalidInput(f"Expected one of the sectors {', '.join(known)}{symbols}, found '{text}'.", subject=subject)
    return found[0]
