"""Factor, attribution and drift reports: least squares of NumPy and scikit-learn, Newey-West and Brinson by hand."""

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression
from tests.oracles.conftest import Case
from tests.oracles.holdings import driver_of, instruments, sector_of

from plumbline.portfolios.attribution.report import attribution_report
from plumbline.portfolios.drift.report import drift_report
from plumbline.portfolios.factors.report import factor_report

FUNDS = {"value": "VLUE", "size": "SIZE", "momentum": "MTUM", "quality": "QUAL", "low_volatility": "USMV"}


def factors_of(case: Case, n_sessions: int = 504) -> pd.DataFrame:
    """The index, and each style fund less it where the fund has prices throughout."""
    history = case.held.history.iloc[-n_sessions - 1 :]
    market = history["SP500"].pct_change().iloc[1:]
    styles = {
        key: history[fund].pct_change().iloc[1:] - market for key, fund in FUNDS.items() if fund in history and history[fund].notna().all()
    }
    return pd.DataFrame({"market": market, **styles})


def industries_of(case: Case, n_sessions: int = 504) -> pd.DataFrame:
    """Sectors of two shares or more, less the mean of all those shares."""
    moves = case.held.history.iloc[-n_sessions - 1 :].pct_change().iloc[1:]
    sectors = instruments().query("kind == 'equity'")["sector"]
    sectors = sectors[sectors.map(sectors.value_counts()) > 1]
    everything = moves[sectors.index].mean(axis=1)
    return moves[sectors.index].T.groupby(sectors).mean().T.sub(everything, axis=0)


def newey_west(table: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Errors with triangular weights, lag by lag."""
    scores = table * left[:, None]
    middle = scores.T @ scores
    lags = int(4 * (len(table) / 100) ** (2 / 9))
    for lag in range(1, lags + 1):
        across = sum(np.outer(scores[row], scores[row - lag]) for row in range(lag, len(scores)))
        middle = middle + (1 - lag / (lags + 1)) * (across + across.T)
    bread = np.linalg.inv(table.T @ table)
    return np.sqrt(np.diag(bread @ middle @ bread))


def test_exposures_errors_and_tilts(case: Case) -> None:
    held, factors = case.held, factors_of(case)
    own, market = held.daily(504), held.market(504)
    report = factor_report(case.snapshot, case.view)
    assert [row.key for row in report.factors] == list(factors)
    fit = LinearRegression().fit(factors, own)
    table = np.column_stack([np.ones(504), factors])
    errors = newey_west(table, (own - fit.predict(factors)).to_numpy())[1:]
    ordinary = np.sqrt(np.diag(np.linalg.inv(table.T @ table)) * ((own - fit.predict(factors)) ** 2).sum() / (504 - table.shape[1]))[1:]
    active = LinearRegression().fit(factors, own - market)
    active_errors = newey_west(table, (own - market - active.predict(factors)).to_numpy())[1:]
    index = LinearRegression().fit(factors, market)
    for place, row in enumerate(report.factors):
        assert row.exposure.value == pytest.approx(fit.coef_[place], abs=1e-9)
        assert row.error.value == pytest.approx(errors[place], rel=1e-6)
        assert row.plain_error.value == pytest.approx(ordinary[place], rel=1e-6)
        assert row.benchmark.value == pytest.approx(index.coef_[place], abs=1e-9)
        assert row.tilt.value == pytest.approx(active.coef_[place], abs=1e-9)
        assert row.tilt_error.value == pytest.approx(active_errors[place], rel=1e-6)
        assert row.factor_return.value == pytest.approx((1 + factors[row.key]).prod() - 1)
    assert report.alpha == pytest.approx(fit.intercept_ * 252)
    assert report.r_squared == pytest.approx(fit.score(factors, own))
    assert report.volatility == pytest.approx(own.std() * math.sqrt(252))
    moves = held.moves(504)
    for row in report.holdings:
        alone = LinearRegression().fit(factors, moves[row.symbol])
        assert [cell.value for cell in row.exposures] == pytest.approx(alone.coef_, abs=1e-9)
        assert row.weight == pytest.approx(held.weights[row.symbol])


def test_variance_by_source(case: Case) -> None:
    factors, industries = factors_of(case), industries_of(case)
    own, market = case.held.daily(504), case.held.market(504)
    report = factor_report(case.snapshot, case.view)
    blocks = [factors[["market"]], factors, pd.concat([factors, industries], axis=1)]
    for found, series in ((report.variance, own), (report.active, own - market)):
        explained = []
        for block in blocks:
            table = np.column_stack([np.ones(504), block])
            left = series - table @ np.linalg.lstsq(table, series.to_numpy(), rcond=None)[0]
            explained.append(1 - left.var(ddof=0) / series.var(ddof=0))
        shares = [explained[0], explained[1] - explained[0], explained[2] - explained[1], 1 - explained[2]]
        assert [found.market, found.style, found.industry, found.specific] == pytest.approx(shares, abs=1e-8)
    assert report.active.tracking_error == pytest.approx((own - market).std() * math.sqrt(252))


def test_rolling_exposures(case: Case) -> None:
    factors, own = factors_of(case), case.held.daily(504)
    series = factor_report(case.snapshot, case.view).series
    for place in (0, 100, len(series.dates) - 1):
        end = own.index.get_loc(pd.Timestamp(series.dates[place])) + 1
        fit = LinearRegression().fit(factors.iloc[end - 126 : end], own.iloc[end - 126 : end])
        assert [line.values[place] for line in series.lines] == pytest.approx(fit.coef_, abs=2e-6)


def month_ends(case: Case, start: str) -> pd.DatetimeIndex:
    """The close before the period, the last session of each month, and the day."""
    sessions = case.held.history.loc[start:].index
    first = case.held.history.index[case.held.history.index.get_loc(sessions[0]) - 1]
    ends = pd.Series(sessions, index=sessions).groupby(sessions.to_period("M")).last()
    return pd.DatetimeIndex([first, *ends])


def carino(portfolio: float, benchmark: float) -> float:
    if abs(portfolio - benchmark) < 1e-15:
        return 1 / (1 + portfolio)
    return (math.log1p(portfolio) - math.log1p(benchmark)) / (portfolio - benchmark)


def test_attribution_month_by_month(case: Case) -> None:
    held = case.held
    days = month_ends(case, f"{held.day[:4]}-01-01")
    values = held.path(days[0]).loc[days]
    groups = pd.Series({symbol: "Cash" if symbol == "CASH" else sector_of(symbol) for symbol in values})
    shares = instruments().query("kind == 'equity'")
    closes = held.history.loc[days, shares.index].dropna(axis=1)
    shares = shares.loc[closes.columns]
    market = (closes.pct_change().iloc[1:].T.groupby(shares["sector"]).mean()).T
    market_weights = shares["sector"].value_counts(normalize=True)
    own, total = values.T.groupby(groups).sum().T, values.sum(axis=1)
    names = sorted(set(groups) | set(shares["sector"]))
    effects = {name: np.zeros(3) for name in names}
    returns = total.pct_change().iloc[1:]
    benchmark = market @ market_weights
    k = carino((1 + returns).prod() - 1, (1 + benchmark).prod() - 1)
    for before, day in pairwise(days):
        scale = carino(returns[day], benchmark[day]) / k
        for name in names:
            weight = own.loc[before].get(name, 0.0) / total[before]
            other = market_weights.get(name, 0.0)
            move = (
                own.loc[day, name] / own.loc[before, name] - 1
                if weight and name != "Cash"
                else 0.0
                if name == "Cash"
                else market.loc[day, name]
            )
            theirs = market.loc[day, name] if other else move
            effects[name] += scale * np.array([
                (weight - other) * (theirs - benchmark[day]), other * (move - theirs), (weight - other) * (move - theirs),
            ])  # fmt: skip
    report = attribution_report(case.snapshot, case.view, period="ytd")
    assert report.start == days[0].date()
    assert report.portfolio_return == pytest.approx(total.iloc[-1] / total.iloc[0] - 1)
    assert report.benchmark_return == pytest.approx((1 + benchmark).prod() - 1)
    for row in report.sectors:
        assert [row.allocation, row.selection, row.interaction] == pytest.approx(effects[row.sector], abs=1e-9), row.sector
        assert row.weight == pytest.approx(own.iloc[0].get(row.sector, 0.0) / total.iloc[0])
        assert row.benchmark_weight == pytest.approx(market_weights.get(row.sector, 0.0))
    assert sum(effects.values()).sum() == pytest.approx(report.active_return)
    linked = {day: carino(returns[day], 0.0) / carino(report.portfolio_return, 0.0) for day in days[1:]}
    gains = values.diff().iloc[1:].div(total.shift().iloc[1:], axis=0).mul(pd.Series(linked), axis=0)
    assert {row.symbol: row.contribution for row in report.holdings} == pytest.approx(gains.drop(columns="CASH").sum().to_dict(), abs=1e-10)
    assert [row.contribution for row in report.months] == pytest.approx(gains.sum(axis=1).to_numpy(), abs=1e-10)


def test_drift_of_weights_and_risk(case: Case) -> None:
    held = case.held
    start = pd.Timestamp(held.day) - pd.DateOffset(years=1)
    values = held.path(start)
    weights = values.div(values.sum(axis=1), axis=0)
    report = drift_report(case.snapshot, case.view, period="1y")
    assert report.start == values.index[0].date()
    for row in report.holdings:
        assert [row.before.value, row.now.value] == pytest.approx([weights[row.symbol].iloc[0], weights[row.symbol].iloc[-1]])
        assert row.drift == pytest.approx(weights[row.symbol].iloc[-1] - weights[row.symbol].iloc[0], abs=1e-10)
    change = weights.iloc[-1] - weights.iloc[0]
    assert report.turnover == pytest.approx(change.abs().sum() / 2)
    by_sector = weights.T.groupby(lambda symbol: "Cash" if symbol == "CASH" else sector_of(symbol)).sum().T
    for row in report.sectors:
        assert [row.before.value, row.now.value] == pytest.approx(
            [by_sector[row.sector].iloc[0], by_sector[row.sector].iloc[-1]], abs=1e-12
        )
    for moment, day in ((report.volatility_before, values.index[0]), (report.volatility_now, values.index[-1])):
        row = held.history.index.get_loc(day)
        moves = held.history.iloc[row - 252 : row + 1].pct_change().iloc[1:]
        own = sum(held.exposure(symbol, row) / values.loc[day].sum() * moves[driver_of(symbol)] for symbol in held.invested)
        assert moment.value == pytest.approx(own.std() * math.sqrt(252), rel=1e-7)


def test_styles_built_from_the_shares_themselves(case: Case) -> None:
    """At each month end the upper and lower 30 % by score; from the next session on their mean returns, long less short."""
    history = case.held.history.iloc[-900:]
    shares = [symbol for symbol, kind in instruments()["kind"].items() if kind == "equity"]
    moves = history[shares].pct_change()
    scores = {
        "momentum": history[shares].shift(21) / history[shares].shift(252) - 1,
        "low_volatility": -moves.rolling(252).std(),
    }
    sessions = pd.Series(history.index, index=history.index)
    ends = sessions.groupby(history.index.to_period("M")).last().iloc[:-1]
    expected = {}
    for key, score in scores.items():
        series = pd.Series(np.nan, index=history.index)
        for formed, until in zip(ends, [*ends.iloc[1:], history.index[-1]], strict=True):
            ranked = score.loc[formed].dropna().sort_values()
            n_side = int(0.3 * len(ranked))
            earning = moves.loc[formed:until].iloc[1:]
            if n_side:
                series[earning.index] = earning[ranked.index[-n_side:]].mean(axis=1) - earning[ranked.index[:n_side]].mean(axis=1)
        expected[key] = series.iloc[-504:]
    found = {row.key: row for row in factor_report(case.snapshot, case.view, self_built=True).factors}
    for key, series in expected.items():
        assert found[key].factor_return.value == pytest.approx((1 + series).prod() - 1), key
