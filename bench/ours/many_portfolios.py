"""The report over many portfolios, with facts as columns."""

from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bench.floors import many_portfolios as floor
from bench.synthetic import Array, Market, client_portfolios
from plumbline.analytics.many_portfolios.facts import Labels, PortfolioFacts, portfolio_facts
from plumbline.analytics.many_portfolios.inputs import PortfolioTable, SharedUniverse
from plumbline.analytics.many_portfolios.report import many_risk_figures
from plumbline.analytics.measures import measure
from plumbline.facts.columns import FigureFrame
from plumbline.facts.fact import Lineage

HELD = 30
N_SECTORS = 11


def agrees(data: Market, count: int = 300) -> bool:
    """Whether ours has the variances and quantiles of the floor."""
    assets, weights = client_portfolios(count, HELD, data.returns.shape[1])
    plain = floor.figures(data.returns, assets, weights)
    ours = [block.figures for block in lazy_blocks(data, (assets, weights))]
    variances = np.concatenate([part.volatility_year for part in ours]) ** 2 / 252.0
    losses = np.concatenate([part.tails.historical_value_at_risk for part in ours]).T
    return bool(np.allclose(variances, plain.variances, rtol=1e-9) and np.allclose(losses, -plain.quantiles, rtol=1e-9))


def lazy_blocks(data: Market, holdings: tuple[NDArray[np.intp], Array], *, n_workers: int = 1) -> Iterator[PortfolioFacts]:
    """Facts of all portfolios as columns, block by block; no block is kept."""
    assets, weights = holdings
    count = len(weights)
    universe = SharedUniverse(
        returns=data.returns,
        benchmark=data.benchmark,
        sectors=np.arange(data.returns.shape[1]) % N_SECTORS,
        tail_sessions=len(data.returns),
        year_sessions=len(data.returns),
    )
    labels = Labels(
        portfolio_ids=[f"pf_{number}" for number in range(count)],
        portfolio_names=[f"Client {number}" for number in range(count)],
        symbols=[f"S{number}" for number in range(data.returns.shape[1])],
        sectors=[f"Sector {number}" for number in range(N_SECTORS)],
        days=np.busday_offset("2015-01-01", np.arange(len(data.returns) + 1), roll="forward"),
        currency="USD",
    )
    lineage = Lineage(calculation="many_risk_figures", version="1", snapshot="synthetic")
    frame = FigureFrame(date(2026, 1, 2), lineage, lambda key: measure(key).unit, "nothing is held")
    table = PortfolioTable(assets=assets, weights=weights, net_values=np.full(count, 1e6))
    return (portfolio_facts(part, labels, frame) for part in many_risk_figures(universe, table, n_workers=n_workers))
