"""Groups as one merged table of pandas; what-if by changing weights and computing everything anew."""

import math
from dataclasses import replace

import empyrical
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.oracles.conftest import Case, case_of, sample_market
from tests.oracles.holdings import DAYS, FILES, RATE, SOURCES, Held, driver_of, lots

from plumbline.core.ids import PortfolioId
from plumbline.market_data.market import MarketView
from plumbline.portfolios.group_book import group_book
from plumbline.portfolios.groups.report import group_report
from plumbline.portfolios.imports.parse import parse_file
from plumbline.portfolios.imports.preview import book_of
from plumbline.portfolios.snapshot import take_snapshot
from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report
from plumbline.portfolios.what_if.results import WhatIfState


class Merged(Held):
    """The lots of all files together."""

    @property
    def table(self) -> pd.DataFrame:
        every = pd.concat([lots(name) for name in FILES])
        return every[~(pd.to_datetime(every["opened"]) > pd.Timestamp(self.day))]


@pytest.mark.parametrize("day", DAYS)
def test_all_portfolios_as_one(day: str) -> None:
    view, latest = sample_market().as_of(pd.Timestamp(day).date()), sample_market().as_of()
    group = take_snapshot(group_book("group_1", "Everything", _books(latest)), view, risk_free_rate=RATE)
    report, held = group_report(group, view), Merged("all", day)
    members = {name: case_of(name, day).held for name in FILES}
    assert report.risk.net_value.amount == pytest.approx(held.net)
    assert report.risk.cash_value.amount == pytest.approx(held.cash)
    own, tail = held.daily(252), held.daily(504)
    assert report.risk.volatility.days_252 == pytest.approx(empyrical.annual_volatility(own))
    assert report.risk.beta == pytest.approx(stats.linregress(held.market(252), own).slope)
    assert report.risk.tail_risk.historical_value_at_risk_99 == pytest.approx(-tail.quantile(0.01))
    assert report.risk.drawdown.maximum == pytest.approx(-empyrical.max_drawdown(own))
    assert {row.symbol: row.market_value.amount for row in report.risk.contributions} == pytest.approx(held.values.to_dict())
    saved = -_shortfall(tail) * held.net
    for row in report.members:
        alone = members[row.name]
        gains, whole = alone.daily(252) * alone.net, own * held.net
        assert row.net_value.amount == pytest.approx(alone.net)
        assert row.share == pytest.approx(alone.net / held.net)
        assert row.volatility == pytest.approx(empyrical.annual_volatility(alone.daily(252)))
        assert row.maximum_drawdown == pytest.approx(-empyrical.max_drawdown(alone.daily(252)))
        assert row.risk_contribution == pytest.approx(gains.cov(whole) / whole.var())
        saved += _shortfall(alone.daily(504)) * alone.net
        assert row.expected_shortfall.amount == pytest.approx(_shortfall(alone.daily(504)) * alone.net)
    assert report.diversification.amount == pytest.approx(saved)


def _books(view: MarketView):
    for name, filename in FILES.items():
        parsed = parse_file((SOURCES / "portfolios" / "demo" / filename).read_bytes(), filename, view)
        yield replace(book_of(parsed, view, name=name), id=PortfolioId(f"pf_{name}"))


def _shortfall(own: pd.Series, level: float = 0.95) -> float:
    return -float(own[own <= own.quantile(1 - level)].mean())


def is_state(state: WhatIfState, case: Case, weights: pd.Series) -> None:
    """Figures of signed exposures over net value by driver."""
    held = case.held
    history = held.history[list(weights.index)].iloc[-505:].pct_change().iloc[1:]
    tail = history @ weights
    own, market = tail.iloc[-252:], held.market(252)
    assert state.volatility == pytest.approx(own.std() * math.sqrt(252))
    assert state.beta == pytest.approx(own.cov(market) / market.var())
    assert state.tracking_error == pytest.approx((own - market).std() * math.sqrt(252))
    assert state.value_at_risk == pytest.approx(-tail.quantile(0.05))
    assert state.expected_shortfall == pytest.approx(_shortfall(tail))
    assert state.value_at_risk_99 == pytest.approx(-tail.quantile(0.01))
    assert state.expected_shortfall_99 == pytest.approx(_shortfall(tail, 0.99))
    assert state.value_at_risk_money.amount == pytest.approx(-tail.quantile(0.05) * held.net)
    assert state.maximum_drawdown == pytest.approx(-empyrical.max_drawdown(own))


@pytest.mark.parametrize("financing", ["cash", "others"])
def test_weights_changed_and_all_computed_anew(case: Case, financing: str) -> None:
    held = case.held
    largest = max((symbol for symbol in held.invested if " " not in symbol), key=lambda symbol: held.values[symbol])
    asked = {largest: 0.05, "CVX": 0.07}
    variant = Variant(edits=tuple(WeightEdit(symbol=symbol, weight=weight) for symbol, weight in asked.items()), financing=financing)
    report = what_if_report(case.snapshot, case.view, (variant,))
    is_state(report.before, case, held.weights)
    now = (held.values / held.net).reindex([*held.invested, *(["CVX"] if "CVX" not in held.invested else [])], fill_value=0.0)
    lever = (held.exposures / held.values).reindex(now.index, fill_value=1.0)
    changed = now.copy()
    for symbol, weight in asked.items():
        changed[symbol] = weight
    if financing == "others":
        others = changed.index.difference(list(asked))
        changed[others] *= (now.sum() - sum(asked.values())) / now[others].sum()
    exposures = (changed * lever).groupby(driver_of).sum()
    after = report.variants[0].after
    is_state(after, case, exposures)
    assert after.cash.amount == pytest.approx((1 - changed.sum()) * held.net, abs=1e-6 * held.net)
    single = (changed * lever).to_numpy()
    assert after.gross_weight == pytest.approx(np.abs(single).sum())
    assert after.net_weight == pytest.approx(single.sum())
    shares = changed.abs() / changed.abs().sum()
    assert after.hhi == pytest.approx((shares**2).sum())
    assert after.top_5_weight == pytest.approx(shares.nlargest(5).sum())
