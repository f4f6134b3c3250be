"""How the price of one symbol went over a period."""

from datetime import date

import numpy as np

from plumbline.analytics.periods import period_span
from plumbline.core.errors import MissingData
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.instruments import Instrument
from plumbline.market_data.market import MarketView
from plumbline.portfolios.path_statistics import Frame, path_statistics, plain, plain_days, thinned
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.results import PriceSeries
from plumbline.portfolios.subjects import symbol_subject
from plumbline.portfolios.symbol_results import PriceHistoryReport


def price_history(view: MarketView, symbol: str, *, period: str = "1y") -> PriceHistoryReport:
    """First, last, highest and lowest adjusted close of a symbol over `period`, with its return and a series for a chart.

    Raises: `NotFound` for an unknown symbol, `InvalidInput` for a period that is none, `MissingData` without two prices in it.
    """
    instrument = view.instrument(symbol)
    span = period_span(view.sessions, view.as_of, period)
    start, end = session_day(view, span.base), session_day(view, span.end)
    table = view.prices((instrument.symbol,), start=start, end=end)
    usable = np.flatnonzero(np.isfinite(table.close[:, 0]))
    if usable.size < 2:
        raise MissingData(
            f"Expected prices of {instrument.symbol} from {start} to {end}, found {usable.size}. Choose another period.",
            subject=instrument.symbol,
        )
    close, days = table.close[usable, 0], table.dates[usable]
    whole = usable.size == table.close.shape[0]
    reason = None if whole else f"{table.close.shape[0] - usable.size} of {table.close.shape[0]} sessions have no price"
    frame: Frame = {
        "subject": symbol_subject(instrument),
        "as_of": end,
        "period": period,
        "quality": Quality.COMPLETE if whole else Quality.PARTIAL,
        "reason": reason,
    }
    kept = thinned(np.arange(close.size))
    return PriceHistoryReport(
        **frame, symbol=instrument.symbol, name=instrument.name, value=float(close[-1] / close[0] - 1.0),
        start_price=_price(instrument, close[0], days[0]), end_price=_price(instrument, close[-1], days[-1]),
        highest=_price(instrument, close.max(), days[int(close.argmax())]),
        lowest=_price(instrument, close.min(), days[int(close.argmin())]), statistics=path_statistics(frame, close, days),
        series=PriceSeries(
            symbol=instrument.symbol, currency=instrument.currency, dates=plain_days(days[kept]), values=plain(close[kept])
        ),
    )  # fmt: skip


def _price(instrument: Instrument, value: float, day: np.datetime64) -> MeasuredValue:
    on: date = day.astype("datetime64[D]").item()
    return MeasuredValue(subject=symbol_subject(instrument), as_of=on, measure="price", value=float(value), currency=instrument.currency)
