"""Golden figures of factor regression and decomposition. Sources and tolerances stand in the files."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.golden.rows import HERE, golden_rows

from plumbline.analytics.factors.regression import factor_regression
from plumbline.analytics.factors.risk import variance_decomposition
from plumbline.analytics.factors.series import long_short_series

LONGLEY = np.loadtxt(HERE / "longley.csv", delimiter=",", skiprows=1)
EMPLOYED, DRIVERS = LONGLEY[:, 0], LONGLEY[:, 1:]
FIT = factor_regression(EMPLOYED, DRIVERS)
ROBUST = factor_regression(EMPLOYED, DRIVERS, newey_west_lags=2)
SHARES = variance_decomposition(EMPLOYED, DRIVERS, ["market", "style", "style", "style", "industry", "industry"], periods_per_year=1)


def six_stocks() -> float:
    scores = np.array([[3.0, 1.0, 6.0, 2.0, 5.0, 4.0]] * 2)
    returns = np.array([[0.0] * 6, [0.50, 0.01, 0.04, -0.01, 0.06, -0.50]])
    return float(long_short_series(returns, scores, [0], share=1 / 3).returns[1])


CASES: dict[str, Callable[[], float | None]] = {
    "longley_intercept": lambda: float(FIT.intercept),
    "longley_deflator": lambda: float(FIT.exposures[0]),
    "longley_gnp": lambda: float(FIT.exposures[1]),
    "longley_year": lambda: float(FIT.exposures[5]),
    "longley_intercept_error": lambda: float(FIT.intercept_standard_error),
    "longley_unemployed_error": lambda: float(FIT.standard_errors[2]),
    "longley_year_error": lambda: float(FIT.standard_errors[5]),
    "longley_r_squared": lambda: float(FIT.r_squared),
    "longley_residual_deviation": lambda: float(FIT.residual_deviation),
    "longley_newey_west_error": lambda: float(ROBUST.standard_errors[3]),
    "longley_specific_share": lambda: SHARES.group_shares["specific"],
    "longley_first_factor_share": lambda: SHARES.group_shares["market"],
    "six_stocks_long_short": six_stocks,
}
ROWS = golden_rows("factors")


@pytest.mark.parametrize(("family", "row"), ROWS, ids=[f"{family}-{row['case']}" for family, row in ROWS])
def test_golden(family: str, row: dict[str, str]) -> None:
    computed = CASES[row["case"]]()
    assert computed is not None
    assert abs(computed - float(row["expected"])) <= float(row["tolerance"]), (computed, row)


def test_every_case_has_a_row_and_a_source() -> None:
    assert {row["case"] for _, row in ROWS} == set(CASES)
    assert all(row["source"] for _, row in ROWS)
