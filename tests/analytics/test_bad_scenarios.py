"""Stress, hedging, drawdown, attribution, drift, rebalancing and cures with impossible input; rules of trades, lots and cures."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.analytics.attribution import Segments, attribution, return_contributions
from plumbline.analytics.clusters import correlation_clusters, effective_bets
from plumbline.analytics.drawdown_episodes import Bootstrap, conditional_drawdown, drawdown_episodes, drawdown_probability, time_under_water
from plumbline.analytics.episodes import EPISODES
from plumbline.analytics.hedging import best_hedges, group_match, hedge_basket, hedge_effectiveness
from plumbline.analytics.limit_cures import Rule, RuleStatus, headroom, proportional_cure, single_trade_cures
from plumbline.analytics.rebalance.tax_lots import TaxLot, sale_of_lots, wash_sale
from plumbline.analytics.rebalance.trades import Holdings, drift_against_targets, trades_to_targets
from plumbline.analytics.replay import replay
from plumbline.analytics.stress import propagated_shock, reverse_stress
from plumbline.analytics.value_at_risk import historical_value_at_risk
from plumbline.analytics.weight_drift import grouped_drift, volatility_drift, weight_drift
from plumbline.core.errors import BudgetExceeded, CalculationFailed, InvalidInput, MissingData

RNG = np.random.default_rng(0)
RETURNS = RNG.normal(0, 0.01, (60, 3))
NAN = np.nan
LOT = TaxLot("a", date(2021, 5, 3), 100, 10.0)
HELD = Holdings(quantities=np.array([10.0, -5.0]), prices=np.array([100.0, 50.0]), cash=500.0)


def segments(weights: list[float], returns: list[float]) -> Segments:
    return Segments(
        portfolio_weights=np.array(weights),
        benchmark_weights=np.array([0.5, 0.5]),
        portfolio_returns=np.array(returns),
        benchmark_returns=np.array([0.1, 0.1]),
    )


def shock(drivers: np.ndarray, shocks: list[float], weights: np.ndarray | None = None) -> object:
    return propagated_shock(RETURNS, np.ones(3) if weights is None else weights, drivers=drivers, shocks=np.array(shocks))


BAD: dict[str, tuple[type[Exception], Callable[[], object]]] = {
    "constant_driver": (CalculationFailed, lambda: shock(np.full(60, 0.01), [0.1])),
    "repeated_driver": (InvalidInput, lambda: shock(RETURNS[:, [0, 0]], [0.1, 0.1])),
    "missing_shock": (MissingData, lambda: shock(RETURNS[:, 0], [NAN])),
    "two_shocks_of_one": (InvalidInput, lambda: shock(RETURNS[:, 0], [0.1, 0.1])),
    "other_sessions": (InvalidInput, lambda: shock(RETURNS[:50, 0], [0.1])),
    "no_driver_sessions": (MissingData, lambda: shock(np.full(60, NAN), [0.1])),
    "weights_of_shock": (MissingData, lambda: shock(RETURNS[:, 0], [0.1], np.full(3, NAN))),
    "no_loss": (InvalidInput, lambda: reverse_stress(np.eye(2), np.ones(2), 0.0)),
    "all_cash": (CalculationFailed, lambda: reverse_stress(np.eye(2), np.zeros(2), 0.1)),
    "beyond_everything": (CalculationFailed, lambda: reverse_stress(0.04 * np.eye(2), np.array([0.3, 0.3]), 0.9)),
    "nan_covariance": (MissingData, lambda: reverse_stress(np.full((2, 2), NAN), np.ones(2), 0.1)),
    "no_sessions": (InvalidInput, lambda: replay(np.zeros((0, 2)), np.ones(2))),
    "nan_weight_replay": (MissingData, lambda: replay(RETURNS, np.full(3, NAN))),
    "shape_of_proxies": (InvalidInput, lambda: replay(RETURNS, np.ones(3), proxies=RETURNS[:5])),
    "wiped_out": (CalculationFailed, lambda: replay(np.array([[-0.5], [0.1]]), np.array([3.0]))),
    "constant_hedge": (CalculationFailed, lambda: hedge_effectiveness(RETURNS[:, 0], np.full(60, 0.01))),
    "constant_exposure": (CalculationFailed, lambda: hedge_effectiveness(np.zeros(60), RETURNS[:, 0])),
    "two_sessions": (MissingData, lambda: hedge_effectiveness(RETURNS[:2, 0], RETURNS[:2, 1])),
    "no_hedge": (MissingData, lambda: best_hedges(RETURNS[:, 0], np.full((60, 2), NAN))),
    "only_wrong_sign": (MissingData, lambda: best_hedges(RETURNS[:, 0], -RETURNS[:, [0]])),
    "basket_too_large": (MissingData, lambda: hedge_basket(RETURNS[:4, 0], RETURNS[:4])),
    "only_longs": (CalculationFailed, lambda: group_match(np.ones(2), ("a", "b"))),
    "no_group": (InvalidInput, lambda: group_match(np.ones(2), ("a",))),
    "not_correlations": (InvalidInput, lambda: correlation_clusters(2 * np.eye(2), np.ones(2))),
    "nan_correlation": (MissingData, lambda: correlation_clusters(np.full((2, 2), NAN), np.ones(2))),
    "no_holding": (CalculationFailed, lambda: correlation_clusters(np.eye(2), np.zeros(2))),
    "bets_of_cash": (CalculationFailed, lambda: effective_bets(np.eye(2), np.zeros(2))),
    "table_of_drawdowns": (InvalidInput, lambda: drawdown_episodes(RETURNS)),
    "no_returns": (MissingData, lambda: time_under_water(np.full(5, NAN))),
    "confidence_one": (InvalidInput, lambda: conditional_drawdown(RETURNS[:, 0], 1.0)),
    "below_zero": (CalculationFailed, lambda: drawdown_probability(np.full(30, -1.5), depth=0.1, horizon=5)),
    "few_returns": (MissingData, lambda: drawdown_probability(RETURNS[:10, 0], depth=0.1, horizon=5)),
    "depth_of_all": (InvalidInput, lambda: drawdown_probability(RETURNS[:, 0], depth=1.0, horizon=5)),
    "too_much": (BudgetExceeded, lambda: drawdown_probability(RETURNS[:, 0], depth=0.1, horizon=100_000)),
    "weights_not_one": (InvalidInput, lambda: attribution(segments([0.5, 0.4], [0.1, 0.1]))),
    "nan_segment": (MissingData, lambda: attribution(segments([0.5, 0.5], [0.1, NAN]))),
    "total_loss": (CalculationFailed, lambda: attribution(segments([0.5, 0.5], [-1.0, -1.0]))),
    "held_without_return": (MissingData, lambda: return_contributions(np.array([[0.5]]), np.array([[NAN]]))),
    "drift_to_zero": (CalculationFailed, lambda: weight_drift(np.array([[-0.5]]), np.array([2.0]))),
    "drift_shapes": (InvalidInput, lambda: weight_drift(RETURNS, np.ones(2))),
    "drift_groups": (InvalidInput, lambda: grouped_drift(weight_drift(RETURNS, np.full(3, 0.1)), ("a",))),
    "drift_window": (
        MissingData,
        lambda: volatility_drift(RETURNS, np.ones((1, 3)), at=np.array([5]), window=1, periods_per_year=252),
    ),
    "zero_price": (InvalidInput, lambda: drift_against_targets(Holdings(quantities=np.ones(1), prices=np.zeros(1), cash=1.0), np.ones(1))),
    "nan_price": (MissingData, lambda: trades_to_targets(Holdings(quantities=np.ones(1), prices=np.full(1, NAN), cash=1.0), np.ones(1))),
    "no_net_value": (
        InvalidInput,
        lambda: drift_against_targets(Holdings(quantities=np.ones(1), prices=np.ones(1), cash=-2.0), np.ones(1)),
    ),
    "no_cash_for_minimum": (InvalidInput, lambda: trades_to_targets(HELD, np.array([1.0, 0.0]), minimum_cash=10_000.0)),
    "more_than_held": (InvalidInput, lambda: sale_of_lots([LOT], 101, price=5, on=date(2022, 1, 1))),
    "sold_before_bought": (InvalidInput, lambda: sale_of_lots([LOT], 1, price=5, on=date(2020, 1, 1))),
    "nan_value": (MissingData, lambda: headroom(Rule(measure="x", warn=1, breach=2), NAN)),
    "warn_beyond": (InvalidInput, lambda: headroom(Rule(measure="x", warn=3, breach=2), 1.0)),
    "nan_cure": (MissingData, lambda: single_trade_cures(lambda w: w.sum(axis=1), np.full(2, NAN), 0.1)),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused(case: str) -> None:
    error, call = BAD[case]
    with pytest.raises(error, match="Expected"):
        call()


def test_an_asset_without_history_stays_and_is_reported() -> None:
    returns = RETURNS.copy()
    returns[:50, 2] = NAN
    found = propagated_shock(returns, np.full(3, 0.3), drivers=RETURNS[:, 0], shocks=np.array([-0.1]))
    assert found.unknown.tolist() == [False, False, True]
    assert found.moves[2] == 0.0


def test_gaps_of_one_asset_do_not_change_another() -> None:
    holed = RETURNS.copy()
    holed[7, 1] = NAN
    whole, gap = (
        propagated_shock(table, np.full(3, 0.3), drivers=RETURNS[:, 0], shocks=np.array([-0.1])).moves for table in (RETURNS, holed)
    )
    assert gap[2] == whole[2]
    assert gap[1] != whole[1]


def test_episodes_are_in_order_and_named_once() -> None:
    assert all(episode.start < episode.end for episode in EPISODES)
    assert len({episode.key for episode in EPISODES}) == len({episode.name for episode in EPISODES}) == len(EPISODES)


def test_drawdown_probability_is_repeatable_and_monotone() -> None:
    series = RNG.standard_t(4, 500) * 0.01
    shallow, deep = (drawdown_probability(series, depth=depth, horizon=60, bootstrap=Bootstrap(n_paths=2000)) for depth in (0.05, 0.15))
    assert shallow == drawdown_probability(series, depth=0.05, horizon=60, bootstrap=Bootstrap(n_paths=2000))
    assert 0.0 < deep.probability < shallow.probability < 1.0
    longer = drawdown_probability(series, depth=0.05, horizon=250, bootstrap=Bootstrap(n_paths=2000))
    assert longer.probability > shallow.probability


def test_drawdown_probability_of_a_coin_is_what_counting_gives() -> None:
    coin = np.tile([0.1, -0.1], 50)
    # within 2 independent sessions a fall of 15 % from a peak needs two losses: a quarter
    found = drawdown_probability(coin, depth=0.15, horizon=2, bootstrap=Bootstrap(n_paths=40_000, mean_block=1.0))
    assert found.probability == pytest.approx(0.25, abs=4 * found.standard_error)


def test_trades_never_overdraw_and_respect_lots() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        n = int(rng.integers(1, 8))
        holdings = Holdings(
            quantities=np.round(rng.uniform(0, 50, n)), prices=rng.uniform(5, 300, n), cash=float(rng.uniform(0, 5000)), lot_sizes=5.0
        )
        targets = rng.dirichlet(np.ones(n))
        targets[rng.random(n) < 0.2] = 0.0
        plan = trades_to_targets(holdings, targets, minimum_trade=100.0, cost_rate=0.001)
        assert plan.cash >= -1e-9
        closing = targets == 0.0
        np.testing.assert_allclose((plan.quantities[~closing] + 1e-9) % 5.0, 0.0, atol=1e-8)
        np.testing.assert_allclose(plan.quantities[closing], -holdings.quantities[closing])
        assert plan.weights.sum() + plan.cash / (float(((holdings.quantities + plan.quantities) * holdings.prices).sum()) + plan.cash) == (
            pytest.approx(1.0)
        )


def test_large_trades_come_near_their_targets() -> None:
    holdings = Holdings(quantities=np.zeros(50), prices=np.full(50, 100.0), cash=1e7)
    plan = trades_to_targets(holdings, np.full(50, 0.02), cost_rate=0.002)
    assert plan.cash >= 0.0
    np.testing.assert_allclose(plan.weights, 0.02, atol=5e-4)


def test_a_small_trade_is_skipped_and_said_so() -> None:
    plan = trades_to_targets(HELD, np.array([0.7, -0.4]), minimum_trade=200.0)  # wants to sell 1.25 shares at 100, and 5 more at 50
    assert plan.skipped.tolist() == [True, False]
    assert plan.quantities.tolist() == [0.0, -5.0]
    assert trades_to_targets(HELD, np.array([0.8, -0.25]), minimum_trade=1e6).quantities.tolist() == [0.0, 0.0]


def test_long_and_short_term_gains() -> None:
    lots = [TaxLot("old", date(2020, 2, 29), 10, 10.0), TaxLot("new", date(2021, 2, 28), 10, 10.0)]
    sale = sale_of_lots(lots, 20, price=11.0, on=date(2021, 3, 1))
    assert (sale.long_term_gain, sale.short_term_gain) == (10.0, 10.0)
    on_the_day = sale_of_lots(lots[1:], 10, price=11.0, on=date(2022, 2, 28))
    assert on_the_day.long_term_gain == 0.0


@pytest.mark.parametrize(("bought", "warned"), [(date(2022, 5, 2), True), (date(2022, 7, 1), True), (date(2022, 7, 2), False)])
def test_the_wash_window_has_61_days(bought: date, warned: bool) -> None:
    on = date(2022, 6, 1)
    sale = sale_of_lots([LOT], 50, price=5.0, on=on)
    assert (wash_sale(sale, [LOT, TaxLot("b", bought, 50, 6.0)], on=on) is not None) == warned
    assert wash_sale(sale_of_lots([LOT], 50, price=15.0, on=on), [TaxLot("b", on, 50, 6.0)], on=on) is None


def test_what_is_left_of_a_recent_lot_replaces_what_was_sold() -> None:
    on = date(2021, 5, 20)
    sale = sale_of_lots([LOT], 60, price=5.0, on=on)
    found = wash_sale(sale, [LOT], on=on)
    assert found is not None
    assert (found.quantity, found.disallowed_loss) == (40.0, 200.0)


@pytest.mark.parametrize(
    ("value", "is_floor", "status"),
    [
        (0.1, False, RuleStatus.WITHIN),
        (0.2, False, RuleStatus.WARNING),
        (0.25, False, RuleStatus.WARNING),
        (0.2500001, False, RuleStatus.BREACH),
        (0.3, True, RuleStatus.WITHIN),
        (0.25, True, RuleStatus.WARNING),
        (0.1, True, RuleStatus.BREACH),
    ],
)
def test_status_of_a_rule(value: float, is_floor: bool, status: RuleStatus) -> None:
    warn, breach = (0.25, 0.2) if is_floor else (0.2, 0.25)
    assert headroom(Rule(measure="x", warn=warn, breach=breach, is_floor=is_floor), value).status is status


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000), st.floats(0.3, 0.99))
def test_cures_meet_the_level_and_no_smaller_trade_does(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    returns, weights = rng.normal(0, 0.01, (80, 5)), rng.uniform(-0.5, 0.8, 5)

    def loss(portfolios: np.ndarray) -> np.ndarray:
        return np.asarray(historical_value_at_risk(returns @ portfolios.T, 0.9))

    level = share * float(loss(weights[None, :])[0])
    if level <= 0.0:
        return
    common = proportional_cure(loss, weights, level)
    assert common is not None
    assert common.value <= level + 1e-12
    np.testing.assert_allclose(common.changes, (share - 1.0) * weights, atol=1e-9)
    for cure in single_trade_cures(loss, weights, level):
        assert cure.value <= level + 1e-12
        assert cure.asset is not None
        smaller = weights.copy()
        smaller[cure.asset] += cure.changes[cure.asset] * 0.999
        assert float(loss(smaller[None, :])[0]) > level - 1e-12
        assert abs(weights[cure.asset] + cure.changes[cure.asset]) <= abs(weights[cure.asset])


def test_nothing_to_cure() -> None:
    assert single_trade_cures(lambda w: w.sum(axis=1), np.array([0.1, 0.1]), 0.5) == ()
    assert proportional_cure(lambda w: w.sum(axis=1), np.array([0.1, 0.1]), 0.5) is None
    sector = proportional_cure(lambda w: w[:, :2].sum(axis=1), np.array([0.3, 0.3, 0.4]), 0.45, members=np.array([True, True, False]))
    assert sector is not None
    np.testing.assert_allclose(sector.changes, [-0.075, -0.075, 0.0], atol=1e-9)
