"""Would the value at risk have held? Every method, forecast day by day from the days before, against what came."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.backtest.rolling import TailBacktest, TailForecasts, rolling_tail_forecasts, tail_backtest
from plumbline.analytics.backtest.shortfall import shortfall_significance
from plumbline.analytics.backtest.simulated import SIMULATED_BEYOND_FACTORS, simulated_tail_forecasts
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.tail.methods import ForecastMethod
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.fact import FactValue, Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.portfolios.backtest.results import BacktestReport, BacktestSeries, ForecastLine, MethodBacktest, Verdict
from plumbline.portfolios.factors.style_factors import factor_set
from plumbline.portfolios.fixed_weights import WeightedHistory, left_out_note, weighted_history
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject
from plumbline.portfolios.tail.methods import METHOD_LABELS

LEAST_TESTED = 60
"""Fewer days than a quarter of a year say nothing about a figure that is exceeded on one day in twenty or a hundred."""
MOST_SESSIONS = 10_000
_SIGNIFICANT = 0.05
_GAIN = "an expected shortfall was not positive"


@dataclass(frozen=True)
class BacktestTerms:
    """Confidence of the forecasts, sessions that each is made from, and days to test (fewer where prices do not reach)."""

    confidence: float = 0.99
    window: int = 500
    n_tested: int = 1000


DEFAULT_TERMS = BacktestTerms()


@lru_cache(maxsize=64)
def backtest_report(snapshot: PortfolioSnapshot, view: MarketView, terms: BacktestTerms = DEFAULT_TERMS) -> BacktestReport:
    """Backtest of every method over the last days, at today's weights.

    Missing: a session on which a holding has no return is left out; below 60 days to test MissingData is raised.
    Raises: InvalidInput for terms outside; CalculationFailed when net value is not positive.
    """
    _check(terms)
    history = weighted_history(snapshot, view, terms.window + terms.n_tested)
    _require_enough(history, terms, snapshot)
    found, failed = _tested(snapshot, view, history, terms)
    rows = np.flatnonzero(np.isfinite(found[0].forecasts.value_at_risk) & np.isfinite(history.own))
    partial, valuation = (*left_out_note(history), *_missing(history)), analyze(snapshot, view).valuation
    period = f"{rows.size}d"
    return BacktestReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=period,
        quality=Quality.PARTIAL if partial else valuation.quality, reason=partial[0] if partial else valuation.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, confidence=terms.confidence, window=terms.window,
        start=history.days[rows[0]].item(), n_observations=rows.size,
        methods=tuple(_method(item, snapshot, period=period) for item in found),
        series=_series(history, found, rows), notes=(*partial, *failed, *_short(rows.size, terms), *valuation.notes),
    )  # fmt: skip


def _check(terms: BacktestTerms) -> None:
    if not 0.5 < terms.confidence < 1.0:
        raise InvalidInput(f"Expected a confidence above 0.5 and below 1, such as 0.99, found {terms.confidence:g}.", subject="confidence")
    if not 21 <= terms.window <= MOST_SESSIONS or not LEAST_TESTED <= terms.n_tested <= MOST_SESSIONS:
        raise InvalidInput(
            f"Expected a window from 21 and {LEAST_TESTED} or more days to test, both up to {MOST_SESSIONS:,}, found {terms.window} and "
            f"{terms.n_tested}.",
            subject="window",
        )


def _require_enough(history: WeightedHistory, terms: BacktestTerms, snapshot: PortfolioSnapshot) -> None:
    known, needed = int(np.isfinite(history.own).sum()), terms.window + LEAST_TESTED
    if known < needed:
        raise MissingData(
            f"Expected at least {needed} sessions on which all holdings of {snapshot.name} have prices ({terms.window} for the first "
            f"forecast, {LEAST_TESTED} to test), found {known} by {snapshot.as_of}. Choose a shorter window or a later day.",
            subject=snapshot.name,
        )


def _tested(
    snapshot: PortfolioSnapshot, view: MarketView, history: WeightedHistory, terms: BacktestTerms
) -> tuple[list[TailBacktest], list[str]]:
    """The backtests of the methods that have one, and why others have none. Historical simulation always has one."""
    found, failed = [], []
    for method, label in METHOD_LABELS.items():
        try:
            found.append(tail_backtest(history.own, _forecasts(method, snapshot, view, history=history, terms=terms)))
        except (CalculationFailed, MissingData) as failure:
            failed.append(f"{label} is left out: {failure.message}")
    if not found:
        raise CalculationFailed(failed[0] if failed else "No method has a forecast.")
    return found, failed


def _forecasts(
    method: ForecastMethod, snapshot: PortfolioSnapshot, view: MarketView, *, history: WeightedHistory, terms: BacktestTerms
) -> TailForecasts:
    if method != "monte_carlo":
        return rolling_tail_forecasts(history.own, method, terms.confidence, window=terms.window)
    factors = factor_set(view, history.days, market=snapshot.benchmark).returns
    if terms.window < factors.shape[1] + SIMULATED_BEYOND_FACTORS:
        raise MissingData(f"a window of {terms.window} sessions is too short for a model of {factors.shape[1]} factors.")
    return simulated_tail_forecasts(history.own, factors, terms.confidence, window=terms.window)


def _missing(history: WeightedHistory) -> tuple[str, ...]:
    n_missing = int((~np.isfinite(history.own)).sum())
    return (f"{n_missing} of {history.own.size} sessions are left out: a price is missing.",) if n_missing else ()


def _short(n_tested: int, terms: BacktestTerms) -> tuple[str, ...]:
    if n_tested >= terms.n_tested:
        return ()
    return (f"{n_tested:,} days are tested instead of {terms.n_tested:,}: prices of all holdings do not reach back further.",)


def _series(history: WeightedHistory, found: list[TailBacktest], rows: NDArray[np.intp]) -> BacktestSeries:
    forecasts = [item.forecasts for item in found]
    return BacktestSeries(
        dates=tuple(history.days[rows].tolist()),
        losses=_line(-history.own[rows]),
        forecasts=tuple(
            ForecastLine(method=item.method, label=METHOD_LABELS[item.method], values=_line(item.value_at_risk[rows])) for item in forecasts
        ),
    )


def _method(tested: TailBacktest, snapshot: PortfolioSnapshot, *, period: str) -> MethodBacktest:
    name, coverage, shortfall = tested.forecasts.method, tested.coverage, tested.shortfall
    subject, as_of = portfolio_subject(snapshot), snapshot.as_of

    def figure(measure: str, value: FactValue, *, over: str = period, missing: str | None = None) -> MeasuredValue:
        reason = missing if value is None else None
        return MeasuredValue(
            subject=subject, as_of=as_of, period=over, reason=reason, measure=measure, value=value,
            parameters={"method": name, "confidence": tested.forecasts.confidence},
        )  # fmt: skip

    chance = shortfall_significance(shortfall, tested.forecasts.confidence) if shortfall else None
    alone = "no day was exceeded, or every day"
    return MethodBacktest(
        subject=subject, as_of=as_of, period=period, method=name, label=METHOD_LABELS[name], verdict=_verdict(tested),
        exceptions=figure("value_at_risk_exceptions", float(coverage.n_exceptions)),
        expected=figure("expected_exceptions", round(coverage.expected_exceptions, 9)),
        kupiec=figure("kupiec_p_value", coverage.unconditional.p_value),
        independence=figure("independence_p_value", coverage.independence.p_value if coverage.independence else None, missing=alone),
        conditional_coverage=figure(
            "conditional_coverage_p_value", coverage.conditional.p_value if coverage.conditional else None, missing=alone
        ),
        traffic_light=figure("traffic_light_zone", tested.last_250.zone, over=f"{min(250, coverage.n_observations)}d"),
        shortfall_z2=figure("acerbi_szekely_z2", shortfall.z2 if shortfall else None, missing=_GAIN),
        shortfall_z2_chance=figure("acerbi_szekely_z2_p_value", chance.z2 if chance else None, missing=_GAIN),
        shortfall_z1_chance=figure("acerbi_szekely_z1_p_value", chance.z1 if chance else None, missing="no day was exceeded"),
        shortfall_z1=figure("acerbi_szekely_z1", shortfall.z1 if shortfall else None, missing="no day was exceeded"),
        mean_value_at_risk=figure("mean_forecast_value_at_risk", tested.mean_value_at_risk),
    )  # fmt: skip


def _verdict(tested: TailBacktest) -> Verdict:
    coverage = tested.coverage
    if coverage.unconditional.p_value < _SIGNIFICANT:
        return Verdict.TOO_LOW if coverage.n_exceptions > coverage.expected_exceptions else Verdict.TOO_HIGH
    if coverage.independence is not None and coverage.independence.p_value < _SIGNIFICANT:
        return Verdict.CLUSTERED
    return Verdict.FITS


def _line(values: FloatArray) -> tuple[float | None, ...]:
    return tuple(round(value, 8) if np.isfinite(value) else None for value in values.tolist())
