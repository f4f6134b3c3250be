"""What must hold of return, shape and ratio figures for any input.

* the table of years compounds to the whole; blends lie between their components; a blend of one index is that index
* the money-weighted return discounts its payments to zero; the time-weighted return does not see flows
* skewness changes sign with the series, kurtosis does not; neither sees scale or shift; kurtosis >= skewness^2 - 2
* omega - 1 is gain to pain; the Ulcer index is at most the maximum drawdown
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from plumbline.analytics.blend import blended_returns
from plumbline.analytics.calendar_returns import calendar_table
from plumbline.analytics.cash_flows import money_weighted_return, time_weighted_return
from plumbline.analytics.drawdown import maximum_drawdown
from plumbline.analytics.returns import cumulative_return
from plumbline.analytics.risk_adjusted import gain_to_pain_ratio, omega_ratio, ulcer_index
from plumbline.analytics.shape import excess_kurtosis, skewness
from plumbline.core.errors import CalculationFailed

settings.register_profile("analytics", max_examples=80, deadline=None)
settings.load_profile("analytics")

RETURN = st.floats(-0.5, 0.5).map(lambda value: round(value, 6))
SERIES = hnp.arrays(np.float64, st.integers(4, 60), elements=RETURN)
START = np.datetime64("2019-12-20")


@given(SERIES)
def test_years_and_months_compound_to_the_whole(returns: np.ndarray) -> None:
    table = calendar_table(returns, START + np.arange(returns.size) * 13)
    whole = cumulative_return(returns)
    assert np.nanprod(1.0 + table.totals) - 1.0 == pytest.approx(whole, abs=1e-12)
    assert np.nanprod(1.0 + table.months) - 1.0 == pytest.approx(whole, abs=1e-12)


@given(SERIES, SERIES, st.floats(0.0, 1.0), st.sampled_from(["session", "month", "quarter", "year", "never"]))
def test_blends_lie_between_their_components(one: np.ndarray, two: np.ndarray, share: float, rule: str) -> None:
    length = min(one.size, two.size)
    table = np.column_stack([one[:length], two[:length]])
    days = START + np.arange(length) * 13
    blend = blended_returns(table, np.array([share, 1.0 - share]), sessions=days, rebalance=rule)
    assert (blend >= table.min(axis=1) - 1e-9).all()
    assert (blend <= table.max(axis=1) + 1e-9).all()
    alone = blended_returns(table, np.array([1.0, 0.0]), sessions=days, rebalance=rule)
    np.testing.assert_allclose(alone, table[:, 0], atol=1e-12)


@given(st.lists(st.tuples(st.integers(1, 3600), st.floats(1.0, 1e6)), min_size=1, max_size=8), st.floats(0.05, 20.0))
def test_the_money_weighted_return_discounts_to_zero(deposits: list[tuple[int, float]], share: float) -> None:
    # at least a year between the last deposit and the end: the rate is then above the lowest that is searched
    final = share * (1000.0 + sum(amount for _, amount in deposits))
    days = START + np.array([0, *(day for day, _ in deposits), 4001])
    amounts = np.array([-1000.0, *(-amount for _, amount in deposits), final])
    rate = money_weighted_return(days, amounts)
    years = (days - days.min()).astype(int) / 365
    discounted = amounts * (1.0 + rate) ** -years
    assert abs(discounted.sum()) <= 1e-6 * np.abs(discounted).max()


@given(SERIES, st.data())
def test_the_time_weighted_return_does_not_see_flows(returns: np.ndarray, data: st.DataObject) -> None:
    flows = data.draw(hnp.arrays(np.float64, returns.size, elements=st.floats(0.0, 1000.0)))
    values = [100.0]
    for earned, flow in zip(returns, flows, strict=True):
        values.append(values[-1] * (1.0 + earned) + flow)
    assume(min(values) > 1e-3)
    assert time_weighted_return(np.array(values), flows) == pytest.approx(float(cumulative_return(returns)), rel=1e-6, abs=1e-6)


@given(SERIES, st.floats(0.5, 10.0), st.floats(-0.1, 0.1))
def test_moments_do_not_see_scale_and_shift(returns: np.ndarray, scale: float, shift: float) -> None:
    assume(np.std(returns) > 1e-3)
    lopsided, peaked = float(skewness(returns)), float(excess_kurtosis(returns))
    assert float(skewness(returns * scale + shift)) == pytest.approx(lopsided, abs=1e-6)
    assert float(skewness(-returns)) == pytest.approx(-lopsided, abs=1e-9)
    assert float(excess_kurtosis(-returns * scale + shift)) == pytest.approx(peaked, abs=1e-6)
    assert peaked >= lopsided**2 - 2.0 - 1e-9


@given(SERIES)
def test_ratios_of_gains_and_losses_agree(returns: np.ndarray) -> None:
    assert ulcer_index(returns) <= maximum_drawdown(returns) + 1e-12
    try:
        omega = float(omega_ratio(returns, periods_per_year=252))
    except CalculationFailed:
        assert (returns >= 0.0).all()
        return
    assert omega - 1.0 == pytest.approx(float(gain_to_pain_ratio(returns)), rel=1e-9, abs=1e-9)
