"""Seeded synthetic returns with common factors and fat tails, for the tests of optimization."""

import numpy as np


def factor_returns(n_assets: int, n_observations: int = 500, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    factors = rng.standard_t(4, (n_observations, 5)) * np.array([0.01, 0.004, 0.004, 0.003, 0.003])
    loadings = rng.normal(size=(5, n_assets))
    loadings[0] = rng.uniform(0.4, 1.6, n_assets)
    own = rng.standard_t(5, (n_observations, n_assets)) * 0.008 * rng.uniform(0.5, 2.0, n_assets)
    return factors @ loadings + own + rng.uniform(-2e-4, 8e-4, n_assets)


def covariance_and_means(n_assets: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    returns = factor_returns(n_assets, seed=seed)
    return np.cov(returns.T, ddof=1), returns.mean(axis=0)
