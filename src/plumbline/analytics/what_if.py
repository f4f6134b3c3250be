"""What-if: the risk of edited weights at once, by updating cached products instead of computing the report anew.

A session holds the covariance, the asset-by-session table and the products of both with the weights. Changing m weights
costs O(m (n_assets + n_observations)); nothing quadratic is touched.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import TRADING_DAYS, FloatArray, as_series, require_observations
from plumbline.analytics.what_if_tail import historical_tail
from plumbline.core.errors import Conflict, InvalidInput, MissingData

Financing = Literal["cash", "others"]

_HEDGED = 1e-14
"""A variance below this share of the one without any offset is rounding noise: the portfolio does not vary."""

_REFRESH = 1_000
"""Edits between two exact products: keeps the rounding of a long session at the size of one edit's."""

_UNDO_DEPTH = 200
"""States kept; one of 2,000 assets and ten years of sessions takes 50 kB."""


@dataclass(frozen=True, kw_only=True)
class Universe:
    """What does not change in a session. Every asset that may be held is a column; weight 0 = not held.

    `returns` (n_observations, n_assets) simple returns, fraction. `benchmark` (n_observations,). `loadings` (n_assets,
    n_factors): exposure of each asset to each factor.
    """

    returns: FloatArray
    benchmark: FloatArray | None = None
    loadings: FloatArray | None = None
    periods_per_year: float = TRADING_DAYS


@dataclass(frozen=True)
class WhatIfFigures:
    """Figures of one state. Losses positive; volatilities annualized; arrays in the order of the assets.

    `shares` add to 1 and `volatilities` add to `volatility_annualized`; all zero while the portfolio does not vary.
    `cash_weight` is 1 less the sum of weights. `beta` and `tracking_error` are None without a benchmark.
    """

    volatility_annualized: float
    value_at_risk: float
    expected_shortfall: float
    cash_weight: float
    shares: FloatArray
    volatilities: FloatArray
    marginal: FloatArray
    beta: float | None
    tracking_error: float | None
    factor_exposures: FloatArray | None


@dataclass(frozen=True)
class _State:
    weights: FloatArray
    series: FloatArray  # returns @ weights
    covariances: FloatArray  # covariance @ weights
    factor_exposures: FloatArray | None


class WhatIf:
    """A session: edit weights, read figures, undo. Not safe for use by two threads at once.

    Missing: sessions in which any asset or the benchmark has no return are left out (`n_dropped`); fewer than 2 left, or
        a missing weight, raise MissingData.
    Source: Euler contributions after Litterman (1996), Hot Spots and Hedges; bilinear updates of a quadratic form.
    """

    def __init__(self, universe: Universe, weights: FloatArray, *, confidence: float = 0.95) -> None:
        table, benchmark = _complete(universe)
        self.n_observations, self.n_assets = table.shape
        self.n_dropped = len(universe.returns) - self.n_observations
        self._scale = float(np.sqrt(universe.periods_per_year))
        self._assets = np.ascontiguousarray(table.T)  # one asset's sessions lie together: an edit reads one row
        centered = self._assets - self._assets.mean(axis=1, keepdims=True)
        self._covariance = centered @ centered.T / (self.n_observations - 1)
        self._deviations = np.sqrt(self._covariance.diagonal())
        self._loadings = _checked_loadings(universe.loadings, self.n_assets)
        self._tail = historical_tail(self.n_observations, confidence)
        self._benchmark = None if benchmark is None else _benchmark(centered, benchmark)
        self._undo: list[_State] = []
        self._edits = 0
        self._state = self._exact(_checked_weights(weights, self.n_assets))

    @property
    def weights(self) -> FloatArray:
        """The current weights; a copy."""
        return self._state.weights.copy()

    @property
    def asset_betas(self) -> FloatArray | None:
        """Beta of each asset to the benchmark, None without one; they do not change within a session."""
        return None if self._benchmark is None else self._benchmark.covariances / self._benchmark.variance

    @property
    def undo_depth(self) -> int:
        """How many edits can be taken back."""
        return len(self._undo)

    def set_weight(self, asset: int, weight: float, *, financing: Financing = "cash") -> None:
        """Set one weight; the difference comes from cash, or from the other holdings in proportion to their weights.

        Raises: InvalidInput on an unknown asset, a weight that is not finite, or other holdings that add to zero.
        """
        if not (0 <= asset < self.n_assets and np.isfinite(weight)):
            message = f"Expected an asset from 0 to {self.n_assets - 1} and a finite weight, found {asset} and {weight}."
            raise InvalidInput(message)
        old = float(self._state.weights[asset])
        keep = 1.0 if financing == "cash" else self._rest_scale(old, weight)
        self._apply_one(asset, weight - keep * old, keep)

    def set_weights(self, assets: NDArray[np.intp], weights: FloatArray) -> None:
        """Set several weights, financed by cash. Raises: InvalidInput on a repeated or unknown asset, or a missing weight."""
        where, new = np.asarray(assets, dtype=np.intp), np.asarray(weights, dtype=np.float64)
        known = where.size == 0 or (where.min() >= 0 and where.max() < self.n_assets and np.unique(where).size == where.size)
        if not (known and where.shape == new.shape and where.ndim == 1 and np.isfinite(new).all()):
            message = "Expected different known assets with one finite weight for each. Check the list of changes."
            raise InvalidInput(message)
        self._push(self._changed(where, new))

    def compare(self, alternatives: FloatArray) -> tuple[WhatIfFigures, ...]:
        """Figures of several sets of weights (n_alternatives, n_assets) beside each other; the session stays as it is.

        Raises: InvalidInput on another shape; MissingData on a missing weight.
        """
        table = np.asarray(alternatives, dtype=np.float64)
        if table.ndim != 2:
            raise InvalidInput(f"Expected (n_alternatives, {self.n_assets}) weights, found shape {table.shape}.")
        rows = [_checked_weights(row, self.n_assets) for row in table]
        different = [np.flatnonzero(row != self._state.weights) for row in rows]
        return tuple(self._figures(self._changed(where, row[where])) for where, row in zip(different, rows, strict=True))

    def set_cash(self, cash_weight: float) -> None:
        """Scale all holdings so that cash becomes this share of net value (negative = borrowed).

        Raises: InvalidInput when holdings add to zero: no scaling changes their cash.
        """
        invested = float(self._state.weights.sum())
        if abs(invested) < _HEDGED or not np.isfinite(cash_weight):
            message = f"Expected holdings that add to something to scale, found {invested:.3g}. Set weights one by one."
            raise InvalidInput(message)
        self._push(_scaled(self._state, (1.0 - cash_weight) / invested))

    def undo(self) -> None:
        """Take back the latest edit, exactly. Raises: Conflict when there is none."""
        if not self._undo:
            message = f"Expected an edit to take back, found none. The last {_UNDO_DEPTH} edits are kept."
            raise Conflict(message)
        self._state = self._undo.pop()

    def figures(self) -> WhatIfFigures:
        """Figures of the current weights, everything else as `WhatIfFigures`."""
        return self._figures(self._state)

    def _figures(self, state: _State) -> WhatIfFigures:
        parts = state.weights * state.covariances
        variance = float(parts.sum())
        free = float(np.abs(state.weights) @ self._deviations)
        deviation = float(np.sqrt(variance)) if variance > _HEDGED * free * free else 0.0
        per_variance = 1.0 / deviation / deviation if deviation else 0.0
        per_deviation = self._scale / deviation if deviation else 0.0
        loss, tail_mean = self._tail.losses(state.series)
        beta, tracking_error = self._relative(state, deviation)
        return WhatIfFigures(
            volatility_annualized=deviation * self._scale,
            value_at_risk=loss,
            expected_shortfall=tail_mean,
            cash_weight=1.0 - float(state.weights.sum()),
            shares=parts * per_variance,
            volatilities=parts * per_deviation,
            marginal=state.covariances * per_deviation,
            beta=beta,
            tracking_error=tracking_error,
            factor_exposures=state.factor_exposures,
        )

    def shortfall_contributions(self) -> FloatArray:
        """What each holding loses on average in the sessions of the tail; adds to the mean loss of those sessions.

        (n_assets,) fraction of net value, positive = loss. Missing data as `WhatIf`. Source: Tasche (2008).
        """
        rows = self._tail.rows(self._state.series)
        return np.asarray(-self._state.weights * self._assets[:, rows].mean(axis=1))

    def _relative(self, state: _State, deviation: float) -> tuple[float | None, float | None]:
        if self._benchmark is None:
            return None, None
        shared = float(state.weights @ self._benchmark.covariances)
        active = deviation * deviation - 2.0 * shared + self._benchmark.variance
        return shared / self._benchmark.variance, float(np.sqrt(max(active, 0.0))) * self._scale

    def _rest_scale(self, old: float, weight: float) -> float:
        rest = float(self._state.weights.sum()) - old
        if abs(rest) < _HEDGED:
            message = "Expected other holdings that add to something to finance the change, found none. Finance it by cash."
            raise InvalidInput(message)
        return (rest + old - weight) / rest

    def _apply_one(self, asset: int, change: float, keep: float) -> None:
        """New weights = keep * old weights, plus `change` in one asset."""
        state = self._state if keep == 1.0 else _scaled(self._state, keep)
        held = state.weights.copy()
        held[asset] += change
        exposures = None
        if state.factor_exposures is not None and self._loadings is not None:
            exposures = state.factor_exposures + change * self._loadings[asset]
        series = state.series + change * self._assets[asset]
        self._push(_State(held, series, state.covariances + change * self._covariance[asset], exposures))

    def _changed(self, where: NDArray[np.intp], new: FloatArray) -> _State:
        """The current state with other weights of some assets, financed by cash."""
        state = self._state
        change = new - state.weights[where]
        held = state.weights.copy()
        held[where] = new
        exposures = None
        if state.factor_exposures is not None and self._loadings is not None:
            exposures = state.factor_exposures + change @ self._loadings[where]
        series = state.series + change @ self._assets[where]
        return _State(held, series, state.covariances + change @ self._covariance[where], exposures)

    def _push(self, state: _State) -> None:
        self._undo.append(self._state)
        del self._undo[:-_UNDO_DEPTH]
        self._edits += 1
        self._state = self._exact(state.weights) if self._edits % _REFRESH == 0 else state

    def _exact(self, weights: FloatArray) -> _State:
        exposures = None if self._loadings is None else weights @ self._loadings
        return _State(weights, weights @ self._assets, self._covariance @ weights, exposures)


@dataclass(frozen=True)
class _Benchmark:
    covariances: FloatArray
    variance: float


def _scaled(state: _State, factor: float) -> _State:
    exposures = None if state.factor_exposures is None else state.factor_exposures * factor
    return _State(state.weights * factor, state.series * factor, state.covariances * factor, exposures)


def _complete(universe: Universe) -> tuple[FloatArray, FloatArray | None]:
    table = as_series(universe.returns)
    if table.ndim != 2 or table.shape[1] == 0:
        message = f"Expected (n_observations, n_assets) with at least one asset, found shape {table.shape}."
        raise InvalidInput(message)
    benchmark = None if universe.benchmark is None else as_series(universe.benchmark)
    if benchmark is not None and benchmark.shape != table.shape[:1]:
        message = f"Expected one benchmark return per session, found {benchmark.shape} for {table.shape[0]} sessions."
        raise InvalidInput(message)
    kept = ~np.isnan(table).any(axis=1)
    if benchmark is not None:
        kept &= ~np.isnan(benchmark)
    require_observations(int(kept.sum()), what="sessions in which every asset of the universe has a return")
    return table[kept], None if benchmark is None else benchmark[kept]


def _benchmark(centered: FloatArray, benchmark: FloatArray) -> _Benchmark:
    moves = benchmark - benchmark.mean()
    variance = float(moves @ moves) / (moves.size - 1)
    if variance <= _HEDGED * float(np.abs(benchmark).max()) ** 2:
        message = "Expected a benchmark that varies, found a constant one. Choose another benchmark or a longer period."
        raise InvalidInput(message)
    return _Benchmark(centered @ moves / (moves.size - 1), variance)


def _checked_weights(weights: FloatArray, n_assets: int) -> FloatArray:
    held = np.array(weights, dtype=np.float64)
    if held.shape != (n_assets,):
        message = f"Expected one weight per asset, found shape {held.shape} for {n_assets} assets."
        raise InvalidInput(message)
    if not np.isfinite(held).all():
        message = "Expected a weight for every asset, found a missing one. Give 0 to what is not held."
        raise MissingData(message)
    return held


def _checked_loadings(loadings: FloatArray | None, n_assets: int) -> FloatArray | None:
    if loadings is None:
        return None
    table = np.ascontiguousarray(loadings, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != n_assets:
        message = f"Expected loadings of shape ({n_assets}, n_factors), found {table.shape}."
        raise InvalidInput(message)
    if not np.isfinite(table).all():
        message = "Expected a loading of every asset on every factor, found a missing one. Give 0 to what is not known."
        raise MissingData(message)
    return table
