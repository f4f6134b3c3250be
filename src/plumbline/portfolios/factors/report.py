"""Which factors move a portfolio: exposures with errors, tilts against its benchmark, variance by source, exposures over time."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plumbline.analytics.factors.regression import FactorRegression, factor_regression, newey_west_lags
from plumbline.analytics.factors.risk import VarianceDecomposition, variance_decomposition
from plumbline.analytics.factors.rolling import rolling_exposures
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.fact import Quality, Subject
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.portfolios.factors.results import (
    ActiveShares,
    FactorReport,
    FactorRow,
    HoldingFactors,
    RollingFactors,
    RollingLine,
    VarianceShares,
)
from plumbline.portfolios.factors.style_factors import FactorSet, factor_set
from plumbline.portfolios.fixed_weights import WeightedHistory, left_out_note, weighted_history
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject

DEFAULT_SESSIONS = 504
LEAST_SESSIONS = 126
"""Half a year: below it the errors of seven exposures are as large as the exposures."""
MOST_SESSIONS = 5_000
_ROLLING = 126


@lru_cache(maxsize=64)
def factor_report(
    snapshot: PortfolioSnapshot,
    view: MarketView,
    *,
    n_sessions: int = DEFAULT_SESSIONS,
    benchmark: str | None = None,
    self_built: bool = False,
) -> FactorReport:
    """Regression of the portfolio's returns (today's weights) on market and styles over the last sessions.

    `self_built` makes the styles of the shares of the market even where there are funds for them.

    Missing: sessions on which a holding has no return are left out; below 126 MissingData is raised.
    Raises: InvalidInput for a number of sessions outside; NotFound for an unknown benchmark; CalculationFailed without net value, or when
    the portfolio does not vary.
    """
    if not LEAST_SESSIONS <= n_sessions <= MOST_SESSIONS:
        raise InvalidInput(f"Expected from {LEAST_SESSIONS} to {MOST_SESSIONS:,} sessions, found {n_sessions}.", subject="sessions")
    against = view.instrument(benchmark or snapshot.benchmark).symbol
    history = weighted_history(snapshot, view, n_sessions)
    known = int(np.isfinite(history.own).sum())
    if known < LEAST_SESSIONS:
        raise MissingData(
            f"Expected at least {LEAST_SESSIONS} sessions on which all holdings of {snapshot.name} have prices, found {known} by "
            f"{view.as_of}. Choose a later day.",
            subject=snapshot.name,
        )
    fits = _fits(snapshot, view, history, against, self_built=self_built)
    missing = len(history.days) - known
    partial = left_out_note(history) if not missing else (*left_out_note(history), f"{missing} sessions are left out: a price is missing.")
    return FactorReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=fits.period,
        quality=Quality.PARTIAL if partial else Quality.COMPLETE, reason=partial[0] if partial else None,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, benchmark=against,
        alpha=float(fits.own.intercept) * TRADING_DAYS, r_squared=float(fits.own.r_squared),
        volatility=float(np.nanstd(history.own, ddof=1)) * float(np.sqrt(TRADING_DAYS)),
        factors=_factors(snapshot, fits), variance=_variance(snapshot, history, fits), active=_active(snapshot, fits),
        holdings=_holdings(snapshot, history, fits), n_observations=int(fits.own.n_observations), series=_rolling(history, fits),
        notes=(*partial, *_notes(fits), *_left_out_styles(fits)),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Fits:
    """The regressions of the portfolio, of the benchmark (None without prices) and of the difference, on the same factors."""

    chosen: FactorSet
    own: FactorRegression
    plain: FactorRegression
    benchmark: FactorRegression | None
    active: FactorRegression | None
    active_returns: FloatArray | None
    period: str


def _fits(snapshot: PortfolioSnapshot, view: MarketView, history: WeightedHistory, against: str, *, self_built: bool) -> _Fits:
    chosen = factor_set(view, history.days, market=snapshot.benchmark, self_built=self_built)
    lags = newey_west_lags(len(history.days))
    own = factor_regression(history.own, chosen.returns, newey_west_lags=lags)
    plain = factor_regression(history.own, chosen.returns)
    end = int(np.searchsorted(view.sessions, history.days[-1])) + 1
    column = view.market.columns.get(against)
    prices = np.full(len(history.days) + 1, np.nan) if column is None else view.close[end - len(history.days) - 1 : end, column]
    market = prices[1:] / prices[:-1] - 1.0
    period = f"{len(history.days)}d"
    if int(np.isfinite(market).sum()) < LEAST_SESSIONS:
        return _Fits(chosen, own, plain, None, None, None, period)
    other = factor_regression(market, chosen.returns)
    active = history.own - market
    return _Fits(chosen, own, plain, other, factor_regression(active, chosen.returns, newey_west_lags=lags), active, period)


def _factors(snapshot: PortfolioSnapshot, fits: _Fits) -> tuple[FactorRow, ...]:
    subject, rows = portfolio_subject(snapshot), []
    for place, factor in enumerate(fits.chosen.factors):

        def figure(measure: str, values: FloatArray | None, *, of: str = "", place: int = place, key: str = factor.key) -> MeasuredValue:
            value = None if values is None or not np.isfinite(values[place]) else round(float(values[place]), 12)
            parameters: dict[str, float | str] = {"factor": key, **({"of": of} if of else {})}
            reason = None if value is not None else "the benchmark has no prices over the window"
            return _measured(subject, snapshot, fits, measure=measure, value=value, parameters=parameters, reason=reason)

        grown = np.prod(1.0 + np.nan_to_num(fits.chosen.returns), axis=0) - 1.0
        rows.append(
            FactorRow(
                subject=subject, as_of=snapshot.as_of, period=fits.period, key=factor.key, label=factor.label, made_of=factor.made_of,
                exposure=figure("factor_exposure", fits.own.exposures), error=figure("factor_exposure_error", fits.own.standard_errors),
                plain_error=figure("factor_exposure_error", fits.plain.standard_errors, of="ordinary least squares"),
                benchmark=figure("factor_exposure", fits.benchmark.exposures if fits.benchmark else None, of="benchmark"),
                tilt=figure("factor_tilt", fits.active.exposures if fits.active else None),
                tilt_error=figure("factor_exposure_error", fits.active.standard_errors if fits.active else None, of="tilt"),
                factor_return=figure("factor_return", grown),
            )
        )  # fmt: skip
    return tuple(rows)


def _variance(snapshot: PortfolioSnapshot, history: WeightedHistory, fits: _Fits) -> VarianceShares:
    shares = _decomposed(history.own, fits).group_shares
    return VarianceShares(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=fits.period, market=shares["market"],
        style=shares.get("style", 0.0), industry=shares.get("industry", 0.0), specific=shares["specific"],
    )  # fmt: skip


def _active(snapshot: PortfolioSnapshot, fits: _Fits) -> ActiveShares | None:
    if fits.active_returns is None:
        return None
    try:
        found = _decomposed(fits.active_returns, fits)
    except CalculationFailed:
        return None  # the portfolio is its benchmark
    shares = found.group_shares
    return ActiveShares(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=fits.period, tracking_error=found.volatility,
        market=shares["market"], style=shares.get("style", 0.0), industry=shares.get("industry", 0.0), specific=shares["specific"],
    )  # fmt: skip


def _decomposed(returns: FloatArray, fits: _Fits) -> VarianceDecomposition:
    chosen = fits.chosen
    groups = [factor.group for factor in (*chosen.factors, *chosen.industries)]
    every = np.column_stack([chosen.returns, chosen.industry_returns])
    return variance_decomposition(returns, every, groups, periods_per_year=TRADING_DAYS)


def _holdings(snapshot: PortfolioSnapshot, history: WeightedHistory, fits: _Fits) -> tuple[HoldingFactors, ...]:
    found = factor_regression(history.returns, fits.chosen.returns)
    rows = []
    for place in np.argsort(-np.abs(history.weights), kind="stable").tolist():
        symbol = history.drivers[place]
        subject = holding_subject(snapshot, symbol)
        explained = float(found.r_squared[place])
        rows.append(
            HoldingFactors(
                subject=subject, as_of=snapshot.as_of, period=fits.period, symbol=symbol, weight=float(history.weights[place]),
                r_squared=explained if np.isfinite(explained) else None,
                exposures=tuple(
                    _measured(
                        subject, snapshot, fits, measure="factor_exposure", parameters={"factor": factor.key},
                        value=float(exposure) if np.isfinite(exposure) else None, reason=None,
                    )
                    for factor, exposure in zip(fits.chosen.factors, found.exposures[place], strict=True)
                ),
            )
        )  # fmt: skip
    return tuple(rows)


def _rolling(history: WeightedHistory, fits: _Fits) -> RollingFactors:
    exposures = rolling_exposures(history.own, fits.chosen.returns, window=_ROLLING).exposures
    rows = np.flatnonzero(np.isfinite(exposures).all(axis=1))
    return RollingFactors(
        window=_ROLLING,
        dates=tuple(history.days[rows].tolist()),
        lines=tuple(
            RollingLine(key=factor.key, label=factor.label, values=tuple(np.round(exposures[rows, place], 6).tolist()))
            for place, factor in enumerate(fits.chosen.factors)
        ),
    )


def _notes(fits: _Fits) -> tuple[str, ...]:
    made = "; ".join(f"{factor.label}: {factor.made_of}" for factor in fits.chosen.factors)
    industries = ", ".join(factor.label for factor in fits.chosen.industries)
    notes = [f"Factors. {made}.", "Errors allow for changing volatility and autocorrelation (Newey-West); plain ones do not."]
    if industries:
        notes.append(f"Industries, of the shares of the loaded market: {industries}. A holding is a part of its own industry.")
    return tuple(notes)


def _left_out_styles(fits: _Fits) -> tuple[str, ...]:
    if not fits.chosen.left_out:
        return ()
    note = (
        f"No factor of {', '.join(fits.chosen.left_out)}: no fund for it is used over these sessions, and the loaded shares do not make it "
        "(value and size need annual reports that were known before the first session; quality is made by its fund only)."
    )
    return (note,)


def _measured(
    subject: Subject, snapshot: PortfolioSnapshot, fits: _Fits, *, measure: str, value: float | None, **more: object
) -> MeasuredValue:
    return MeasuredValue.model_validate(
        {"subject": subject, "as_of": snapshot.as_of, "period": fits.period, "measure": measure, "value": value, **more}
    )
