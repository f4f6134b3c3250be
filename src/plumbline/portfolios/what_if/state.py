"""The figures of one set of weights in a what-if session, each by the convention of the risk report."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.concentration import concentration_hhi, largest_weight, top_weight
from plumbline.analytics.drawdown import maximum_drawdown
from plumbline.analytics.exposure import exposures as exposures_of
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.analytics.volatility import volatility_annualized
from plumbline.analytics.what_if import WhatIfFigures
from plumbline.analytics.what_if_tail import historical_tail
from plumbline.core.errors import CalculationFailed
from plumbline.core.money import Money
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.limits import CheckedFigures, check_limits
from plumbline.portfolios.results import Concentration, Drawdown, Exposure, HoldingRisk, RiskScore, SectorRisk, TailRisk, Volatility
from plumbline.portfolios.risk_series import LEAST_WINDOW_SHARE, TAIL_SESSIONS, YEAR_SESSIONS
from plumbline.portfolios.subjects import holding_subject, sector_subject
from plumbline.portfolios.tail_risk import Shared
from plumbline.portfolios.what_if.book import Editable, WhatIfBook
from plumbline.portfolios.what_if.results import WhatIfFactor, WhatIfState

MOST_ROWS = 40
"""Holdings that a state lists: what was edited, then those with the largest share of risk."""


def state_of(book: WhatIfBook, weights: FloatArray, *, subject: Subject, edited: frozenset[str] = frozenset()) -> WhatIfState:
    """Figures at `weights` (n_rows,): exactly what the risk report would say of such holdings."""
    exposures = book.exposures(weights)
    year = book.session.figures(exposures)
    returns, tail = book.session.returns(exposures), book.session.tail_series(exposures)
    frame = _frame(book, subject)
    parts = _parts(book, year)
    held = np.flatnonzero((weights != 0.0) | (book.weights != 0.0))
    chosen = _chosen(book, held, parts, edited)
    sectors = _sectors(book, weights[held], parts.shares, held, subject)
    spread, exposure = _concentration(frame, weights), _exposure(frame, exposures, book)
    volatility, worst, fall = _volatility(frame, book, returns, year), _tail(frame, book, tail), _drawdown(frame, returns)
    score, cash = _score(frame, volatility, worst, (fall, spread, exposure)), 1.0 - float(weights.sum())

    def rows(places: Iterable[int]) -> tuple[HoldingRisk, ...]:
        return tuple(_holding(book, place, float(weights[place]), parts, subject=subject) for place in places)

    limited = rows(_limited(book, weights, parts, held))
    checked = CheckedFigures(
        subject, limited, weights[weights != 0.0], sectors, spread, volatility, worst, exposure, fall, score, beta=year.beta,
        tracking_error=year.tracking_error, cash_weight=cash,
    )  # fmt: skip
    return WhatIfState(
        **frame, volatility=volatility.days_252, beta=year.beta, value_at_risk=worst.historical_value_at_risk_95,
        value_at_risk_money=worst.historical_value_at_risk_95_money, expected_shortfall=worst.historical_expected_shortfall_95,
        expected_shortfall_money=worst.historical_expected_shortfall_95_money, value_at_risk_99=worst.historical_value_at_risk_99,
        expected_shortfall_99=worst.historical_expected_shortfall_99, tracking_error=year.tracking_error, maximum_drawdown=fall.maximum,
        cash=_money(book, cash), long_weight=exposure.long_weight or 0.0, short_weight=exposure.short_weight or 0.0,
        gross_weight=exposure.gross_weight or 0.0, net_weight=exposure.net_weight or 0.0, hedge_ratio=exposure.hedge_ratio, hhi=spread.hhi,
        effective_positions=spread.effective_positions, largest_weight=spread.largest_weight, top_5_weight=spread.top_5_weight,
        n_holdings=spread.n_holdings, score=score.score, factors=_factors(frame, book, exposures),
        limits=check_limits(checked, book.snapshot.limits), holdings=rows(chosen), sectors=sectors,
    )  # fmt: skip


def _frame(book: WhatIfBook, subject: Subject) -> Shared:
    series, valuation = book.analysis.series, book.analysis.valuation
    quality = series.quality if series.quality is not Quality.COMPLETE else valuation.quality
    reason = series.reason or valuation.reason
    return {"subject": subject, "as_of": book.snapshot.as_of, "period": None, "quality": quality, "reason": reason}


@dataclass(frozen=True, eq=False)
class _Parts:
    """Euler parts of the volatility by row (n_rows,): shares of it, and volatility; NaN where a row has none."""

    shares: FloatArray
    volatilities: FloatArray


def _parts(book: WhatIfBook, year: WhatIfFigures) -> _Parts:
    shares, volatilities = np.full(len(book.rows), np.nan), np.full(len(book.rows), np.nan)
    if year.volatility_annualized > 0.0:
        places = list(book.session.places)
        shares[places], volatilities[places] = year.shares + 0.0, year.volatilities + 0.0
    return _Parts(shares, volatilities)


def _chosen(book: WhatIfBook, held: NDArray[np.intp], parts: _Parts, edited: frozenset[str]) -> list[int]:
    """What is listed: edited rows first, then by share of risk."""
    sizes = np.nan_to_num(np.abs(parts.shares))
    return sorted(held.tolist(), key=lambda place: (book.rows[place].symbol not in edited, -sizes[place]))[:MOST_ROWS]


def _limited(book: WhatIfBook, weights: FloatArray, parts: _Parts, held: NDArray[np.intp]) -> list[int]:
    """What limits look at: the largest by weight and by share of risk, and every row that a rule names."""
    if not held.size:
        return []
    named = {rule.name for rule in book.snapshot.limits if rule.name}
    shares = np.where(np.isnan(parts.shares[held]), -np.inf, parts.shares[held])
    largest = {int(held[np.abs(weights[held]).argmax()]), int(held[shares.argmax()])}
    return [place for place in held.tolist() if place in largest or book.rows[place].symbol in named]


def _holding(book: WhatIfBook, place: int, weight: float, parts: _Parts, *, subject: Subject) -> HoldingRisk:
    row, share = book.rows[place], float(parts.shares[place])
    varies = not np.isnan(share)
    return HoldingRisk(
        subject=_row_subject(book, row, subject), as_of=book.snapshot.as_of, quality=row.quality, reason=row.reason, symbol=row.symbol,
        name=row.name, sector=row.sector, market_value=_money(book, weight), weight=weight, risk_contribution=share if varies else None,
        risk_contribution_volatility=float(parts.volatilities[place]) if varies else None, volatility=row.volatility, beta=row.beta,
    )  # fmt: skip


def _factors(frame: Shared, book: WhatIfBook, exposures: FloatArray) -> tuple[WhatIfFactor, ...]:
    shared: Shared = {**frame, "period": f"{len(book.session.tail_returns)}d"}
    found = book.session.factor_exposures(exposures)
    return tuple(
        WhatIfFactor(
            **shared, key=factor.key, label=factor.label,
            exposure=MeasuredValue(**shared, measure="factor_exposure", value=float(value) + 0.0, parameters={"factor": factor.key}),
        )
        for factor, value in zip(book.session.factors, found, strict=True)
    )  # fmt: skip


def _row_subject(book: WhatIfBook, row: Editable, subject: Subject) -> Subject:
    """The holding itself in the state as held, and a hypothetical one in every other."""
    own = holding_subject(book.snapshot, row.symbol, row.label)
    if subject.kind is SubjectKind.PORTFOLIO:
        return own
    words = subject.label.removeprefix(book.snapshot.name)
    return Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{subject.id}/{row.symbol}", label=f"{row.label}{words}")


def _sectors(book: WhatIfBook, weights: FloatArray, shares: FloatArray, held: NDArray[np.intp], subject: Subject) -> tuple[SectorRisk, ...]:
    """Weights and shares of risk of what is held, added up by sector."""
    totals: dict[str, float] = {}
    risks: dict[str, float] = {}
    for weight, share, place in zip(weights.tolist(), np.nan_to_num(shares[held]).tolist(), held.tolist(), strict=True):
        sector = book.rows[place].sector
        totals[sector] = totals.get(sector, 0.0) + weight
        risks[sector] = risks.get(sector, 0.0) + share
    words = subject.label.removeprefix(book.snapshot.name)
    hypothetical = subject.kind is not SubjectKind.PORTFOLIO
    return tuple(
        SectorRisk(
            subject=Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{subject.id}/{sector}", label=f"{sector}{words}")
            if hypothetical
            else sector_subject(sector),
            as_of=book.snapshot.as_of,
            sector=sector,
            weight=totals[sector],
            risk_contribution=risks[sector],
        )
        for sector in sorted(totals, key=lambda sector: (-abs(totals[sector]), sector))
    )


def _concentration(frame: Shared, weights: FloatArray) -> Concentration:
    held = weights[weights != 0.0]
    if not held.size:
        empty = _because(frame, "nothing but cash is held")
        return Concentration(**empty, hhi=None, effective_positions=None, largest_weight=None, top_5_weight=None, n_holdings=0)
    hhi = concentration_hhi(held)
    return Concentration(
        **frame, hhi=hhi, effective_positions=1.0 / hhi, largest_weight=largest_weight(held), top_5_weight=top_weight(held),
        n_holdings=int(held.size),
    )  # fmt: skip


def _exposure(frame: Shared, exposures: FloatArray, book: WhatIfBook) -> Exposure:
    found = exposures_of(exposures, net_value=1.0)
    return Exposure(
        **frame, long=_money(book, found.long), short=_money(book, found.short), gross=_money(book, found.gross),
        net=_money(book, found.net), long_weight=found.long_weight, short_weight=found.short_weight, gross_weight=found.gross_weight,
        net_weight=found.net_weight, hedge_ratio=found.hedge_ratio, beta_adjusted=None,
    )  # fmt: skip


def _volatility(frame: Shared, book: WhatIfBook, returns: FloatArray, year: WhatIfFigures) -> Volatility:
    """Short windows need two thirds of their sessions, as in the risk report."""

    def over(n_sessions: int) -> float | None:
        recent = book.session.recent(returns, n_sessions)
        if recent.size < int(n_sessions * LEAST_WINDOW_SHARE):
            return None
        return float(volatility_annualized(recent, periods_per_year=TRADING_DAYS))

    return Volatility(**frame, days_21=over(21), days_63=over(63), days_252=year.volatility_annualized)


def _tail(frame: Shared, book: WhatIfBook, series: FloatArray) -> TailRisk:
    """The historical figures; those of a normal distribution are not part of a what-if."""
    figures: dict[str, Any] = {name: None for name in TailRisk.model_fields if name.startswith(("historical_", "parametric_"))}
    for percent in (95, 99):
        loss, mean = historical_tail(series.size, percent / 100.0).losses(series)
        figures[f"historical_value_at_risk_{percent}"], figures[f"historical_expected_shortfall_{percent}"] = loss + 0.0, mean + 0.0
        figures[f"historical_value_at_risk_{percent}_money"] = _money(book, loss)
        figures[f"historical_expected_shortfall_{percent}_money"] = _money(book, mean)
    shared: Shared = {**frame, "period": f"{TAIL_SESSIONS}d"}
    return TailRisk(**shared, **figures, n_observations=int(series.size))


def _drawdown(frame: Shared, returns: FloatArray) -> Drawdown:
    shared: Shared = {**frame, "period": f"{YEAR_SESSIONS}d"}
    try:
        deepest = float(np.max(maximum_drawdown(returns)))
    except CalculationFailed as failure:  # leverage took the path below zero
        return Drawdown(**_because(shared, failure.message), maximum=None, current=None, peak_on=None, trough_on=None)
    return Drawdown(**shared, maximum=deepest, current=None, peak_on=None, trough_on=None)


def _score(frame: Shared, volatility: Volatility, tail: TailRisk, parts: tuple[Drawdown, Concentration, Exposure]) -> RiskScore:
    fall, spread, exposure = parts
    if fall.maximum is None:
        return RiskScore(**_because(frame, fall.reason), score=None)
    found = risk_score(
        RiskScoreInputs(
            volatility=volatility.days_252 or 0.0, expected_shortfall=tail.historical_expected_shortfall_95 or 0.0,
            drawdown=fall.maximum, concentration=spread.hhi or 0.0, leverage=exposure.gross_weight or 0.0,
        )
    )  # fmt: skip
    return RiskScore(**frame, score=found.score)


def _because(frame: Shared, reason: str | None) -> Shared:
    return {"subject": frame["subject"], "as_of": frame["as_of"], "period": frame["period"], "quality": frame["quality"], "reason": reason}


def _money(book: WhatIfBook, share: float) -> Money:
    """A share of net value in money; + 0.0 turns -0.0 into 0.0."""
    return Money(amount=share * book.net_value + 0.0, currency=book.snapshot.currency)
