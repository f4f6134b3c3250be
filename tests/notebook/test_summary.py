"""`plumbline.summary` against pandas and empyrical, and against bad input."""

import empyrical
import numpy as np
import pandas as pd
import pytest

import plumbline
from plumbline.core.errors import InvalidInput

DAYS = pd.bdate_range("2020-01-01", periods=750)


@pytest.fixture(scope="module")
def returns() -> pd.DataFrame:
    draw = np.random.default_rng(3)
    market = draw.normal(0.0004, 0.01, DAYS.size)
    own = 0.8 * market + draw.normal(0.0002, 0.006, DAYS.size)
    return pd.DataFrame({"fund": own, "market": market}, index=DAYS)


def test_figures_equal_those_of_empyrical(returns):
    found = plumbline.summary(returns["fund"], returns["market"])["fund"]
    fund, market = returns["fund"], returns["market"]
    assert found["period_return"] == pytest.approx(empyrical.cum_returns_final(fund), rel=1e-12)
    assert found["annualized_return"] == pytest.approx(empyrical.annual_return(fund), rel=1e-12)
    assert found["volatility_annualized"] == pytest.approx(empyrical.annual_volatility(fund), rel=1e-12)
    assert found["sharpe_ratio"] == pytest.approx(empyrical.sharpe_ratio(fund), rel=1e-12)
    assert found["sortino_ratio"] == pytest.approx(empyrical.sortino_ratio(fund), rel=1e-12)
    assert found["maximum_drawdown"] == pytest.approx(-empyrical.max_drawdown(fund), rel=1e-12)
    assert found["omega_ratio"] == pytest.approx(empyrical.omega_ratio(fund), rel=1e-12)
    assert found["historical_value_at_risk"] == pytest.approx(-empyrical.value_at_risk(fund, cutoff=0.05), rel=1e-12)
    assert found["beta"] == pytest.approx(empyrical.beta(fund, market), rel=1e-9)


def test_rows_are_measures_of_the_catalog(returns):
    found = plumbline.summary(returns, returns["market"])
    assert [plumbline.measure(key).key for key in found.index] == list(found.index)
    assert list(found.columns) == ["fund", "market"]


def test_without_a_benchmark_there_are_no_figures_against_one(returns):
    assert "beta" not in plumbline.summary(returns).index


def test_an_undefined_figure_says_why(returns):
    flat = pd.DataFrame({"flat": 0.0}, index=DAYS)
    found = plumbline.summary(flat, returns["market"])
    assert np.isnan(found.loc["sharpe_ratio", "flat"])
    assert ("sharpe_ratio", "flat") in found.attrs["reasons"]
    assert set(found.attrs["reasons"]) == {(key, "flat") for key in found.index[found["flat"].isna()]}


def test_missing_days_are_left_out(returns):
    holed = returns["fund"].copy()
    holed.iloc[::7] = np.nan
    known = holed.dropna()
    assert plumbline.summary(holed)["fund"]["volatility_annualized"] == pytest.approx(known.std() * np.sqrt(252.0), rel=1e-12)


def test_a_benchmark_is_matched_by_day(returns):
    shuffled = returns["market"].iloc[::-1]
    assert (
        plumbline.summary(returns["fund"], shuffled)["fund"]["beta"]
        == plumbline.summary(returns["fund"], returns["market"])["fund"]["beta"]
    )


@pytest.mark.parametrize(
    ("given", "benchmark", "message"),
    [
        (pd.Series(dtype=float), None, "without values"),
        (pd.Series(["a", "b"]), None, "numbers in the returns"),
        (pd.Series([0.1, 0.2], index=[1, 1]), None, "each day once"),
        ([0.1, 0.2], None, "Series or DataFrame"),
        (pd.Series([0.1, 0.2]), pd.Series([0.1], index=[9]), "none in common"),
    ],
)
def test_something_else_than_returns_is_refused(given, benchmark, message):
    with pytest.raises(InvalidInput, match=message):
        plumbline.summary(given, benchmark)


@pytest.mark.parametrize("values", [[0.01], [0.01, np.nan, 0.02], [-0.5, -0.9, 3.0], [np.nan, np.nan]])
def test_few_or_wild_observations_give_figures_or_reasons(values):
    found = plumbline.summary(pd.Series(values, name="x"), pd.Series(np.linspace(0.0, 0.02, len(values))))
    missing = found.index[found["x"].isna()]
    assert {key for key, _ in found.attrs["reasons"]} == set(missing)


def test_gain_to_pain_is_of_months(returns):
    months = (1.0 + returns["fund"]).groupby(returns.index.to_period("M")).prod() - 1.0
    expected = months.sum() / -months[months < 0.0].sum()
    assert plumbline.summary(returns)["fund"]["gain_to_pain_ratio"] == pytest.approx(expected, rel=1e-12)
    assert plumbline.summary(months, periods_per_year=12)["fund"]["gain_to_pain_ratio"] == pytest.approx(expected, rel=1e-12)
    assert "index" in plumbline.summary(returns["fund"].reset_index(drop=True)).attrs["reasons"]["gain_to_pain_ratio", "fund"]
