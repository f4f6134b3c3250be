"""Rolling forecasts by simulation: a factor model of each window, drawn by the t copula with the window's own distributions."""

import numpy as np

from plumbline.analytics.backtest.rolling import TailForecasts
from plumbline.analytics.factors.model import fitted_linear_portfolio
from plumbline.analytics.observations import FloatArray, as_series, require_observations
from plumbline.analytics.tail.monte_carlo import monte_carlo_tail
from plumbline.analytics.tail.pair import tail_share
from plumbline.core.errors import InvalidInput

SIMULATED_BEYOND_FACTORS = 22
"""Returns that a window needs beyond the number of factors."""
REFIT = 21
"""The model is fitted and drawn again after this many sessions; in between its figures carry over."""
PATHS = 10_000
"""Leave the 99 % value at risk an error of about 2 % of itself."""


def simulated_tail_forecasts(
    returns: FloatArray, factors: FloatArray, confidence: float = 0.95, *, window: int = 500, seed: int = 0
) -> TailForecasts:
    """Monte Carlo value at risk and expected shortfall for each session from the window before it; nothing later enters.

    Args:
        returns: (n_observations,) simple returns of the portfolio, fraction, oldest first.
        factors: (n_observations, n_factors) of the same sessions.
        confidence: share of outcomes not in the tail.
        window: valid returns per forecast, at least n_factors + 22.
        seed: the same for every window, so that forecasts change with the data and not with the draw.

    Convention: 10,000 paths per window, fitted every 21 sessions; otherwise as `monte_carlo_tail` with the window as factor history.
    Missing: sessions without a return or a factor are left out of windows and have no forecast; no session after the first window raises
        MissingData.
    Raises: InvalidInput for a window that is too short; CalculationFailed for factors that are collinear within a window.
    Source: as `monte_carlo_tail`; Jorion, Value at Risk (3rd ed., 2007), chapter 6.
    """
    tail_share(confidence)
    series, drivers = as_series(returns), as_series(factors)
    if series.ndim != 1 or drivers.ndim != 2 or drivers.shape[0] != series.size:
        message = f"Expected one series and its factors, found {series.shape} and {drivers.shape}."
        raise InvalidInput(message)
    if window < drivers.shape[1] + SIMULATED_BEYOND_FACTORS:
        message = (
            f"Expected a window of at least {drivers.shape[1] + SIMULATED_BEYOND_FACTORS} returns, found {window}. Choose a longer one."
        )
        raise InvalidInput(message)
    places = np.flatnonzero(~(np.isnan(series) | np.isnan(drivers).any(axis=1)))
    require_observations(places.size, minimum=window + 1)
    own, common = series[places], drivers[places]
    figures = np.full((2, series.size), np.nan)
    for end in range(window, own.size, REFIT):
        rows = slice(end - window, end)
        model = fitted_linear_portfolio(own[rows], common[rows])
        found = monte_carlo_tail(model, confidence, n_paths=PATHS, seed=seed, factor_history=common[rows])
        figures[:, places[end : end + REFIT]] = [[found.value_at_risk], [found.expected_shortfall]]
    return TailForecasts("monte_carlo", confidence, window, value_at_risk=figures[0], expected_shortfall=figures[1])
