"""What an optimization expects of each symbol, and with which covariance: the past, a person's figures, or Black-Litterman views."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.covariance.estimate import CovarianceEstimate, ewma_covariance, sample_covariance
from plumbline.analytics.covariance.shrinkage import ledoit_wolf_constant_correlation, ledoit_wolf_identity
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.optimize.black_litterman import (
    Views,
    black_litterman,
    equilibrium_returns,
    equilibrium_returns_of_index,
    variances_of_confidences,
)
from plumbline.core.errors import InvalidInput, MissingData
from plumbline.portfolios.optimization.request import Covariance, OptimizationRequest, Prior, View
from plumbline.portfolios.optimization.universe import Investable
from plumbline.portfolios.snapshot import PortfolioSnapshot

_ESTIMATORS: dict[Covariance, Callable[[FloatArray], CovarianceEstimate]] = {
    Covariance.SAMPLE: sample_covariance,
    Covariance.EWMA: ewma_covariance,
    Covariance.CONSTANT_CORRELATION: ledoit_wolf_constant_correlation,
    Covariance.IDENTITY: ledoit_wolf_identity,
}
_CERTAIN = 1.0 - 1e-9
_DEPENDENT = 1e-9


@dataclass(frozen=True, eq=False)
class Expectations:
    """Per year, risk-free rate included: `returns` (n_candidates,) and `covariance` (n_candidates, n_candidates).

    `prior` (n_candidates,) is what Black-Litterman starts from, None without views; `origin` says in words where it is from.
    """

    returns: FloatArray
    covariance: FloatArray
    prior: FloatArray | None = None
    origin: str = ""


def expectations(request: OptimizationRequest, snapshot: PortfolioSnapshot, universe: Investable) -> Expectations:
    """The mean of the window, or what the person expects; with views what Black-Litterman makes of them.

    Raises: InvalidInput for a symbol that can not be weighted, or views that contradict each other; MissingData without the prior asked.
    """
    covariance = annual_covariance(universe.returns, request.covariance)
    if request.views:
        return _with_views(request, snapshot, universe, covariance)
    expected = universe.returns.mean(axis=0) * TRADING_DAYS
    for assumed in request.expected_returns:
        expected[universe.index(assumed.symbol, what="an expected return")] = assumed.value
    return Expectations(np.asarray(expected), covariance)


def annual_covariance(returns: FloatArray, estimator: Covariance) -> FloatArray:
    """Of returns without gaps, (n_sessions, n_assets), per year: (n_assets, n_assets)."""
    return np.asarray(_ESTIMATORS[estimator](returns).covariance * TRADING_DAYS)


def _with_views(request: OptimizationRequest, snapshot: PortfolioSnapshot, universe: Investable, covariance: FloatArray) -> Expectations:
    if request.expected_returns:
        message = "Expected views or expected returns, found both. Give the returns as views with confidence 1."
        raise InvalidInput(message, subject="expected_returns")
    portfolios = _portfolios(request.views, universe)
    risk_free = snapshot.risk_free_rate
    stated = np.array([view.value - (risk_free if view.over is None else 0.0) for view in request.views])
    confidences = np.array([view.confidence for view in request.views])
    _require_consistent(request.views, portfolios, stated)
    prior, origin = _prior(request, snapshot, universe, covariance)
    trust = variances_of_confidences(covariance, portfolios, confidences=confidences, tau=request.tau)
    posterior = black_litterman(covariance, prior, Views(portfolios, stated, trust), tau=request.tau)
    return Expectations(posterior.returns + risk_free, posterior.covariance, prior + risk_free, origin)


def _portfolios(views: tuple[View, ...], universe: Investable) -> FloatArray:
    """(n_views, n_candidates): 1 for the symbol that is meant, -1 for the one that it beats."""
    rows = np.zeros((len(views), len(universe.candidates)))
    for row, view in zip(rows, views, strict=True):
        row[universe.index(view.symbol, what="a view")] = 1.0
        if view.over is not None:
            other = universe.index(view.over, what="a view")
            if row[other]:
                raise InvalidInput(f"Expected a view of two different symbols, found {view.symbol} against itself.", subject="views")
            row[other] = -1.0
    return rows


def _require_consistent(views: tuple[View, ...], portfolios: FloatArray, stated: FloatArray) -> None:
    """No two views of the same thing, and no certain views that leave no return which satisfies all of them."""
    for place, row in enumerate(portfolios):
        for earlier in range(place):
            sign = next((sign for sign in (1.0, -1.0) if np.array_equal(row, sign * portfolios[earlier])), None)
            if sign is not None:
                same = abs(stated[place] - sign * stated[earlier]) < _DEPENDENT
                found = "twice the same" if same else "two that contradict each other"
                message = f"{views[earlier].words} and {views[place].words}"
                raise InvalidInput(f"Expected one view of the same symbols, found {found}: {message}. Keep one.", subject="views")
    certain = [place for place, view in enumerate(views) if view.confidence >= _CERTAIN]
    kept: list[int] = []
    for place in certain:
        if np.linalg.matrix_rank(portfolios[[*kept, place]]) > len(kept):
            kept.append(place)
            continue
        shares = np.linalg.lstsq(portfolios[kept].T, portfolios[place], rcond=None)[0]
        implied = float(shares @ stated[kept])
        named = "; ".join(views[other].words for other, share in zip(kept, shares, strict=True) if abs(share) > _DEPENDENT)
        raise InvalidInput(
            f"Expected certain views that can hold together, found that {named} imply {100.0 * implied:.4g} % where {views[place].words}. "
            "Drop one, or give it a confidence below 100 %.",
            subject="views",
        )


def _prior(
    request: OptimizationRequest, snapshot: PortfolioSnapshot, universe: Investable, covariance: FloatArray
) -> tuple[FloatArray, str]:
    """Excess returns before the views, and where they are from."""
    asked = request.prior or (Prior.CURRENT if universe.benchmark is None else Prior.BENCHMARK)
    if asked is Prior.BENCHMARK:
        if universe.benchmark is None:
            message = f"Expected prices of the benchmark {snapshot.benchmark} for the prior, found none. Start from the current weights."
            raise MissingData(message, subject=snapshot.benchmark)
        daily = equilibrium_returns_of_index(universe.returns, universe.benchmark, risk_aversion=request.risk_aversion)
        return daily * TRADING_DAYS, f"what {snapshot.benchmark} implies as the market portfolio"
    if not universe.weights.any():
        message = "Expected holdings whose weights imply returns, found none. Start from the benchmark."
        raise MissingData(message, subject="prior")
    return equilibrium_returns(covariance, universe.weights, risk_aversion=request.risk_aversion), "what the present weights imply"
