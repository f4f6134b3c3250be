"""Monte Carlo expected shortfall of a linear portfolio in a factor model."""

import numpy as np

from bench.floors import monte_carlo as floor
from bench.row import Bar, Row
from bench.synthetic import SEED
from bench.timing import cpu_medians
from plumbline.analytics.tail.monte_carlo import LinearPortfolio, MonteCarloTail, monte_carlo_tail

BAR = Bar("<= 3x floor", times_floor=3.0)
_PATHS = 100_000
_FACTORS = 20
_NOTE = (
    "ours also gives value at risk, standard error and the part of each factor; the two draw in another order, so they are compared "
    "within four standard errors"
)


def rows() -> list[Row]:
    """100,000 paths, 500 names in a model of 20 factors."""
    rng = np.random.default_rng(SEED)
    loadings, weights = rng.standard_normal((500, _FACTORS)), rng.dirichlet(np.ones(500))
    root = rng.standard_normal((_FACTORS, _FACTORS)) * 0.003
    covariance, specific = root @ root.T + 1e-6 * np.eye(_FACTORS), rng.uniform(1e-5, 4e-4, 500)

    def ours() -> MonteCarloTail:
        portfolio = LinearPortfolio(weights @ loadings, covariance, float(weights**2 @ specific))
        return monte_carlo_tail(portfolio, degrees_of_freedom=floor.DEGREES_OF_FREEDOM, n_paths=_PATHS)

    def plain() -> float:
        return floor.expected_shortfall(weights @ loadings, covariance, float(weights**2 @ specific), _PATHS, seed=0)

    took = cpu_medians({"ours": ours, "floor": plain}, repeats=9)
    found = ours()
    return [
        Row(
            work="Monte Carlo ES, 100,000 paths, 500 names, 20 factors",
            ours_ms=took["ours"],
            floor_ms=took["floor"],
            peers_ms={},
            bar=BAR,
            agreed=abs(found.expected_shortfall - plain()) <= 4.0 * 2.0**0.5 * found.standard_error,
            notes=(_NOTE,),
        )
    ]
