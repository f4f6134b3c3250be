"""The tail risk report by SciPy and pandas: each method, over a horizon, and by holding; Monte Carlo within its error."""

import math

import numpy as np
import pandas as pd
import pytest
from arch.univariate import EWMAVariance, ZeroMean
from scipy import integrate, stats
from tests.oracles.conftest import Case

from plumbline.portfolios.tail.question import TailQuestion
from plumbline.portfolios.tail.report import tail_report
from plumbline.portfolios.tail.results import MethodTail, Scaling

LEVEL = 0.975
ASKED = TailQuestion(confidence=LEVEL, n_sessions=504)


def method(case: Case, name: str, asked: TailQuestion = ASKED) -> MethodTail:
    return next(row for row in tail_report(case.snapshot, case.view, asked).methods if row.method == name)


def historical(own: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    worst = np.quantile(own, 1 - level)
    return -worst, -own[own <= worst].mean()


def normal(own: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    quantile = stats.norm.ppf(1 - level)
    mean, deviation = own.mean(), own.std(ddof=1)
    return -(mean + deviation * quantile), -mean + deviation * stats.norm.pdf(quantile) / (1 - level)


def is_pair(row: MethodTail, expected: tuple[float, float], net: float, *, rel: float = 1e-8) -> None:
    """Both figures, and both in money."""
    for kind, value in zip(("value_at_risk", "expected_shortfall"), expected, strict=True):
        assert getattr(row, kind).value == pytest.approx(value, rel=rel), kind
        assert getattr(row, f"{kind}_money").value == pytest.approx(value * net, rel=rel), kind


def test_historical_and_normal(case: Case) -> None:
    own = case.held.daily(504).to_numpy()
    is_pair(method(case, "historical"), historical(own), case.held.net)
    is_pair(method(case, "parametric"), normal(own), case.held.net)


def test_student_t_fitted_by_scipy(case: Case) -> None:
    own = case.held.daily(504).to_numpy()
    degrees, location, scale = stats.t.fit(own)
    if degrees < 2.1:  # the least that the product allows, because below 2 there is no variance
        degrees, location, scale = stats.t.fit(own, fdf=2.1)
    fitted = stats.t(degrees, location, scale)
    value_at_risk = -fitted.ppf(1 - LEVEL)
    tail = integrate.quad(lambda x: x * fitted.pdf(x), -np.inf, -value_at_risk)[0]
    is_pair(method(case, "student_t"), (value_at_risk, -tail / (1 - LEVEL)), case.held.net, rel=2e-3)


def test_cornish_fisher_expanded_by_hand(case: Case) -> None:
    own = case.held.daily(504).to_numpy()
    skew, kurtosis = stats.skew(own), stats.kurtosis(own)

    def expanded(z: np.ndarray) -> np.ndarray:
        return z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * kurtosis / 24 - (2 * z**3 - 5 * z) * skew**2 / 36

    row, end = method(case, "cornish_fisher"), stats.norm.ppf(1 - LEVEL)
    path = expanded(np.linspace(-6, end, 2_000))
    if (np.diff(path) < 0).any():
        assert row.value_at_risk.value is None
        assert row.value_at_risk.reason
        return
    tail = integrate.quad(lambda z: expanded(z) * stats.norm.pdf(z), -12, end)[0] / (1 - LEVEL)
    mean, deviation = own.mean(), own.std(ddof=1)
    is_pair(row, (-(mean + deviation * expanded(end)), -(mean + deviation * tail)), case.held.net, rel=1e-6)


def test_age_weighted_as_a_distribution(case: Case) -> None:
    """Each day's weight lies evenly between the middles to its neighbors; the shortfall is the mean of that over the tail."""
    own = case.held.daily(504)
    days = pd.DataFrame({"move": own.to_numpy(), "weight": 0.98 ** np.arange(own.size)[::-1]}).sort_values("move")
    moves = days["move"].to_numpy()
    knots = np.concatenate([moves[:1], (moves[1:] + moves[:-1]) / 2, moves[-1:]])
    reached = np.concatenate([[0.0], days["weight"].cumsum() / days["weight"].sum()])
    grid = (np.arange(400_000) + 0.5) / 400_000 * (1 - LEVEL)
    expected = (-np.interp(1 - LEVEL, reached, knots), -np.interp(grid, reached, knots).mean())
    is_pair(method(case, "age_weighted"), expected, case.held.net, rel=1e-6)


def test_volatility_filtered_by_arch(case: Case) -> None:
    """The filter of arch, started at the mean square of the first 21 days, turns each day into one of today's volatility."""
    own = case.held.daily(504).to_numpy()
    variances = [float(np.mean(own[:21] ** 2))]
    for value in own:
        variances.append(0.94 * variances[-1] + 0.06 * value**2)
    oracle = ZeroMean(own, volatility=EWMAVariance(0.94), rescale=False).fix([])
    late = slice(200, None)  # where either began does not matter any more
    assert np.sqrt(variances[:-1])[late] == pytest.approx(oracle.conditional_volatility[late], rel=1e-3)
    row = method(case, "volatility_filtered")
    scaled = own * math.sqrt(variances[-1]) / np.sqrt(variances[:-1])
    assert row.value_at_risk.value == pytest.approx(historical(scaled)[0], rel=1e-6)
    assert row.expected_shortfall.value == pytest.approx(historical(scaled)[1], rel=1e-6)


def test_monte_carlo_is_between_what_its_parts_say(case: Case) -> None:
    """The factors keep their own fat tails: the figure is near the historical one and nearer than sampling error of 504 days."""
    own = case.held.daily(504).to_numpy()
    row = method(case, "monte_carlo")
    random = np.random.default_rng(5)
    again = np.array([historical(random.choice(own, own.size)) for _ in range(300)])
    for value, column in ((row.value_at_risk.value, 0), (row.expected_shortfall.value, 1)):
        assert value == pytest.approx(historical(own)[column], abs=4 * again[:, column].std())
    assert row.expected_shortfall.value > row.value_at_risk.value


@pytest.mark.parametrize("scaling", list(Scaling))
def test_ten_days(case: Case, scaling: Scaling) -> None:
    own = case.held.daily(504)
    runs = (1 + own).rolling(10).apply(np.prod, raw=True).dropna().to_numpy() - 1
    asked = TailQuestion(confidence=LEVEL, horizon=10, scaling=scaling)
    for name, day in (("historical", historical), ("parametric", normal)):
        one, mean = day(own.to_numpy()), own.mean()
        expected = {
            Scaling.SQUARE_ROOT: [value * math.sqrt(10) for value in one],
            Scaling.DRIFT: [(value + mean) * math.sqrt(10) - 10 * mean for value in one],
            Scaling.OVERLAPPING: list(day(runs)),
        }[scaling]
        row = method(case, name, asked)
        assert [row.horizon_value_at_risk.value, row.horizon_expected_shortfall.value] == pytest.approx(expected)
        assert row.horizon_value_at_risk_money.value == pytest.approx(expected[0] * case.held.net)


def test_components_of_the_normal_figure(case: Case) -> None:
    """Weight times derivative, by a difference quotient of the figure itself."""
    held, own = case.held, case.held.daily(504)
    report = tail_report(case.snapshot, case.view, TailQuestion(confidence=LEVEL, parts="parametric"))
    moves, step = held.moves(504), 1e-5
    total = np.zeros(2)
    for row in report.parts.holdings:
        move = moves[row.symbol[:6].strip()].to_numpy()
        weight = held.exposures[row.symbol] / held.net
        up, down = (np.array(normal(own.to_numpy() + side * step * move)) for side in (1, -1))
        marginal = (up - down) / (2 * step)
        assert row.weight == pytest.approx(weight)
        assert row.marginal_value_at_risk.value == pytest.approx(marginal[0], abs=1e-7)
        assert row.component_value_at_risk.value == pytest.approx(weight * marginal[0], abs=1e-7)
        assert row.component_expected_shortfall_money.value == pytest.approx(weight * marginal[1] * held.net, abs=1e-7 * held.net)
        without = np.array(normal(own.to_numpy())) - normal(own.to_numpy() - weight * move)
        assert row.incremental_value_at_risk.value == pytest.approx(without[0])
        total += weight * marginal
    assert total == pytest.approx(normal(own.to_numpy()), abs=1e-6)
    assert [report.parts.sum_value_at_risk.value, report.parts.sum_expected_shortfall.value] == pytest.approx(normal(own.to_numpy()))


def test_components_of_the_historical_shortfall(case: Case) -> None:
    held, own = case.held, case.held.daily(504)
    report = tail_report(case.snapshot, case.view, ASKED)
    tail = held.moves(504)[own <= own.quantile(1 - LEVEL)]
    for row in report.parts.holdings:
        expected = -held.exposures[row.symbol] / held.net * tail[row.symbol[:6].strip()].mean()
        assert row.component_expected_shortfall.value == pytest.approx(expected, abs=1e-12)
    assert report.parts.sum_expected_shortfall.value == pytest.approx(historical(own.to_numpy())[1])


def test_bars_of_the_histogram(case: Case) -> None:
    own = case.held.daily(504).to_numpy()
    report = tail_report(case.snapshot, case.view, ASKED)
    worse = own < -historical(own)[0]
    for bar in report.bins:
        inside = (own >= bar.low) & (own < bar.high)
        assert (bar.within.value, bar.beyond.value) == ((inside & ~worse).sum(), (inside & worse).sum())
