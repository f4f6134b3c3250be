"""Historical value at risk at today's volatility: each past return is scaled by how volatile it is now against then."""

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series, valid_observations
from plumbline.analytics.tail.pair import TailRisk, tail_risk
from plumbline.analytics.value_at_risk import Quantile, historical_expected_shortfall, historical_value_at_risk
from plumbline.analytics.volatility_forecast import RISKMETRICS_DECAY, ewma_variances
from plumbline.core.errors import CalculationFailed


def volatility_filtered_tail(
    returns: FloatArray, confidence: float = 0.95, *, decay: float = RISKMETRICS_DECAY, quantile: Quantile = "interpolated"
) -> TailRisk:
    """Historical value at risk and expected shortfall of returns scaled to the volatility expected for the next period.

    Args:
        returns: (n_observations,) simple returns, fraction, oldest first.
        confidence: share of outcomes not in the tail.
        decay: of the exponentially weighted volatility that scales.
        quantile: as `historical_value_at_risk`.

    Missing: NaN is dropped; fewer than 2 observations raise MissingData.
    Raises: CalculationFailed when returns are zero at first, so that the first other one has no volatility to be scaled by.
    Source: Hull and White (1998), Incorporating Volatility Updating into the Historical Simulation Method for Value-at-Risk, Journal
        of Risk 1(1), with exponentially weighted volatility.
    Golden: tests/golden/tail_methods.csv
    """
    standardized, deviation = standardized_returns(returns, decay=decay)
    scaled = standardized * deviation
    return tail_risk(
        np.asarray(historical_value_at_risk(scaled, confidence, quantile=quantile)),
        np.asarray(historical_expected_shortfall(scaled, confidence, quantile=quantile)),
    )


def standardized_returns(returns: FloatArray, *, decay: float = RISKMETRICS_DECAY) -> tuple[FloatArray, float]:
    """Each return over the volatility expected for it, (n_valid,), and the volatility expected for the next period.

    Missing data, errors and source as `volatility_filtered_tail`.
    """
    series = valid_observations(as_series(returns))
    deviations = np.sqrt(ewma_variances(series, decay=decay))
    then = deviations[:-1]
    if ((then == 0.0) & (series != 0.0)).any():
        message = "Expected returns that vary from the start, found zeros only before the first other one. Choose a later start."
        raise CalculationFailed(message)
    return series / np.where(then > 0.0, then, 1.0), float(deviations[-1])
