"""Return, shape and rolling figures: against empyrical, pandas and SciPy, and with bad input."""

import warnings
from collections.abc import Iterator

import empyrical
import numpy as np
import pandas as pd
import pytest
import scipy.stats

from plumbline.analytics.blend import blended_returns
from plumbline.analytics.calendar_returns import calendar_table, monthly_returns
from plumbline.analytics.cash_flows import flow_adjusted_returns, money_weighted_return, time_weighted_return
from plumbline.analytics.risk_adjusted import (
    calmar_ratio,
    conditional_betas,
    gain_to_pain_ratio,
    hit_rate,
    jensens_alpha,
    omega_ratio,
    treynor_ratio,
    ulcer_index,
)
from plumbline.analytics.rolling import rolling_beta, rolling_correlation, rolling_maximum_drawdown, rolling_return, rolling_sharpe
from plumbline.analytics.shape import excess_kurtosis, skewness, tail_ratio
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

NAN = float("nan")
GENERATOR = np.random.default_rng(11)
SERIES, MARKET = GENERATOR.standard_t(4, (2, 600)) * 0.01
DAYS = np.arange("2020-11-15", "2022-07-08", dtype="datetime64[D]")


@pytest.fixture(autouse=True)
def warnings_are_errors() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("bias_corrected", [False, True])
def test_moments_as_scipy(*, bias_corrected: bool) -> None:
    table = np.column_stack([SERIES, MARKET])
    found = skewness(table, bias_corrected=bias_corrected)
    np.testing.assert_allclose(found, scipy.stats.skew(table, bias=not bias_corrected), rtol=1e-10)
    found = excess_kurtosis(table, bias_corrected=bias_corrected)
    np.testing.assert_allclose(found, scipy.stats.kurtosis(table, bias=not bias_corrected), rtol=1e-10)


def test_ratios_as_empyrical() -> None:
    assert calmar_ratio(SERIES, periods_per_year=252) == pytest.approx(empyrical.calmar_ratio(SERIES), rel=1e-10)
    assert omega_ratio(SERIES, periods_per_year=252) == pytest.approx(empyrical.omega_ratio(SERIES), rel=1e-10)
    assert tail_ratio(SERIES) == pytest.approx(empyrical.tail_ratio(SERIES), rel=1e-10)
    betas = conditional_betas(SERIES, MARKET)
    up, down = MARKET > 0, MARKET < 0
    assert betas.bull == pytest.approx(empyrical.beta(SERIES[up], MARKET[up]), rel=1e-8)
    assert betas.bear == pytest.approx(empyrical.beta(SERIES[down], MARKET[down]), rel=1e-8)


def test_rolling_figures_as_pandas() -> None:
    one, two = pd.Series(SERIES), pd.Series(MARKET)
    rolls = one.rolling(63)
    np.testing.assert_allclose(rolling_correlation(SERIES, MARKET, window=63), rolls.corr(two), atol=1e-10)
    np.testing.assert_allclose(rolling_beta(SERIES, MARKET, window=63), rolls.cov(two) / two.rolling(63).var(), atol=1e-10)
    np.testing.assert_allclose(
        rolling_sharpe(SERIES, window=63, periods_per_year=252), rolls.mean() / rolls.std() * np.sqrt(252), atol=1e-10
    )
    np.testing.assert_allclose(rolling_return(SERIES, window=63)[62:], (1 + one).rolling(63).apply(np.prod)[62:] - 1, atol=1e-10)
    last = rolling_maximum_drawdown(SERIES, window=63)[-1]
    assert last == pytest.approx(-empyrical.max_drawdown(SERIES[-63:]), abs=1e-12)


def test_rolling_gaps_and_flat_runs_are_undefined() -> None:
    series = SERIES[:20].copy()
    series[5] = NAN
    assert np.isnan(rolling_return(series, window=3)).sum() == 2 + 3
    flat = np.full(10, 0.01)
    assert np.isnan(rolling_sharpe(flat, window=3, periods_per_year=252)).all()
    assert np.isnan(rolling_beta(SERIES[:10], flat, window=3)).all()
    assert np.isnan(rolling_correlation(flat, SERIES[:10], window=3)).all()
    assert np.isnan(rolling_return(SERIES[:2], window=3)).all()
    with pytest.raises(InvalidInput, match="at least 2"):
        rolling_return(series, window=1)


def test_calendar_as_pandas() -> None:
    series = pd.Series(SERIES[: DAYS.size], index=pd.DatetimeIndex(DAYS))
    table = calendar_table(series.to_numpy(), DAYS)
    by_month = (1 + series).groupby([series.index.year, series.index.month]).prod() - 1
    np.testing.assert_allclose(monthly_returns(series.to_numpy(), DAYS), by_month.to_numpy(), atol=1e-12)
    np.testing.assert_allclose(table.totals, ((1 + series).groupby(series.index.year).prod() - 1).to_numpy(), atol=1e-12)
    assert table.years.tolist() == [2020, 2021, 2022]
    assert np.isnan(table.months[0, :10]).all()
    assert (table.first, table.last) == (DAYS[0], DAYS[-1])


def test_calendar_with_gaps_and_bad_input() -> None:
    days = np.array(["2020-01-31", "2020-03-31", "2022-03-31"], "datetime64[D]")
    table = calendar_table(np.array([0.01, NAN, 0.02]), days)
    assert table.years.tolist() == [2020, 2021, 2022]
    assert table.totals[[0, 2]] == pytest.approx([0.01, 0.02])
    assert np.isnan(table.totals[1])
    with pytest.raises(MissingData):
        calendar_table(np.full(3, NAN), days)
    with pytest.raises(InvalidInput, match="ascending"):
        calendar_table(np.zeros(3), days[::-1])


def test_time_weighting_ignores_what_was_paid_in() -> None:
    grown = np.array([100.0, 110.0, 99.0])
    plain = time_weighted_return(grown, np.zeros(2))
    assert plain == pytest.approx(-0.01)
    with_deposit = np.array([100.0, 110.0 + 50.0, 160.0 * 0.9])
    assert time_weighted_return(with_deposit, np.array([50.0, 0.0])) == pytest.approx(plain)
    at_start = np.array([100.0, 150.0 * 1.1, 150.0 * 1.1 * 0.9])
    assert time_weighted_return(at_start, np.array([50.0, 0.0]), timing="start") == pytest.approx(plain)


@pytest.mark.parametrize(
    ("values", "flows", "error"),
    [
        ([100.0, 110.0], [0.0, 0.0], InvalidInput),
        ([100.0, NAN], [0.0], MissingData),
        ([0.0, 10.0], [10.0], CalculationFailed),
        ([-5.0, 10.0], [0.0], CalculationFailed),
    ],
)
def test_flows_that_have_no_return(values: list[float], flows: list[float], error: type[Exception]) -> None:
    with pytest.raises(error, match="Expected"):
        flow_adjusted_returns(np.array(values), np.array(flows))


YEARLY = np.array(["2019-01-01", "2020-01-01", "2020-12-31", "2021-12-31"], "datetime64[D]")  # 365 days apart


@pytest.mark.parametrize(
    ("amounts", "error", "words"),
    [
        ([-100.0, 230.0, -132.0], CalculationFailed, "several"),
        ([100.0, -100.0, 100.0], CalculationFailed, "found none"),
        ([-100.0, -10.0, -5.0], InvalidInput, "in and out"),
        ([-100.0, NAN, 120.0], MissingData, "missing"),
    ],
)
def test_payments_without_one_rate(amounts: list[float], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        money_weighted_return(YEARLY[: len(amounts)], np.array(amounts))


@pytest.mark.parametrize("rate", [-0.999, -0.5, -0.01, 0.0, 0.07, 3.0, 900.0])
def test_money_weighting_finds_the_rate_of_a_single_deposit(rate: float) -> None:
    found = money_weighted_return(YEARLY[[0, 3]], np.array([-100.0, 100.0 * (1.0 + rate) ** 3]))
    assert found == pytest.approx(rate, rel=1e-9, abs=1e-12)


def test_a_blend_drifts_between_its_dates() -> None:
    days = np.array(["2020-01-30", "2020-01-31", "2020-02-03"], "datetime64[D]")
    table = np.array([[0.10, 0.0], [0.10, 0.0], [0.10, 0.0]])
    half = np.array([0.5, 0.5])
    assert blended_returns(table, half, sessions=days, rebalance="session") == pytest.approx([0.05, 0.05, 0.05])
    monthly = blended_returns(table, half, sessions=days, rebalance="month")
    assert monthly == pytest.approx([0.05, 0.055 / 1.05, 0.05])
    held = blended_returns(table, half, sessions=days, rebalance="never")
    assert (1 + held).prod() == pytest.approx(0.5 * 1.1**3 + 0.5)


@pytest.mark.parametrize(("weights", "error"), [([0.5, 0.4], InvalidInput), ([0.5, NAN], InvalidInput), ([1.0], InvalidInput)])
def test_blends_that_are_refused(weights: list[float], error: type[Exception]) -> None:
    with pytest.raises(error):
        blended_returns(np.zeros((2, 2)), np.array(weights), sessions=DAYS[:2])


def test_a_blend_with_a_gap_is_missing_data_unless_it_has_no_weight() -> None:
    table = np.array([[0.01, NAN], [0.02, 0.03]])
    with pytest.raises(MissingData, match="1 sessions"):
        blended_returns(table, np.array([0.5, 0.5]), sessions=DAYS[:2])
    assert blended_returns(table, np.array([1.0, 0.0]), sessions=DAYS[:2]) == pytest.approx([0.01, 0.02])


@pytest.mark.parametrize("figure", [skewness, excess_kurtosis, gain_to_pain_ratio, tail_ratio])
def test_short_and_flat_series(figure: object) -> None:
    assert callable(figure)
    with pytest.raises(MissingData):
        figure(np.array([0.01, NAN]))
    with pytest.raises(CalculationFailed):
        figure(np.zeros(30))
    columns = np.asarray(figure(np.column_stack([SERIES[:30], np.full(30, NAN), np.zeros(30)])))
    assert np.isnan(columns).tolist() == [False, True, True]


def test_ratios_without_a_denominator() -> None:
    rising = np.array([0.01, 0.02, 0.03])
    for failing in (
        lambda: calmar_ratio(rising, periods_per_year=252),
        lambda: omega_ratio(rising, periods_per_year=252),
        lambda: treynor_ratio(np.full(3, 0.01), rising, periods_per_year=252),
        lambda: jensens_alpha(rising, np.full(3, 0.01), periods_per_year=252),
    ):
        with pytest.raises(CalculationFailed):
            failing()
    assert conditional_betas(rising, rising).bear is None
    assert ulcer_index(rising) == 0.0
    assert hit_rate(rising, np.array([0.0, NAN, 0.05])) == 0.5
