"""Who carries the risk: Euler contributions per holding and per sector, with each holding's own volatility and beta."""

import math

import numpy as np

from plumbline.analytics.beta import beta
from plumbline.analytics.contribution import VolatilityContributions, volatility_contributions
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.market_data.instruments import InstrumentKind
from plumbline.portfolios.results import HoldingRisk, SectorRisk
from plumbline.portfolios.risk_series import YEAR_SESSIONS, Analysis
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, sector_subject
from plumbline.portfolios.valuation import ValuedHolding

FUNDS = "Funds"
"""Group of funds without a sector of their own; not a sector, so no sector limit applies to it."""
UNCLASSIFIED = "Unclassified"


def holding_risks(analysis: Analysis, snapshot: PortfolioSnapshot) -> tuple[HoldingRisk, ...]:
    """Every holding but cash, largest contribution first; those without one (no price, no history) last."""
    valuation, series = analysis.valuation, analysis.series
    columns = {holding.symbol: series.column(holding) for holding in valuation.invested}
    moving = [holding for holding in valuation.invested if columns[holding.symbol] is not None]
    parts = _contributions(analysis, moving)
    own = own_figures(analysis)
    rows = [_row(holding, analysis, snapshot, own[holding.symbol]) for holding in valuation.invested]
    if parts is not None:
        shares = dict(zip((holding.symbol for holding in moving), range(len(moving)), strict=True))
        positive = valuation.net_value > 0.0
        rows = [
            row.model_copy(
                update={
                    "risk_contribution": float(parts.shares[shares[row.symbol]]),
                    "risk_contribution_volatility": float(parts.volatilities[shares[row.symbol]]) if positive else None,
                }
            )
            if row.symbol in shares
            else row
            for row in rows
        ]
    rows.sort(key=lambda row: (row.risk_contribution is None, -(row.risk_contribution or 0.0)))
    return tuple(rows)


def sector_risks(snapshot: PortfolioSnapshot, holdings: tuple[HoldingRisk, ...]) -> tuple[SectorRisk, ...]:
    """Weights and contributions added up by sector, largest absolute weight first."""
    groups: dict[str, list[HoldingRisk]] = {}
    for row in holdings:
        groups.setdefault(row.sector or UNCLASSIFIED, []).append(row)
    rows = [
        SectorRisk(
            subject=sector_subject(sector), as_of=snapshot.as_of, sector=sector,
            weight=_sum([row.weight for row in members]), risk_contribution=_sum([row.risk_contribution for row in members]),
            quality=_partial(members), reason=_reason(members),
        )
        for sector, members in groups.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-abs(row.weight or 0.0), row.sector)))


def own_figures(analysis: Analysis) -> dict[str, tuple[float | None, float | None]]:
    """(volatility, beta) of each holding over its own last 252 sessions; an option's are those of its delta position.

    None without 60 returns. An option moves by delta * spot / value times its underlying, so its volatility and beta
    are those of the underlying times that factor.
    """
    series = analysis.series
    returns = series.returns[series.rows(YEAR_SESSIONS)]
    enough = np.isfinite(returns).sum(axis=0) >= 60
    unknown = np.full(enough.shape, np.nan)
    volatilities = np.asarray(volatility_annualized(returns, periods_per_year=TRADING_DAYS)) if returns.size else unknown
    betas = _betas(returns, analysis)
    figures: dict[str, tuple[float | None, float | None]] = {}
    for holding in analysis.valuation.holdings:
        column = series.drivers.index(holding.driver) if holding.driver in series.drivers else None
        factor = _factor(holding)
        if holding.is_cash:
            figures[holding.symbol] = (0.0, 0.0)
        elif column is None or factor is None or not enough[column]:
            figures[holding.symbol] = (None, None)
        else:
            figures[holding.symbol] = (_finite(abs(factor) * volatilities[column]), _finite(factor * betas[column]))
    return figures


def sector_of(holding: ValuedHolding) -> str:
    """The sector, or the group that stands for none."""
    return holding.sector or (FUNDS if holding.kind is InstrumentKind.ETF else UNCLASSIFIED)


def _contributions(analysis: Analysis, moving: list[ValuedHolding]) -> VolatilityContributions | None:
    valuation, series = analysis.valuation, analysis.series
    if series.problem or not moving:
        return None
    window = series.rows(YEAR_SESSIONS)
    returns = series.returns[window][series.complete[window]]
    scale = valuation.net_value if valuation.net_value > 0.0 else sum(abs(holding.exposure) for holding in moving)
    weights = np.array([holding.exposure for holding in moving]) / (scale or 1.0)
    columns = [series.drivers.index(holding.driver or "") for holding in moving]
    try:
        return volatility_contributions(returns[:, columns], weights, periods_per_year=TRADING_DAYS)
    except (CalculationFailed, MissingData):
        return None  # the portfolio does not vary: no holding has a share of nothing


def _row(holding: ValuedHolding, analysis: Analysis, snapshot: PortfolioSnapshot, own: tuple[float | None, float | None]) -> HoldingRisk:
    series, weight = analysis.series, analysis.valuation.weight(holding)
    left_out = series.column(holding) is None
    quality = holding.quality if holding.quality is not Quality.COMPLETE else series.quality
    reason = holding.reason or (series.problem or (series.reason if left_out or series.quality is not Quality.COMPLETE else None))
    return HoldingRisk(
        subject=holding_subject(snapshot, holding.symbol, holding.label), as_of=snapshot.as_of,
        quality=quality, reason=reason,
        symbol=holding.symbol, name=holding.name, sector=sector_of(holding),
        market_value=Money(amount=holding.market_value or 0.0, currency=snapshot.currency), weight=weight,
        risk_contribution=None, risk_contribution_volatility=None, volatility=own[0], beta=own[1],
    )  # fmt: skip


def _betas(returns: FloatArray, analysis: Analysis) -> FloatArray:
    benchmark = analysis.series.benchmark
    if benchmark is None or not returns.size:
        return np.full(returns.shape[1], np.nan)
    try:
        return np.asarray(beta(returns, benchmark[analysis.series.rows(YEAR_SESSIONS)]))
    except (CalculationFailed, MissingData):
        return np.full(returns.shape[1], np.nan)


def _factor(holding: ValuedHolding) -> float | None:
    if holding.quote is None:
        return 1.0
    return holding.quote.delta * holding.quote.spot / holding.quote.value if holding.quote.value > 0.0 else None


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _partial(members: list[HoldingRisk]) -> Quality:
    return next((row.quality for row in members if row.quality is not Quality.COMPLETE), Quality.COMPLETE)


def _reason(members: list[HoldingRisk]) -> str | None:
    return next((row.reason for row in members if row.reason), None)
