"""The backtest report counted day by day: forecasts of pandas windows, exceptions, and the tests by their likelihoods."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.oracles.conftest import Case

from plumbline.portfolios.backtest.report import BacktestTerms, backtest_report

TERMS = BacktestTerms(confidence=0.975, window=250, n_tested=500)
TAIL = 1 - TERMS.confidence


def likelihood(hits: int, misses: int, chance: float) -> float:
    """Logarithm of the chance of so many hits; 0 * log 0 = 0."""
    return float(stats.bernoulli.logpmf([1] * hits + [0] * misses, chance).sum()) if hits + misses else 0.0


def kupiec(hits: np.ndarray) -> float:
    n, x = hits.size, int(hits.sum())
    return 2 * (likelihood(x, n - x, x / n) - likelihood(x, n - x, TAIL))


def christoffersen(hits: np.ndarray) -> float:
    table = pd.crosstab(hits[:-1], hits[1:]).reindex(index=[False, True], columns=[False, True], fill_value=0).to_numpy()
    alone = sum(likelihood(int(after[1]), int(after[0]), after[1] / max(after.sum(), 1)) for after in table)
    ended = table.sum(axis=0)
    return 2 * (alone - likelihood(int(ended[1]), int(ended[0]), ended[1] / ended.sum()))


@pytest.mark.parametrize("method", ["historical", "parametric"])
def test_every_day_of_the_backtest(case: Case, method: str) -> None:
    own = case.held.daily(TERMS.window + TERMS.n_tested)
    before = own.rolling(TERMS.window)
    if method == "historical":
        value_at_risk = -before.quantile(TAIL).shift(1)
        shortfall = before.apply(lambda days: -days[days <= np.quantile(days, TAIL)].mean(), raw=True).shift(1)
    else:
        quantile = stats.norm.ppf(TAIL)
        value_at_risk = -(before.mean() + quantile * before.std()).shift(1)
        shortfall = (-before.mean() + before.std() * stats.norm.pdf(quantile) / TAIL).shift(1)
    tested = value_at_risk.notna()
    hits = (-own > value_at_risk)[tested].to_numpy()
    report = backtest_report(case.snapshot, case.view, TERMS)
    row = next(row for row in report.methods if row.method == method)
    line = next(line for line in report.series.forecasts if line.method == method)
    assert list(report.series.dates) == [day.date() for day in own.index[tested]]
    assert report.start == own.index[tested][0].date()
    assert line.values == pytest.approx(value_at_risk[tested].to_numpy(), abs=1e-8)
    assert report.series.losses == pytest.approx(-own[tested].to_numpy(), abs=1e-8)
    assert (report.n_observations, row.exceptions.value) == (TERMS.n_tested, hits.sum())
    assert row.expected.value == pytest.approx(TERMS.n_tested * TAIL)
    assert row.kupiec.value == pytest.approx(stats.chi2.sf(kupiec(hits), 1))
    assert row.independence.value == pytest.approx(stats.chi2.sf(christoffersen(hits), 1), rel=1e-6)
    assert row.conditional_coverage.value == pytest.approx(stats.chi2.sf(kupiec(hits) + christoffersen(hits), 2), rel=1e-6)
    assert row.mean_value_at_risk.value == pytest.approx(value_at_risk[tested].mean())
    chance = stats.binom.cdf(hits[-250:].sum(), 250, TAIL)
    assert row.traffic_light.value == ("green" if chance < 0.95 else "yellow" if chance < 0.9999 else "red")
    beyond = (own / shortfall)[tested].to_numpy()[hits]
    assert row.shortfall_z1.value == pytest.approx(beyond.mean() + 1)
    assert row.shortfall_z2.value == pytest.approx(beyond.sum() / (TERMS.n_tested * TAIL) + 1)
