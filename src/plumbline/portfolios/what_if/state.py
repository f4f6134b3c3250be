"""The figures of one set of weights in a what-if session, each by the convention of the risk report."""

from typing import Any

import numpy as np

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
from plumbline.portfolios.limits import CheckedFigures, check_limits
from plumbline.portfolios.results import Concentration, Drawdown, Exposure, HoldingRisk, RiskScore, SectorRisk, TailRisk, Volatility
from plumbline.portfolios.risk_series import LEAST_WINDOW_SHARE, TAIL_SESSIONS, YEAR_SESSIONS
from plumbline.portfolios.subjects import holding_subject, sector_subject
from plumbline.portfolios.tail_risk import Shared
from plumbline.portfolios.what_if.book import Editable, WhatIfBook
from plumbline.portfolios.what_if.results import WhatIfState

MOST_ROWS = 40
"""Holdings that a state lists: what was edited, then those with the largest share of risk."""


def state_of(book: WhatIfBook, weights: FloatArray, *, subject: Subject, edited: frozenset[str] = frozenset()) -> WhatIfState:
    """Figures at `weights` (n_rows,): exactly what the risk report would say of such holdings."""
    exposures = book.exposures(weights)
    year, tail = book.session.figures(exposures)
    returns = book.session.returns(exposures)
    frame = _frame(book, subject)
    holdings = _holdings(book, weights, year, subject)
    sectors = _sectors(book, holdings, subject)
    spread, exposure = _concentration(frame, weights), _exposure(frame, exposures, book)
    volatility, worst, fall = _volatility(frame, book, returns, year), _tail(frame, book, exposures, tail), _drawdown(frame, returns)
    score, cash = _score(frame, volatility, worst, (fall, spread, exposure)), 1.0 - float(weights.sum())
    checked = CheckedFigures(
        subject, holdings, sectors, spread, volatility, worst, exposure, fall, score, beta=year.beta, tracking_error=year.tracking_error,
        cash_weight=cash,
    )  # fmt: skip
    chosen = sorted(holdings, key=lambda row: (row.symbol not in edited, -abs(row.risk_contribution or 0.0)))[:MOST_ROWS]
    return WhatIfState(
        **frame, volatility=volatility.days_252, beta=year.beta, value_at_risk=worst.historical_value_at_risk_95,
        value_at_risk_money=_money(book, tail.value_at_risk), expected_shortfall=worst.historical_expected_shortfall_95,
        expected_shortfall_money=_money(book, tail.expected_shortfall), value_at_risk_99=worst.historical_value_at_risk_99,
        expected_shortfall_99=worst.historical_expected_shortfall_99, tracking_error=year.tracking_error, maximum_drawdown=fall.maximum,
        cash=_money(book, cash), long_weight=exposure.long_weight or 0.0, short_weight=exposure.short_weight or 0.0,
        gross_weight=exposure.gross_weight or 0.0, net_weight=exposure.net_weight or 0.0, hedge_ratio=exposure.hedge_ratio, hhi=spread.hhi,
        effective_positions=spread.effective_positions, largest_weight=spread.largest_weight, top_5_weight=spread.top_5_weight,
        n_holdings=spread.n_holdings, score=score.score, limits=check_limits(checked, book.snapshot.limits), holdings=tuple(chosen),
        sectors=sectors,
    )  # fmt: skip


def _frame(book: WhatIfBook, subject: Subject) -> Shared:
    series, valuation = book.analysis.series, book.analysis.valuation
    quality = series.quality if series.quality is not Quality.COMPLETE else valuation.quality
    reason = series.reason or valuation.reason
    return {"subject": subject, "as_of": book.snapshot.as_of, "period": None, "quality": quality, "reason": reason}


def _holdings(book: WhatIfBook, weights: FloatArray, year: WhatIfFigures, subject: Subject) -> tuple[HoldingRisk, ...]:
    """Every row that is held at these weights."""
    parts = {place: position for position, place in enumerate(book.session.places)}
    rows = []
    for place, row in enumerate(book.rows):
        weight = float(weights[place])
        if weight == 0.0 and row.weight == 0.0:
            continue
        position = parts.get(place)
        varies = position is not None and year.volatility_annualized > 0.0
        rows.append(
            HoldingRisk(
                subject=_row_subject(book, row, subject), as_of=book.snapshot.as_of, quality=row.quality, reason=row.reason,
                symbol=row.symbol, name=row.name, sector=row.sector, market_value=_money(book, weight), weight=weight,
                risk_contribution=float(year.shares[position or 0]) + 0.0 if varies else None,
                risk_contribution_volatility=float(year.volatilities[position or 0]) + 0.0 if varies else None,
                volatility=row.volatility, beta=row.beta,
            )
        )  # fmt: skip
    return tuple(rows)


def _row_subject(book: WhatIfBook, row: Editable, subject: Subject) -> Subject:
    """The holding itself in the state as held, and a hypothetical one in every other."""
    own = holding_subject(book.snapshot, row.symbol, row.label)
    if subject.kind is SubjectKind.PORTFOLIO:
        return own
    words = subject.label.removeprefix(book.snapshot.name)
    return Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{subject.id}/{row.symbol}", label=f"{row.label}{words}")


def _sectors(book: WhatIfBook, holdings: tuple[HoldingRisk, ...], subject: Subject) -> tuple[SectorRisk, ...]:
    weights: dict[str, float] = {}
    shares: dict[str, float] = {}
    for row in holdings:
        sector = row.sector or ""
        weights[sector] = weights.get(sector, 0.0) + (row.weight or 0.0)
        shares[sector] = shares.get(sector, 0.0) + (row.risk_contribution or 0.0)
    words = subject.label.removeprefix(book.snapshot.name)
    hypothetical = subject.kind is not SubjectKind.PORTFOLIO
    return tuple(
        SectorRisk(
            subject=Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{subject.id}/{sector}", label=f"{sector}{words}")
            if hypothetical
            else sector_subject(sector),
            as_of=book.snapshot.as_of,
            sector=sector,
            weight=weights[sector],
            risk_contribution=shares[sector],
        )
        for sector in sorted(weights, key=lambda sector: (-abs(weights[sector]), sector))
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


def _tail(frame: Shared, book: WhatIfBook, exposures: FloatArray, tail: WhatIfFigures) -> TailRisk:
    """The historical figures; those of a normal distribution are not part of a what-if."""
    figures: dict[str, Any] = {name: None for name in TailRisk.model_fields if name.startswith(("historical_", "parametric_"))}
    far = historical_tail(book.session.tail.n_observations, 0.99).losses(book.session.tail_series(exposures))
    figures["historical_value_at_risk_95"] = tail.value_at_risk + 0.0
    figures["historical_expected_shortfall_95"] = tail.expected_shortfall + 0.0
    figures["historical_value_at_risk_99"], figures["historical_expected_shortfall_99"] = far[0] + 0.0, far[1] + 0.0
    shared: Shared = {**frame, "period": f"{TAIL_SESSIONS}d"}
    return TailRisk(**shared, **figures, n_observations=book.session.tail.n_observations)


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
