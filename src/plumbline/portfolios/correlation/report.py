"""How the holdings of a portfolio move together: the matrix, its extremes, its clusters, and what it does for the portfolio."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plumbline.analytics.clusters import cluster_order, correlation_clusters, effective_bets
from plumbline.analytics.covariance.correlation import average_correlation
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.optimize.ratio import diversification_ratio
from plumbline.analytics.returns import simple_returns
from plumbline.analytics.volatility_forecast import RISKMETRICS_DECAY
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.correlation.estimators import LABELS, LEAST_COMMON, LEAST_PAIR, Correlations, Estimator, estimated
from plumbline.portfolios.correlation.results import CorrelatedHolding, CorrelationReport, PairCorrelation
from plumbline.portfolios.factors.style_factors import factor_set
from plumbline.portfolios.hedging.results import HoldingCluster
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.risk_series import analyze, driver_exposures
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject
from plumbline.portfolios.valuation import Valuation

MOST_SESSIONS = 5_000
MOST_HOLDINGS = 60
_MOST_PAIRS = 5
_NO_PAIR = "there is only one holding with enough history"
_FLAT = "the portfolio does not vary"


@dataclass(frozen=True, kw_only=True)
class CorrelationTerms:
    """`n_sessions` looked back, which `estimator`, its `decay`, and of how many of the largest holdings."""

    n_sessions: int = 252
    estimator: Estimator = Estimator.SAMPLE
    decay: float = RISKMETRICS_DECAY
    top: int = 20


DEFAULT_TERMS = CorrelationTerms()


@dataclass(frozen=True, eq=False)
class _Book:
    """The largest holdings by gross exposure, as what moves them: shares of gross (signed), daily returns, how many there are in all."""

    symbols: tuple[str, ...]
    shares: FloatArray
    days: SessionArray
    returns: FloatArray
    n_all: int
    valuation: Valuation


@dataclass(frozen=True, eq=False)
class _Found:
    """The estimate in the order of the matrix."""

    snapshot: PortfolioSnapshot
    symbols: tuple[str, ...]
    shares: FloatArray
    matrix: FloatArray
    estimate: Correlations
    counts: FloatArray
    deviations: FloatArray
    period: str

    @property
    def covariance(self) -> FloatArray:
        return np.asarray(self.matrix * np.outer(self.deviations, self.deviations))


@lru_cache(maxsize=64)
def correlation_report(snapshot: PortfolioSnapshot, view: MarketView, terms: CorrelationTerms = DEFAULT_TERMS) -> CorrelationReport:
    """Correlations of the largest holdings over the last sessions, by one estimator.

    Missing: as `estimated`; holdings with too short a history, or whose price does not move, are left out and named.
    Raises: InvalidInput for terms outside; MissingData when nothing is held, or nothing with enough history.
    """
    _check(terms)
    book = _book(snapshot, view, terms)
    estimate = estimated(
        book.returns, terms.estimator, decay=terms.decay,
        factors=lambda: factor_set(view, book.days, market=snapshot.benchmark).returns,
    )  # fmt: skip
    found = _ordered(snapshot, book, estimate)
    left_out = [symbol for place, symbol in enumerate(book.symbols) if place not in estimate.kept]
    reason = _reason(book, found, left_out)
    pairs = _pairs(found)
    return CorrelationReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=found.period,
        quality=Quality.PARTIAL if reason else Quality.COMPLETE, reason=reason, portfolio_id=snapshot.portfolio_id, name=snapshot.name,
        estimator=terms.estimator, symbols=found.symbols, matrix=_matrix(found), average=_average(found, weighted=False),
        weighted_average=_average(found, weighted=True),
        diversification_ratio=_of_portfolio(found, "diversification_ratio"), effective_bets=_of_portfolio(found, "effective_bets"),
        highest=pairs[:_MOST_PAIRS], lowest=pairs[::-1][:_MOST_PAIRS], clusters=_clusters(found), holdings=_holdings(found),
        n_observations=int(found.counts.min()), n_dropped=estimate.n_dropped, shrinkage=estimate.shrinkage, repaired=estimate.repaired,
        notes=(*snapshot.notes, *book.valuation.notes, *_notes(book, found, terms, left_out)),
    )  # fmt: skip


def _check(terms: CorrelationTerms) -> None:
    if not LEAST_PAIR <= terms.n_sessions <= MOST_SESSIONS:
        raise InvalidInput(f"Expected {LEAST_PAIR} to {MOST_SESSIONS:,} sessions, found {terms.n_sessions}.", subject="sessions")
    if not 1 <= terms.top <= MOST_HOLDINGS:
        raise InvalidInput(f"Expected 1 to {MOST_HOLDINGS} holdings, found {terms.top}.", subject="top")
    if not 0.0 < terms.decay < 1.0:
        raise InvalidInput(f"Expected a decay between 0 and 1, such as 0.94, found {terms.decay:g}.", subject="decay")


def _book(snapshot: PortfolioSnapshot, view: MarketView, terms: CorrelationTerms) -> _Book:
    valuation = analyze(snapshot, view).valuation
    held = {driver: money for driver, money in driver_exposures(valuation).items() if money != 0.0}
    if not held:
        raise MissingData(f"{snapshot.name} holds nothing that moves on {snapshot.as_of}, so there is no correlation to look at.")
    gross = sum(abs(money) for money in held.values())
    symbols = tuple(sorted(held, key=lambda driver: -abs(held[driver]))[: terms.top])
    first = max(view.n_sessions - 1 - terms.n_sessions, 0)
    table = view.prices(symbols, start=session_day(view, first))
    shares = np.array([held[symbol] / gross for symbol in symbols])
    return _Book(symbols, shares, table.dates[1:], simple_returns(table.close), len(held), valuation)


def _ordered(snapshot: PortfolioSnapshot, book: _Book, estimate: Correlations) -> _Found:
    order = np.array(cluster_order(estimate.matrix), dtype=np.int64)
    kept = np.array(estimate.kept)[order]
    square = np.ix_(order, order)
    return _Found(
        snapshot=snapshot, symbols=tuple(book.symbols[place] for place in kept.tolist()), shares=book.shares[kept],
        matrix=estimate.matrix[square], estimate=estimate, counts=estimate.counts[square], deviations=estimate.deviations[order],
        period=f"{len(book.days)}d",
    )  # fmt: skip


def _pair_subject(one: str, two: str) -> Subject:
    return Subject(kind=SubjectKind.GROUP, id=f"{one}+{two}", label=f"{one} and {two}")


def _matrix(found: _Found) -> tuple[tuple[MeasuredValue, ...], ...]:
    def cell(one: int, two: int) -> MeasuredValue:
        return MeasuredValue(
            subject=_pair_subject(found.symbols[two], found.symbols[one]), as_of=found.snapshot.as_of, period=found.period,
            measure="correlation", value=round(float(found.matrix[one, two]), 12),
        )  # fmt: skip

    return tuple(tuple(cell(row, column) for column in range(row)) for row in range(len(found.symbols)))


def _pairs(found: _Found) -> tuple[PairCorrelation, ...]:
    """Every pair, the highest correlation first."""
    rows, columns = np.tril_indices(len(found.symbols), -1)
    ranked = np.argsort(-found.matrix[rows, columns], kind="stable")
    chosen = ranked if ranked.size <= 2 * _MOST_PAIRS else np.concatenate([ranked[:_MOST_PAIRS], ranked[-_MOST_PAIRS:]])
    return tuple(_pair(found, int(rows[place]), int(columns[place])) for place in chosen.tolist())


def _pair(found: _Found, one: int, two: int) -> PairCorrelation:
    names = (found.symbols[two], found.symbols[one])
    return PairCorrelation(
        subject=_pair_subject(*names), as_of=found.snapshot.as_of, period=found.period, symbols=names,
        value=round(float(found.matrix[one, two]), 12), n_observations=int(found.counts[one, two]),
    )  # fmt: skip


def _average(found: _Found, *, weighted: bool) -> float | None:
    try:
        return average_correlation(found.matrix, found.shares if weighted else None)
    except CalculationFailed:
        return None  # one holding makes no pair


def _of_portfolio(found: _Found, measure: str) -> MeasuredValue:
    calculation = diversification_ratio if measure == "diversification_ratio" else effective_bets
    try:
        value, reason = calculation(found.covariance, found.shares), None
    except CalculationFailed:
        value, reason = None, _FLAT
    return MeasuredValue(
        subject=portfolio_subject(found.snapshot),
        as_of=found.snapshot.as_of,
        period=found.period,
        measure=measure,
        value=value,
        reason=reason,
    )


def _clusters(found: _Found) -> tuple[HoldingCluster, ...]:
    rows = []
    for cluster in correlation_clusters(found.matrix, found.shares):
        symbols = tuple(found.symbols[member] for member in cluster.members)
        if len(symbols) > 1:
            label = f"{', '.join(symbols[:6])}{' and others' if len(symbols) > 6 else ''}"
            subject = Subject(kind=SubjectKind.GROUP, id=f"{found.snapshot.portfolio_id}/cluster/{'+'.join(symbols)}", label=label)
            rows.append(
                HoldingCluster(
                    subject=subject, as_of=found.snapshot.as_of, period=found.period, symbols=symbols, weight=cluster.weight,
                    correlation=cluster.mean_correlation,
                )
            )  # fmt: skip
    return tuple(rows)


def _holdings(found: _Found) -> tuple[CorrelatedHolding, ...]:
    n = len(found.symbols)
    joint = found.covariance @ found.shares
    variance = float(found.shares @ joint)
    scale = found.deviations * np.sqrt(max(variance, 0.0))
    varies = variance > 1e-14 * float(np.abs(found.shares) @ found.deviations) ** 2
    rows = []
    for place, symbol in enumerate(found.symbols):
        subject = holding_subject(found.snapshot, symbol)
        others = (float(found.matrix[place].sum()) - 1.0) / (n - 1) if n > 1 else None
        rows.append(
            CorrelatedHolding(
                subject=subject, as_of=found.snapshot.as_of, period=found.period, symbol=symbol, gross_share=float(found.shares[place]),
                volatility=float(found.deviations[place]) * float(np.sqrt(TRADING_DAYS)), average=others,
                reason=None if n > 1 else _NO_PAIR, n_observations=int(found.counts[place, place]),
                with_portfolio=MeasuredValue(
                    subject=subject, as_of=found.snapshot.as_of, period=found.period, measure="correlation",
                    parameters={"with": "portfolio"},
                    value=float(np.clip(joint[place] / scale[place], -1.0, 1.0)) if varies else None, reason=None if varies else _FLAT,
                ),
            )
        )  # fmt: skip
    return tuple(rows)


def _reason(book: _Book, found: _Found, left_out: list[str]) -> str | None:
    if left_out:
        return f"without {', '.join(left_out)}: too few sessions with prices, or a price that does not move"
    if len(book.symbols) < book.n_all:
        return f"of the {len(book.symbols)} largest of {book.n_all} holdings"
    if found.counts.min() < len(book.days):
        return f"pairs rest on as few as {int(found.counts.min())} of {len(book.days)} sessions: prices are missing"
    return book.valuation.reason


def _notes(book: _Book, found: _Found, terms: CorrelationTerms, left_out: list[str]) -> list[str]:
    notes = [f"Estimate: {LABELS[terms.estimator]}, {len(book.days)} sessions to {found.snapshot.as_of}."]
    if any(holding.contract for holding in book.valuation.invested):
        notes.append("Options count as what they are on, by delta.")
    if len(book.symbols) < book.n_all:
        covered = float(np.abs(book.shares).sum())
        notes.append(f"The {len(book.symbols)} largest of {book.n_all} holdings, {100 * covered:.0f} % of gross exposure.")
    if left_out:
        least = LEAST_PAIR if terms.estimator in {Estimator.SAMPLE, Estimator.FACTOR_MODEL} else min(LEAST_COMMON, len(book.days))
        notes.append(f"Left out: {', '.join(left_out)}. Needed are {least} common sessions and a price that moves.")
    if found.counts.min() < found.counts.max():
        notes.append(f"Histories differ: pairs rest on {int(found.counts.min())} to {int(found.counts.max())} sessions.")
    if found.estimate.n_dropped:
        notes.append(f"{found.estimate.n_dropped} of {len(book.days)} sessions are left out: a price is missing.")
    if found.estimate.shrinkage is not None:
        notes.append(f"Shrunk by {100 * found.estimate.shrinkage:.0f} % toward its target.")
    if found.estimate.repaired:
        notes.append("Pairs over different sessions did not fit together: the nearest possible matrix is shown (Higham).")
    return notes
