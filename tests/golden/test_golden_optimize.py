"""Golden figures of optimization. Sources and tolerances stand in the file."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.golden.rows import golden_rows

from plumbline.analytics.optimize.black_litterman import Posterior, Views, black_litterman, equilibrium_returns
from plumbline.analytics.optimize.frontier import efficient_frontier
from plumbline.analytics.optimize.mean_variance import minimum_variance
from plumbline.analytics.optimize.ratio import diversification_ratio, maximum_diversification, maximum_sharpe
from plumbline.analytics.optimize.risk_budget import risk_budget, risk_parity

ROWS = golden_rows("optimize")


def covariance(volatilities: list[float], correlations: np.ndarray) -> np.ndarray:
    return np.outer(volatilities, volatilities) * correlations


RONCALLI = covariance([0.30, 0.20, 0.15], np.array([[1, 0.8, 0.5], [0.8, 1, 0.3], [0.5, 0.3, 1]]))
EQUAL = covariance([0.1, 0.2, 0.3, 0.4], np.full((4, 4), 0.3) + 0.7 * np.eye(4))
TWO = np.diag([0.01, 0.04])

AUSTRALIA, CANADA, FRANCE, GERMANY, JAPAN, UK, USA = range(7)
BELOW = ([], [0.488], [0.478, 0.664], [0.515, 0.655, 0.861], [0.439, 0.310, 0.355, 0.354], [0.512, 0.608, 0.783, 0.777, 0.405])
LAST = [0.491, 0.779, 0.668, 0.653, 0.306, 0.652]
LOWER = np.array([[*row, *[0.0] * (7 - len(row))] for row in (*BELOW, LAST)])
COUNTRIES = covariance([0.160, 0.203, 0.248, 0.271, 0.210, 0.200, 0.187], LOWER + LOWER.T + np.eye(7))
MARKET = np.array([0.016, 0.022, 0.052, 0.055, 0.116, 0.124, 0.615])
GERMANY_BEATS_EUROPE = Views(np.array([0, 0, -0.295, 1, 0, -0.705, 0]), np.array([0.05]))


def posterior() -> Posterior:
    return black_litterman(COUNTRIES, MARKET, GERMANY_BEATS_EUROPE, tau=0.05)


def optimal(country: int) -> float:
    return float(np.linalg.solve(2.5 * posterior().covariance, posterior().returns)[country])


CASES: dict[str, Callable[[], float]] = {
    **{f"roncalli_parity_{i + 1}": lambda i=i: risk_parity(RONCALLI)[i] for i in range(3)},
    **{f"roncalli_budget_{i + 1}": lambda i=i: risk_budget(RONCALLI, np.array([50.0, 20.0, 30.0]))[i] for i in range(3)},
    "parity_equal_correlation_1": lambda: risk_parity(EQUAL)[0],
    "parity_equal_correlation_4": lambda: risk_parity(EQUAL)[3],
    "he_litterman_equilibrium_germany": lambda: equilibrium_returns(COUNTRIES, MARKET)[GERMANY],
    "he_litterman_equilibrium_japan": lambda: equilibrium_returns(COUNTRIES, MARKET)[JAPAN],
    "he_litterman_view_germany": lambda: posterior().returns[GERMANY],
    "he_litterman_view_uk": lambda: posterior().returns[UK],
    "he_litterman_view_france": lambda: posterior().returns[FRANCE],
    "he_litterman_weight_germany": lambda: optimal(GERMANY),
    "he_litterman_weight_uk": lambda: optimal(UK),
    "he_litterman_weight_usa": lambda: optimal(USA),
    "two_assets_minimum_variance": lambda: minimum_variance(np.diag([0.01, 0.12])).weights[0],
    "two_assets_tangency": lambda: maximum_sharpe(TWO, np.array([0.05, 0.05])).weights[0],
    "two_assets_diversification": lambda: diversification_ratio(0.01 * np.eye(2), np.array([0.5, 0.5])),
    "most_diversified_uncorrelated": lambda: maximum_diversification(TWO).weights[0],
    "frontier_of_two_at_midpoint": lambda: efficient_frontier(TWO, np.array([0.05, 0.10]), n_points=17)[1].weights[1],
}


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[row["case"] for _, row in ROWS])
def test_golden(row: dict[str, str]) -> None:
    computed = float(CASES[row["case"]]())
    assert abs(computed - float(row["expected"])) <= float(row["tolerance"]), (computed, row)


def test_every_case_has_a_row_and_a_source() -> None:
    assert {row["case"] for _, row in ROWS} == set(CASES)
    assert all(row["source"] for _, row in ROWS)
