"""One symbol on one day: price, returns, range of the year, volatility, beta, and the last annual report."""

import numpy as np

from plumbline.analytics.beta import beta
from plumbline.analytics.drawdown import maximum_drawdown
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.findings import Finding
from plumbline.market_data.fundamentals import FundamentalFigure, FundamentalItem
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import LastPrice, MarketView
from plumbline.portfolios.period_returns import REPORT_PERIODS, symbol_return
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.subjects import symbol_subject
from plumbline.portfolios.symbol_results import Fundamentals, QuoteReport

_YEAR = 252
_LEAST = 60


def quote_report(view: MarketView, symbol: str, *, benchmark: str = "SP500") -> QuoteReport:
    """What is known of a symbol on the day of the view; raise `NotFound` for an unknown one, `MissingData` without prices."""
    instrument = view.instrument(symbol)
    if instrument.kind is InstrumentKind.OPTION:
        raise MissingData(
            f"There are no option quotes, so {instrument.name} has no price of its own. Ask about a holding of it (valued by a "
            f"model), or about its underlying.",
            subject=symbol,
        )
    last = view.last_price(instrument.symbol)
    subject = symbol_subject(instrument)
    first = session_day(view, max(view.n_sessions - _YEAR - 1, 0))
    close = view.prices((instrument.symbol, benchmark) if benchmark in view.market.columns else (instrument.symbol,), start=first).close
    year = close[-_YEAR:, 0]
    high, low = float(np.nanmax(year, initial=last.price)), float(np.nanmin(year, initial=last.price))
    own = _own(close)
    short = int(np.isfinite(year).sum()) < _YEAR
    return QuoteReport(
        subject=subject, as_of=view.as_of, quality=_quality(last, short=short), reason=_reason(last, short=short),
        symbol=instrument.symbol, name=instrument.name, kind=instrument.kind.value, sector=instrument.sector,
        industry=instrument.industry, exchange=instrument.exchange, description=instrument.description,
        price=_money(last.price, last), price_on=last.on,
        returns=tuple(symbol_return(instrument.symbol, view, period=period, subject=subject) for period in REPORT_PERIODS),
        high_52w=_money(high, last), low_52w=_money(low, last), distance_from_high=1.0 - last.price / high,
        volatility=own[0], beta=own[1] if instrument.symbol != benchmark else 1.0, maximum_drawdown=own[2],
        fundamentals=_fundamentals(instrument, view, last), notes=tuple(finding.message for finding in _marked(view, instrument)),
    )  # fmt: skip


def _own(close: FloatArray) -> tuple[float | None, float | None, float | None]:
    """Volatility, beta and maximum drawdown over the last 252 returns; None below 60 of them."""
    returns = simple_returns(close)
    own = returns[:, 0]
    if int(np.isfinite(own).sum()) < _LEAST:
        return None, None, None
    slope = _beta(own, returns[:, 1]) if returns.shape[1] > 1 else None
    return float(volatility_annualized(own, periods_per_year=TRADING_DAYS)), slope, float(maximum_drawdown(own))


def _beta(returns: FloatArray, benchmark: FloatArray) -> float | None:
    try:
        return float(beta(returns, benchmark))
    except (CalculationFailed, MissingData):
        return None


def _fundamentals(instrument: Instrument, view: MarketView, last: LastPrice) -> Fundamentals | None:
    """The newest report that was public, with the ratios that its figures allow."""
    figures = view.fundamentals(instrument.symbol)
    if not figures:
        return None
    year_end = max(figure.fiscal_year_end for figure in figures)
    newest = {figure.item: figure for figure in figures if figure.fiscal_year_end == year_end}
    unverified = sorted(item.value.replace("_", " ") for item, figure in newest.items() if figure.quality is not Quality.COMPLETE)
    earnings, dividends, shares = (
        newest[item].value if item in newest else None
        for item in (FundamentalItem.DILUTED_EPS, FundamentalItem.DIVIDENDS_PER_SHARE, FundamentalItem.DILUTED_SHARES)
    )
    return Fundamentals(
        subject=symbol_subject(instrument), as_of=view.as_of, quality=Quality.PARTIAL if unverified else Quality.COMPLETE,
        reason=f"not verified: {', '.join(unverified)}" if unverified else None, fiscal_year_end=year_end,
        price_to_earnings=last.price / earnings if earnings is not None and earnings > 0.0 else None,
        dividend_yield=None if dividends is None else dividends / last.price,
        market_capitalization=None if shares is None else _money(shares * last.price, last),
        figures=tuple(_figure(figure, instrument, view) for figure in newest.values()),
    )  # fmt: skip


def _figure(figure: FundamentalFigure, instrument: Instrument, view: MarketView) -> MeasuredValue:
    return MeasuredValue(
        subject=symbol_subject(instrument), as_of=view.as_of, period=f"fiscal year to {figure.fiscal_year_end}", quality=figure.quality,
        reason=None if figure.quality is Quality.COMPLETE else "not verified in a public source", measure=figure.item.value,
        value=figure.value, currency=figure.currency,
    )  # fmt: skip


def _marked(view: MarketView, instrument: Instrument) -> list[Finding]:
    year_ago = session_day(view, max(view.n_sessions - _YEAR, 0))
    return [finding for finding in view.findings([instrument.symbol]) if finding.until >= year_ago]


def _quality(last: LastPrice, *, short: bool) -> Quality:
    if last.stale:
        return Quality.STALE
    return Quality.PARTIAL if short else Quality.COMPLETE


def _reason(last: LastPrice, *, short: bool) -> str | None:
    if last.stale:
        return f"the last price is of {last.on}"
    return f"fewer than {_YEAR} sessions with prices" if short else None


def _money(amount: float, last: LastPrice) -> Money:
    return Money(amount=amount, currency=last.currency)
