"""Minimum expected shortfall: the weights whose worst sessions lose least on average."""

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS, FloatArray, as_series, require_observations
from plumbline.analytics.optimize.constraints import LONG_ONLY, Constraints, constraint_rows
from plumbline.analytics.optimize.inputs import checked_vector
from plumbline.analytics.optimize.mean_variance import described, optimum_of
from plumbline.analytics.optimize.names_limit import within_names_limit
from plumbline.analytics.optimize.outcome import Optimum
from plumbline.analytics.optimize.program import Cone, Diagonal, Entry, Program, Rows
from plumbline.core.errors import InvalidInput


def minimum_expected_shortfall(
    returns: FloatArray,
    confidence: float = 0.95,
    *,
    constraints: Constraints = LONG_ONLY,
    expected_returns: FloatArray | None = None,
    target: float | None = None,
) -> Optimum:
    """The weights with the smallest mean loss over the worst (1 - confidence) share of the sessions.

    Args:
        returns: (n_observations, n_assets) simple returns or scenarios, equally likely.
        confidence: 0 < confidence < 1.
        constraints: limits; solved by Clarabel.
        expected_returns: (n_assets,) per session, needed by `target`.
        target: the expected return, less costs, is at least that.

    Convention: the shortfall that is minimized is the weighted one, `historical_expected_shortfall` with quantile="order_statistic";
        costs add to every session's loss as if they were spread over a year.
    Missing: sessions in which any asset has no return are left out; fewer than 2 left raise MissingData.
    Raises: InvalidInput on a confidence outside 0 to 1, or limits that conflict.
    Source: Rockafellar and Uryasev (2000), Optimization of Conditional Value-at-Risk.
    """
    table = as_series(returns)
    if table.ndim != 2 or not 0.0 < confidence < 1.0:
        message = f"Expected (n_observations, n_assets) and a confidence between 0 and 1, found {table.shape} and {confidence}."
        raise InvalidInput(message)
    rows = table[~np.isnan(table).any(axis=1)]
    require_observations(len(rows), what="sessions in which every asset has a return")
    n_assets = rows.shape[1]
    expected = None if expected_returns is None else checked_vector(expected_returns, n_assets, what="expected return")
    if (expected is None) != (target is None):
        message = "Expected both expected returns and a target, or neither. Give the one that is missing."
        raise InvalidInput(message)
    covariance = np.atleast_2d(np.cov(rows.T, ddof=1))

    def solved(limits: Constraints) -> Optimum:
        program = _program(rows, confidence, limits, (expected, target))
        return described(optimum_of(program), covariance, limits, expected)

    return within_names_limit(constraints, n_assets, solved)


def _program(rows: FloatArray, confidence: float, limits: Constraints, asked: tuple[FloatArray | None, float | None]) -> Program:
    """Columns: those of the limits, then the value at risk, then what each session loses beyond it."""
    n_observations, n_assets = rows.shape
    limited = constraint_rows(limits, n_assets)
    quantile, excess = limited.n_columns, limited.n_columns + 1
    ones, size = np.ones(n_observations), float(np.abs(rows).mean()) or 1.0
    beyond = Rows(
        None,
        Cone.NONNEGATIVE,
        (Entry(0, -rows / size), Entry(quantile, -ones[:, None]), Entry(excess, Diagonal(-ones))),
        np.zeros(n_observations),
    )
    positive = Rows(None, Cone.NONNEGATIVE, (Entry(excess, Diagonal(-ones)),), np.zeros(n_observations))
    linear = np.zeros(excess + n_observations)
    linear[: limited.n_columns] = limited.costs / (size * TRADING_DAYS)
    linear[quantile] = 1.0
    linear[excess:] = 1.0 / (n_observations * (1.0 - confidence))
    more: tuple[Rows, ...] = ()
    expected, target = asked
    if expected is not None and target is not None:
        row = np.concatenate([limited.costs[:n_assets] - expected, limited.costs[n_assets:]])
        more = (Rows(f"expected return at least {target:.4%}", Cone.NONNEGATIVE, (Entry(0, row[None, :]),), np.array([-target])),)
    return Program(linear.size, linear, (*limited.rows, *more, beyond, positive))
