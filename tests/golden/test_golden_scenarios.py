"""Golden figures of stress, hedging, drawdown episodes, attribution, rebalancing and cures. Sources and tolerances stand in the files."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from tests.golden.rows import HERE, golden_rows

from plumbline.analytics.attribution import Segments, attribution
from plumbline.analytics.clusters import effective_bets
from plumbline.analytics.drawdown_episodes import DrawdownEpisode, conditional_drawdown, drawdown_episodes, time_under_water
from plumbline.analytics.hedging import group_match, hedge_effectiveness
from plumbline.analytics.limit_cures import Rule, headroom, proportional_cure, single_trade_cures
from plumbline.analytics.rebalance.tax_lots import Choice, Sale, TaxLot, sale_of_lots, wash_sale
from plumbline.analytics.rebalance.trades import Holdings, drift_against_targets, trades_to_targets
from plumbline.analytics.replay import replay
from plumbline.analytics.returns import simple_returns
from plumbline.analytics.stress import propagated_shock, reverse_stress

FAMILIES = ("stress", "hedging", "drawdown_episodes", "attribution", "rebalance", "limit_cures")
ROWS = golden_rows(*FAMILIES)
BACON = np.loadtxt(HERE / "bacon_monthly.csv", delimiter=",", skiprows=1)[:, 1]
CRISIS = simple_returns(np.array([1565.15, 1251.70, 752.44, 676.53, 1217.28, 1099.23, 1562.85, 1569.19]))

JORION = reverse_stress(np.diag([0.05**2, 0.12**2]), np.array([2.0, 1.0]) / 3.0, 257_738 / 3e6)
MARKET = np.random.default_rng(0).normal(0, 0.01, 100)
BY_BETA = propagated_shock(1.5 * MARKET[:, None], np.ones(1), drivers=MARKET, shocks=np.array([-0.10]))

FUEL = np.array([29, 20, -44, 8, 26, -19, -10, -7, 43, 11, -36, -18, 9, -32, 23]) / 1000
FUTURES = np.array([21, 35, -46, 1, 44, -29, -26, -29, 48, -6, -36, -11, 19, -27, 29]) / 1000
HULL = hedge_effectiveness(FUEL, FUTURES)

COUNTRIES = Segments(
    portfolio_weights=np.array([0.4, 0.3, 0.3]),
    benchmark_weights=np.array([0.4, 0.2, 0.4]),
    portfolio_returns=np.array([0.20, -0.05, 0.06]),
    benchmark_returns=np.array([0.10, -0.04, 0.08]),
)
HOOD, FACHLER = attribution(COUNTRIES, model="brinson_hood_beebower"), attribution(COUNTRIES)
LINKED = attribution(
    Segments(
        portfolio_weights=np.array([[0.4, 0.3, 0.3], [0.45, 0.25, 0.3], [0.5, 0.2, 0.3]]),
        benchmark_weights=np.array([[0.4, 0.2, 0.4], [0.42, 0.2, 0.38], [0.4, 0.25, 0.35]]),
        portfolio_returns=np.array([[0.20, -0.05, 0.06], [-0.03, 0.02, 0.04], [0.01, -0.08, 0.05]]),
        benchmark_returns=np.array([[0.10, -0.04, 0.08], [-0.02, 0.03, 0.02], [0.02, -0.05, 0.03]]),
    )
)

LOTS = [TaxLot(str(cost), date(2020 + cost // 10, 3, 1), 100, cost) for cost in (10, 20, 30)]
BOUGHT = TaxLot("a", date(2021, 5, 3), 100, 10.0)
SOLD_ON = date(2022, 6, 1)


def crisis() -> DrawdownEpisode:
    return drawdown_episodes(CRISIS)[0]


def sold(choice: Choice, quantity: float = 100) -> Sale:
    return sale_of_lots(LOTS, quantity, price=25, on=date(2024, 1, 2), choice=choice)


def sold_in_november(choice: Choice) -> float:
    """Three purchases of 100 in one year, at 30, 40 and 50; 100 sold at 55."""
    lots = [TaxLot(str(month), date(2024, month, 15), 100, cost) for month, cost in ((1, 30.0), (4, 40.0), (7, 50.0))]
    return sale_of_lots(lots, 100, price=55, on=date(2024, 11, 15), choice=choice).gain or 0.0


def disallowed(bought_again: float) -> float:
    sale = sale_of_lots([BOUGHT], 100, price=7.5, on=SOLD_ON)
    found = wash_sale(sale, [BOUGHT, TaxLot("b", date(2022, 6, 20), bought_again, 8.0)], on=SOLD_ON)
    return found.disallowed_loss if found else 0.0


def drift_of_stocks() -> float:
    holdings = Holdings(quantities=np.array([60.0, 40.0]), prices=np.array([1.25, 1.0]), cash=0.0)
    return float(drift_against_targets(holdings, np.array([0.6, 0.4])).drift[0])


def lots_of_ten() -> float:
    holdings = Holdings(quantities=np.zeros(1), prices=np.array([80.0]), cash=10_000.0, lot_sizes=10.0)
    return float(trades_to_targets(holdings, np.array([0.25])).quantities[0])


def kept(figure: Callable[[np.ndarray], np.ndarray], weights: list[float], level: float) -> float:
    cure = proportional_cure(figure, np.array(weights), level)
    assert cure is not None
    return 1.0 + float(cure.changes[0]) / weights[0]


CASES: dict[str, dict[str, Callable[[], float]]] = {
    "stress": {
        "jorion_distance": lambda: JORION.distance,
        "jorion_impact_cad": lambda: float(JORION.impacts[0]) * 3e6,
        "jorion_impact_eur": lambda: float(JORION.impacts[1]) * 3e6,
        "market_by_beta": lambda: BY_BETA.total,
        "sp500_2007_2009": lambda: replay(CRISIS[:3, None], np.ones(1)).total,
        "sp500_2020": lambda: replay(simple_returns(np.array([3386.15, 2237.40]))[:, None], np.ones(1)).total,
        "half_in_cash_2020": lambda: replay(simple_returns(np.array([3386.15, 2237.40]))[:, None], np.full(1, 0.5)).total,
    },
    "hedging": {
        "hull_ratio": lambda: HULL.minimum_variance_ratio,
        "hull_correlation": lambda: HULL.correlation,
        "hull_effectiveness": lambda: HULL.r_squared,
        "match_of_equal_books": lambda: group_match(np.array([0.5, 0.3, -0.5, -0.3]), ("a", "b", "a", "b")).match,
        "similarity_of_disjoint_books": lambda: group_match(np.array([0.5, -0.5]), ("a", "b")).similarity,
        "bets_of_four_equal": lambda: effective_bets(0.04 * np.diag([1.0, 4.0, 16.0, 64.0]), np.array([1.0, 0.5, 0.25, 0.125])),
        "bets_of_one": lambda: effective_bets(np.full((3, 3), 0.04), np.ones(3)),
    },
    "drawdown_episodes": {
        "sp500_2007_2009_depth": lambda: crisis().depth,
        "sp500_2007_2009_falling": lambda: crisis().n_falling,
        "sp500_2007_2009_recovering": lambda: crisis().n_recovering or 0,
        "bacon_deepest": lambda: drawdown_episodes(BACON)[0].depth,
        "bacon_conditional_80": lambda: conditional_drawdown(BACON, 0.8),
        "bacon_mean": lambda: time_under_water(BACON).mean_depth,
    },
    "attribution": {
        "bacon_portfolio": lambda: FACHLER.portfolio_return,
        "bacon_benchmark": lambda: FACHLER.benchmark_return,
        "bacon_allocation_hood_japan": lambda: float(HOOD.allocation[1]),
        "bacon_allocation_hood_us": lambda: float(HOOD.allocation[2]),
        "bacon_selection_uk": lambda: float(HOOD.selection[0]),
        "bacon_selection_japan": lambda: float(HOOD.selection[1]),
        "bacon_selection_us": lambda: float(HOOD.selection[2]),
        "bacon_interaction": lambda: float(HOOD.interaction.sum()),
        "bacon_allocation_fachler_japan": lambda: float(FACHLER.allocation[1]),
        "bacon_allocation_fachler_us": lambda: float(FACHLER.allocation[2]),
        "carino_allocation": lambda: float(LINKED.allocation.sum()),
        "carino_selection": lambda: float(LINKED.selection.sum()),
        "carino_interaction": lambda: float(LINKED.interaction.sum()),
    },
    "rebalance": {
        "three_purchases_first_in_first_out": lambda: sold_in_november("first_in_first_out"),
        "three_purchases_last_in_first_out": lambda: sold_in_november("last_in_first_out"),
        "first_in_first_out_gain": lambda: sold("first_in_first_out").gain,
        "last_in_first_out_gain": lambda: sold("last_in_first_out").gain,
        "highest_cost_gain": lambda: sold("highest_cost").gain,
        "first_in_first_out_150": lambda: sold("first_in_first_out", 150).gain,
        "wash_sale_disallowed": lambda: disallowed(100),
        "wash_sale_in_part": lambda: disallowed(75),
        "drift_of_stocks": drift_of_stocks,
        "lots_of_ten": lots_of_ten,
    },
    "limit_cures": {
        "single_name_change": lambda: float(single_trade_cures(lambda w: w.max(axis=1), np.array([0.3, 0.1]), 0.2)[0].changes[0]),
        "gross_of_150_to_120": lambda: kept(lambda w: np.abs(w).sum(axis=1), [1.0, -0.5], 1.2),
        "volatility_by_scaling": lambda: kept(lambda w: 0.2 * np.sqrt((w**2).sum(axis=1)), [1.0], 0.15),
        "headroom_left": lambda: headroom(Rule(measure="volatility_annualized", warn=0.2, breach=0.25), 0.2).left,
    },
}


@pytest.mark.parametrize(("family", "row"), ROWS, ids=[f"{family}-{row['case']}" for family, row in ROWS])
def test_golden(family: str, row: dict[str, str]) -> None:
    computed = CASES[family][row["case"]]()
    assert abs(computed - float(row["expected"])) <= float(row["tolerance"]), (computed, row)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_case_has_a_row_and_a_source(family: str) -> None:
    rows = [row for of, row in ROWS if of == family]
    assert {row["case"] for row in rows} == set(CASES[family])
    assert all(row["source"] for row in rows)
