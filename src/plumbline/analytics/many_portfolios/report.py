"""The risk report of many portfolios at once: matrix products over a universe they share, in blocks of bounded memory."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np

from plumbline.analytics.many_portfolios.inputs import (
    PortfolioTable,
    PreparedUniverse,
    SharedUniverse,
    checked_portfolios,
    prepared_universe,
)
from plumbline.analytics.many_portfolios.rows import RowDrawdowns, RowSpread, RowTails, row_drawdowns, row_spread, row_tails
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.score import risk_scores

_BLOCK = 128
"""Portfolios at once: their series over ten years of sessions take 2.6 MB, which stays near the processor."""

_HEDGED = 1e-14
"""A variance below this share of the one without any offset is rounding noise: the portfolio does not vary."""


@dataclass(frozen=True)
class RiskFigures:
    """Figures of consecutive portfolios, the first being number `first`; arrays (n_portfolios,) unless said otherwise.

    Fractions; losses positive; volatilities annualized. By slot, (n_portfolios, n_slots), in the order of the table: `shares` of volatility
    (add to 1), `volatilities` (add to the total), `own_volatilities` and `own_betas` of the assets. By sector, (n_portfolios, n_sectors):
    `sector_weights` and `sector_shares`. A portfolio that does not vary has volatility 0 and NaN shares.
    """

    first: int
    portfolios: PortfolioTable
    n_year: int
    volatility_21: FloatArray
    volatility_63: FloatArray
    volatility_year: FloatArray
    beta: FloatArray
    score: FloatArray
    tails: RowTails
    drawdowns: RowDrawdowns
    spread: RowSpread
    n_observations: int
    shares: FloatArray
    volatilities: FloatArray
    own_volatilities: FloatArray
    own_betas: FloatArray
    sector_weights: FloatArray
    sector_shares: FloatArray


def many_risk_figures(
    universe: SharedUniverse, portfolios: PortfolioTable, *, n_workers: int = 1, block: int = _BLOCK
) -> Iterator[RiskFigures]:
    """The figures of the risk report of every portfolio, block by block in order.

    Args:
        universe: what the portfolios share.
        portfolios: who holds what.
        n_workers: threads; at most twice as many blocks are in memory at once.
        block: portfolios in one block.

    Convention: fixed current weights times past returns, as in the report of one portfolio: Euler contributions, betas, drawdown over
        the year, historical (interpolated) and normal tails over the tail window.
    Missing: gaps raise MissingData.
    Raises: InvalidInput as `prepared_universe` and on shapes that do not fit, unknown or repeated assets, or a net value that is not
        positive.
    Source: as `volatility_contributions`, `historical_value_at_risk`, `deepest_drawdown`, `concentration_hhi`, `risk_score`.
    """
    prepared = prepared_universe(universe)
    checked = checked_portfolios(portfolios, len(prepared.betas))
    n_tail = min(universe.tail_sessions, len(universe.returns))
    starts = iter(range(0, len(checked.weights), max(block, 1)))
    if n_workers <= 1:
        return (_figures(prepared, checked, slice(first, first + block), n_tail=n_tail) for first in starts)
    return _by_threads(prepared, checked, starts, sizes=(n_workers, block, n_tail))


def _by_threads(
    prepared: PreparedUniverse, portfolios: PortfolioTable, starts: Iterator[int], *, sizes: tuple[int, int, int]
) -> Iterator[RiskFigures]:
    n_workers, block, n_tail = sizes
    with ThreadPoolExecutor(n_workers) as pool:

        def submitted(first: int) -> Future[RiskFigures]:
            return pool.submit(_figures, prepared, portfolios, slice(first, first + block), n_tail=n_tail)

        waiting = [submitted(first) for first in islice(starts, 2 * n_workers)]
        while waiting:
            figures = waiting.pop(0).result()
            waiting.extend(submitted(first) for first in islice(starts, 1))
            yield figures


def _figures(prepared: PreparedUniverse, portfolios: PortfolioTable, rows: slice, *, n_tail: int) -> RiskFigures:
    part = PortfolioTable(assets=portfolios.assets[rows], weights=portfolios.weights[rows], net_values=portfolios.net_values[rows])
    held = _dense(part, len(prepared.betas))
    series = held @ prepared.tail_table
    tails, drawdowns = row_tails(series[:, -n_tail:]), row_drawdowns(series[:, -prepared.n_year :])
    spread = row_spread(part.weights)
    covariances = held @ prepared.covariance
    by_slot = part.weights * np.take_along_axis(covariances, part.assets, axis=1)
    variance = by_slot.sum(axis=1)
    free = np.abs(part.weights * prepared.deviations[part.assets]).sum(axis=1)
    deviation = np.sqrt(np.where(variance > _HEDGED * free * free, variance, 0.0))
    defined = np.where(deviation > 0.0, deviation, np.nan)[:, None]
    return RiskFigures(
        first=rows.start,
        portfolios=part,
        n_year=prepared.n_year,
        volatility_21=_recent(series, 21) * prepared.scale,
        volatility_63=_recent(series, 63) * prepared.scale,
        volatility_year=deviation * prepared.scale,
        beta=held @ prepared.betas,
        score=_scores(deviation * prepared.scale, tails, drawdowns, spread),
        tails=tails,
        drawdowns=drawdowns,
        spread=spread,
        n_observations=n_tail,
        shares=by_slot / (defined * defined),
        volatilities=by_slot / defined * prepared.scale,
        own_volatilities=prepared.deviations[part.assets] * prepared.scale,
        own_betas=prepared.betas[part.assets],
        sector_weights=held @ prepared.in_sector,
        sector_shares=(held * covariances) @ prepared.in_sector / (defined * defined),
    )


def _dense(part: PortfolioTable, n_assets: int) -> FloatArray:
    """Weights as (n_rows, n_assets): a product of dense matrices is faster than picking columns for each portfolio."""
    n_rows = len(part.weights)
    places = part.assets + np.arange(n_rows)[:, None] * n_assets
    dense: FloatArray = np.bincount(places.ravel(), weights=part.weights.ravel(), minlength=n_rows * n_assets).astype(
        np.float64, copy=False
    )
    return dense.reshape(n_rows, n_assets)


def _recent(series: FloatArray, n_sessions: int) -> FloatArray:
    return np.asarray(series[:, -n_sessions:].std(axis=1, ddof=1))


def _scores(volatility: FloatArray, tails: RowTails, drawdowns: RowDrawdowns, spread: RowSpread) -> FloatArray:
    concentration = np.where(spread.n_holdings > 0, spread.hhi, 0.0)
    shortfall = tails.historical_expected_shortfall[:, 0]
    return risk_scores(np.stack([volatility, shortfall, drawdowns.maximum, concentration, spread.long + spread.short], axis=1))
