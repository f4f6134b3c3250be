"""Value at risk and expected shortfall of one method, which belong together and are returned together."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray, scalar_or_array
from plumbline.core.errors import InvalidInput


@dataclass(frozen=True)
class TailRisk:
    """Loss exceeded with probability (1 - confidence), and the mean loss beyond it. Fractions per period, positive = loss.

    Floats for one series, (n_assets,) for a table of series; NaN in a column without a defined figure.
    """

    value_at_risk: float | FloatArray
    expected_shortfall: float | FloatArray


def tail_risk(value_at_risk: FloatArray, expected_shortfall: FloatArray) -> TailRisk:
    """The pair; an expected shortfall below its value at risk by rounding is lifted to it. Missing: NaN stays NaN. Source: `TailRisk`."""
    losses, means = np.asarray(value_at_risk), np.asarray(expected_shortfall)
    return TailRisk(scalar_or_array(losses), scalar_or_array(np.asarray(np.maximum(means, losses))))


def tail_share(confidence: float) -> float:
    """1 - confidence, after checking that it lies strictly between 0 and 1."""
    if not 0.0 < confidence < 1.0:
        message = f"Expected a confidence between 0 and 1, such as 0.95, found {confidence}. Choose one inside."
        raise InvalidInput(message)
    return 1.0 - confidence
