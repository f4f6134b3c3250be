"""The floors do the same arithmetic as the program: compared on small shapes, so that a ratio in the table means something."""

import json

import numpy as np
import pytest
from bench.floors import monte_carlo, optimizers, revaluation, what_if
from bench.ours import many_portfolios, risk_report
from bench.page import PAGE, with_table
from bench.risk_engine import RESULTS, ROWS
from bench.row import Bar, Row
from bench.synthetic import client_portfolios, market, option_book

from plumbline.analytics.optimize.mean_variance import minimum_variance
from plumbline.analytics.optimize.risk_budget import risk_parity
from plumbline.analytics.option_revaluation import full_revaluation
from plumbline.analytics.tail.monte_carlo import LinearPortfolio, monte_carlo_tail
from plumbline.analytics.what_if import Universe, WhatIf


def test_what_if() -> None:
    data = market(25, 400)
    session = WhatIf(Universe(returns=data.returns, benchmark=data.benchmark, loadings=data.loadings), data.weights)
    state = what_if.kept(data.returns, data.loadings, data.weights)
    for name, weight in ((3, 0.2), (0, 0.0), (24, -0.1)):
        session.set_weight(name, weight)
        state, plain = what_if.edit(state, name, weight)
        ours = session.figures()
        assert ours.volatility_annualized == pytest.approx(plain.volatility, rel=1e-10)
        np.testing.assert_allclose(ours.volatilities, plain.contributions, atol=1e-12)
        np.testing.assert_allclose(ours.factor_exposures, plain.exposures, atol=1e-12)
        assert ours.value_at_risk == pytest.approx(plain.value_at_risk, rel=1e-10)
        assert ours.expected_shortfall == pytest.approx(plain.expected_shortfall, rel=1e-10)


def test_risk_report() -> None:
    assert risk_report.agrees(market(30, 500))


def test_many_portfolios() -> None:
    assert many_portfolios.agrees(market(60, 300), 200)


def test_client_portfolios_hold_different_names_and_are_fully_invested() -> None:
    assets, weights = client_portfolios(50, 30, 60)
    assert all(np.unique(row).size == 30 for row in assets)
    np.testing.assert_allclose(weights.sum(axis=1), 1.0)


def test_revaluation() -> None:
    book, scenarios = option_book(40, 30)
    np.testing.assert_allclose(full_revaluation(book, scenarios), revaluation.changes(book, scenarios), rtol=1e-9, atol=1e-4)


def test_monte_carlo() -> None:
    covariance = np.diag([1e-4, 4e-4])
    found = monte_carlo_tail(LinearPortfolio(np.array([1.0, -0.5]), covariance, 1e-5), n_paths=100_000)
    plain = monte_carlo.expected_shortfall(np.array([1.0, -0.5]), covariance, 1e-5, 100_000, seed=1)
    assert abs(found.expected_shortfall - plain) < 5.0 * 2.0**0.5 * found.standard_error


def test_optimizers() -> None:
    matrix = np.cov(market(30, 400).returns, rowvar=False)
    least = minimum_variance(matrix).weights
    np.testing.assert_allclose(optimizers.equations_of_held(matrix, np.flatnonzero(least)), least, atol=1e-10)
    equal = risk_parity(matrix)
    scaled = equal / np.sqrt(equal @ matrix @ equal)
    np.testing.assert_allclose(optimizers.newton_step(matrix, scaled), scaled, rtol=1e-7)  # a solution is a fixed point


def test_a_bar_is_met_only_if_every_part_of_it_is() -> None:
    bar = Bar("<= 2x floor; >= 10x", times_floor=2.0, times_peers=10.0)
    row = {"work": "w", "ours_ms": 1.0, "floor_ms": 0.6, "peers_ms": {"a": 11.0, "b": 5.0}, "bar": bar, "judged": ("a",)}
    assert Row(**row).met
    assert not Row(**{**row, "floor_ms": 0.4}).met
    assert not Row(**{**row, "judged": ("a", "b")}).met
    assert not Row(**row, agreed=False).met


def test_the_results_have_the_form_that_is_promised() -> None:
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert len(rows) == len(ROWS) + 2, "what-if and many portfolios have two rows each"
    for row in rows:
        assert list(row) == ["work", "ours_ms", "floor_ms", "peers_ms", "bar", "met"]
        assert row["ours_ms"] > 0.0
        assert isinstance(row["met"], bool)


def test_the_page_shows_the_stored_results() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_table(page), "Run python -m bench.page."
