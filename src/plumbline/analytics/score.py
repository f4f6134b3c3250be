"""Risk score: one number from 0 (cash) to 100, made of five sub-scores that are shown with it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import MissingData

ComponentKey = Literal["volatility", "expected_shortfall", "drawdown", "concentration", "leverage"]
Band = Literal["low", "moderate", "elevated", "high", "very high"]


@dataclass(frozen=True)
class RiskScoreInputs:
    """What the score is made from; all at least 0, fractions unless said otherwise; 0 everywhere for cash.

    volatility: annualized, 252 sessions. expected_shortfall: historical, one day, 95 %. drawdown: maximum over the same
    history. concentration: HHI, 0 to 1. leverage: gross exposure / net value, 1 = fully invested.
    """

    volatility: float
    expected_shortfall: float
    drawdown: float
    concentration: float
    leverage: float


@dataclass(frozen=True)
class RiskScoreComponent:
    """One input's part: `score` 0 to 100, `weight` in the total, `points` = score * weight; `half_level` scores 50."""

    key: ComponentKey
    measure: str
    level: float
    half_level: float
    score: float
    weight: float
    points: float


@dataclass(frozen=True)
class RiskScore:
    """The total, 0 to 100, its band, and its parts from the largest weight to the smallest; their points add to it."""

    score: float
    band: Band
    components: tuple[RiskScoreComponent, ...]


@dataclass(frozen=True)
class _Scale:
    key: ComponentKey
    measure: str
    half_level: float
    weight: float


# The half level is what an ordinary, fully invested stock portfolio shows in a rough year, so such a portfolio scores
# about 50 on it; leverage scores 50 at twice the net value. Weights: what is lost counts for 70 %, its causes for 30 %.
_SCALES: tuple[_Scale, ...] = (
    _Scale("volatility", "volatility_annualized", half_level=0.20, weight=0.30),
    _Scale("expected_shortfall", "historical_expected_shortfall", half_level=0.03, weight=0.20),
    _Scale("drawdown", "maximum_drawdown", half_level=0.35, weight=0.20),
    _Scale("concentration", "concentration_hhi", half_level=0.20, weight=0.15),
    _Scale("leverage", "gross_exposure_weight", half_level=2.00, weight=0.15),
)
_BANDS: tuple[tuple[float, Band], ...] = ((20.0, "low"), (40.0, "moderate"), (60.0, "elevated"), (80.0, "high"))


def risk_score(inputs: RiskScoreInputs) -> RiskScore:
    """Weighted sum of five sub-scores, each 100 * (1 - 2 ** (-level / half_level)).

    A level of 0 scores 0, the half level 50, twice of it 75, three times 87.5: every further half level halves the
    distance to 100. The score never falls when a level rises. Levels below 0 (an expected "loss" that is a gain) count as 0.

    Missing: a NaN or infinite level raises MissingData.
    Source: docs/methods/score.md
    Golden: tests/golden/score.csv
    """
    levels: dict[ComponentKey, float] = {
        "volatility": inputs.volatility,
        "expected_shortfall": inputs.expected_shortfall,
        "drawdown": inputs.drawdown,
        "concentration": inputs.concentration,
        "leverage": inputs.leverage,
    }
    components = tuple(_component(scale, levels[scale.key]) for scale in _SCALES)
    total = min(100.0, sum(component.points for component in components))
    return RiskScore(score=total, band=score_band(total), components=components)


def risk_scores(levels: FloatArray) -> FloatArray:
    """The score of many portfolios at once, (n_portfolios,).

    Args: `levels` (n_portfolios, 5) in the order of the fields of `RiskScoreInputs`.
    Missing: a NaN level gives NaN. Everything else as `risk_score`.
    Source: docs/methods/score.md
    """
    half_levels, weights = np.array([scale.half_level for scale in _SCALES]), np.array([scale.weight for scale in _SCALES])
    points = 100.0 * (1.0 - np.exp2(-np.maximum(levels, 0.0) / half_levels))
    return np.asarray(np.minimum(points @ weights, 100.0))


def score_band(score: float) -> Band:
    """The word for a score: below 20 low, 40 moderate, 60 elevated, 80 high, from 80 on very high."""
    return next((band for upper, band in _BANDS if score < upper), "very high")


def _component(scale: _Scale, level: float) -> RiskScoreComponent:
    if not np.isfinite(level):
        message = f"Expected a level of {scale.key.replace('_', ' ')} for the risk score, found none."
        raise MissingData(message)
    score = 100.0 * (1.0 - 2.0 ** (-max(level, 0.0) / scale.half_level))
    return RiskScoreComponent(
        key=scale.key,
        measure=scale.measure,
        level=level,
        half_level=scale.half_level,
        score=score,
        weight=scale.weight,
        points=score * scale.weight,
    )
