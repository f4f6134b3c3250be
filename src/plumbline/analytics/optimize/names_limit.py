"""A limit on the number of names, met by a heuristic: solve, drop the smallest, solve again."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from plumbline.analytics.observations import BoolArray
from plumbline.analytics.optimize.constraints import Constraints, bounds
from plumbline.analytics.optimize.outcome import Optimum
from plumbline.core.errors import InvalidInput


def within_names_limit(constraints: Constraints, n_assets: int, solved: Callable[[Constraints], Optimum]) -> Optimum:
    """The optimum, with at most `constraints.n_names` weights if that is asked.

    Convention: half of the names too many, the smallest by weight, are dropped and the rest is optimized again, until few enough
        are left. The result keeps all limits but may not be the best choice of names: `exact` is False when names were dropped.
    Raises: InvalidInput when more names than that must be held by their bounds, or when too few are left for the other limits.
    """
    limit = constraints.n_names
    free = replace(constraints, n_names=None)
    found = solved(free)
    if limit is None:
        return found
    lower, upper = bounds(free, n_assets)
    forced = (lower > 0.0) | (upper < 0.0)
    if limit < 1 or int(forced.sum()) > limit:
        message = f"Expected a number of names of at least {max(int(forced.sum()), 1)}, which bounds and keep-list require, found {limit}."
        raise InvalidInput(message)
    dropped = np.zeros(n_assets, dtype=np.bool_)
    while (held := int((found.weights != 0.0).sum())) > limit:
        dropped = dropped | _smallest(found, forced, (held - limit + 1) // 2)
        lower_left, upper_left = np.where(dropped, 0.0, lower), np.where(dropped, 0.0, upper)
        found = replace(solved(replace(free, lower=lower_left, upper=upper_left)), exact=False)
    return found


def _smallest(found: Optimum, forced: BoolArray, count: int) -> BoolArray:
    sizes = np.where(forced, np.inf, np.abs(found.weights))
    held = np.flatnonzero(sizes > 0.0)
    chosen = np.zeros_like(forced)
    chosen[held[np.argsort(sizes[held], kind="stable")[:count]]] = True
    chosen |= found.weights == 0.0
    return chosen & ~forced
