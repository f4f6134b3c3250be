"""Risk parity, long only."""

import numpy as np

from bench.floors.optimizers import newton_step
from bench.peers.optimizers import skfolio_risk_parity
from bench.row import Bar, Row
from bench.synthetic import covariance, market
from bench.timing import cpu_medians, cpu_once
from plumbline.analytics.optimize.risk_budget import risk_parity

BAR = Bar(">= 50x faster than skfolio; same weights to 1e-6", times_peers=50.0)


def rows() -> list[Row]:
    """1,000 names."""
    matrix = covariance(1_000)
    ours = risk_parity(matrix)
    took = cpu_medians({"ours": lambda: risk_parity(matrix), "floor": lambda: newton_step(matrix, ours)}, repeats=9)
    returns = market(1_000).returns
    found: list[np.ndarray] = []
    peers = {"skfolio": cpu_once(lambda: found.append(skfolio_risk_parity(returns)))}
    difference = float(np.abs(ours - found[0]).max())
    return [
        Row(
            work="risk parity, 1,000 names",
            ours_ms=took["ours"],
            floor_ms=took["floor"],
            peers_ms=peers,
            bar=BAR,
            judged=("skfolio",),
            agreed=difference <= 1e-6,
            notes=(f"largest difference of a weight from skfolio's {difference:.1e}; the floor is one Newton step",),
        )
    ]
