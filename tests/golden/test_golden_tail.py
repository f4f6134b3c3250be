"""Golden figures of tail risk, its parts and its backtests. Sources and tolerances stand in the files."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.golden.rows import golden_rows

from plumbline.analytics.backtest.coverage import coverage_tests, kupiec_test, traffic_light
from plumbline.analytics.backtest.shortfall import ShortfallTests, shortfall_significance, shortfall_tests
from plumbline.analytics.tail.age_weighted import age_weighted_tail
from plumbline.analytics.tail.contribution import TailContributions, parametric_tail_contributions
from plumbline.analytics.tail.cornish_fisher import cornish_fisher_tail
from plumbline.analytics.tail.horizon import square_root_of_time
from plumbline.analytics.tail.monte_carlo import LinearPortfolio, monte_carlo_tail
from plumbline.analytics.tail.student import StudentFit, student_tail_of
from plumbline.analytics.tail.volatility_filtered import volatility_filtered_tail

FAMILIES = ("tail_methods", "tail_contribution", "backtest")
LOWEST = (-0.0330, -0.0290, -0.0270, -0.0250, -0.0240, -0.0230)
TWO_CURRENCIES = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]]) * np.sqrt(0.75) * np.array([0.05, 0.12])
MILLIONS = np.array([2.0e6, 1.0e6])


def hybrid(ages: tuple[int, ...], decay: float = 0.98) -> float:
    by_age = dict(zip(ages, LOWEST, strict=True))
    rest = iter(np.linspace(-0.0225, 0.02, 94))
    returns = np.array([by_age[age] if age in by_age else next(rest) for age in range(100, 0, -1)])
    return float(age_weighted_tail(returns, 0.95, decay=decay).value_at_risk)


def student(degrees: float, tail: float) -> float:
    return float(student_tail_of(StudentFit(np.zeros(()), np.ones(()), np.array(degrees)), tail).value_at_risk)


def chi_square_30(tail: float) -> float:
    """A sample with the moments of the distribution: its own quantiles, so many that sample and population agree."""
    levels = (np.arange(200_000) + 0.5) / 200_000
    grid = np.linspace(0.01, 120.0, 400_001)
    density = np.exp(14.0 * np.log(grid) - grid / 2.0)
    cumulative = np.cumsum(density)
    sample = np.interp(levels, cumulative / cumulative[-1], grid)
    return -float(cornish_fisher_tail(sample, 1.0 - tail).value_at_risk)


def jorion() -> TailContributions:
    """At the confidence whose normal quantile is 1.65."""
    return parametric_tail_contributions(TWO_CURRENCIES, MILLIONS / MILLIONS.sum(), 0.9505285319663519)


def filtered() -> float:
    quiet = np.tile([0.01, -0.01], 500)
    loud = np.tile([0.02, -0.02], 500)
    both = volatility_filtered_tail(np.concatenate([quiet, loud]), 0.95).value_at_risk
    return float(both) / float(volatility_filtered_tail(quiet, 0.95).value_at_risk)


def multivariate_t() -> float:
    portfolio = LinearPortfolio(np.array([1.0, 2.0]), np.array([[0.3, 0.1], [0.1, 0.2]]), 0.5)
    deviation = np.sqrt(0.3 + 4 * 0.2 + 4 * 0.1 + 0.5)
    return monte_carlo_tail(portfolio, 0.975, n_paths=400_000, seed=3).value_at_risk / (deviation * np.sqrt(3 / 5))


def jorion_hits() -> np.ndarray:
    """253 days with 14 exceptions after quiet days and 6 after exceptions: 6 pairs and 8 single ones."""
    return np.array(([0] * 12 + [1, 1]) * 6 + ([0] * 15 + [1]) * 8 + [0] * 41, dtype=bool)


def jorion_exercise_hits() -> np.ndarray:
    """253 days, 252 transitions: six exceptions, four of which follow another one."""
    return np.array([0] * 40 + [1] * 5 + [0] * 40 + [1] + [0] * 167, dtype=bool)


def mathworks_hits() -> np.ndarray:
    """1043 days with 57 exceptions in 53 runs, four of them of two days: 53 times in and out, 4 pairs, 932 quiet transitions."""
    runs = [2] * 4 + [1] * 49
    days = [day for run in runs for day in (0, *[1] * run)]
    return np.array(days + [0] * (1043 - len(days)), dtype=bool)


def accepted(size: int, confidence: float, *, first: bool) -> int:
    counts = [count for count in range(size // 8) if kupiec_test(count, size, confidence).p_value > 0.05]
    return counts[0] if first else counts[-1]


def shortfalls(returns: np.ndarray, value_at_risk: np.ndarray, expected_shortfall: np.ndarray) -> ShortfallTests:
    return shortfall_tests(returns, value_at_risk=value_at_risk, expected_shortfall=expected_shortfall, confidence=0.975)


def significance(z2: float, *, days: int = 250, degrees: float = 100.0) -> float:
    tests = ShortfallTests(0.0, z2, 10, days)
    return shortfall_significance(tests, 0.975, degrees_of_freedom=degrees, n_simulations=40_000 if days == 250 else 200_000).z2


CASES: dict[str, Callable[[], float | None]] = {
    "hybrid_initial": lambda: hybrid((3, 2, 65, 45, 5, 30)),
    "hybrid_25_days_later": lambda: hybrid((28, 27, 90, 70, 30, 55)),
    "plain_historical": lambda: hybrid((3, 2, 65, 45, 5, 30), decay=1.0),
    "t_4_value_at_risk_99": lambda: student(4.0, 0.01),
    "t_10_value_at_risk_95": lambda: student(10.0, 0.05),
    "chi_square_30_lower_5_percent": lambda: chi_square_30(0.05),
    "chi_square_30_lower_1_percent": lambda: chi_square_30(0.01),
    "ten_days_by_the_root": lambda: float(square_root_of_time(1.0, 10)),
    "filtered_scales_with_volatility": filtered,
    "multivariate_t_97_5": multivariate_t,
    "jorion_component_cad": lambda: float(jorion().value_at_risk_parts[0]) * MILLIONS.sum(),
    "jorion_component_eur": lambda: float(jorion().value_at_risk_parts[1]) * MILLIONS.sum(),
    "jorion_marginal_cad": lambda: float(jorion().marginal_value_at_risk[0]),
    "jorion_marginal_eur": lambda: float(jorion().marginal_value_at_risk[1]),
    "jorion_portfolio": lambda: jorion().value_at_risk * MILLIONS.sum(),
    "jorion_unconditional": lambda: kupiec_test(20, 252, 0.95).statistic,
    "jorion_independence": lambda: getattr(coverage_tests(jorion_hits(), 0.95).independence, "statistic", None),
    "kupiec_255_99_last_accepted": lambda: accepted(255, 0.99, first=False),
    "kupiec_510_99_first_accepted": lambda: accepted(510, 0.99, first=True),
    "kupiec_510_99_last_accepted": lambda: accepted(510, 0.99, first=False),
    "kupiec_1000_99_first_accepted": lambda: accepted(1000, 0.99, first=True),
    "kupiec_1000_99_last_accepted": lambda: accepted(1000, 0.99, first=False),
    "kupiec_1000_95_first_accepted": lambda: accepted(1000, 0.95, first=True),
    "kupiec_1000_95_last_accepted": lambda: accepted(1000, 0.95, first=False),
    "basel_cumulative_4": lambda: traffic_light(4).cumulative_probability,
    "basel_cumulative_5": lambda: traffic_light(5).cumulative_probability,
    "basel_cumulative_9": lambda: traffic_light(9).cumulative_probability,
    "basel_add_on_5": lambda: traffic_light(5).multiplier_add_on,
    "basel_add_on_9": lambda: traffic_light(9).multiplier_add_on,
    "basel_add_on_10": lambda: traffic_light(10).multiplier_add_on,
    "acerbi_szekely_5_percent": lambda: significance(-0.70),
    "acerbi_szekely_1_in_10000": lambda: significance(-1.80),
    "jorion_exercise_unconditional": lambda: kupiec_test(6, 252, 0.99).statistic,
    "jorion_exercise_independence": lambda: getattr(coverage_tests(jorion_exercise_hits(), 0.99).independence, "statistic", None),
    "mathworks_failures_statistic": lambda: kupiec_test(57, 1043, 0.95).statistic,
    "mathworks_failures_chance": lambda: kupiec_test(57, 1043, 0.95).p_value,
    "mathworks_independence_statistic": lambda: getattr(coverage_tests(mathworks_hits(), 0.95).independence, "statistic", None),
    "mathworks_independence_chance": lambda: getattr(coverage_tests(mathworks_hits(), 0.95).independence, "p_value", None),
    "mathworks_traffic_light": lambda: traffic_light(57, 1043, 0.95).cumulative_probability,
    "mathworks_shortfall_normal": lambda: significance(-0.38265, days=1966, degrees=1e6),
    "mathworks_shortfall_normal_critical": lambda: significance(-0.34639, days=1966, degrees=1e6),
    "mathworks_shortfall_t_critical": lambda: significance(-0.42986, days=1966, degrees=3.0),
    "z2_without_exceptions": lambda: shortfalls(np.zeros(250), np.full(250, 0.02), np.full(250, 0.03)).z2,
    "z1_by_hand": lambda: shortfalls(np.array([0.0, -0.03]), np.full(2, 0.01), np.full(2, 0.02)).z1,
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
