"""The drawdown report by a walk through the path, the hedging report by regressions of SciPy and NumPy."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.oracles.conftest import Case
from tests.oracles.holdings import instruments, sector_of

from plumbline.portfolios.drawdowns.report import DrawdownTerms, drawdown_report
from plumbline.portfolios.hedging.report import hedging_report

SESSIONS = 1_000


def value_path(case: Case) -> pd.Series:
    own = case.held.daily(SESSIONS)
    start = case.held.history.index[case.held.history.index.get_loc(own.index[0]) - 1]
    return pd.concat([pd.Series([1.0], index=[start]), (1 + own).cumprod()])


def walked(values: pd.Series) -> list[dict[str, object]]:
    """Every fall, by one pass through the days."""
    found: list[dict[str, object]] = []
    peak, falling = 0, None
    for place, value in enumerate(values):
        if value >= values.iloc[peak] - 1e-12:
            if falling:
                found.append({**falling, "recovered": place})
                falling = None
            peak = place
        elif falling is None or value < values.iloc[falling["trough"]]:
            falling = {"peak": peak, "trough": place, "recovered": None}
    if falling:
        found.append(falling)
    for fall in found:
        fall["depth"] = 1 - values.iloc[fall["trough"]] / values.iloc[fall["peak"]]
    return sorted((fall for fall in found if fall["depth"] >= 0.02), key=lambda fall: -fall["depth"])


def test_every_deep_fall(case: Case) -> None:
    values = value_path(case)
    report = drawdown_report(case.snapshot, case.view, DrawdownTerms(n_sessions=SESSIONS, n_episodes=100))
    days = [day.date() for day in values.index]
    expected = walked(values)
    assert len(report.episodes) == len(expected)
    for row, fall in zip(report.episodes, expected, strict=True):
        assert row.depth == pytest.approx(fall["depth"])
        assert (row.peak_on, row.trough_on) == (days[fall["peak"]], days[fall["trough"]])
        assert row.recovered_on == (None if fall["recovered"] is None else days[fall["recovered"]])
        assert row.n_falling == fall["trough"] - fall["peak"]
        assert row.n_recovering == (None if fall["recovered"] is None else fall["recovered"] - fall["trough"])


def test_depth_and_time_under_water(case: Case) -> None:
    values = value_path(case)
    path = (1 - values / values.cummax()).iloc[1:]
    report = drawdown_report(case.snapshot, case.view, DrawdownTerms(n_sessions=SESSIONS))
    assert report.n_observations == SESSIONS
    assert report.maximum == pytest.approx(path.max())
    assert report.current == pytest.approx(path.iloc[-1], abs=1e-12)
    assert report.conditional == pytest.approx(path.nlargest(50).mean())  # the deepest 5 % of 1,000
    under = path > 1e-12
    assert report.time_under_water == pytest.approx(under.mean())
    assert report.longest_under_water == under.groupby((~under).cumsum()).sum().max()


def test_chance_of_a_fall_within_its_error(case: Case) -> None:
    """A bootstrap in blocks of one fixed length instead of random lengths: other draws, nearly the same question."""
    own = case.held.daily(SESSIONS).to_numpy()
    random = np.random.default_rng(11)
    starts = random.integers(0, own.size, (4_000, 13))
    paths = np.cumprod(1 + own[(starts[:, :, None] + np.arange(20)).reshape(4_000, -1)[:, :252] % own.size], axis=1)
    peaks = np.maximum(np.maximum.accumulate(paths, axis=1), 1.0)
    deepest = (1 - paths / peaks).max(axis=1)
    report = drawdown_report(case.snapshot, case.view, DrawdownTerms(n_sessions=SESSIONS))
    for chance in report.chances:
        assert chance.value == pytest.approx((deepest >= chance.parameters["depth"]).mean(), abs=0.06)


def test_hedges_as_regressions(case: Case) -> None:
    held = case.held
    own = held.daily(252)
    report = hedging_report(case.snapshot, case.view)
    offered = held.history[[symbol for symbol in held.history if instruments().loc[symbol, "kind"] in ("etf", "index")]]
    moves = offered.iloc[-253:].pct_change().iloc[1:].dropna(axis=1)
    fits = {symbol: stats.linregress(moves[symbol], own) for symbol in moves}
    assert report.candidates
    for row in report.candidates:
        fit = fits[row.symbol]
        assert row.ratio == pytest.approx(fit.slope)
        assert row.amount.amount == pytest.approx(-fit.slope * held.net)
        assert row.effectiveness == pytest.approx(fit.rvalue**2)
        assert row.correlation == pytest.approx(fit.rvalue)
        left = own - fit.slope * moves[row.symbol]
        assert row.volatility_after == pytest.approx(left.std() * math.sqrt(252))
    ranked = sorted((symbol for symbol in fits if fits[symbol].slope > 0), key=lambda symbol: -(fits[symbol].rvalue ** 2))
    assert [row.symbol for row in report.candidates] == ranked[: len(report.candidates)]
    if report.basket is not None:
        chosen = moves[[part.symbol for part in report.basket.parts]]
        slopes = np.linalg.lstsq(np.column_stack([np.ones(252), chosen]), own.to_numpy(), rcond=None)[0][1:]
        assert [part.ratio for part in report.basket.parts] == pytest.approx(slopes)
        assert report.basket.volatility_after == pytest.approx((own - chosen @ slopes).std() * math.sqrt(252))


def test_longs_against_shorts(case: Case) -> None:
    held, report = case.held, hedging_report(case.snapshot, case.view)
    weights = held.exposures / held.net
    if not ((weights > 0).any() and (weights < 0).any()):
        assert report.own is None
        return
    moves = pd.DataFrame({symbol: held.moves(252)[symbol[:6].strip()] for symbol in held.invested})
    longs, shorts = moves @ weights.clip(lower=0), moves @ -weights.clip(upper=0)
    assert report.own.effectiveness == pytest.approx(1 - (longs - shorts).var() / longs.var())
    assert report.own.r_squared == pytest.approx(longs.corr(shorts) ** 2)
    assert report.own.best_ratio == pytest.approx(longs.cov(shorts) / shorts.var())
    sides = pd.DataFrame({"long": weights.clip(lower=0), "short": -weights.clip(upper=0)}).groupby(sector_of).sum()
    assert report.own.match == pytest.approx(sides.min(axis=1).sum() / sides["short"].sum())
    assert report.own.similarity == pytest.approx(sides["long"] @ sides["short"] / np.sqrt((sides**2).sum()).prod())
    for row in report.own.sectors:
        assert [row.long, row.short] == pytest.approx(sides.loc[row.sector].tolist())


def test_bets(case: Case) -> None:
    held, report = case.held, hedging_report(case.snapshot, case.view)
    covariance, weights = held.moves(252).cov().to_numpy(), held.weights.to_numpy()
    deviation = math.sqrt(weights @ covariance @ weights)
    assert report.diversification_ratio == pytest.approx(np.abs(weights) @ np.sqrt(np.diag(covariance)) / deviation)
    values, vectors = np.linalg.eigh(covariance)
    shares = (vectors.T @ weights) ** 2 * values / deviation**2
    assert report.effective_bets == pytest.approx(math.exp(stats.entropy(shares)), rel=1e-6)
