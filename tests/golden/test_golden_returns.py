"""Golden figures of return, shape and risk-adjusted return. Sources and tolerances stand in the files."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.golden.rows import HERE, golden_rows

from plumbline.analytics.blend import blended_returns
from plumbline.analytics.calendar_returns import calendar_table
from plumbline.analytics.cash_flows import money_weighted_return, time_weighted_return
from plumbline.analytics.performance import capture, information_ratio, sharpe_ratio
from plumbline.analytics.returns import annualized_return, simple_returns
from plumbline.analytics.risk_adjusted import (
    calmar_ratio,
    conditional_betas,
    gain_to_pain_ratio,
    jensens_alpha,
    omega_ratio,
    treynor_ratio,
    ulcer_index,
)
from plumbline.analytics.shape import excess_kurtosis, skewness, tail_ratio

FAMILIES = ("risk_adjusted", "cash_flows", "calendar_returns", "blend", "conventions")
BACON = np.loadtxt(HERE / "bacon_monthly.csv", delimiter=",", skiprows=1)
FUND, INDEX = BACON[:, 1], BACON[:, 2]
DAYS = np.loadtxt(HERE / "prices_2022.csv", delimiter=",", skiprows=1, usecols=0, dtype="datetime64[D]")[1:]
AAPL, _, _, SP500 = simple_returns(np.loadtxt(HERE / "prices_2022.csv", delimiter=",", skiprows=1, usecols=(1, 2, 3, 4))).T
# edhec of PerformanceAnalytics, 1997: convertible arbitrage, CTA, distressed, emerging markets, equity market neutral
EDHEC = np.array(
    [
        [0.0119, 0.0393, 0.0178, 0.0791, 0.0189],
        [0.0123, 0.0298, 0.0122, 0.0525, 0.0101],
        [0.0078, -0.0021, -0.0012, -0.0120, 0.0016],
    ]
)
COMPOUNDED_2_PERCENT = (1.02 ** (1 / 252) - 1.0) * 252
"""A yearly rate that others compound into days, as the simple one that ours takes."""
MONTHS = np.array(["1997-01-31", "1997-02-28", "1997-03-31"], "datetime64[D]")
EXCEL_DAYS = np.array(["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"], "datetime64[D]")
CFA_DAYS = np.array(["2021-01-01", "2022-01-01", "2023-01-01"], "datetime64[D]")


def month(number: int) -> float:
    return float(calendar_table(SP500, DAYS).months[0, number - 1])


def edhec(row: int) -> float:
    return float(blended_returns(EDHEC, np.full(5, 0.2), sessions=MONTHS, rebalance="quarter")[row])


CASES: dict[str, Callable[[], float | None]] = {
    "bacon_jensen_geometric": lambda: jensens_alpha(FUND, INDEX, periods_per_year=12, mean="geometric"),
    "bacon_omega_at_zero": lambda: float(omega_ratio(FUND, periods_per_year=12)),
    "bacon_omega_less_1_at_half_a_percent": lambda: float(omega_ratio(FUND, periods_per_year=12, target=0.06)) - 1.0,
    "bacon_martin_ratio": lambda: annualized_return(FUND, periods_per_year=12) / float(ulcer_index(FUND)),
    "bacon_skewness_over_kurtosis": lambda: float(skewness(FUND)) / (float(excess_kurtosis(FUND)) + 3.0),
    "bacon_skewness_corrected": lambda: float(skewness(FUND, bias_corrected=True)),
    "bacon_kurtosis": lambda: float(excess_kurtosis(FUND)) + 3.0,
    "bacon_kurtosis_corrected": lambda: float(excess_kurtosis(FUND, bias_corrected=True)),
    "bacon_modified_treynor": lambda: (
        treynor_ratio(FUND, INDEX, periods_per_year=12, mean="geometric") / (float(np.std(INDEX)) * np.sqrt(12))
    ),
    "bacon_gain_to_pain": lambda: float(gain_to_pain_ratio(FUND)),
    "aapl_tail_ratio": lambda: float(tail_ratio(AAPL)),
    "aapl_calmar": lambda: calmar_ratio(AAPL, periods_per_year=252),
    "aapl_omega": lambda: float(omega_ratio(AAPL, periods_per_year=252)),
    "aapl_alpha": lambda: jensens_alpha(AAPL, SP500, periods_per_year=252),
    "aapl_bull_beta": lambda: conditional_betas(AAPL, SP500).bull,
    "aapl_bear_beta": lambda: conditional_betas(AAPL, SP500).bear,
    "quantstats_ulcer_index": lambda: float(ulcer_index(AAPL, degrees_of_freedom=1)),
    "quantstats_skew": lambda: float(skewness(AAPL, bias_corrected=True)),
    "quantstats_kurtosis": lambda: float(excess_kurtosis(AAPL, bias_corrected=True)),
    "quantstats_gain_to_pain_ratio": lambda: float(gain_to_pain_ratio(AAPL)),
    "quantstats_information_ratio": lambda: information_ratio(AAPL, SP500, periods_per_year=1),
    "quantstats_treynor_ratio": lambda: treynor_ratio(AAPL, SP500, periods_per_year=AAPL.size, mean="geometric"),
    "quantstats_sharpe_2_percent": lambda: float(sharpe_ratio(AAPL, periods_per_year=252, risk_free_rate=COMPOUNDED_2_PERCENT)),
    "quantstats_omega_2_percent": lambda: float(omega_ratio(AAPL, periods_per_year=252, target=COMPOUNDED_2_PERCENT)),
    "quantstats_alpha": lambda: jensens_alpha(AAPL, SP500, periods_per_year=252),
    "empyrical_alpha": lambda: jensens_alpha(AAPL, SP500, periods_per_year=252, mean="compounded"),
    "empyrical_alpha_2_percent": lambda: jensens_alpha(AAPL, SP500, periods_per_year=252, risk_free_rate=0.02, mean="compounded"),
    "empyrical_up_capture": lambda: capture(AAPL, SP500, periods_per_year=252).up,
    "empyrical_down_capture": lambda: capture(AAPL, SP500, periods_per_year=252).down,
    "excel_xirr": lambda: money_weighted_return(EXCEL_DAYS, np.array([-10_000, 2_750, 4_250, 3_250, 2_750])),
    "four_shares_money_weighted": lambda: money_weighted_return(CFA_DAYS, np.array([-200, 100, 170])),
    "four_shares_time_weighted": lambda: (1.0 + time_weighted_return(np.array([200, 100, 170]), np.array([-100, 0]))) ** 0.5 - 1.0,
    "sp500_january_2022": lambda: month(1),
    "sp500_february_2022": lambda: month(2),
    "sp500_april_2022": lambda: month(4),
    "sp500_july_2022": lambda: month(7),
    "sp500_october_2022": lambda: month(10),
    "edhec_quarter_month_1": lambda: edhec(0),
    "edhec_quarter_month_2": lambda: edhec(1),
    "edhec_quarter_month_3": lambda: edhec(2),
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
