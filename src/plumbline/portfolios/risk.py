"""The risk report of a snapshot: every part from the same valuation and the same series."""

from functools import lru_cache

import numpy as np

from plumbline.analytics.beta import beta
from plumbline.analytics.concentration import concentration_hhi, largest_weight, top_weight
from plumbline.analytics.exposure import exposures
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.performance import tracking_error
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import holding_risks, sector_risks
from plumbline.portfolios.limits import CheckedFigures, check_limits
from plumbline.portfolios.period_returns import portfolio_returns
from plumbline.portfolios.results import (
    Concentration,
    Drawdown,
    Exposure,
    PeriodComparison,
    RiskReport,
    RiskScore,
    ScoreComponent,
    TailRisk,
    Volatility,
)
from plumbline.portfolios.risk_series import LEAST_SESSIONS, LEAST_WINDOW_SHARE, YEAR_SESSIONS, Analysis, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject
from plumbline.portfolios.tail_risk import ResultFrame, drawdown_of, tail_risk_of


@lru_cache(maxsize=512)
def risk_report(snapshot: PortfolioSnapshot, view: MarketView) -> RiskReport:
    """Every risk figure of the portfolio on the day of the snapshot; a figure that can not be stated is None, with its reason."""
    analysis = analyze(snapshot, view)
    valuation, series = analysis.valuation, analysis.series
    frame = ResultFrame(snapshot, analysis)
    volatility, tail, drawdown = _volatility(frame), tail_risk_of(frame), drawdown_of(frame)
    concentration, exposure = _concentration(analysis, frame), _exposure(analysis, snapshot, frame)
    holdings = holding_risks(analysis, snapshot)
    sectors = sector_risks(snapshot, holdings)
    subject = portfolio_subject(snapshot)
    returns = portfolio_returns(snapshot, valuation, view)
    score = _score(frame, volatility=volatility, tail=tail, drawdown=drawdown, concentration=concentration, exposure=exposure)
    checked = CheckedFigures(
        subject, holdings, _values(analysis), sectors, concentration, volatility, tail, exposure, drawdown, score,
        beta=exposure.beta_adjusted, tracking_error=_tracking_error(analysis), cash_weight=_cash_weight(analysis),
        problem=_unpriced(analysis),
    )  # fmt: skip
    return RiskReport(
        subject=subject, as_of=snapshot.as_of, quality=_worst(valuation.quality, series.quality),
        reason=valuation.reason or series.problem or series.reason, portfolio_id=snapshot.portfolio_id, name=snapshot.name,
        benchmark=snapshot.benchmark, currency=snapshot.currency, net_value=_money(valuation.net_value, snapshot),
        cash_value=_money(valuation.cash_value, snapshot), daily_change=returns[0].portfolio.change,
        daily_return=returns[0].portfolio.value, returns=returns, volatility=volatility, beta=exposure.beta_adjusted, tail_risk=tail,
        drawdown=drawdown, concentration=concentration, exposure=exposure, score=score, contributions=holdings, sectors=sectors,
        limits=check_limits(checked, snapshot.limits) if valuation.holdings else (), notes=_notes(snapshot, analysis, returns),
    )  # fmt: skip


def portfolio_beta(analysis: Analysis) -> float | None:
    """Beta of the portfolio's series over 252 sessions, or None when it is not defined."""
    series, net = analysis.series, analysis.valuation.net_value
    if series.benchmark is None or series.problem or net <= 0.0:
        return None
    window = series.rows(YEAR_SESSIONS)
    try:
        return float(beta(series.profit[window] / net, series.benchmark[window]))
    except (CalculationFailed, MissingData):
        return None


def _volatility(frame: ResultFrame) -> Volatility:
    def over(n_sessions: int) -> float | None:
        returns = frame.returns(n_sessions)
        least = 60 if n_sessions >= YEAR_SESSIONS else int(n_sessions * LEAST_WINDOW_SHARE)
        if returns is None or returns.size < least:
            return None
        return float(volatility_annualized(returns, periods_per_year=TRADING_DAYS))

    return Volatility(**frame.shared(), days_21=over(21), days_63=over(63), days_252=over(252))


def _concentration(analysis: Analysis, frame: ResultFrame) -> Concentration:
    values = _values(analysis)
    shared = frame.valued() if values.size else frame.valued(reason="nothing but cash is held")
    if not values.size:
        return Concentration(
            **shared, hhi=None, effective_positions=None, largest_weight=None, top_5_weight=None, n_holdings=_count(analysis)
        )
    hhi = concentration_hhi(values)
    return Concentration(
        **shared, hhi=hhi, effective_positions=1.0 / hhi, largest_weight=largest_weight(values), top_5_weight=top_weight(values),
        n_holdings=_count(analysis),
    )  # fmt: skip


def _values(analysis: Analysis) -> FloatArray:
    """Market values (n_holdings,) of what has a price and is worth something, without cash."""
    return np.array([holding.market_value for holding in analysis.valuation.invested if holding.market_value])


def _count(analysis: Analysis) -> int:
    return len(analysis.valuation.invested)


def _exposure(analysis: Analysis, snapshot: PortfolioSnapshot, frame: ResultFrame) -> Exposure:
    valuation = analysis.valuation
    found = exposures(np.array([holding.exposure for holding in valuation.invested]), net_value=valuation.net_value)
    return Exposure(
        **frame.valued(), long=_money(found.long, snapshot), short=_money(found.short, snapshot), gross=_money(found.gross, snapshot),
        net=_money(found.net, snapshot), long_weight=found.long_weight, short_weight=found.short_weight,
        gross_weight=found.gross_weight, net_weight=found.net_weight, hedge_ratio=found.hedge_ratio, beta_adjusted=portfolio_beta(analysis),
    )  # fmt: skip


def _score(
    frame: ResultFrame, *, volatility: Volatility, tail: TailRisk, drawdown: Drawdown, concentration: Concentration, exposure: Exposure
) -> RiskScore:
    levels = (volatility.days_252, tail.historical_expected_shortfall_95, drawdown.maximum, exposure.gross_weight)
    spread = concentration.hhi if concentration.hhi is not None or concentration.n_holdings else 0.0
    if spread is None or any(level is None for level in levels):
        return RiskScore(**frame.shared(reason="one of its five inputs is not available"), score=None)
    known = [level or 0.0 for level in levels]
    found = risk_score(
        RiskScoreInputs(volatility=known[0], expected_shortfall=known[1], drawdown=known[2], concentration=spread, leverage=known[3])
    )
    parts = tuple(
        ScoreComponent(name=part.key.replace("_", " ").capitalize(), score=part.score, share=part.weight) for part in found.components
    )
    return RiskScore(**frame.shared(), score=found.score, components=parts)


def _tracking_error(analysis: Analysis) -> float | None:
    """Against the benchmark over the sessions of the year that both have; None when it is not defined."""
    series, net = analysis.series, analysis.valuation.net_value
    if series.benchmark is None or series.problem or net <= 0.0:
        return None
    window = series.rows(YEAR_SESSIONS)
    own, other = series.profit[window] / net, series.benchmark[window]
    both = np.isfinite(own) & np.isfinite(other)
    if int(both.sum()) < LEAST_SESSIONS:
        return None
    return tracking_error(own[both], other[both], periods_per_year=TRADING_DAYS)


def _cash_weight(analysis: Analysis) -> float | None:
    valuation = analysis.valuation
    return valuation.cash_value / valuation.net_value if valuation.net_value > 0.0 else None


def _unpriced(analysis: Analysis) -> str | None:
    """Why no limit can be checked: what is known of a portfolio of which nothing has a price is its cash."""
    invested = analysis.valuation.invested
    return "none of the holdings has a price" if invested and all(holding.market_value is None for holding in invested) else None


def _notes(snapshot: PortfolioSnapshot, analysis: Analysis, returns: tuple[PeriodComparison, ...]) -> tuple[str, ...]:
    notes = [*snapshot.notes, *analysis.valuation.notes, *analysis.series.notes]
    if any(holding.quote for holding in analysis.valuation.invested):
        notes.append("An option's own volatility and beta are per unit of its premium, by delta: a small premium makes them large.")
    if analysis.valuation.holdings and analysis.valuation.net_value <= 0.0:
        notes.append(
            "Net value is not positive, so weights and figures as a share of it are not defined; figures in money are given. "
            "If the file left out cash, import it with its cash line."
        )
    if analysis.series.benchmark is None:
        notes.append(f"The benchmark {snapshot.benchmark} is not in the loaded market: beta and the comparison with it are left out.")
    short = [item for item in returns if item.portfolio.value is None and analysis.valuation.net_value > 0.0]
    if short and analysis.valuation.holdings:
        notes.append(_without_return(short))
    return tuple(dict.fromkeys(notes))


def _without_return(short: list[PeriodComparison]) -> str:
    """One sentence: periods that lack a return for the same reason stand together."""
    periods: dict[str, list[str]] = {}
    for item in short:
        reason = (item.portfolio.reason or "").removesuffix(f" over {item.period}")
        periods.setdefault(reason, []).append(item.period or "")
    parts = [f"{', '.join(names)}: {reason}" for reason, names in periods.items()]
    return f"No return over {'; '.join(parts)}."


def _money(amount: float, snapshot: PortfolioSnapshot) -> Money:
    return Money(amount=amount, currency=snapshot.currency)


def _worst(*qualities: Quality) -> Quality:
    for quality in (Quality.PARTIAL, Quality.STALE):
        if quality in qualities:
            return quality
    return Quality.COMPLETE
