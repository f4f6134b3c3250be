"""What must hold of a what-if session: it always equals the computation from nothing, and undo is exact."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.analytics.beta import beta
from plumbline.analytics.contribution import volatility_contributions
from plumbline.analytics.performance import tracking_error
from plumbline.analytics.value_at_risk import historical_expected_shortfall, historical_value_at_risk
from plumbline.analytics.what_if import Universe, WhatIf
from plumbline.core.errors import Conflict, InvalidInput, MissingData

WITHIN = 1e-10


def universe(seed: int, n_observations: int = 260, n_assets: int = 12) -> Universe:
    rng = np.random.default_rng(seed)
    market = rng.standard_t(4, n_observations) * 0.01
    returns = market[:, None] * rng.uniform(0.5, 1.5, n_assets) + rng.standard_t(4, (n_observations, n_assets)) * 0.01
    return Universe(returns=returns, benchmark=market, loadings=rng.normal(size=(n_assets, 3)))


def edit(session: WhatIf, rng: np.random.Generator) -> None:
    """One edit, of any kind that is possible now."""
    kind = rng.integers(0, 4) if abs(session.weights.sum()) > 0.3 else 2 * rng.integers(0, 2)
    if kind == 0:
        session.set_weight(int(rng.integers(session.n_assets)), float(rng.uniform(-0.2, 0.3)))
    elif kind == 1:
        heaviest = int(np.argmin(np.abs(session.weights)))
        session.set_weight(heaviest, float(rng.uniform(0.0, 0.1)), financing="others")
    elif kind == 2:
        where = rng.choice(session.n_assets, 3, replace=False)
        session.set_weights(where, rng.uniform(-0.1, 0.3, 3))
    else:
        session.set_cash(float(rng.uniform(-0.2, 0.5)))


def assert_equals_recomputation(session: WhatIf, of: Universe) -> None:
    figures, held = session.figures(), session.weights
    series = of.returns @ held
    parts = volatility_contributions(of.returns, held, periods_per_year=252)
    assert figures.volatility_annualized == pytest.approx(parts.portfolio_volatility, abs=WITHIN)
    np.testing.assert_allclose(figures.shares, parts.shares, atol=WITHIN)
    np.testing.assert_allclose(figures.volatilities, parts.volatilities, atol=WITHIN)
    np.testing.assert_allclose(figures.marginal, parts.marginal, atol=WITHIN)
    assert figures.value_at_risk == pytest.approx(float(historical_value_at_risk(series)), abs=WITHIN)
    assert figures.expected_shortfall == pytest.approx(float(historical_expected_shortfall(series)), abs=WITHIN)
    assert figures.beta == pytest.approx(float(beta(series, of.benchmark)), abs=WITHIN)
    assert figures.tracking_error == pytest.approx(tracking_error(series, of.benchmark, periods_per_year=252), abs=WITHIN)
    np.testing.assert_allclose(session.asset_betas, beta(of.returns, of.benchmark), atol=WITHIN)
    np.testing.assert_allclose(figures.factor_exposures, held @ of.loadings, atol=WITHIN)
    assert figures.cash_weight == pytest.approx(1.0 - held.sum(), abs=WITHIN)
    assert session.shortfall_contributions().sum() == pytest.approx(figures.expected_shortfall, abs=WITHIN)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_thousand_random_edits_equal_a_recomputation(seed: int) -> None:
    rng, of = np.random.default_rng(seed), universe(seed)
    session = WhatIf(of, np.full(12, 1.0 / 12))
    for _ in range(999):  # one less than the exact products are made anew
        edit(session, rng)
    assert_equals_recomputation(session, of)
    for _ in range(600):
        edit(session, rng)
    assert_equals_recomputation(session, of)


@pytest.mark.parametrize("seed", [4, 5])
def test_a_thousand_random_edits_with_undo_between_equal_a_recomputation(seed: int) -> None:
    """Edits are counted, undos are not: a fifth of the steps takes one or several back."""
    rng, of = np.random.default_rng(seed), universe(seed)
    session = WhatIf(of, np.full(12, 1.0 / 12))
    edits = 0
    while edits < 1_000:
        if rng.uniform() < 0.2 and session.undo_depth:
            for _ in range(int(rng.integers(1, min(session.undo_depth, 5) + 1))):
                session.undo()
        else:
            before = session.weights
            edit(session, rng)
            assert not np.array_equal(session.weights, before)
            edits += 1
        if edits % 250 == 0:
            assert_equals_recomputation(session, of)
    assert_equals_recomputation(session, of)


@pytest.mark.parametrize("seed", [6, 7])
def test_alternatives_beside_each_other_are_the_figures_of_each_and_change_nothing(seed: int) -> None:
    rng, of = np.random.default_rng(seed), universe(seed)
    session = WhatIf(of, np.full(12, 1.0 / 12))
    for _ in range(20):
        edit(session, rng)
    before, depth = session.figures(), session.undo_depth
    alternatives = np.vstack([session.weights, rng.uniform(-0.2, 0.3, (3, 12)), np.zeros((1, 12))])
    found = session.compare(alternatives)
    for weights, figures in zip(alternatives, found, strict=True):
        alone = WhatIf(of, weights).figures()
        assert figures.volatility_annualized == pytest.approx(alone.volatility_annualized, abs=WITHIN)
        assert figures.expected_shortfall == pytest.approx(alone.expected_shortfall, abs=WITHIN)
        assert figures.tracking_error == pytest.approx(alone.tracking_error, abs=WITHIN)
        np.testing.assert_allclose(figures.shares, alone.shares, atol=1e-9)
    assert (session.figures().value_at_risk, session.undo_depth) == (before.value_at_risk, depth)
    with pytest.raises(InvalidInput, match="found shape"):
        session.compare(np.zeros(12))
    with pytest.raises(MissingData):
        session.compare(np.full((1, 12), np.nan))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_undo_is_exact(seed: int, n_edits: int) -> None:
    rng, of = np.random.default_rng(seed), universe(seed, 40, 5)
    session = WhatIf(of, np.full(5, 0.2))
    before = [session.figures()]
    for _ in range(n_edits):
        depth = session.undo_depth
        edit(session, rng)
        if session.undo_depth > depth:
            before.append(session.figures())
    for figures in reversed(before[:-1]):
        session.undo()
        now = session.figures()
        assert now.value_at_risk == figures.value_at_risk
        assert now.volatility_annualized == figures.volatility_annualized
        np.testing.assert_array_equal(now.shares, figures.shares)
    with pytest.raises(Conflict, match="found none"):
        session.undo()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 0.999))
def test_parts_add_up_and_shortfall_is_no_smaller_than_value_at_risk(seed: int, confidence: float) -> None:
    rng = np.random.default_rng(seed)
    session = WhatIf(universe(seed, 60, 6), rng.uniform(-1.0, 1.0, 6), confidence=confidence)
    figures = session.figures()
    assert figures.shares.sum() == pytest.approx(1.0)
    assert figures.volatilities.sum() == pytest.approx(figures.volatility_annualized)
    assert figures.expected_shortfall >= figures.value_at_risk


def test_financing_by_others_leaves_cash_alone() -> None:
    session = WhatIf(universe(5), np.full(12, 0.05))
    session.set_weight(3, 0.4, financing="others")
    assert session.weights[3] == pytest.approx(0.4)
    assert session.figures().cash_weight == pytest.approx(0.4)
    session.set_cash(0.1)
    assert session.weights.sum() == pytest.approx(0.9)


def test_all_cash_is_defined() -> None:
    figures = WhatIf(universe(5), np.zeros(12)).figures()
    assert (figures.volatility_annualized, figures.value_at_risk, figures.expected_shortfall) == (0.0, 0.0, 0.0)
    assert figures.cash_weight == 1.0
    assert not figures.shares.any()


def test_a_perfect_hedge_has_no_shares_of_noise() -> None:
    returns = universe(5).returns
    twice = np.column_stack([returns[:, 0], returns[:, 0], returns[:, 1]])
    figures = WhatIf(Universe(returns=twice), np.array([0.7, -0.7, 0.0])).figures()
    assert figures.volatility_annualized == 0.0
    assert not figures.shares.any()


def test_gaps_are_left_out_and_counted() -> None:
    of = universe(6)
    holed = of.returns.copy()
    holed[3, 2] = np.nan
    session = WhatIf(Universe(returns=holed), np.full(12, 1.0 / 12))
    assert (session.n_dropped, session.n_observations) == (1, 259)
    complete = np.delete(of.returns, 3, axis=0) @ np.full(12, 1.0 / 12)
    assert session.figures().value_at_risk == pytest.approx(float(historical_value_at_risk(complete)))


def test_one_asset_and_three_observations() -> None:
    returns = np.array([[0.01], [-0.02], [0.03]])
    figures = WhatIf(Universe(returns=returns), np.array([-0.5])).figures()
    assert figures.shares.tolist() == pytest.approx([1.0])
    assert figures.value_at_risk == pytest.approx(float(historical_value_at_risk(-0.5 * returns[:, 0])))


def test_bad_input_is_refused() -> None:
    of = universe(7)
    with pytest.raises(MissingData, match="Expected a weight for every asset"):
        WhatIf(of, np.full(12, np.nan))
    with pytest.raises(InvalidInput, match="one weight per asset"):
        WhatIf(of, np.full(11, 0.1))
    with pytest.raises(MissingData, match="at least 2 sessions"):
        WhatIf(Universe(returns=np.full((5, 2), np.nan)), np.zeros(2))
    with pytest.raises(InvalidInput, match="benchmark that varies"):
        WhatIf(Universe(returns=of.returns, benchmark=np.full(260, 0.01)), np.zeros(12))
    with pytest.raises(InvalidInput, match="confidence between 0 and 1"):
        WhatIf(of, np.zeros(12), confidence=1.0)
    session = WhatIf(of, np.zeros(12))
    for wrong in (12, -1):
        with pytest.raises(InvalidInput, match="asset from 0 to 11"):
            session.set_weight(wrong, 0.1)
    with pytest.raises(InvalidInput, match="different known assets"):
        session.set_weights(np.array([1, 1]), np.array([0.1, 0.2]))
    with pytest.raises(InvalidInput, match="found none"):
        session.set_weight(0, 0.1, financing="others")
    with pytest.raises(InvalidInput, match="add to something"):
        session.set_cash(0.5)
