"""Seeded synthetic universes: eight factors with fat tails plus noise of its own for each name."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.option_revaluation import OptionBook, OptionScenarios
from plumbline.analytics.options import OptionMarket, OptionTerms

Array = NDArray[np.float64]

N_FACTORS = 8
SEED = 20_260


@dataclass(frozen=True)
class Market:
    """`returns` (n_days, n_names), `benchmark` (n_days,), `loadings` (n_names, N_FACTORS), `weights` (n_names,) adding to 1."""

    returns: Array
    benchmark: Array
    loadings: Array
    weights: Array


def market(n_names: int, n_days: int = 2_520) -> Market:
    """Daily returns with betas around 1 and specific volatilities from 10 to 40 % a year."""
    rng = np.random.default_rng(SEED)
    factors = rng.standard_t(5, (n_days, N_FACTORS)) * np.array([0.008, *[0.004] * (N_FACTORS - 1)])
    loadings = np.column_stack([rng.normal(1.0, 0.3, n_names), rng.standard_normal((n_names, N_FACTORS - 1)) * 0.5])
    specific = rng.standard_t(5, (n_days, n_names)) * rng.uniform(0.006, 0.025, n_names) * 0.77
    returns = factors @ loadings.T + specific + 0.0003
    benchmark = factors[:, 0] + 0.0003
    return Market(returns, benchmark, loadings, rng.dirichlet(np.ones(n_names)))


def covariance(n_names: int) -> Array:
    """Sample covariance of `market(n_names)`."""
    return np.asarray(np.cov(market(n_names).returns, rowvar=False))


def option_book(n_options: int, n_scenarios: int, n_underlyings: int = 50) -> tuple[OptionBook, OptionScenarios]:
    """Long and short calls and puts on shared underlyings; spot moves of a bad month and one volatility shift per scenario."""
    rng = np.random.default_rng(SEED)
    spots = rng.uniform(20.0, 400.0, n_underlyings)
    underlyings = rng.integers(0, n_underlyings, n_options)
    spot = spots[underlyings]
    book = OptionBook(
        quantities=rng.integers(-20, 21, n_options) * 100.0,
        terms=OptionTerms(spot * rng.uniform(0.7, 1.3, n_options), rng.uniform(0.05, 2.0, n_options), rng.random(n_options) < 0.5),
        market=OptionMarket(spot, rng.uniform(0.15, 0.6, n_options), 0.03, 0.01),
        underlyings=underlyings,
    )
    moves = np.clip(rng.standard_t(4, (n_scenarios, n_underlyings)) * 0.05, -0.9, None)
    return book, OptionScenarios(spot_moves=moves, volatility_shifts=rng.normal(0.0, 0.05, (n_scenarios, 1)))


def client_portfolios(n_portfolios: int, n_held: int, n_names: int) -> tuple[NDArray[np.intp], Array]:
    """`n_held` different names per portfolio, (n_portfolios, n_held), and weights that add to 1."""
    rng = np.random.default_rng(SEED)
    blocks = [
        np.argpartition(rng.random((min(4_096, n_portfolios - first), n_names)), n_held, axis=1)[:, :n_held]
        for first in range(0, n_portfolios, 4_096)
    ]
    return np.concatenate(blocks), rng.dirichlet(np.ones(n_held), n_portfolios)
