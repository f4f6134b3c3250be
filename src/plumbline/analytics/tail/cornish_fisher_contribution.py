"""Parts of the Cornish-Fisher figures: the derivative of mean, deviation, skewness and kurtosis to each weight, in closed form."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.tail.contribution import TailContributions, complete_sessions, portfolio_series
from plumbline.analytics.tail.cornish_fisher import cornish_fisher_tail
from plumbline.analytics.tail.pair import tail_share
from plumbline.core.errors import CalculationFailed


def cornish_fisher_tail_contributions(returns: FloatArray, weights: FloatArray, confidence: float = 0.95) -> TailContributions:
    """Parts of Cornish-Fisher value at risk and expected shortfall, each weight times the derivative of the figure to it.

    Arguments and missing data as `historical_tail_contributions`; the totals are those of `cornish_fisher_tail` for the portfolio's
    series. They add up exactly, because mean and deviation grow with the weights and skewness and kurtosis do not.
    Raises: CalculationFailed when the portfolio does not vary, or where the expansion is no quantile.
    Source: Boudt, Peterson and Croux (2008), Estimation and Decomposition of Downside Risk for Portfolios with Non-Normal Returns, Journal
        of Risk 11(2); for the expected shortfall the same derivative of our mean of the expansion.
    """
    tail = tail_share(confidence)
    rows, held = complete_sessions(returns, weights)
    portfolio = portfolio_series(rows, held)
    total = cornish_fisher_tail(portfolio, confidence)
    slopes = _slopes(rows, portfolio)
    point = NormalDist().inv_cdf(tail)
    density = NormalDist().pdf(point) / tail
    by_skew = (point**2 - 1) / 6 - (2 * point**3 - 5 * point) * slopes.skewness / 18
    points = _marginal(slopes, float(total.value_at_risk), by_skew=by_skew, by_kurtosis=(point**3 - 3 * point) / 24)
    by_skew = -density * (point / 6 - (2 * point**2 - 1) * slopes.skewness / 18)
    tails = _marginal(slopes, float(total.expected_shortfall), by_skew=by_skew, by_kurtosis=-density * (point**2 - 1) / 24)
    used = held != 0.0
    return TailContributions(
        value_at_risk=float(total.value_at_risk),
        expected_shortfall=float(total.expected_shortfall),
        value_at_risk_parts=np.where(used, held * points, 0.0),
        expected_shortfall_parts=np.where(used, held * tails, 0.0),
        marginal_value_at_risk=points,
        marginal_expected_shortfall=tails,
        n_observations=rows.shape[0],
    )


@dataclass(frozen=True)
class _Slopes:
    """Moments of the portfolio and their derivatives to each weight, (n_assets,)."""

    mean: float
    deviation: float
    skewness: float
    means: FloatArray
    deviations: FloatArray
    skewnesses: FloatArray
    kurtoses: FloatArray


def _slopes(rows: FloatArray, portfolio: FloatArray) -> _Slopes:
    size = portfolio.size
    mean, means = float(portfolio.mean()), np.ones(size) @ rows / size
    moves = portfolio - mean
    second, third, fourth = (float((moves**power).mean()) for power in (2, 3, 4))
    if second <= 0.0:
        message = "Expected a portfolio whose value varies, found zero volatility (all cash, or a perfect hedge)."
        raise CalculationFailed(message)
    with_moves, with_squares, with_cubes = (moves**power @ rows / size for power in (1, 2, 3))
    seconds = 2.0 * with_moves
    thirds = 3.0 * (with_squares - second * means)
    fourths = 4.0 * (with_cubes - third * means)
    deviation = float(np.sqrt(second * size / (size - 1)))
    return _Slopes(
        mean=mean,
        deviation=deviation,
        skewness=third / second**1.5,
        means=means,
        deviations=0.5 * seconds * size / (size - 1) / deviation,
        skewnesses=thirds / second**1.5 - 1.5 * third * seconds / second**2.5,
        kurtoses=fourths / second**2 - 2.0 * fourth * seconds / second**3,
    )


def _marginal(slopes: _Slopes, loss: float, *, by_skew: float, by_kurtosis: float) -> FloatArray:
    """Derivative of -(mean + deviation * multiple), the multiple following skewness and kurtosis."""
    multiple = -(loss + slopes.mean) / slopes.deviation
    bent = by_skew * slopes.skewnesses + by_kurtosis * slopes.kurtoses
    return np.asarray(-(slopes.means + slopes.deviations * multiple + slopes.deviation * bent))
