"""From what a person asks to limits on weights: bounds per symbol, sectors, totals, trading."""

from collections.abc import Sequence

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.optimize.constraints import Constraints, GroupLimit
from plumbline.core.errors import InvalidInput
from plumbline.portfolios.investable import Investable
from plumbline.portfolios.optimization_results import Objective, OptimizationRequest, SectorLimit

_FREE = OptimizationRequest()


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
        groups=tuple(_sector(limit, universe) for limit in request.sector_limits),
        current=universe.weights, turnover=request.turnover, cost_rates=request.cost_rate,
        keep=keep, n_names=request.n_names,
    )  # fmt: skip


def require_no_limits(request: OptimizationRequest) -> None:
    """Risk parity has one solution: a limit beside it could only be ignored, so it is refused."""
    fields = (
        "min_weight", "max_weight", "weight_limits", "sector_limits", "gross", "net_lower", "net_upper", "turnover", "keep", "n_names",
        "cost_rate",
    )  # fmt: skip
    given, free = request.model_dump(), _FREE.model_dump()
    asked = [name for name in fields if given[name] != free[name]]
    if asked:
        raise InvalidInput(
            f"Expected no limits beside risk parity, whose weights follow from equal contributions to risk alone, found "
            f"{', '.join(asked)}. Leave them out, or choose {Objective.MINIMUM_VARIANCE} or {Objective.MAXIMUM_DIVERSIFICATION}.",
            subject=asked[0],
        )


def expected_returns(request: OptimizationRequest, universe: Investable) -> FloatArray:
    """(n_candidates,) per year: the mean of the window, or what the person expects."""
    expected = universe.returns.mean(axis=0) * 252.0
    for assumed in request.expected_returns:
        expected[universe.index(assumed.symbol, what="an expected return")] = assumed.value
    return np.asarray(expected)


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


def _sector(limit: SectorLimit, universe: Investable) -> GroupLimit:
    sectors = [candidate.sector for candidate in universe.candidates]
    name = _matching(limit.sector, sectors)
    if limit.lower is not None and limit.upper is not None and limit.lower > limit.upper:
        raise InvalidInput(f"Expected limits of {name} that do not cross, found {limit.lower:.2%} above {limit.upper:.2%}.", subject=name)
    members = np.array([place for place, sector in enumerate(sectors) if sector == name], dtype=np.intp)
    return GroupLimit(name=name, members=members, upper=limit.upper, lower=limit.lower)


def _matching(text: str, sectors: Sequence[str]) -> str:
    wanted = text.strip().casefold()
    known = sorted(set(sectors))
    found = [sector for sector in known if sector.casefold() == wanted] or [
        sector for sector in known if wanted and wanted in sector.casefold()
    ]
    if len(found) != 1:
        raise InvalidInput(f"Expected one of the sectors {', '.join(known)}, found '{text}'.", subject="sector_limits")
    return found[0]
