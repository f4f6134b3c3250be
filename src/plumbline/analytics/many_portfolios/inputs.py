"""What a report over many portfolios starts from: one universe that they share, and who holds what of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.beta import beta
from plumbline.analytics.observations import TRADING_DAYS, FloatArray, checked_series, moments, require_observations
from plumbline.core.errors import InvalidInput, MissingData

TAIL_SESSIONS = 504
YEAR_SESSIONS = 252


@dataclass(frozen=True, kw_only=True)
class SharedUniverse:
    """Every asset that any of the portfolios holds.

    `returns` (n_observations, n_assets) simple returns, fraction; `benchmark` (n_observations,), without it no beta is known; `sectors`
    (n_assets,) numbers of sectors from 0. The tail figures span the last `tail_sessions`, the others the last `year_sessions`.
    """

    returns: FloatArray
    benchmark: FloatArray | None = None
    sectors: NDArray[np.intp] | None = None
    tail_sessions: int = TAIL_SESSIONS
    year_sessions: int = YEAR_SESSIONS
    periods_per_year: float = TRADING_DAYS


@dataclass(frozen=True, kw_only=True)
class PortfolioTable:
    """Who holds what: `assets` (n_portfolios, n_slots) columns of the universe, `weights` the same shape, signed, 0 = unused slot.

    `net_values` (n_portfolios,) money, positive; 1 less the sum of weights is cash.
    """

    assets: NDArray[np.intp]
    weights: FloatArray
    net_values: FloatArray


@dataclass(frozen=True)
class PreparedUniverse:
    """What is computed once for all portfolios. `tail_table` (n_assets, n_tail): one asset's sessions lie together."""

    tail_table: FloatArray
    n_year: int
    covariance: FloatArray
    deviations: FloatArray
    betas: FloatArray
    in_sector: FloatArray  # (n_assets, n_sectors) of 0 and 1
    scale: float


def prepared_universe(universe: SharedUniverse) -> PreparedUniverse:
    """Covariance, deviations and betas over the year, and the returns of the tail in the order the products need.

    Missing: a missing return raises MissingData; leave out the asset, or the sessions before it was first priced.
    Raises: InvalidInput on shapes that do not fit or windows that hold fewer than 2 sessions; CalculationFailed on a benchmark that
        does not vary.
    Source: definitions of covariance and beta as in `volatility_contributions` and `beta`.
    """
    table, complete = checked_series(universe.returns)
    benchmark, known = (None, True) if universe.benchmark is None else checked_series(universe.benchmark)
    if table.ndim != 2 or table.shape[1] == 0 or (benchmark is not None and benchmark.shape != table.shape[:1]):
        found = f"{table.shape} and {'none' if benchmark is None else benchmark.shape}"
        message = f"Expected (n_observations, n_assets) and a benchmark of as many rows, found {found}."
        raise InvalidInput(message)
    if not (complete and known):
        message = "Expected a return of every asset and the benchmark on every session, found a gap. Leave out that asset or period."
        raise MissingData(message)
    n_year, n_tail = (min(wanted, table.shape[0]) for wanted in (universe.year_sessions, universe.tail_sessions))
    require_observations(min(n_year, n_tail), what="sessions in each window")
    year = table[-n_year:]
    centered = year - year.mean(axis=0)
    return PreparedUniverse(
        tail_table=np.ascontiguousarray(table[-max(n_tail, n_year) :].T),
        n_year=n_year,
        covariance=centered.T @ centered / (n_year - 1),
        deviations=moments(year).deviation,
        betas=np.full(table.shape[1], np.nan) if benchmark is None else np.asarray(beta(year, benchmark[-n_year:])),
        in_sector=_in_sector(universe.sectors, table.shape[1]),
        scale=float(np.sqrt(universe.periods_per_year)),
    )


def checked_portfolios(portfolios: PortfolioTable, n_assets: int) -> PortfolioTable:
    """The table with the number types the products need.

    Missing: a missing weight or net value raises MissingData. Raises: InvalidInput on shapes that do not fit, an asset that is not in
    the universe or is in two slots, or a net value of zero or less: weights are then not defined.
    Source: definition of `PortfolioTable`.
    """
    assets = np.ascontiguousarray(portfolios.assets, dtype=np.intp)
    weights = np.ascontiguousarray(portfolios.weights, dtype=np.float64)
    net_values = np.asarray(portfolios.net_values, dtype=np.float64)
    if assets.ndim != 2 or assets.shape[1] == 0 or weights.shape != assets.shape or net_values.shape != assets.shape[:1]:
        message = (
            f"Expected assets and weights of one shape and a net value per row, found {assets.shape}, {weights.shape}, {net_values.shape}."
        )
        raise InvalidInput(message)
    if not (np.isfinite(weights).all() and np.isfinite(net_values).all()):
        message = "Expected every weight and net value, found a missing one. Give 0 to a slot that is not used."
        raise MissingData(message)
    if assets.size and not (assets.min() >= 0 and assets.max() < n_assets and (net_values > 0.0).all()):
        message = f"Expected assets from 0 to {n_assets - 1} and positive net values, found others. Leave out portfolios without value."
        raise InvalidInput(message)
    unused = n_assets + np.arange(assets.shape[1])  # so that empty slots differ from one another
    in_order = np.sort(np.where(weights != 0.0, assets, unused), axis=1)
    if (in_order[:, 1:] == in_order[:, :-1]).any():
        message = "Expected each asset in one slot of a portfolio, found it in two. Add up the lots of a holding first."
        raise InvalidInput(message)
    return PortfolioTable(assets=assets, weights=weights, net_values=net_values)


def _in_sector(sectors: NDArray[np.intp] | None, n_assets: int) -> FloatArray:
    if sectors is None:
        return np.zeros((n_assets, 0))
    numbers = np.asarray(sectors, dtype=np.intp)
    if numbers.shape != (n_assets,) or numbers.min() < 0:
        message = f"Expected a sector number from 0 of each of {n_assets} assets, found others."
        raise InvalidInput(message)
    return np.asarray(numbers[:, None] == np.arange(numbers.max() + 1), dtype=np.float64)
