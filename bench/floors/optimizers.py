"""Floors of two optimizations: the work of a single step, which no method that solves equations can do without."""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

Array = NDArray[np.float64]


def equations_of_held(covariance: Array, held: NDArray[np.intp]) -> Array:
    """Minimum variance when one already knows which names are held: one factorization of their covariance."""
    solved = cho_solve(cho_factor(covariance[np.ix_(held, held)]), np.ones(held.size))
    weights = np.zeros(len(covariance))
    weights[held] = solved / solved.sum()
    return weights


def newton_step(covariance: Array, weights: Array) -> Array:
    """One Newton step toward equal risk contributions from given weights: one factorization of the whole matrix."""
    budget = np.full(len(covariance), 1.0 / len(covariance))
    gradient = covariance @ weights - budget / weights
    return np.asarray(weights - cho_solve(cho_factor(covariance + np.diag(budget / weights**2)), gradient))
