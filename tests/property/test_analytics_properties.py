"""What must hold of the analytics for any input.

* expected shortfall >= value at risk, both methods and both quantiles; both rise with confidence
* losses, volatility and drawdown scale with k (drawdown: bounded instead), and shift with cash added to returns
* the order of sessions does not matter for risk, the order of holdings not for concentration; gaps change nothing
* a table gives what its columns give
* contributions add to the total, sectors add to the whole, scaling weights does not change shares
* HHI lies between 1 / n and 1; exposures add; put-call parity and the bounds of option values and deltas
* the score is bounded, monotone in every input, and the sum of its parts
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from plumbline.analytics.beta import beta, correlation, correlation_matrix
from plumbline.analytics.concentration import concentration_hhi, effective_positions, gross_weights, largest_weight, top_weight
from plumbline.analytics.contribution import grouped_contributions, volatility_contributions
from plumbline.analytics.drawdown import deepest_drawdown, drawdown_path, maximum_drawdown
from plumbline.analytics.exposure import exposures
from plumbline.analytics.options import OptionMarket, OptionTerms, option_delta, option_value
from plumbline.analytics.performance import capture, downside_deviation, sharpe_ratio
from plumbline.analytics.returns import annualized_return, cumulative_return, log_returns, simple_returns
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.analytics.shock import shock_impact
from plumbline.analytics.value_at_risk import (
    Quantile,
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed

settings.register_profile("analytics", max_examples=80, deadline=None)
settings.load_profile("analytics")

ROUNDING = 1e-12
RETURN = st.floats(-0.5, 0.5).map(lambda value: round(value, 6))
SERIES = hnp.arrays(np.float64, st.integers(2, 60), elements=RETURN)
CONFIDENCE = st.floats(0.5, 0.999)
QUANTILE: st.SearchStrategy[Quantile] = st.sampled_from(["interpolated", "order_statistic"])
VALUES = hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(-1e6, 1e6).map(lambda value: round(value, 2)))


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Returns of a few assets over some sessions, and signed weights."""
    shape = (draw(st.integers(3, 40)), draw(st.integers(1, 6)))
    returns = draw(hnp.arrays(np.float64, shape, elements=RETURN))
    weights = draw(hnp.arrays(np.float64, shape[1], elements=st.floats(-2.0, 2.0).map(lambda value: round(value, 3))))
    return returns, weights


@given(SERIES, CONFIDENCE, QUANTILE)
def test_shortfall_is_at_least_value_at_risk(returns: np.ndarray, confidence: float, quantile: Quantile) -> None:
    assert historical_expected_shortfall(returns, confidence, quantile=quantile) >= historical_value_at_risk(
        returns, confidence, quantile=quantile
    )
    assert parametric_expected_shortfall(returns, confidence) >= parametric_value_at_risk(returns, confidence)


@given(SERIES, st.lists(CONFIDENCE, min_size=2, max_size=5), QUANTILE)
def test_losses_rise_with_confidence(returns: np.ndarray, confidences: list[float], quantile: Quantile) -> None:
    levels = np.sort(confidences)
    for losses in (
        historical_value_at_risk(returns, levels, quantile=quantile),
        historical_expected_shortfall(returns, levels, quantile=quantile),
        parametric_value_at_risk(returns, levels),
        parametric_expected_shortfall(returns, levels),
    ):
        assert (np.diff(np.asarray(losses)) >= -ROUNDING).all()


@given(SERIES, CONFIDENCE, QUANTILE, st.floats(0.01, 10.0), st.floats(-0.1, 0.1))
def test_losses_scale_and_shift(returns: np.ndarray, confidence: float, quantile: Quantile, scale: float, shift: float) -> None:
    for loss in (
        lambda r: historical_value_at_risk(r, confidence, quantile=quantile),
        lambda r: historical_expected_shortfall(r, confidence, quantile=quantile),
        lambda r: parametric_value_at_risk(r, confidence),
        lambda r: parametric_expected_shortfall(r, confidence),
    ):
        base = float(loss(returns))
        assert float(loss(returns * scale)) == pytest.approx(base * scale, abs=1e-9)
        # ties at the quantile may be split by the rounding of a shift, so only where there are none
        if len(np.unique(returns)) == returns.size:
            assert float(loss(returns + shift)) == pytest.approx(base - shift, abs=1e-9)


@given(SERIES, st.randoms(use_true_random=False), CONFIDENCE, QUANTILE)
def test_the_order_of_sessions_and_gaps_do_not_matter(
    returns: np.ndarray, random: st.randoms, confidence: float, quantile: Quantile
) -> None:
    order = list(range(returns.size))
    random.shuffle(order)
    with_gaps = np.concatenate([[np.nan], returns[order], [np.nan, np.nan]])
    for figure in (
        lambda r: historical_value_at_risk(r, confidence, quantile=quantile),
        lambda r: historical_expected_shortfall(r, confidence, quantile=quantile),
        lambda r: parametric_value_at_risk(r, confidence),
        lambda r: volatility_annualized(r, periods_per_year=252),
        lambda r: downside_deviation(r, periods_per_year=252),
        cumulative_return,
    ):
        assert float(figure(with_gaps)) == pytest.approx(float(figure(returns)), abs=1e-10)


@given(tables(), CONFIDENCE, QUANTILE)
def test_a_table_gives_what_its_columns_give(table: tuple[np.ndarray, np.ndarray], confidence: float, quantile: Quantile) -> None:
    returns, _ = table
    levels = np.array([confidence, 0.99])
    for figure in (
        lambda r: historical_value_at_risk(r, levels, quantile=quantile),
        lambda r: historical_expected_shortfall(r, levels, quantile=quantile),
        lambda r: parametric_expected_shortfall(r, levels),
        lambda r: volatility_annualized(r, periods_per_year=252),
        lambda r: downside_deviation(r, periods_per_year=252),
        maximum_drawdown,
        cumulative_return,
    ):
        whole = np.asarray(figure(returns))
        for column in range(returns.shape[1]):
            np.testing.assert_allclose(whole[..., column], np.asarray(figure(returns[:, column])), atol=1e-12)


@given(tables(), st.data())
def test_betas_of_a_table_are_those_of_its_columns_with_and_without_gaps(table: tuple[np.ndarray, np.ndarray], data: st.DataObject) -> None:
    returns, _ = table
    benchmark = data.draw(hnp.arrays(np.float64, returns.shape[0], elements=RETURN))
    gap = data.draw(st.integers(0, returns.shape[0] - 1))
    assume(np.std(benchmark) > 1e-3 and np.std(np.delete(benchmark, gap)) > 1e-3)
    with_gap = returns.copy()
    with_gap[gap, 0] = np.nan
    for rows in (returns, with_gap):
        whole = np.asarray(beta(rows, benchmark))
        for column in range(rows.shape[1]):
            kept = ~np.isnan(rows[:, column])
            alone = np.cov(rows[kept, column], benchmark[kept])
            assert whole[column] == pytest.approx(alone[0, 1] / alone[1, 1], abs=1e-8)
            assert whole[column] == pytest.approx(float(beta(rows[:, column], benchmark)), abs=1e-8)


@given(SERIES, st.floats(-5.0, 5.0))
def test_volatility_scales_with_the_size_of_k(returns: np.ndarray, scale: float) -> None:
    scaled = float(volatility_annualized(returns * scale, periods_per_year=252))
    assert scaled == pytest.approx(abs(scale) * float(volatility_annualized(returns, periods_per_year=252)), abs=1e-9)
    assert scaled >= 0.0


@given(SERIES)
def test_drawdown_lies_in_zero_to_one_and_its_points_agree(returns: np.ndarray) -> None:
    path = drawdown_path(returns)
    assert path.shape == (returns.size + 1,)
    assert path[0] == 0.0
    assert ((path >= 0.0) & (path <= 1.0)).all()
    found = deepest_drawdown(returns)
    values = np.concatenate([[1.0], np.cumprod(1.0 + returns)])
    assert found.depth == path.max() == maximum_drawdown(returns)
    assert found.peak <= found.trough <= returns.size
    assert 1.0 - values[found.trough] / values[found.peak] == pytest.approx(found.depth, abs=ROUNDING)
    if found.recovery is not None and found.depth > 0.0:
        assert values[found.recovery] >= values[found.peak] > values[found.trough]
    assert maximum_drawdown(returns[: returns.size // 2 + 1]) <= found.depth + ROUNDING


@given(hnp.arrays(np.float64, st.integers(2, 40), elements=st.floats(0.01, 1e4)))
def test_returns_rebuild_the_prices(prices: np.ndarray) -> None:
    simple = simple_returns(prices)
    assert cumulative_return(simple) == pytest.approx(prices[-1] / prices[0] - 1.0, rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(np.log1p(simple), log_returns(prices), atol=1e-9)
    if prices.size > 2:
        growth = annualized_return(simple, periods_per_year=1)
        assert (1.0 + growth) ** simple.size == pytest.approx(prices[-1] / prices[0], rel=1e-6)


@given(SERIES, st.floats(-3.0, 3.0), st.floats(-0.05, 0.05))
def test_beta_of_a_line_is_its_slope(benchmark: np.ndarray, slope: float, intercept: float) -> None:
    assume(np.std(benchmark) > 1e-3)
    line = slope * benchmark + intercept
    assert float(beta(line, benchmark)) == pytest.approx(slope, abs=1e-8)
    if abs(slope) > 1e-3:
        assert float(correlation(line, benchmark)) == pytest.approx(np.sign(slope), abs=1e-6)


@given(hnp.arrays(np.float64, (20, 2), elements=RETURN))
def test_correlation_is_symmetric_and_bounded(pair: np.ndarray) -> None:
    one, other = pair.T
    assume(np.std(one) > 1e-4 and np.std(other) > 1e-4)
    assert -1.0 <= float(correlation(one, other)) <= 1.0
    assert correlation(one, other) == pytest.approx(float(correlation(other, one)), abs=ROUNDING)


@given(tables(), st.booleans())
def test_a_correlation_matrix_is_that_of_every_pair(table: tuple[np.ndarray, np.ndarray], gap: bool) -> None:
    returns = table[0].copy()
    if gap:
        returns[0, 0] = np.nan
    expected = np.column_stack([np.asarray(correlation(returns, column)) for column in returns.T])
    np.testing.assert_allclose(correlation_matrix(returns), expected, atol=1e-9)


@given(SERIES)
def test_what_is_the_benchmark_captures_all_of_it(returns: np.ndarray) -> None:
    found = capture(returns, returns)
    assert found.up is None or found.up == pytest.approx(1.0)
    assert found.down is None or found.down == pytest.approx(1.0)


@given(SERIES, st.floats(0.1, 10.0))
def test_leverage_does_not_change_the_sharpe_ratio(returns: np.ndarray, scale: float) -> None:
    assume(np.std(returns) > 1e-4)
    ratio = float(sharpe_ratio(returns, periods_per_year=252))
    assert float(sharpe_ratio(returns * scale, periods_per_year=252)) == pytest.approx(ratio, rel=1e-6, abs=1e-9)


@given(tables(), st.floats(0.1, 10.0))
def test_contributions_add_to_the_whole(table: tuple[np.ndarray, np.ndarray], scale: float) -> None:
    returns, weights = table
    assume(np.std(returns @ weights) > 1e-4)
    parts = volatility_contributions(returns, weights, periods_per_year=252)
    total = float(volatility_annualized(returns @ weights, periods_per_year=252))
    assert parts.portfolio_volatility == pytest.approx(total, rel=1e-9)
    assert parts.shares.sum() == pytest.approx(1.0, abs=1e-9)
    assert parts.volatilities.sum() == pytest.approx(total, rel=1e-9)
    np.testing.assert_allclose(parts.marginal * weights, parts.volatilities, atol=1e-9)
    groups = [f"sector {index % 2}" for index in range(weights.size)]
    assert sum(grouped_contributions(parts.shares, groups).values()) == pytest.approx(1.0, abs=1e-9)
    scaled = volatility_contributions(returns, weights * scale, periods_per_year=252)
    np.testing.assert_allclose(scaled.shares, parts.shares, atol=1e-7)


@given(tables())
def test_contributions_agree_with_the_covariance_matrix(table: tuple[np.ndarray, np.ndarray]) -> None:
    returns, weights = table
    assume(np.std(returns @ weights) > 1e-3)
    covariance = np.atleast_2d(np.cov(returns, rowvar=False))
    expected = weights * (covariance @ weights) / (weights @ covariance @ weights)
    np.testing.assert_allclose(volatility_contributions(returns, weights, periods_per_year=252).shares, expected, atol=1e-7)


@given(tables())
def test_marginal_risk_predicts_a_small_change(table: tuple[np.ndarray, np.ndarray]) -> None:
    returns, weights = table
    assume(np.std(returns @ weights) > 1e-2)
    parts = volatility_contributions(returns, weights, periods_per_year=252)
    for asset in range(weights.size):
        step = np.zeros_like(weights)
        step[asset] = 1e-5
        up, down = (float(volatility_annualized(returns @ (weights + change), periods_per_year=252)) for change in (step, -step))
        assert (up - down) / 2e-5 == pytest.approx(parts.marginal[asset], abs=1e-3)


@given(VALUES)
def test_concentration_bounds(values: np.ndarray) -> None:
    held = int((values != 0.0).sum())
    assume(held > 0)
    hhi = concentration_hhi(values)
    assert 1.0 / held - ROUNDING <= hhi <= 1.0 + ROUNDING
    assert gross_weights(values).sum() == pytest.approx(1.0)
    assert effective_positions(values) == pytest.approx(1.0 / hhi)
    assert largest_weight(values) <= top_weight(values) + ROUNDING <= 1.0 + 2 * ROUNDING
    assert largest_weight(values) ** 2 <= hhi + ROUNDING
    assert hhi <= largest_weight(values) + ROUNDING
    assert concentration_hhi(-values[::-1]) == pytest.approx(hhi)
    assert concentration_hhi(np.append(values, 0.0)) == pytest.approx(hhi)


@given(VALUES, st.floats(1.0, 1e7))
def test_exposures_add(values: np.ndarray, net_value: float) -> None:
    found = exposures(values, net_value=net_value)
    assert found.long >= 0.0
    assert found.short >= 0.0
    assert found.gross == pytest.approx(np.abs(values).sum(), abs=1e-6)
    assert found.net == pytest.approx(values.sum(), abs=1e-6)
    assert found.gross_weight == pytest.approx(found.gross / net_value)
    flipped = exposures(-values, net_value=net_value)
    assert (flipped.long, flipped.short) == (pytest.approx(found.short), pytest.approx(found.long))


@given(
    st.floats(1.0, 500.0), st.floats(1.0, 500.0), st.floats(-0.5, 5.0), st.floats(0.0, 2.0), st.floats(-0.05, 0.15), st.floats(0.0, 0.1)
)  # fmt: skip
def test_options(spot: float, strike: float, years: float, volatility: float, rate: float, dividend_yield: float) -> None:
    market = OptionMarket(spot, volatility, rate, dividend_yield)
    terms = OptionTerms(strike, years, np.array([True, False]))
    call, put = np.asarray(option_value(terms, market))
    call_delta, put_delta = np.asarray(option_delta(terms, market))
    left = max(years, 0.0)
    discounted_spot, discounted_strike = spot * np.exp(-dividend_yield * left), strike * np.exp(-rate * left)
    assert call - put == pytest.approx(discounted_spot - discounted_strike, abs=1e-8 * (spot + strike))
    slack = 1e-9 * (spot + strike)
    assert max(discounted_spot - discounted_strike, 0.0) - slack <= call <= discounted_spot + slack
    assert max(discounted_strike - discounted_spot, 0.0) - slack <= put <= discounted_strike + slack
    assert 0.0 <= call_delta <= 1.0
    assert -1.0 <= put_delta <= 0.0
    if volatility * np.sqrt(left) > 1e-9:
        assert call_delta - put_delta == pytest.approx(np.exp(-dividend_yield * left), abs=1e-9)


LEVEL = st.floats(0.0, 20.0)


@given(st.builds(RiskScoreInputs, LEVEL, LEVEL, LEVEL, st.floats(0.0, 1.0), LEVEL), st.floats(0.0, 5.0))
def test_the_score_is_bounded_monotone_and_the_sum_of_its_parts(inputs: RiskScoreInputs, more: float) -> None:
    found = risk_score(inputs)
    assert 0.0 <= found.score <= 100.0
    assert found.score == pytest.approx(sum(part.points for part in found.components))
    assert all(0.0 <= part.score <= 100.0 for part in found.components)
    for name in ("volatility", "expected_shortfall", "drawdown", "concentration", "leverage"):
        assert risk_score(replace(inputs, **{name: getattr(inputs, name) + more})).score >= found.score


@given(VALUES, st.floats(-1.0, 1.0), st.floats(-2.0, 3.0))
def test_shocks_are_linear_in_exposure_and_add(values: np.ndarray, move: float, slope: float) -> None:
    nothing = np.full(values.size, np.nan)
    betas = np.full(values.size, slope)
    found = shock_impact(values, nothing, betas=betas, driver_move=move)
    assert found.total == pytest.approx(found.impacts.sum())
    assert (found.moves >= -1.0).all()
    assert shock_impact(2.0 * values, nothing, betas=betas, driver_move=move).total == pytest.approx(2.0 * found.total, abs=1e-6)
    assert shock_impact(values, nothing, betas=betas, driver_move=0.0).total == 0.0


@given(tables())
def test_contributions_never_answer_with_nan(table: tuple[np.ndarray, np.ndarray]) -> None:
    returns, weights = table
    try:
        parts = volatility_contributions(returns, weights, periods_per_year=252)
    except CalculationFailed:
        return
    assert np.isfinite(parts.shares).all()
    assert np.isfinite(parts.marginal).all()
    assert parts.portfolio_volatility > 0.0
