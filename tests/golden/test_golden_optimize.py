"""Golden figures of optimization. Sources and tolerances stand in the file."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.golden.rows import golden_rows

from plumbline.analytics.optimize.black_litterman import Posterior, Views, black_litterman, equilibrium_returns, variances_of_confidences
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
    return black_litterman(COUNTRIES, equilibrium_returns(COUNTRIES, MARKET), GERMANY_BEATS_EUROPE, tau=0.05)


# Idzorek (2005): eight asset classes, their market weights and three views; risk aversion as in the paper's footnote
_LOWER = (
    [0.001005],
    [0.001328, 0.007277],
    [-0.000579, -0.001307, 0.059852],
    [-0.000675, -0.000610, 0.027588, 0.029609],
    [0.000121, -0.002237, 0.063497, 0.026572, 0.102488],
    [0.000128, -0.000989, 0.023036, 0.021465, 0.042744, 0.032056],
    [-0.000445, 0.001442, 0.032967, 0.020697, 0.039943, 0.019881, 0.028355],
    [-0.000437, -0.001535, 0.048039, 0.029854, 0.065994, 0.032235, 0.035064, 0.079958],
)
_PADDED = np.array([[*row, *[0.0] * (8 - len(row))] for row in _LOWER])
CLASSES = _PADDED + np.tril(_PADDED, -1).T
CLASS_WEIGHTS = np.array([0.1934, 0.2613, 0.1209, 0.1209, 0.0134, 0.0134, 0.2418, 0.0349])
CLASS_VIEWS = np.array([[0, 0, 0, 0, 0, 0, 1, 0], [-1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0.9, -0.9, 0.1, -0.1, 0, 0]])
US_BONDS, BONDS_ABROAD, LARGE_GROWTH, LARGE_VALUE, DEVELOPED = 0, 1, 2, 3, 6
PREMIUM = 3.065


def idzorek() -> Posterior:
    prior = equilibrium_returns(CLASSES, CLASS_WEIGHTS, risk_aversion=PREMIUM)
    even = variances_of_confidences(CLASSES, CLASS_VIEWS, confidences=np.full(3, 0.5), tau=0.025)
    return black_litterman(CLASSES, prior, Views(CLASS_VIEWS, np.array([0.0525, 0.0025, 0.02]), even), tau=0.025)


def idzorek_weight(asset_class: int) -> float:
    return float(np.linalg.solve(PREMIUM * CLASSES, idzorek().returns)[asset_class])


def idzorek_variance(view: int) -> float:
    return float(variances_of_confidences(CLASSES, CLASS_VIEWS, confidences=np.full(3, 0.5), tau=0.025)[view])


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
    **{f"idzorek_view_variance_{view + 1}": lambda view=view: idzorek_variance(view) for view in range(3)},
    "idzorek_equilibrium_large_growth": lambda: equilibrium_returns(CLASSES, CLASS_WEIGHTS, risk_aversion=PREMIUM)[LARGE_GROWTH],
    "idzorek_return_us_bonds": lambda: idzorek().returns[US_BONDS],
    "idzorek_return_bonds_abroad": lambda: idzorek().returns[BONDS_ABROAD],
    "idzorek_return_large_growth": lambda: idzorek().returns[LARGE_GROWTH],
    "idzorek_return_developed": lambda: idzorek().returns[DEVELOPED],
    "idzorek_weight_us_bonds": lambda: idzorek_weight(US_BONDS),
    "idzorek_weight_large_value": lambda: idzorek_weight(LARGE_VALUE),
    "idzorek_weight_developed": lambda: idzorek_weight(DEVELOPED),
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
