"""The volatility and correlation reports by pandas, scikit-learn, PyPortfolioOpt and least squares of NumPy."""

import math

import numpy as np
import pandas as pd
import pytest
from pypfopt import risk_models
from sklearn.covariance import ledoit_wolf
from tests.oracles.conftest import Case

from plumbline.portfolios.correlation.estimators import Estimator
from plumbline.portfolios.correlation.report import CorrelationTerms, correlation_report
from plumbline.portfolios.correlation.results import CorrelationReport
from plumbline.portfolios.volatility.report import VolatilityTerms, volatility_report

TERMS = VolatilityTerms(n_sessions=1_000, horizon=10)


def har(own: np.ndarray, horizon: int) -> tuple[np.ndarray, float, float]:
    """Coefficients, expected level a year, and its change against the volatility of the last 21 sessions."""
    daily = pd.Series(np.abs(own) * math.sqrt(math.pi / 2))
    terms = pd.DataFrame({"one": 1.0, "day": daily, "week": daily.rolling(5).mean(), "month": daily.rolling(22).mean()})
    rows = terms.shift(1).dropna()
    slopes = np.linalg.lstsq(rows.to_numpy(), daily[rows.index].to_numpy(), rcond=None)[0]
    known, path = list(daily), []
    for _ in range(horizon):
        value = slopes @ [1.0, known[-1], np.mean(known[-5:]), np.mean(known[-22:])]
        path.append(min(max(value, daily.min()), daily.max()))
        known.append(path[-1])
    return slopes, float(np.mean(path)) * math.sqrt(252), float(np.mean(path) / np.std(own[-21:], ddof=1) - 1)


def ewma(own: pd.Series) -> float:
    return math.sqrt(252 * (own.iloc[-298:] ** 2).ewm(alpha=0.06, adjust=True).mean().iloc[-1])


def test_realized_expected_and_rank(case: Case) -> None:
    own = case.held.daily(1_000)
    report = volatility_report(case.snapshot, case.view, TERMS)
    assert report.n_observations == 1_000
    for row in report.realized:
        assert row.portfolio.value == pytest.approx(own.iloc[-row.window :].std() * math.sqrt(252))
        assert row.benchmark.value == pytest.approx(case.held.market(row.window).std() * math.sqrt(252))
    assert report.ewma.value == pytest.approx(ewma(own))
    slopes, level, trend = har(own.to_numpy(), 10)
    found = report.forecast
    assert [term.value for term in (found.constant, found.daily, found.weekly, found.monthly)] == pytest.approx(slopes)
    assert (found.level.value, found.trend.value) == (pytest.approx(level), pytest.approx(trend))
    year = own.rolling(21).std().iloc[-252:]
    assert report.percentile.value == pytest.approx(year.rank(pct=True, method="max").iloc[-1])
    assert report.downside.value == pytest.approx(math.sqrt((own.iloc[-252:].clip(upper=0) ** 2).mean() * 252))
    for cone in report.cone:
        runs = own.rolling(cone.window).std().dropna() * math.sqrt(252)
        quantiles = (cone.lowest, cone.lower_quartile, cone.median, cone.upper_quartile, cone.highest)
        assert [figure.value for figure in quantiles] == pytest.approx(runs.quantile([0, 0.25, 0.5, 0.75, 1]).tolist())
        assert (cone.n_figures, cone.current.value) == (len(runs), pytest.approx(runs.iloc[-1]))


def test_parts_of_the_volatility(case: Case) -> None:
    held, report = case.held, volatility_report(case.snapshot, case.view, TERMS)
    covariance, weights = held.moves(252).cov(), held.weights
    variance = float(weights @ covariance @ weights)
    shares = weights * (covariance @ weights) / variance
    assert {row.symbol: row.risk_contribution.value for row in report.holdings} == pytest.approx(shares.to_dict())
    alone = float((weights**2 * np.diag(covariance)).sum() / variance)
    assert report.attribution.volatility == pytest.approx(math.sqrt(variance * 252))
    assert report.attribution.own_share.value == pytest.approx(alone)
    assert report.attribution.pairs_share.value == pytest.approx(1 - alone)
    for pair in report.attribution.pairs:
        one, two = pair.subject.id.rpartition("/")[2].split("+")
        assert pair.value == pytest.approx(2 * weights[one] * weights[two] * covariance.loc[one, two] / variance)
    for row in report.holdings:
        own = held.moves(1_000)[row.symbol]
        assert row.year.value == pytest.approx(own.iloc[-252:].std() * math.sqrt(252))
        assert row.ewma.value == pytest.approx(ewma(own))
        assert row.expected.value == pytest.approx(har(own.to_numpy(), 10)[1])


def matrix_of(report: CorrelationReport) -> pd.DataFrame:
    table = np.eye(len(report.symbols))
    for row, cells in enumerate(report.matrix):
        for column, cell in enumerate(cells):
            table[row, column] = table[column, row] = cell.value
    return pd.DataFrame(table, index=report.symbols, columns=report.symbols)


def estimated(moves: pd.DataFrame, estimator: Estimator) -> pd.DataFrame:
    if estimator is Estimator.SAMPLE:
        return moves.corr()
    if estimator is Estimator.EWMA:
        weights = 0.94 ** np.arange(len(moves))[::-1]
        covariance = pd.DataFrame((moves.T * weights) @ moves)
    elif estimator is Estimator.IDENTITY:
        covariance = pd.DataFrame(ledoit_wolf(moves.to_numpy())[0], index=moves.columns, columns=moves.columns)
    else:
        # PyPortfolioOpt shrinks what it is given over n - 1; given that over n it is the estimator of the paper
        shrinkage = risk_models.CovarianceShrinkage(moves, returns_data=True, frequency=1)
        shrinkage.S = moves.cov(ddof=0).to_numpy()
        covariance = shrinkage.ledoit_wolf("constant_correlation")
    deviations = np.sqrt(np.diag(covariance))
    return covariance / np.outer(deviations, deviations)


CHECKED = (Estimator.SAMPLE, Estimator.EWMA, Estimator.IDENTITY, Estimator.CONSTANT_CORRELATION)


@pytest.mark.parametrize("estimator", CHECKED)
def test_correlations(case: Case, estimator: Estimator) -> None:
    held = case.held
    report = correlation_report(case.snapshot, case.view, CorrelationTerms(estimator=estimator))
    expected = estimated(held.moves(252), estimator)
    found = matrix_of(report)
    assert set(found) == set(expected)
    np.testing.assert_allclose(found, expected.loc[found.index, found.columns], atol=2e-7 if estimator is Estimator.EWMA else 1e-9)
    shares = held.weights.abs()[found.index]
    above = np.triu_indices(len(found), 1)
    assert report.average == pytest.approx(found.to_numpy()[above].mean())
    products = np.outer(shares, shares)[above]
    assert report.weighted_average == pytest.approx((found.to_numpy()[above] * products).sum() / products.sum())
    pairs = found.where(np.tril(np.ones(found.shape, dtype=bool), -1)).stack().dropna().sort_values()
    assert [pair.value for pair in report.highest] == pytest.approx(pairs.to_numpy()[::-1][: len(report.highest)])
    assert [pair.value for pair in report.lowest] == pytest.approx(pairs.to_numpy()[: len(report.lowest)])


def test_each_holding_with_the_portfolio(case: Case) -> None:
    held, report = case.held, correlation_report(case.snapshot, case.view)
    own = held.daily(252)
    for row in report.holdings:
        move = held.moves(252)[row.symbol]
        assert row.with_portfolio.value == pytest.approx(move.corr(own))
        assert row.volatility == pytest.approx(move.std() * math.sqrt(252))
        assert row.gross_share == pytest.approx(held.weights[row.symbol] / held.weights.abs().sum())
