"""Reverse stress: the most plausible way for the portfolio to lose a given share of its value."""

import math

import numpy as np

from plumbline.analytics.stress import reverse_stress
from plumbline.core.errors import CalculationFailed, InvalidInput
from plumbline.facts.fact import Quality, Subject
from plumbline.portfolios.risk import portfolio_beta
from plumbline.portfolios.stress.episodes import LARGEST, StressedBook
from plumbline.portfolios.stress.results import ReverseMove, ReverseStress
from plumbline.portfolios.stress.shocks import MONTH
from plumbline.portfolios.subjects import benchmark_subject


def reverse_stress_of(book: StressedBook, loss: float) -> ReverseStress:
    """The moves within 21 sessions of least distance from usual that lose `loss` (a share of net value, 0 to 1).

    Covariances are those of the last 504 daily returns, times 21; options count by delta.
    """
    if not (math.isfinite(loss) and 0.0 < loss < 1.0):
        raise InvalidInput(f"Expected a loss between 0 and 100 % of net value, such as 0.10, found {loss:g}.", subject="loss")
    series = book.analysis.series
    columns = {place: column for place, holding in enumerate(book.holdings) if (column := series.column(holding)) is not None}
    places = list(columns)
    if series.problem or not places:
        return _undefined(book, loss, series.problem or "nothing that is held moves")
    returns = series.returns[series.complete][:, list(columns.values())]
    exposures = np.array([book.holdings[place].exposure for place in places]) / book.net_value
    covariance = np.atleast_2d(np.cov(returns, rowvar=False, ddof=1)) * MONTH
    try:
        found = reverse_stress(covariance, exposures, loss)
    except CalculationFailed as failure:
        return _undefined(book, loss, failure.message)
    order = np.argsort(found.impacts, kind="stable")[:LARGEST]
    valuation = book.analysis.valuation
    partial = series.reason or valuation.reason
    return ReverseStress(
        subject=_subject(book, loss), as_of=book.snapshot.as_of, quality=Quality.PARTIAL if partial else Quality.COMPLETE,
        reason=partial, loss=loss, horizon_sessions=MONTH,
        distance=found.distance, benchmark=_benchmark(book, loss),
        largest=tuple(
            _move(book, places[place], float(found.moves[place]), impact=float(found.impacts[place])) for place in order.tolist()
        ),
    )  # fmt: skip


def _move(book: StressedBook, place: int, move: float, *, impact: float) -> ReverseMove:
    """What the driver of a holding does, and what that costs; an option's driver is its underlying."""
    holding = book.holdings[place]
    return ReverseMove(
        subject=book.holding_subject(holding), as_of=book.snapshot.as_of, quality=holding.quality, reason=holding.reason,
        symbol=holding.driver or holding.symbol, move=move, change=book.money(impact),
    )  # fmt: skip


def _benchmark(book: StressedBook, loss: float) -> ReverseMove | None:
    """The fall of the benchmark that loses as much by beta; None where none does."""
    slope = portfolio_beta(book.analysis)
    if slope is None or slope == 0.0 or not -1.0 <= -loss / slope <= 10.0:
        return None
    instrument = book.view.instrument(book.snapshot.benchmark)
    return ReverseMove(
        subject=benchmark_subject(instrument), as_of=book.snapshot.as_of, symbol=instrument.symbol, move=-loss / slope,
        change=book.money(-loss),
    )  # fmt: skip


def _subject(book: StressedBook, loss: float) -> Subject:
    return book.subject(f"reverse/{loss:g}", f"losing {100 * loss:.4g} % of its value")


def _undefined(book: StressedBook, loss: float, reason: str) -> ReverseStress:
    return ReverseStress(
        subject=_subject(book, loss), as_of=book.snapshot.as_of, quality=Quality.PARTIAL,
        reason=reason, loss=loss, horizon_sessions=MONTH, distance=None, benchmark=None, largest=(),
    )  # fmt: skip
