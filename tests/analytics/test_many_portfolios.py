"""The report over many portfolios says, portfolio by portfolio, what the functions for one portfolio say."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from plumbline.analytics.beta import beta
from plumbline.analytics.concentration import concentration_hhi, effective_positions, largest_weight, top_weight
from plumbline.analytics.contribution import volatility_contributions
from plumbline.analytics.drawdown import current_drawdown, deepest_drawdown
from plumbline.analytics.exposure import exposures
from plumbline.analytics.many_portfolios.facts import Labels, PortfolioFacts, portfolio_facts
from plumbline.analytics.many_portfolios.inputs import PortfolioTable, SharedUniverse
from plumbline.analytics.many_portfolios.report import RiskFigures, many_risk_figures
from plumbline.analytics.measures import MEASURE_KEYS, measure
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import InvalidInput, MissingData
from plumbline.facts.columns import FigureFrame
from plumbline.facts.fact import Lineage, Quality, Unit

N_ASSETS, N_SLOTS, N_PORTFOLIOS, N_SESSIONS = 40, 7, 30, 700
LEVELS = np.array([0.95, 0.99])


def _universe(seed: int = 3, **windows: int) -> SharedUniverse:
    rng = np.random.default_rng(seed)
    common = rng.standard_t(5, (N_SESSIONS, 3)) * 0.006
    returns = common @ rng.standard_normal((3, N_ASSETS)) + rng.standard_normal((N_SESSIONS, N_ASSETS)) * 0.01
    return SharedUniverse(returns=returns, benchmark=common[:, 0], sectors=np.arange(N_ASSETS) % 4, **windows)


def _portfolios(seed: int = 4) -> PortfolioTable:
    """Long, long-short and borrowed ones; row 0 holds cash only, row 1 one name."""
    rng = np.random.default_rng(seed)
    assets = np.argsort(rng.random((N_PORTFOLIOS, N_ASSETS)), axis=1)[:, :N_SLOTS]
    weights = rng.normal(0.15, 0.2, (N_PORTFOLIOS, N_SLOTS))
    weights[0] = 0.0
    weights[1, 1:] = 0.0
    assets[1] = assets[1, 0]  # empty slots may name any asset
    return PortfolioTable(assets=assets, weights=weights, net_values=rng.uniform(1e4, 1e7, N_PORTFOLIOS))


def _one(universe: SharedUniverse, portfolios: PortfolioTable, *, block: int = 7, n_workers: int = 1) -> RiskFigures:
    """The blocks; only those of the first rows are looked at here, the others by their place."""
    blocks = list(many_risk_figures(universe, portfolios, block=block, n_workers=n_workers))
    assert [part.first for part in blocks] == list(range(0, N_PORTFOLIOS, block))
    return blocks[0]


def _dense(portfolios: PortfolioTable, row: int) -> np.ndarray:
    held = np.zeros(N_ASSETS)
    np.add.at(held, portfolios.assets[row], portfolios.weights[row])
    return held


@pytest.mark.parametrize(("year", "tail"), [(252, 504), (504, 504), (600, 300), (10_000, 10_000)])
def test_every_figure_is_that_of_one_portfolio(year: int, tail: int) -> None:
    universe, portfolios = _universe(year_sessions=year, tail_sessions=tail), _portfolios()
    figures = _one(universe, portfolios, block=N_PORTFOLIOS)
    recent, last = universe.returns[-year:], universe.returns[-tail:]
    slopes = np.asarray(beta(recent, universe.benchmark[-year:]))
    for row in range(1, N_PORTFOLIOS):
        held, weights, assets = _dense(portfolios, row), portfolios.weights[row], portfolios.assets[row]
        series = universe.returns @ held
        parts = volatility_contributions(recent, held, periods_per_year=252)
        assert figures.volatility_year[row] == pytest.approx(parts.portfolio_volatility, rel=1e-10)
        assert figures.volatility_21[row] == pytest.approx(volatility_annualized(series[-21:], periods_per_year=252), rel=1e-10)
        assert figures.volatility_63[row] == pytest.approx(volatility_annualized(series[-63:], periods_per_year=252), rel=1e-10)
        assert figures.beta[row] == pytest.approx(held @ slopes, rel=1e-9, abs=1e-12)
        np.testing.assert_allclose(np.bincount(assets, figures.shares[row], N_ASSETS), parts.shares, atol=1e-10)
        np.testing.assert_allclose(np.bincount(assets, figures.volatilities[row], N_ASSETS), parts.volatilities, atol=1e-10)
        np.testing.assert_allclose(figures.own_volatilities[row], volatility_annualized(recent[:, assets], periods_per_year=252))
        np.testing.assert_allclose(figures.own_betas[row], slopes[assets])
        sectors = np.bincount(np.arange(N_ASSETS) % 4, parts.shares, 4)
        np.testing.assert_allclose(figures.sector_shares[row], sectors, atol=1e-10)
        np.testing.assert_allclose(figures.sector_weights[row], np.bincount(np.arange(N_ASSETS) % 4, held, 4), atol=1e-12)
        _same_tails(figures, row, last @ held)
        _same_fall(figures, row, recent @ held)
        _same_spread(figures, row, weights[weights != 0.0])
        score = risk_score(
            RiskScoreInputs(
                figures.volatility_year[row],
                figures.tails.historical_expected_shortfall[row, 0],
                figures.drawdowns.maximum[row],
                figures.spread.hhi[row],
                figures.spread.long[row] + figures.spread.short[row],
            )
        )
        assert figures.score[row] == pytest.approx(score.score, rel=1e-12)


def _same_tails(figures: RiskFigures, row: int, series: np.ndarray) -> None:
    tails = figures.tails
    np.testing.assert_allclose(tails.historical_value_at_risk[row], historical_value_at_risk(series, LEVELS), rtol=1e-10)
    np.testing.assert_allclose(tails.historical_expected_shortfall[row], historical_expected_shortfall(series, LEVELS), rtol=1e-10)
    np.testing.assert_allclose(tails.parametric_value_at_risk[row], parametric_value_at_risk(series, LEVELS), rtol=1e-10)
    np.testing.assert_allclose(tails.parametric_expected_shortfall[row], parametric_expected_shortfall(series, LEVELS), rtol=1e-10)


def _same_fall(figures: RiskFigures, row: int, series: np.ndarray) -> None:
    deepest, found = deepest_drawdown(series), figures.drawdowns
    assert found.maximum[row] == pytest.approx(deepest.depth, rel=1e-10)
    assert found.current[row] == pytest.approx(current_drawdown(series), rel=1e-10, abs=1e-14)
    assert (found.peak[row], found.trough[row]) == (deepest.peak, deepest.trough)


def _same_spread(figures: RiskFigures, row: int, weights: np.ndarray) -> None:
    spread, exposure = figures.spread, exposures(weights, net_value=1.0)
    assert spread.hhi[row] == pytest.approx(concentration_hhi(weights))
    assert spread.effective_positions[row] == pytest.approx(effective_positions(weights))
    assert (spread.largest[row], spread.top_5[row]) == pytest.approx((largest_weight(weights), top_weight(weights)))
    assert spread.n_holdings[row] == weights.size
    assert (spread.long[row], spread.short[row]) == pytest.approx((exposure.long, exposure.short), abs=1e-15)
    if exposure.hedge_ratio is None:
        assert np.isnan(spread.hedge_ratio[row])
    else:
        assert spread.hedge_ratio[row] == pytest.approx(exposure.hedge_ratio, abs=1e-15)


@pytest.mark.parametrize("n_workers", [1, 2])
@pytest.mark.parametrize("block", [1, 7, 64])
def test_blocks_and_threads_change_nothing(n_workers: int, block: int) -> None:
    universe, portfolios = _universe(), _portfolios()
    whole = _one(universe, portfolios, block=N_PORTFOLIOS)
    parts = list(many_risk_figures(universe, portfolios, block=block, n_workers=n_workers))
    np.testing.assert_allclose(np.concatenate([part.score for part in parts]), whole.score, rtol=1e-12)
    np.testing.assert_allclose(np.concatenate([part.shares for part in parts]), whole.shares, atol=1e-12)


def test_cash_and_a_perfect_hedge_have_no_risk_and_no_shares() -> None:
    universe = _universe()
    twin = SharedUniverse(returns=np.column_stack([universe.returns[:, 0]] * 2), benchmark=universe.benchmark)
    table = PortfolioTable(assets=np.array([[0, 1], [0, 1]]), weights=np.array([[0.5, -0.5], [0.0, 0.0]]), net_values=np.ones(2))
    figures = next(many_risk_figures(twin, table))
    assert figures.volatility_year.tolist() == [0.0, 0.0]
    assert np.isnan(figures.shares).all()
    assert figures.drawdowns.maximum.tolist() == [0.0, 0.0]
    assert figures.spread.n_holdings.tolist() == [2, 0]
    assert figures.score[1] == 0.0


def test_ties_at_the_edge_of_the_tail_count_as_they_do_for_one_portfolio() -> None:
    returns = np.round(np.random.default_rng(5).normal(0.0, 0.01, (N_SESSIONS, 3)), 2)  # many equal returns
    universe = SharedUniverse(returns=returns, benchmark=returns[:, 0], tail_sessions=N_SESSIONS)
    table = PortfolioTable(assets=np.array([[0], [1], [2]]), weights=np.ones((3, 1)), net_values=np.ones(3))
    figures = next(many_risk_figures(universe, table))
    for row in range(3):
        _same_tails(figures, row, returns[:, row])


def test_ruin_has_no_drawdown() -> None:
    returns = np.full((100, 1), 0.01)
    returns[50] = -0.6
    table = PortfolioTable(assets=np.array([[0], [0]]), weights=np.array([[2.0], [1.0]]), net_values=np.ones(2))
    figures = next(many_risk_figures(SharedUniverse(returns=returns, benchmark=returns[:, 0]), table))
    assert np.isnan(figures.drawdowns.maximum[0])
    assert np.isnan(figures.score[0])
    assert figures.drawdowns.maximum[1] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"weights": np.full((N_PORTFOLIOS, N_SLOTS), np.nan)}, MissingData),
        ({"assets": np.full((N_PORTFOLIOS, N_SLOTS), N_ASSETS)}, InvalidInput),
        ({"net_values": np.zeros(N_PORTFOLIOS)}, InvalidInput),
        ({"net_values": np.ones(3)}, InvalidInput),
        ({"assets": np.zeros((N_PORTFOLIOS, N_SLOTS), dtype=np.intp)}, InvalidInput),
    ],
)
def test_a_table_that_means_nothing_is_refused(change: dict[str, np.ndarray], error: type[Exception]) -> None:
    table = _portfolios()
    fields = {"assets": table.assets, "weights": table.weights, "net_values": table.net_values, **change}
    with pytest.raises(error):
        many_risk_figures(_universe(), PortfolioTable(**fields))


def test_a_gap_in_the_universe_is_refused() -> None:
    universe = _universe()
    universe.returns[5, 5] = np.nan
    with pytest.raises(MissingData, match="found a gap"):
        many_risk_figures(universe, _portfolios())


def _facts(block: int = 8) -> list[PortfolioFacts]:
    universe, portfolios = _universe(), _portfolios()
    labels = Labels(
        portfolio_ids=[f"pf_{number}" for number in range(N_PORTFOLIOS)],
        portfolio_names=[f"Client {number}" for number in range(N_PORTFOLIOS)],
        symbols=[f"S{number}" for number in range(N_ASSETS)],
        sectors=["A", "B", "C", "D"],
        days=np.datetime64("2020-01-01") + np.arange(N_SESSIONS + 1),
        currency="USD",
    )
    lineage = Lineage(calculation="many_risk_figures", version="1", snapshot="digest")
    frame = FigureFrame(date(2022, 1, 1), lineage, lambda key: measure(key).unit, "nothing is held")
    return [portfolio_facts(figures, labels, frame) for figures in many_risk_figures(universe, portfolios, block=block)]


def test_facts_name_measures_and_have_ids_of_their_own() -> None:
    blocks = _facts()
    facts = [fact for block in blocks for row in range(len(block.figures.score)) for fact in block.of_portfolio(row)]
    assert {fact.measure for fact in facts} <= MEASURE_KEYS
    assert len({fact.id for fact in facts}) == len(facts)
    assert all((fact.unit is Unit.MONEY) == (fact.currency == "USD") for fact in facts)
    meanings = {(fact.subject.id, fact.measure, fact.period, tuple(sorted(fact.parameters.items()))) for fact in facts}
    assert len(meanings) == len(facts), "two facts that say the same"


def test_a_fact_is_found_by_its_id_and_says_the_figure() -> None:
    block = _facts()[1]
    facts = list(block.of_portfolio(3))
    assert [block.find(fact.id) for fact in facts] == facts
    assert block.find("f1") is None
    assert block.find("nonsense") is None
    score = next(fact for fact in facts if fact.measure == "risk_score")
    assert score.subject.id == f"pf_{block.figures.first + 3}"
    assert score.value == block.figures.score[3]
    trough = next(fact for fact in facts if fact.measure == "drawdown_trough_date")
    expected = np.datetime64("2020-01-01") + N_SESSIONS - 252 + int(block.figures.drawdowns.trough[3])
    assert trough.value == expected.item()


def test_a_figure_that_is_not_defined_is_a_fact_that_says_why() -> None:
    first = _facts()[0]
    cash = {fact.measure: fact for fact in first.of_portfolio(0)}
    assert cash["concentration_hhi"].value is None
    assert cash["concentration_hhi"].quality is Quality.UNAVAILABLE
    assert cash["concentration_hhi"].reason == "nothing is held"
    assert cash["drawdown_peak_date"].value is None
    assert "weight" not in cash, "an empty slot is not a holding"


def test_without_a_benchmark_all_but_betas_is_known() -> None:
    universe = _universe()
    with_one = next(many_risk_figures(universe, _portfolios()))
    without = next(many_risk_figures(replace(universe, benchmark=None), _portfolios()))
    assert np.isnan(without.beta).all()
    assert (without.volatility_year == with_one.volatility_year).all()
    assert (without.score == with_one.score).all()
