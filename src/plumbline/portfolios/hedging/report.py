"""Hedging and concentration of a snapshot: how its sides offset, what would hedge it best, and how many bets it really is."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plumbline.analytics.beta import correlation_matrix
from plumbline.analytics.clusters import correlation_clusters, effective_bets
from plumbline.analytics.hedging import RankedHedge, best_basket, best_hedges, group_match, hedge_effectiveness
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.optimize.ratio import diversification_ratio
from plumbline.analytics.returns import simple_returns
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import sector_of
from plumbline.portfolios.fixed_weights import WeightedHistory, left_out_note, weighted_history
from plumbline.portfolios.hedging.results import (
    BasketHedge,
    BasketPart,
    HedgeCandidate,
    HedgingReport,
    HoldingCluster,
    OwnHedge,
    SectorMatch,
)
from plumbline.portfolios.results import RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.risk_series import LEAST_SESSIONS, YEAR_SESSIONS, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject, sector_subject

_MOST_CANDIDATES = 10
_MOST_CLUSTERS = 5
_MOST_NAMES = 50
"""Instruments that a person may offer at once."""


@dataclass(frozen=True, eq=False)
class _Year:
    """A year of daily returns on the sessions that all drivers share; `rows` marks them among those of the history."""

    history: WeightedHistory
    rows: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"

    @property
    def returns(self) -> FloatArray:
        return self.history.returns[self.rows]

    @property
    def own(self) -> FloatArray:
        return self.history.own[self.rows]


@lru_cache(maxsize=64)
def hedging_report(snapshot: PortfolioSnapshot, view: MarketView, against: tuple[str, ...] = ()) -> HedgingReport:
    """Hedge ratio, match of longs and shorts, the best hedges among `against` (default: every fund and index), clusters, bets.

    Raises: InvalidInput for too many names; NotFound for an unknown one; MissingData with under 60 common sessions or nothing held;
        CalculationFailed when net value is not positive.
    """
    names = _names(against, view)
    history = weighted_history(snapshot, view, YEAR_SESSIONS)
    year = _Year(history, np.asarray(np.isfinite(history.own)))
    if year.own.size < LEAST_SESSIONS:
        message = f"Expected at least {LEAST_SESSIONS} sessions that all holdings share, found {year.own.size}. Choose a later day."
        raise MissingData(message, subject=snapshot.name)
    report = risk_report(snapshot, view)
    exposure, spread = report.exposure, report.concentration
    covariance = np.atleast_2d(np.cov(year.returns, rowvar=False, ddof=1))
    moves = _moves(view, year, names)
    candidates = _candidates(report, view, year, names, moves=moves)
    none = () if candidates else ("None of the instruments offered would lower the variance when sold.",)
    return HedgingReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, quality=report.quality, reason=report.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, benchmark=snapshot.benchmark, currency=snapshot.currency,
        net_value=report.net_value, long_weight=exposure.long_weight, short_weight=exposure.short_weight,
        gross_weight=exposure.gross_weight, net_weight=exposure.net_weight, hedge_ratio=exposure.hedge_ratio,
        beta_adjusted=exposure.beta_adjusted, volatility=report.volatility.days_252, own=_own(snapshot, view, year),
        candidates=candidates, basket=_basket(report, view, year, names, moves=moves),
        diversification_ratio=_ratio(covariance, history.weights), effective_bets=_bets(covariance, history.weights),
        hhi=spread.hhi, effective_positions=spread.effective_positions, top_5_weight=spread.top_5_weight,
        clusters=_clusters(snapshot, year), notes=(*report.notes, *left_out_note(history), *none),
    )  # fmt: skip


def _names(against: tuple[str, ...], view: MarketView) -> tuple[str, ...]:
    """The symbols that are offered as hedges."""
    if len(against) > _MOST_NAMES:
        raise InvalidInput(f"Expected at most {_MOST_NAMES} instruments, found {len(against)}.", subject="against")
    if against:
        return tuple(dict.fromkeys((view.find_instrument(text) or view.instrument(text)).symbol for text in against))
    kinds = {InstrumentKind.ETF, InstrumentKind.INDEX}
    return tuple(symbol for symbol in view.symbols if view.instrument(symbol).kind in kinds)


def _moves(view: MarketView, year: _Year, names: tuple[str, ...]) -> FloatArray:
    """Returns of what is offered, (n_sessions, n_names), in the sessions of the year."""
    if not names:
        return np.empty((year.own.size, 0))
    first = int(np.searchsorted(view.sessions, year.history.days[0]))
    return np.asarray(simple_returns(view.prices(names, start=view.sessions[first - 1].item()).close)[year.rows])


def _candidates(
    report: RiskReport, view: MarketView, year: _Year, names: tuple[str, ...], *, moves: FloatArray
) -> tuple[HedgeCandidate, ...]:
    if not names:
        return ()
    try:
        ranked = best_hedges(year.own, moves)
    except (MissingData, CalculationFailed):
        return ()
    return tuple(_candidate(report, view, year, names[found.candidate], found) for found in ranked[:_MOST_CANDIDATES])


def _candidate(report: RiskReport, view: MarketView, year: _Year, symbol: str, found: RankedHedge) -> HedgeCandidate:
    hedge = found.hedge
    volatility = float(year.own.std(ddof=1)) * float(np.sqrt(TRADING_DAYS))
    short = hedge.n_observations < year.own.size
    label = f"{report.name} hedged by {symbol}"
    return HedgeCandidate(
        subject=Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{report.portfolio_id}/hedged/{symbol}", label=label),
        as_of=report.as_of, quality=Quality.PARTIAL if short else report.quality,
        reason=f"only {hedge.n_observations} sessions are shared" if short else report.reason, symbol=symbol,
        name=view.instrument(symbol).name, ratio=hedge.ratio,
        amount=Money(amount=-hedge.ratio * report.net_value.amount, currency=report.currency), effectiveness=hedge.variance_reduction,
        correlation=hedge.correlation, volatility_after=volatility * float(np.sqrt(max(1.0 - hedge.variance_reduction, 0.0))),
    )  # fmt: skip


def _basket(report: RiskReport, view: MarketView, year: _Year, names: tuple[str, ...], *, moves: FloatArray) -> BasketHedge | None:
    """The best few together; None where one alone does as well."""
    try:
        found = best_basket(year.own, moves)
    except (MissingData, CalculationFailed):
        return None
    if len(found.candidates) < 2:
        return None
    symbols = [names[column] for column in found.candidates]
    subject = Subject(
        kind=SubjectKind.HYPOTHETICAL,
        id=f"{report.portfolio_id}/hedged/{'+'.join(symbols)}",
        label=f"{report.name} hedged by {', '.join(symbols)}",
    )
    removed = found.basket.variance_reduction
    volatility = float(year.own.std(ddof=1)) * float(np.sqrt(TRADING_DAYS))
    parts = tuple(
        BasketPart(
            subject=subject.model_copy(update={"id": f"{subject.id}/{symbol}", "label": f"{symbol} in the basket"}),
            as_of=report.as_of, quality=report.quality, reason=report.reason,
            symbol=symbol, name=view.instrument(symbol).name, ratio=float(ratio),
            amount=Money(amount=-float(ratio) * report.net_value.amount, currency=report.currency),
        )
        for symbol, ratio in zip(symbols, found.basket.ratios, strict=True)
    )  # fmt: skip
    return BasketHedge(
        subject=subject, as_of=report.as_of, quality=report.quality, reason=report.reason, parts=parts, effectiveness=removed,
        volatility_after=volatility * float(np.sqrt(max(1.0 - removed, 0.0))),
    )  # fmt: skip


def _own(snapshot: PortfolioSnapshot, view: MarketView, year: _Year) -> OwnHedge | None:
    """Longs against shorts, holding by holding; None where there is only one side."""
    valuation = analyze(snapshot, view).valuation
    drivers = year.history.drivers
    moving = [holding for holding in valuation.invested if holding.driver in drivers and holding.exposure != 0.0]
    weights = np.array([holding.exposure for holding in moving]) / valuation.net_value
    if not ((weights > 0.0).any() and (weights < 0.0).any()):
        return None
    columns = [drivers.index(holding.driver or "") for holding in moving]
    returns = year.returns[:, columns]
    match = group_match(weights, tuple(sector_of(holding) for holding in moving))
    try:
        hedge = hedge_effectiveness(returns @ np.maximum(weights, 0.0), returns @ np.maximum(-weights, 0.0), 1.0)
    except (CalculationFailed, MissingData):
        hedge = None
    sectors = tuple(
        SectorMatch(subject=sector_subject(row.group), as_of=snapshot.as_of, sector=row.group, long=row.long, short=row.short, net=row.net)
        for row in match.groups
    )
    return OwnHedge(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, effectiveness=hedge.variance_reduction if hedge else None,
        r_squared=hedge.r_squared if hedge else None, best_ratio=hedge.minimum_variance_ratio if hedge else None,
        match=match.match, similarity=match.similarity, sectors=sectors,
    )  # fmt: skip


def _ratio(covariance: FloatArray, weights: FloatArray) -> float | None:
    try:
        return diversification_ratio(covariance, weights)
    except CalculationFailed:
        return None  # the portfolio does not vary


def _bets(covariance: FloatArray, weights: FloatArray) -> float | None:
    try:
        return effective_bets(covariance, weights)
    except CalculationFailed:
        return None  # the portfolio does not vary


def _clusters(snapshot: PortfolioSnapshot, year: _Year) -> tuple[HoldingCluster, ...]:
    varies = np.flatnonzero(year.returns.std(axis=0) > 0.0)
    weights = year.history.weights[varies]
    if varies.size < 2 or not weights.any():
        return ()
    correlations = np.asarray(correlation_matrix(year.returns[:, varies]))
    drivers = [year.history.drivers[place] for place in varies]
    rows: list[HoldingCluster] = []
    for found in correlation_clusters(correlations, weights):
        symbols = tuple(drivers[member] for member in found.members)
        if len(symbols) > 1 and len(rows) < _MOST_CLUSTERS:
            label = f"{', '.join(symbols[:6])}{' and others' if len(symbols) > 6 else ''}"
            subject = Subject(kind=SubjectKind.GROUP, id=f"{snapshot.portfolio_id}/cluster/{'+'.join(symbols)}", label=label)
            rows.append(
                HoldingCluster(
                    subject=subject, as_of=snapshot.as_of, symbols=symbols, weight=found.weight, correlation=found.mean_correlation
                )
            )  # fmt: skip
    return tuple(rows)
