"""The stress report: episodes replayed with pandas, shocks through regressions of NumPy, reverse stress by cvxpy."""

import math

import cvxpy as cp
import numpy as np
import pandas as pd
import pytest
from tests.oracles.conftest import Case
from tests.oracles.holdings import Contract, driver_of, instruments, is_option, sector_of

from plumbline.portfolios.stress.report import NamedScenario, StressQuestion, stress_report
from plumbline.portfolios.stress.results import EpisodeStress, ShockStress
from plumbline.portfolios.stress.shocks import ShockInput


def shocked(case: Case, *given: tuple[str, float]) -> ShockStress:
    scenario = NamedScenario(None, tuple(ShockInput(target=target, move=move) for target, move in given))
    (found,) = stress_report(case.snapshot, case.view, StressQuestion(scenarios=(scenario,))).shocks
    return found


def revalued(case: Case, symbol: str, moves: np.ndarray, shift: float = 0.0) -> np.ndarray:
    """Money in a holding after its driver has moved by these fractions in all."""
    held = case.held
    if not is_option(symbol):
        return held.values[symbol] * (1 + moves)
    spot, volatility = float(held.history[driver_of(symbol)].iloc[-1]), held.volatility(driver_of(symbol))
    day = pd.Timestamp(held.day)
    return np.array(
        [held.size(symbol) * Contract(symbol).calculator(spot * (1 + move), max(volatility + shift, 1e-9), day).value() for move in moves]
    )


def stand_in(case: Case, driver: str, closes: pd.DataFrame) -> np.ndarray:
    """Growth of a driver through the episode: its own, the mean of its sector, or its beta times the index."""
    own = closes[driver]
    if own.notna().all():
        return (own / own.iloc[0]).to_numpy()[1:]
    sector = instruments()["sector"].get(driver)
    peers = [peer for peer in closes if peer != driver and sector is not None and instruments()["sector"][peer] == sector]
    peers = [peer for peer in peers if closes[peer].notna().all()]
    if len(peers) >= 3:
        return np.cumprod(1 + closes[peers].pct_change().iloc[1:].mean(axis=1).to_numpy())
    year = case.held.moves(252)[driver]
    market = case.held.market(252)
    beta = year.cov(market) / market.var()
    return np.cumprod(1 + beta * closes["SP500"].pct_change().iloc[1:].to_numpy())


def replays(case: Case, row: EpisodeStress) -> None:
    held = case.held
    closes = held.history.loc[str(row.start) : str(row.end)]
    after = {symbol: revalued(case, symbol, stand_in(case, driver_of(symbol), closes) - 1) for symbol in held.invested}
    path = pd.DataFrame(after).sum(axis=1) + held.cash
    assert row.value == pytest.approx(path.iloc[-1] / held.net - 1, abs=1e-9)
    assert row.change.amount == pytest.approx(path.iloc[-1] - held.net, abs=1e-3)
    whole = pd.concat([pd.Series([held.net]), path])
    assert row.worst_loss == pytest.approx((1 - whole / whole.cummax()).max(), abs=1e-9)
    gross = held.values.abs().groupby(driver_of).sum()
    known = [driver for driver in gross.index if closes[driver].notna().all()]
    assert row.coverage == pytest.approx(gross[known].sum() / gross.sum())
    index = closes["SP500"]
    assert row.benchmark.move == pytest.approx(index.iloc[-1] / index.iloc[0] - 1)
    for part in row.largest:
        assert part.change.amount == pytest.approx(after[part.symbol][-1] - held.values[part.symbol], abs=1e-3)


def test_every_episode(case: Case) -> None:
    report = stress_report(case.snapshot, case.view, StressQuestion())
    assert len(report.episodes) >= 11
    for row in report.episodes:
        replays(case, row)


@pytest.mark.parametrize("move", [-0.2, 0.1])
def test_the_market_through_beta(case: Case, move: float) -> None:
    held, found = case.held, shocked(case, ("market", move))
    moves, market = held.moves(252), held.market(252)
    after = sum(
        revalued(case, symbol, np.array([max(moves[driver_of(symbol)].cov(market) / market.var() * move, -1.0)]))[0]
        for symbol in held.invested
    )
    assert found.change.amount == pytest.approx(after + held.cash - held.net, abs=1e-3)
    assert found.impact == pytest.approx((after + held.cash) / held.net - 1)
    assert found.value_after.amount == pytest.approx(after + held.cash)
    own = held.daily(252)
    assert found.uncertainty == pytest.approx(
        math.sqrt(((own - own.mean() - own.cov(market) / market.var() * (market - market.mean())) ** 2).sum() / 250), rel=0.005
    )


def test_two_drivers_at_once(case: Case) -> None:
    """A share and the index: the slopes are those of the regression on both, and the share makes the move given."""
    held, found = case.held, shocked(case, ("market", -0.1), ("AAPL", -0.3))
    table = np.column_stack([np.ones(252), held.market(252), held.history["AAPL"].iloc[-253:].pct_change().iloc[1:]])
    slopes = np.linalg.lstsq(table, held.moves(252).to_numpy(), rcond=None)[0][1:]
    moves = dict(zip(held.drivers, np.array([-0.1, -0.3]) @ slopes, strict=True)) | {"AAPL": -0.3}
    after = sum(revalued(case, symbol, np.array([max(moves[driver_of(symbol)], -1.0)]))[0] for symbol in held.invested)
    assert found.change.amount == pytest.approx(after + held.cash - held.net, abs=1e-3)


def test_a_sector(case: Case) -> None:
    """A share and the options on it are one member of the sector."""
    held, name = case.held, "Energy" if case.held.name == "retirement" else "Information Technology"
    found = shocked(case, (name, -0.25))
    members = [symbol for symbol in held.invested if sector_of(symbol) == name]
    assert members
    moves = held.moves(252)
    sector = moves[list({driver_of(symbol) for symbol in members})].mean(axis=1)
    after = 0.0
    for symbol in held.invested:
        own = moves[driver_of(symbol)]
        move = -0.25 if symbol in members else own.cov(sector) / sector.var() * -0.25
        after += revalued(case, symbol, np.array([move]))[0]
    assert found.change.amount == pytest.approx(after + held.cash - held.net, abs=1e-3)


def test_volatility_by_ten_points(case: Case) -> None:
    """Over spans of 21 sessions: changes of the index's own volatility, and what the holdings did meanwhile."""
    held, found = case.held, shocked(case, ("volatility", 0.10))
    closes = held.history.iloc[-505:]
    level = closes["SP500"].pct_change().rolling(21).std() * math.sqrt(252)
    change = (level - level.shift(21)).dropna()
    spans = closes[held.drivers].pct_change(21).loc[change.index]
    after = 0.0
    for symbol in held.invested:
        move = spans[driver_of(symbol)].cov(change) / change.var() * 0.10
        after += revalued(case, symbol, np.array([max(move, -1.0)]), shift=0.10)[0]
    assert found.change.amount == pytest.approx(after + held.cash - held.net, abs=1e-3)


@pytest.mark.parametrize("loss", [0.05, 0.10])
def test_the_likeliest_way_to_a_loss(case: Case, loss: float) -> None:
    """The smallest distance of all moves that lose as much, found by a solver."""
    held = case.held
    report = stress_report(case.snapshot, case.view, StressQuestion(loss=loss)).reverse
    covariance = held.moves(504).cov().to_numpy() * 21
    root = np.linalg.cholesky(covariance)
    shocks = cp.Variable(len(held.drivers))
    problem = cp.Problem(cp.Minimize(cp.norm(shocks)), [held.weights.to_numpy() @ (root @ shocks) == -loss])
    problem.solve(solver=cp.CLARABEL)
    moves = dict(zip(held.drivers, root @ shocks.value, strict=True))
    assert report.distance == pytest.approx(problem.value, rel=1e-5)
    for row in report.largest:
        assert row.move == pytest.approx(moves[row.symbol], abs=1e-5)
    market = held.market(252)
    beta = held.daily(252).cov(market) / market.var()
    assert report.benchmark.move == pytest.approx(-loss / beta)
