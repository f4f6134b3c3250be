"""Factors as what can be shocked: `momentum factor`, `value factor`, made as the factor report makes them."""

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import NotFound
from plumbline.market_data.market import MarketView
from plumbline.portfolios.factors.style_factors import Factor, FactorSet, factor_set

SUFFIX = " factor"
"""Says that a factor is meant, and not the fund that follows a style: the factor is that fund less the market."""


def find_factor(text: str, view: MarketView, *, market: str, n_sessions: int) -> Factor | None:
    """The style that a text such as `momentum factor` means; None when it means no factor at all.

    Raises: NotFound for a factor that there is not; MissingData when there is nothing to make factors of.
    """
    wanted = " ".join(text.split()).casefold()
    if not wanted.endswith(SUFFIX):
        return None
    name = wanted.removesuffix(SUFFIX)
    styles = _set(view, market, n_sessions).factors[1:]
    found = next((style for style in styles if name in {style.label.casefold(), style.key.replace("_", " ")}), None)
    if found is None:
        known = ", ".join(f"{style.label.lower()}{SUFFIX}" for style in styles) or "none"
        raise NotFound(f"No factor '{name}'. There are: {known}.", subject=text)
    return found


def factor_moves(target: str, view: MarketView, *, market: str, n_sessions: int) -> FloatArray:
    """Daily returns (n_sessions,) of the factor that `find_factor` found under its label, up to the day of the view."""
    chosen = _set(view, market, n_sessions)
    place = next(place for place, factor in enumerate(chosen.factors) if f"{factor.label}{SUFFIX}" == target)
    return np.asarray(chosen.returns[:, place])


def _set(view: MarketView, market: str, n_sessions: int) -> FactorSet:
    return factor_set(view, view.sessions[-min(n_sessions, view.n_sessions - 1) :], market=market)
