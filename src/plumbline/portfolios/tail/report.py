"""How much a portfolio could lose: value at risk and expected shortfall by every method, over a horizon, and who carries them."""

from functools import lru_cache

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.value_at_risk import historical_value_at_risk
from plumbline.core.errors import MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.portfolios.fixed_weights import WeightedHistory, left_out_note, weighted_history
from plumbline.portfolios.risk_series import LEAST_SESSIONS, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject
from plumbline.portfolios.tail.figures import TailFigures
from plumbline.portfolios.tail.methods import method_tails, scaled_tails
from plumbline.portfolios.tail.parts import tail_parts
from plumbline.portfolios.tail.question import TailQuestion, checked_question
from plumbline.portfolios.tail.results import ReturnBin, Scaling, TailReport

DEFAULT_QUESTION = TailQuestion()
_BINS = 20
_STEPS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1)
"""Widths of a bar that a person can read."""


@lru_cache(maxsize=64)
def tail_report(snapshot: PortfolioSnapshot, view: MarketView, asked: TailQuestion = DEFAULT_QUESTION) -> TailReport:
    """Tail risk at today's weights over the last sessions.

    Missing: sessions on which a holding has no return are left out; below 60 MissingData is raised. A method without a figure says why.
    Raises: InvalidInput for terms outside; CalculationFailed when net value is not positive.
    """
    question = checked_question(asked)
    history = weighted_history(snapshot, view, question.n_sessions)
    known = np.isfinite(history.own)
    if int(known.sum()) < LEAST_SESSIONS:
        raise MissingData(
            f"Expected at least {LEAST_SESSIONS} sessions on which all holdings of {snapshot.name} have prices, found {int(known.sum())} "
            f"by {snapshot.as_of}. Choose a later day.",
            subject=snapshot.name,
        )
    valuation = analyze(snapshot, view).valuation
    partial = (*left_out_note(history), *_missing(history))
    figures = TailFigures(
        snapshot=snapshot, question=question, net_value=valuation.net_value, period=f"{int(known.sum())}d",
        quality=Quality.PARTIAL if partial else valuation.quality, reason=partial[0] if partial else valuation.reason,
    )  # fmt: skip
    parts, failed = tail_parts(figures, history, valuation)
    return TailReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=figures.period, quality=figures.quality, reason=figures.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, currency=snapshot.currency,
        net_value=Money(amount=valuation.net_value, currency=snapshot.currency), confidence=question.confidence, horizon=question.horizon,
        scaling=question.scaling, methods=method_tails(figures, history, view), scalings=scaled_tails(figures, history), parts=parts,
        bins=_bins(figures, history.own[known]), n_observations=int(known.sum()),
        notes=(*partial, *failed, *valuation.notes, *_terms(question)),
    )  # fmt: skip


def _missing(history: WeightedHistory) -> tuple[str, ...]:
    n_missing = int((~np.isfinite(history.own)).sum())
    return (f"{n_missing} of {history.own.size} sessions are left out: a price is missing.",) if n_missing else ()


def _terms(question: TailQuestion) -> tuple[str, ...]:
    if question.horizon == 1:
        return ()
    words = {
        Scaling.SQUARE_ROOT: "times the square root of the days, which is exact for independent normal returns of mean zero only",
        Scaling.DRIFT: "the mean grows with the days, what goes beyond it with their square root",
        Scaling.OVERLAPPING: "from the returns of every run of so many days; the runs overlap and are not independent",
    }[question.scaling]
    return (f"{question.horizon} days: {words}. Parts of the holdings are of one day.",)


def _bins(figures: TailFigures, own: FloatArray) -> tuple[ReturnBin, ...]:
    """Bars of one readable width around zero; days beyond the historical value at risk stand apart."""
    low, high = float(own.min()), float(own.max())
    step = next((step for step in _STEPS if (high - low) / step <= _BINS), (high - low) / _BINS)
    first, last = int(np.floor(low / step)), int(np.floor(high / step))
    place = np.floor(own / step).astype(np.int64) - first
    worse = -own > float(historical_value_at_risk(own, figures.question.confidence))
    every = np.bincount(place, minlength=last - first + 1)
    beyond = np.bincount(place[worse], minlength=last - first + 1)
    rows = []
    for number, (all_days, tail_days) in enumerate(zip(every.tolist(), beyond.tolist(), strict=True)):
        edges = {"low": round((first + number) * step, 9), "high": round((first + number + 1) * step, 9)}
        rows.append(
            ReturnBin(
                **figures.shared(), low=edges["low"], high=edges["high"],
                within=figures.counted(float(all_days - tail_days), {**edges, "side": "within"}),
                beyond=figures.counted(float(tail_days), {**edges, "side": "beyond"}),
            )
        )  # fmt: skip
    return tuple(rows)
