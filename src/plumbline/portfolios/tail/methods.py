"""Every method side by side, of one day and over the horizon."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from plumbline.analytics.factors.model import fitted_linear_portfolio
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.tail.horizon import overlapping_returns, parametric_tail_over, square_root_of_time
from plumbline.analytics.tail.methods import TAIL_METHODS, ForecastMethod, TailMethod, tail_by
from plumbline.analytics.tail.monte_carlo import monte_carlo_tail
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.portfolios.factors.style_factors import factor_set
from plumbline.portfolios.fixed_weights import WeightedHistory
from plumbline.portfolios.risk_series import LEAST_SESSIONS
from plumbline.portfolios.tail.figures import Parameters, TailFigures
from plumbline.portfolios.tail.results import MethodTail, ScaledTail, Scaling

METHOD_LABELS: dict[ForecastMethod, str] = {
    "historical": "Historical",
    "age_weighted": "Age-weighted",
    "volatility_filtered": "Volatility-filtered",
    "parametric": "Parametric (normal)",
    "student_t": "Student t",
    "cornish_fisher": "Cornish-Fisher",
    "monte_carlo": "Monte Carlo (t copula)",
}
SCALING_LABELS = {
    Scaling.SQUARE_ROOT: "Square root of time",
    Scaling.DRIFT: "Mean and root of time",
    Scaling.OVERLAPPING: "Overlapping returns",
}
PATHS, SEED = 100_000, 0
_MEASURES: dict[ForecastMethod, str] = {"volatility_filtered": "filtered"}
"""Where the measures are not called as the method is."""
_OF_DAYS: dict[ForecastMethod, str] = {
    "volatility_filtered": "returns that overlap follow one another, so that yesterday's volatility does not scale them",
    "monte_carlo": "single days are simulated",
}
"""Why a method has no figure from overlapping returns."""


@dataclass(frozen=True)
class _Pair:
    """Value at risk and expected shortfall, or why there are none."""

    losses: tuple[float, float] | None
    why: str | None = None


def method_tails(figures: TailFigures, history: WeightedHistory, view: MarketView) -> tuple[MethodTail, ...]:
    """One row a method; a method that fails has a row without values that says why."""
    own = history.own[np.isfinite(history.own)]
    rows = []
    for method, label in METHOD_LABELS.items():
        day = _monte_carlo(figures, history, view) if method == "monte_carlo" else _by(method, own, figures.question.confidence)
        simulated: Parameters = {"seed": float(SEED), "paths": float(PATHS)} if method == "monte_carlo" else {}
        parameters: Parameters = {"method": method, **simulated}
        name = _MEASURES.get(method, method)
        one_day = _figures(figures, day, (f"{name}_value_at_risk", f"{name}_expected_shortfall"), parameters)
        plain = method in {"historical", "parametric"}
        in_money = tuple(f"{name}_{kind}_money" if plain else f"{kind}_money" for kind in ("value_at_risk", "expected_shortfall"))
        money = _figures(figures, day, (in_money[0], in_money[1]), parameters, money=True)
        far = _far(figures, day, method=method, own=own, parameters=parameters)
        rows.append(
            MethodTail(
                **figures.shared(), method=method, label=label, value_at_risk=one_day[0], expected_shortfall=one_day[1],
                value_at_risk_money=money[0], expected_shortfall_money=money[1], horizon_value_at_risk=far[0],
                horizon_expected_shortfall=far[1], horizon_value_at_risk_money=far[2], horizon_expected_shortfall_money=far[3],
            )
        )  # fmt: skip
    return tuple(rows)


def scaled_tails(figures: TailFigures, history: WeightedHistory) -> tuple[ScaledTail, ...]:
    """The horizon by every scaling; none for one day."""
    if figures.question.horizon == 1:
        return ()
    own = history.own[np.isfinite(history.own)]
    rows = []
    for scaling, label in SCALING_LABELS.items():
        found: list[MeasuredValue] = []
        for method in ("historical", "parametric"):
            pair = _scaled(_by(method, own, figures.question.confidence), figures, scaling, method=method, own=own)
            found += _figures(
                figures, pair, _HORIZON, {"method": method, "scaling": scaling.value, "horizon": float(figures.question.horizon)}
            )
        rows.append(
            ScaledTail(
                **figures.shared(), scaling=scaling, label=label, historical_value_at_risk=found[0], historical_expected_shortfall=found[1],
                parametric_value_at_risk=found[2], parametric_expected_shortfall=found[3],
            )
        )  # fmt: skip
    return tuple(rows)


_HORIZON = ("horizon_value_at_risk", "horizon_expected_shortfall")


def _far(
    figures: TailFigures, day: _Pair, *, method: ForecastMethod, own: FloatArray, parameters: Parameters
) -> list[MeasuredValue] | list[None]:
    """Fraction and money of the pair over the horizon; nothing for one day."""
    question = figures.question
    if question.horizon == 1:
        return [None] * 4
    pair = _scaled(day, figures, question.scaling, method=method, own=own)
    named = {**parameters, "scaling": question.scaling.value, "horizon": float(question.horizon)}
    return [
        *_figures(figures, pair, _HORIZON, named),
        *_figures(figures, pair, (f"{_HORIZON[0]}_money", f"{_HORIZON[1]}_money"), named, money=True),
    ]


def _figures(
    figures: TailFigures, pair: _Pair, measures: tuple[str, str], parameters: Parameters, *, money: bool = False
) -> list[MeasuredValue]:
    make = figures.money if money else figures.figure
    losses = pair.losses or (None, None)
    return [make(measure, loss, parameters, why=pair.why) for measure, loss in zip(measures, losses, strict=True)]


def _by(method: TailMethod, own: FloatArray, confidence: float) -> _Pair:
    try:
        found = tail_by(method, own, confidence)
    except (CalculationFailed, MissingData) as failure:
        return _Pair(None, failure.message)
    return _Pair((float(found.value_at_risk), float(found.expected_shortfall)))


def _monte_carlo(figures: TailFigures, history: WeightedHistory, view: MarketView) -> _Pair:
    try:
        factors = factor_set(view, history.days, market=figures.snapshot.benchmark).returns
        model = fitted_linear_portfolio(history.own, factors)
        known = np.isfinite(history.own) & np.isfinite(factors).all(axis=1)
        found = monte_carlo_tail(model, figures.question.confidence, n_paths=PATHS, seed=SEED, factor_history=factors[known])
    except (CalculationFailed, MissingData) as failure:
        return _Pair(None, failure.message)
    return _Pair((found.value_at_risk, found.expected_shortfall))


def _scaled(day: _Pair, figures: TailFigures, scaling: Scaling, *, method: ForecastMethod, own: FloatArray) -> _Pair:
    """The pair of one day as one of the horizon."""
    days, confidence = figures.question.horizon, figures.question.confidence
    if scaling is Scaling.OVERLAPPING:
        return _overlapping(own, days, confidence, method=method)
    if day.losses is None:
        return day
    if scaling is Scaling.SQUARE_ROOT:
        return _Pair((float(square_root_of_time(day.losses[0], days)), float(square_root_of_time(day.losses[1], days))))
    if method == "parametric":
        found = parametric_tail_over(own, confidence, periods=days)
        return _Pair((float(found.value_at_risk), float(found.expected_shortfall)))
    mean = float(own.mean())
    return _Pair(((day.losses[0] + mean) * sqrt(days) - mean * days, (day.losses[1] + mean) * sqrt(days) - mean * days))


def _overlapping(own: FloatArray, days: int, confidence: float, *, method: ForecastMethod) -> _Pair:
    if method == "monte_carlo" or method in _OF_DAYS:  # the first is said for the type checker
        return _Pair(None, _OF_DAYS[method])
    runs = own.size - days + 1
    if runs < LEAST_SESSIONS:
        return _Pair(None, f"only {runs} runs of {days} days, {LEAST_SESSIONS} are needed")
    return _by(method, overlapping_returns(own, days), confidence)


assert set(TAIL_METHODS) | {"monte_carlo"} == set(METHOD_LABELS), "every method has a label"
