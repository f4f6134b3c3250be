"""Every method that turns one history of returns into a pair of tail figures, by name."""

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.tail.age_weighted import age_weighted_tail
from plumbline.analytics.tail.cornish_fisher import cornish_fisher_tail
from plumbline.analytics.tail.pair import TailRisk, tail_risk
from plumbline.analytics.tail.student import student_t_tail
from plumbline.analytics.tail.volatility_filtered import volatility_filtered_tail
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)

TailMethod = Literal["historical", "age_weighted", "volatility_filtered", "parametric", "student_t", "cornish_fisher"]
ForecastMethod = TailMethod | Literal["monte_carlo"]
"""With the one that needs more than the history of the portfolio itself: factors and a seed."""


def tail_by(method: TailMethod, returns: FloatArray, confidence: float = 0.95) -> TailRisk:
    """Value at risk and expected shortfall of one series by the named method with its defaults.

    `returns` (n_observations,) simple returns, fraction, oldest first.
    Missing: NaN is dropped; errors as the method's own function. Source: each method has its own.
    """
    return _METHODS[method](returns, confidence)


def _historical(returns: FloatArray, confidence: float) -> TailRisk:
    return tail_risk(
        np.asarray(historical_value_at_risk(returns, confidence)), np.asarray(historical_expected_shortfall(returns, confidence))
    )


def _parametric(returns: FloatArray, confidence: float) -> TailRisk:
    return tail_risk(
        np.asarray(parametric_value_at_risk(returns, confidence)), np.asarray(parametric_expected_shortfall(returns, confidence))
    )


_METHODS: Mapping[TailMethod, Callable[[FloatArray, float], TailRisk]] = {
    "historical": _historical,
    "age_weighted": age_weighted_tail,
    "volatility_filtered": volatility_filtered_tail,
    "parametric": _parametric,
    "student_t": student_t_tail,
    "cornish_fisher": cornish_fisher_tail,
}
TAIL_METHODS: tuple[TailMethod, ...] = tuple(_METHODS)
