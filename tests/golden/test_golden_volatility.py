"""Golden figures of volatility forecasts, covariance and pairs. Sources and tolerances stand in the files."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.golden.rows import HERE, golden_rows

from plumbline.analytics.covariance.correlation import pairwise_correlation
from plumbline.analytics.covariance.estimate import factor_model_covariance, sample_covariance
from plumbline.analytics.covariance.repair import nearest_correlation
from plumbline.analytics.covariance.shrinkage import ledoit_wolf_constant_correlation, ledoit_wolf_identity
from plumbline.analytics.pair_contribution import pair_contributions
from plumbline.analytics.returns import simple_returns
from plumbline.analytics.volatility_forecast import ewma_volatility, ewma_window, har_forecast, volatility_proxy

FAMILIES = ("volatility_forecast", "covariance", "pair_contribution")
TABLE = simple_returns(np.loadtxt(HERE / "prices_2022.csv", delimiter=",", skiprows=1, usecols=(1, 2, 3, 4)))
AAPL = TABLE[:, 0]
GAPS = TABLE.copy()
GAPS[::9, 0], GAPS[:60, 1] = np.nan, np.nan
HIGHAM = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
NAG = 2.0 * np.eye(4) - np.eye(4, k=1) - np.eye(4, k=-1)
TWO_BETAS = factor_model_covariance(np.array([[1.2], [0.6]]), np.array([[0.025]]), specific_variances=np.array([0.010, 0.020])).covariance
TWO_CURRENCIES = pair_contributions(np.diag([0.05**2, 0.12**2]), np.array([2.0, 1.0]) / 3.0)


def har() -> np.ndarray:
    found = har_forecast(volatility_proxy(AAPL), periods_per_year=252)
    return np.array([*found.coefficients, found.path[0], found.level])


CASES: dict[str, Callable[[], float | None]] = {
    "riskmetrics_window_1_percent": lambda: ewma_window(0.94, 0.01),
    "riskmetrics_window_tenth_of_a_percent": lambda: ewma_window(0.94, 0.001),
    "riskmetrics_window_97": lambda: ewma_window(0.97, 0.001),
    "aapl_har_constant": lambda: float(har()[0]),
    "aapl_har_daily": lambda: float(har()[1]),
    "aapl_har_weekly": lambda: float(har()[2]),
    "aapl_har_monthly": lambda: float(har()[3]),
    "aapl_har_next_day": lambda: float(har()[4]),
    "aapl_har_level": lambda: float(har()[5]),
    "aapl_ewma": lambda: float(ewma_volatility(AAPL, periods_per_year=252)),
    "higham_first": lambda: float(nearest_correlation(HIGHAM)[0, 1]),
    "higham_second": lambda: float(nearest_correlation(HIGHAM)[0, 2]),
    "correlation_aapl_jpm": lambda: float(pairwise_correlation(TABLE).correlation[0, 1]),
    "correlation_aapl_jpm_with_gaps": lambda: float(pairwise_correlation(GAPS).correlation[0, 1]),
    "nag_nearest_first": lambda: float(nearest_correlation(NAG)[0, 1]),
    "nag_nearest_middle": lambda: float(nearest_correlation(NAG)[1, 2]),
    "nag_nearest_second": lambda: float(nearest_correlation(NAG)[0, 2]),
    "nag_nearest_corner": lambda: float(nearest_correlation(NAG)[0, 3]),
    "riskmetrics_window_99": lambda: ewma_window(0.99, 0.01),
    "sample_aapl_jpm": lambda: float(sample_covariance(TABLE).covariance[0, 1]),
    "ledoit_wolf_identity_shrinkage": lambda: ledoit_wolf_identity(TABLE).shrinkage,
    "ledoit_wolf_identity_aapl_jpm": lambda: float(ledoit_wolf_identity(TABLE).covariance[0, 1]),
    "ledoit_wolf_constant_correlation_shrinkage": lambda: ledoit_wolf_constant_correlation(TABLE).shrinkage,
    "ledoit_wolf_constant_correlation_aapl_jpm": lambda: float(ledoit_wolf_constant_correlation(TABLE).covariance[0, 1]),
    "factor_model_two_assets": lambda: float(TWO_BETAS[0, 1]),
    "factor_model_variance": lambda: float(TWO_BETAS[0, 0]),
    "jorion_own_cad": lambda: float(TWO_CURRENCIES[0, 0]),
    "jorion_own_eur": lambda: float(TWO_CURRENCIES[1, 1]),
    "jorion_pair": lambda: float(TWO_CURRENCIES[0, 1]),
}
ROWS = golden_rows(*FAMILIES)


@pytest.mark.parametrize(("family", "row"), ROWS, ids=[f"{family}-{row['case']}" for family, row in ROWS])
def test_golden(family: str, row: dict[str, str]) -> None:
    computed = CASES[row["case"]]()
    assert computed is not None
    assert abs(computed - float(row["expected"])) <= float(row["tolerance"]), (computed, row)


def test_every_case_has_a_row_and_a_source() -> None:
    assert {row["case"] for _, row in ROWS} == set(CASES)
    assert all(row["source"] for _, row in ROWS)
