"""What the analytics do with missing, short, constant and impossible input: a defined figure or an error, never a silent NaN."""

import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from plumbline.analytics.beta import beta, correlation, correlation_matrix
from plumbline.analytics.concentration import concentration_hhi, effective_positions, gross_weights
from plumbline.analytics.contribution import grouped_contributions, volatility_contributions
from plumbline.analytics.drawdown import current_drawdown, deepest_drawdown, drawdown_path, maximum_drawdown
from plumbline.analytics.exposure import beta_adjusted_exposure, exposures, weights
from plumbline.analytics.options import OptionMarket, OptionTerms, option_delta, option_value
from plumbline.analytics.performance import (
    active_return,
    capture,
    downside_deviation,
    extreme_periods,
    information_ratio,
    sharpe_ratio,
    sortino_ratio,
    tracking_error,
    up_days,
)
from plumbline.analytics.returns import annualized_return, cumulative_return, log_returns, simple_returns
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.analytics.shock import shock_impact
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.analytics.volatility import rolling_volatility, volatility_annualized
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

NAN = float("nan")
GOOD = np.array([0.01, -0.02, 0.005, 0.015, -0.01])

OF_ONE_SERIES: dict[str, Callable[[np.ndarray], object]] = {
    "volatility_annualized": lambda r: volatility_annualized(r, periods_per_year=252),
    "historical_value_at_risk": historical_value_at_risk,
    "historical_expected_shortfall": historical_expected_shortfall,
    "parametric_value_at_risk": parametric_value_at_risk,
    "parametric_expected_shortfall": parametric_expected_shortfall,
    "sharpe_ratio": lambda r: sharpe_ratio(r, periods_per_year=252),
    "sortino_ratio": lambda r: sortino_ratio(r, periods_per_year=252),
    "downside_deviation": lambda r: downside_deviation(r, periods_per_year=252),
}
OF_TWO_SERIES: dict[str, Callable[[np.ndarray, np.ndarray], object]] = {
    "beta": beta,
    "correlation": correlation,
    "tracking_error": lambda r, b: tracking_error(r, b, periods_per_year=252),
    "information_ratio": lambda r, b: information_ratio(r, b, periods_per_year=252),
    "capture": capture,
}


@pytest.fixture(autouse=True)
def warnings_are_errors() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("name", OF_ONE_SERIES)
@pytest.mark.parametrize("returns", [[], [0.01], [NAN, 0.01, NAN], [NAN, NAN]], ids=["empty", "one", "one left", "none left"])
def test_too_few_observations_are_missing_data(name: str, returns: list[float]) -> None:
    with pytest.raises(MissingData, match="Expected at least 2"):
        OF_ONE_SERIES[name](np.array(returns))


@pytest.mark.parametrize("name", OF_ONE_SERIES)
def test_missing_observations_are_dropped(name: str) -> None:
    with_gaps = np.array([NAN, *GOOD[:2], NAN, *GOOD[2:]])
    assert OF_ONE_SERIES[name](with_gaps) == pytest.approx(OF_ONE_SERIES[name](GOOD))


@pytest.mark.parametrize("name", OF_ONE_SERIES)
def test_in_a_table_only_the_short_column_is_undefined(name: str) -> None:
    short = np.array([NAN, NAN, NAN, NAN, 0.01])
    values = np.asarray(OF_ONE_SERIES[name](np.column_stack([GOOD, short])))
    assert values[0] == pytest.approx(OF_ONE_SERIES[name](GOOD))
    assert np.isnan(values[1])


@pytest.mark.parametrize("name", OF_ONE_SERIES)
def test_a_table_without_rows_or_columns(name: str) -> None:
    assert np.isnan(np.asarray(OF_ONE_SERIES[name](np.empty((0, 3))))).tolist() == [True, True, True]
    assert np.asarray(OF_ONE_SERIES[name](np.empty((5, 0)))).shape == (0,)


@pytest.mark.parametrize("name", OF_ONE_SERIES)
def test_an_infinite_return_is_refused(name: str) -> None:
    with pytest.raises(CalculationFailed, match="finite"):
        OF_ONE_SERIES[name](np.array([0.01, np.inf, 0.02]))


@pytest.mark.parametrize("constant", [0.0, 0.01, -0.003, 0.1])
def test_a_constant_series(constant: float) -> None:
    flat = np.full(30, constant)
    assert volatility_annualized(flat, periods_per_year=252) == 0.0
    for loss in (historical_value_at_risk, historical_expected_shortfall, parametric_value_at_risk, parametric_expected_shortfall):
        assert loss(flat) == pytest.approx(-constant)
    with pytest.raises(CalculationFailed, match="does not vary"):
        sharpe_ratio(flat, periods_per_year=252)
    assert beta(flat, np.resize(GOOD, 30)) == 0.0
    for figure in (beta, correlation):
        with pytest.raises(CalculationFailed):
            figure(np.resize(GOOD, 30), flat)


def test_a_constant_column_is_undefined_only_itself() -> None:
    table = np.column_stack([GOOD, np.full(5, 0.01)])
    assert np.isnan(np.asarray(sharpe_ratio(table, periods_per_year=252))).tolist() == [False, True]
    assert np.isnan(np.asarray(correlation(table, GOOD))).tolist() == [False, True]
    assert np.isnan(correlation_matrix(table)).tolist() == [[False, True], [True, True]]


@pytest.mark.parametrize("name", OF_TWO_SERIES)
def test_two_series_that_share_no_dates(name: str) -> None:
    one, other = np.array([0.01, 0.02, NAN, NAN]), np.array([NAN, NAN, 0.01, 0.02])
    with pytest.raises(MissingData, match="share"):
        OF_TWO_SERIES[name](one, other)


@pytest.mark.parametrize("name", OF_TWO_SERIES)
def test_series_of_unequal_length_are_a_programming_error(name: str) -> None:
    with pytest.raises(ValueError, match="found"):
        OF_TWO_SERIES[name](GOOD, GOOD[:-1])


def test_no_active_risk_has_no_information_ratio() -> None:
    assert tracking_error(GOOD, GOOD, periods_per_year=252) == 0.0
    with pytest.raises(CalculationFailed):
        information_ratio(GOOD, GOOD, periods_per_year=252)


def test_capture_without_down_days_has_no_down_capture() -> None:
    found = capture(np.array([0.01, 0.02]), np.array([0.02, 0.01]))
    assert found.down is None
    assert found.up is not None


@pytest.mark.parametrize("confidence", [0.0, 1.0, -0.5, 95.0, NAN])
def test_a_confidence_outside_of_zero_and_one(confidence: float) -> None:
    for loss in (historical_value_at_risk, historical_expected_shortfall, parametric_value_at_risk, parametric_expected_shortfall):
        with pytest.raises(InvalidInput, match="between 0 and 1"):
            loss(GOOD, confidence)


def test_prices() -> None:
    returns = simple_returns(np.array([10.0, 11.0, NAN, 12.0, 9.0]))
    assert np.isnan(returns).tolist() == [False, True, True, False]
    assert simple_returns(np.array([10.0, 0.0])).tolist() == [-1.0]
    for bad in ([10.0, -1.0], [0.0, 1.0]):
        with pytest.raises(CalculationFailed, match="above zero"):
            simple_returns(np.array(bad))
    with pytest.raises(CalculationFailed, match="above zero"):
        log_returns(np.array([10.0, 0.0]))


def test_compounding() -> None:
    assert cumulative_return(np.array([NAN, 0.10, 0.10])) == pytest.approx(0.21)
    assert annualized_return(np.array([-1.0, 0.5]), periods_per_year=252) == -1.0
    with pytest.raises(MissingData):
        cumulative_return(np.array([NAN, NAN]))
    with pytest.raises(CalculationFailed, match="below zero"):
        annualized_return(np.array([-1.5, 0.1]), periods_per_year=252)
    with pytest.raises(MissingData):
        active_return(np.array([NAN, 0.1]), np.array([0.1, NAN]))


def test_drawdown_without_data_without_a_fall_and_below_zero() -> None:
    with pytest.raises(MissingData):
        maximum_drawdown(np.array([NAN]))
    with pytest.raises(CalculationFailed, match="below zero"):
        drawdown_path(np.array([-1.2]))
    rising = deepest_drawdown(np.array([0.1, 0.1]))
    assert (rising.depth, current_drawdown(np.array([0.1, 0.1]))) == (0.0, 0.0)
    lost = deepest_drawdown(np.array([0.1, -1.0, 0.5]))
    assert (lost.depth, lost.peak, lost.trough, lost.recovery) == (1.0, 1, 2, None)
    table = np.asarray(maximum_drawdown(np.column_stack([GOOD, np.full(5, NAN)])))
    assert table[0] == pytest.approx(maximum_drawdown(GOOD))
    assert np.isnan(table[1])


def test_a_gap_leaves_the_rows_of_a_drawdown_in_place() -> None:
    found = deepest_drawdown(np.array([0.1, NAN, -0.5, NAN, 2.0]))
    assert (found.depth, found.peak, found.trough, found.recovery) == (0.5, 2, 3, 5)


def test_extremes() -> None:
    found = extreme_periods(np.array([NAN, 0.02, -0.03, 0.02]))
    assert (found.best, found.best_row, found.worst, found.worst_row) == (0.02, 1, -0.03, 2)
    assert up_days(np.array([NAN, 0.02, -0.03, 0.0, 0.01])) == 0.5
    with pytest.raises(MissingData):
        extreme_periods(np.array([NAN]))


def test_contributions_of_one_holding_and_of_shorts() -> None:
    one = volatility_contributions(GOOD[:, None], np.array([0.4]), periods_per_year=252)
    assert one.shares.tolist() == pytest.approx([1.0])
    assert one.portfolio_volatility == pytest.approx(0.4 * float(volatility_annualized(GOOD, periods_per_year=252)))
    short = volatility_contributions(GOOD[:, None], np.array([-0.4]), periods_per_year=252)
    assert short.portfolio_volatility == pytest.approx(one.portfolio_volatility)
    assert short.marginal[0] < 0.0


@pytest.mark.parametrize("held", [[0.0, 0.0], [1.0, -1.0]], ids=["all cash", "perfect hedge"])
def test_contributions_of_nothing_that_varies(held: list[float]) -> None:
    with pytest.raises(CalculationFailed, match="zero volatility"):
        volatility_contributions(np.column_stack([GOOD, GOOD]), np.array(held), periods_per_year=252)


def test_contributions_use_the_sessions_that_all_holdings_share() -> None:
    other = np.array([0.0, 0.01, NAN, -0.01, 0.02])
    not_held = np.full(5, NAN)
    parts = volatility_contributions(np.column_stack([GOOD, other, not_held]), np.array([0.5, 0.5, 0.0]), periods_per_year=252)
    assert parts.n_observations == 4
    assert parts.shares[2] == 0.0
    assert np.isnan(parts.marginal).tolist() == [False, False, True]
    with pytest.raises(MissingData, match="every holding"):
        volatility_contributions(np.column_stack([GOOD, not_held]), np.array([0.5, 0.5]), periods_per_year=252)
    with pytest.raises(MissingData, match="weight"):
        volatility_contributions(np.column_stack([GOOD, GOOD]), np.array([0.5, NAN]), periods_per_year=252)


def test_groups_keep_their_order_and_the_total() -> None:
    totals = grouped_contributions(np.array([0.5, 0.2, 0.3]), ["Energy", "Banks", "Energy"])
    assert list(totals) == ["Energy", "Banks"]
    assert totals["Energy"] == pytest.approx(0.8)
    with pytest.raises(ValueError, match="one group"):
        grouped_contributions(np.array([0.5]), [])


def test_concentration_of_nothing_and_of_shorts() -> None:
    for empty in ([], [0.0, 0.0]):
        with pytest.raises(CalculationFailed, match="besides cash"):
            concentration_hhi(np.array(empty))
    with pytest.raises(MissingData):
        gross_weights(np.array([1.0, NAN]))
    assert effective_positions(np.array([-5.0, -5.0])) == pytest.approx(2.0)
    assert concentration_hhi(np.array([1e-320])) == 1.0


def test_exposure_of_cash_of_shorts_and_of_debt() -> None:
    cash = exposures(np.array([]), net_value=100.0)
    assert (cash.gross, cash.net, cash.gross_weight, cash.hedge_ratio) == (0.0, 0.0, 0.0, None)
    shorts = exposures(np.array([-40.0, -10.0]), net_value=100.0)
    assert (shorts.short, shorts.net, shorts.net_weight, shorts.hedge_ratio) == (50.0, -50.0, -0.5, None)
    debt = exposures(np.array([100.0]), net_value=-5.0)
    assert (debt.long, debt.long_weight) == (100.0, None)
    with pytest.raises(CalculationFailed, match="positive net value"):
        weights(np.array([100.0]), net_value=0.0)
    with pytest.raises(MissingData):
        exposures(np.array([NAN]), net_value=1.0)
    with pytest.raises(MissingData):
        exposures(np.array([1.0]), net_value=NAN)


def test_beta_adjusted_exposure_leaves_out_unknown_betas() -> None:
    assert beta_adjusted_exposure(np.array([0.5, 0.5]), np.array([1.2, NAN])) == pytest.approx(0.6)
    assert beta_adjusted_exposure(np.array([]), np.array([])) == 0.0
    with pytest.raises(MissingData):
        beta_adjusted_exposure(np.array([0.5]), np.array([NAN]))


def test_options_at_and_past_expiry_without_volatility_and_without_value() -> None:
    terms = OptionTerms(40.0, np.array([0.0, -0.5, 0.0, 0.0]), np.array([True, True, False, False]))
    market = OptionMarket(np.array([42.0, 39.0, 39.0, 40.0]), 0.2, 0.05)
    assert np.asarray(option_value(terms, market)).tolist() == pytest.approx([2.0, 0.0, 1.0, 0.0])
    assert np.asarray(option_delta(terms, market)).tolist() == [1.0, 0.0, -1.0, 0.0]
    certain = option_value(OptionTerms(40.0, 1.0, is_call=True), OptionMarket(42.0, 0.0, 0.05))
    assert certain == pytest.approx(42.0 - 40.0 * np.exp(-0.05))
    worthless = OptionTerms(40.0, 1.0, is_call=True), OptionMarket(0.0, 0.2)
    assert (option_value(*worthless), option_delta(*worthless)) == (0.0, 0.0)
    assert option_value(OptionTerms(40.0, 1.0, is_call=False), OptionMarket(0.0, 0.2)) == pytest.approx(40.0)


def test_options_with_missing_or_impossible_terms() -> None:
    for market in (OptionMarket(NAN, 0.2), OptionMarket(40.0, NAN)):
        with pytest.raises(MissingData):
            option_value(OptionTerms(40.0, 1.0, is_call=True), market)
    for terms, market in (
        (OptionTerms(0.0, 1.0, is_call=True), OptionMarket(40.0, 0.2)),
        (OptionTerms(40.0, 1.0, is_call=True), OptionMarket(-1.0, 0.2)),
        (OptionTerms(40.0, 1.0, is_call=True), OptionMarket(40.0, -0.2)),
    ):
        with pytest.raises(InvalidInput):
            option_delta(terms, market)


def test_a_score_needs_all_its_levels_and_counts_gains_as_zero() -> None:
    with pytest.raises(MissingData, match="expected shortfall"):
        risk_score(RiskScoreInputs(0.2, NAN, 0.1, 0.1, 1.0))
    assert risk_score(RiskScoreInputs(0.0, -0.01, 0.0, 0.0, 0.0)).score == 0.0


def test_shocks() -> None:
    found = shock_impact(np.array([100.0, 50.0]), np.array([NAN, NAN]), betas=np.array([3.0, NAN]), driver_move=-0.5)
    assert found.moves.tolist() == [-1.0, 0.0]
    assert found.unknown.tolist() == [False, True]
    alone = shock_impact(np.array([100.0, 50.0]), np.array([-0.1, NAN]))
    assert (alone.total, alone.unknown.any()) == (-10.0, False)
    for bad in (-1.2, np.inf):
        with pytest.raises(InvalidInput):
            shock_impact(np.array([100.0]), np.array([bad]))
    with pytest.raises(InvalidInput):
        shock_impact(np.array([100.0]), np.array([NAN]), betas=np.array([1.0]), driver_move=NAN)
    with pytest.raises(MissingData):
        shock_impact(np.array([NAN]), np.array([-0.1]))


def test_rolling_volatility_is_undefined_where_its_window_is_not_full() -> None:
    rolled = rolling_volatility(np.array([0.01, -0.02, NAN, 0.01, 0.03]), window=2, periods_per_year=252)
    assert np.isnan(rolled).tolist() == [True, False, True, True, False]
    assert rolled[4] == pytest.approx(float(volatility_annualized(np.array([0.01, 0.03]), periods_per_year=252)))
    assert np.isnan(rolling_volatility(GOOD, window=6, periods_per_year=252)).all()
    with pytest.raises(ValueError, match="at least 2"):
        rolling_volatility(GOOD, window=1, periods_per_year=252)
