"""Parametric value at risk with fat tails: a Student t distribution fitted to the returns."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series, moments, require_observations
from plumbline.analytics.tail.pair import TailRisk, tail_risk, tail_share
from plumbline.core.errors import InvalidInput

FEWEST_DEGREES, MOST_DEGREES = 2.1, 200.0
"""Bounds of a fit: below 2 there is no variance; at 200 the tails are those of a normal distribution to three digits."""

_FEWEST = 10
_SEARCH = 40
_STEPS = 12


@dataclass(frozen=True)
class StudentFit:
    """Location, scale and degrees of freedom per series, () or (n_assets,). The scale is not the deviation: that is larger."""

    location: FloatArray
    scale: FloatArray
    degrees_of_freedom: FloatArray


def student_t_tail(returns: FloatArray, confidence: float = 0.95, *, degrees_of_freedom: float | None = None) -> TailRisk:
    """Value at risk and expected shortfall if returns followed a Student t distribution.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.
        confidence: share of outcomes not in the tail.
        degrees_of_freedom: above 2; None fits them by maximum likelihood with location and scale. If given, location and scale are those
            that give the sample mean and the sample deviation (n - 1).

    Missing: NaN is dropped per series; fewer than 10 observations for a fit (2 without) raise MissingData (1-D) or give NaN in that
        column. A series that does not vary has its mean as both figures.
    Source: McNeil, Frey and Embrechts, Quantitative Risk Management (2005), section 2.2.
    Golden: tests/golden/tail_methods.csv
    """
    tail = tail_share(confidence)
    if degrees_of_freedom is None:
        return student_tail_of(fitted_student(returns), tail)
    if not degrees_of_freedom > 2.0:
        message = f"Expected more than 2 degrees of freedom, found {degrees_of_freedom}. With fewer there is no variance."
        raise InvalidInput(message)
    sample = moments(as_series(returns))
    scale = sample.deviation * np.sqrt((degrees_of_freedom - 2.0) / degrees_of_freedom)
    return student_tail_of(StudentFit(sample.mean, np.asarray(scale), np.full(np.shape(scale), degrees_of_freedom)), tail)


def student_tail_of(fit: StudentFit, tail: float) -> TailRisk:
    """The pair for a fitted distribution and a tail share. Missing: NaN stays NaN. Source: as `student_t_tail`."""
    # a second to import, and few figures need it
    from scipy.special import gammaln, stdtrit

    freedom = fit.degrees_of_freedom
    point = stdtrit(freedom, tail)
    height = gammaln((freedom + 1.0) / 2.0) - gammaln(freedom / 2.0) - 0.5 * np.log(freedom * np.pi)
    density = np.exp(height - (freedom + 1.0) / 2.0 * np.log1p(point**2 / freedom))
    beyond = density / tail * (freedom + point**2) / (freedom - 1.0)
    return tail_risk(np.asarray(-(fit.location + fit.scale * point)), np.asarray(-fit.location + fit.scale * beyond))


def fitted_student(returns: FloatArray) -> StudentFit:
    """Location, scale and degrees of freedom (2.1 to 200) of greatest likelihood, all series at once.

    Location and scale by the weighting algorithm for given degrees of freedom, these by a search for the zero of the slope of the
    likelihood. Shapes and missing data as `student_t_tail`; a series that does not vary has scale 0 and 200 degrees.
    Source: Lange, Little and Taylor (1989), Robust Statistical Modeling Using the t Distribution, Journal of the American Statistical
        Association 84.
    """
    series = as_series(returns)
    sample = moments(series)
    if series.ndim == 1:
        require_observations(int(sample.count), minimum=_FEWEST)
    table = series.reshape(series.shape[0], sample.count.size)
    flat = sample.deviation.reshape(-1) == 0.0
    usable = (sample.count.reshape(-1) >= _FEWEST) & ~flat
    center = np.where(usable, sample.mean.reshape(-1), 0.0)
    size = np.where(usable, sample.deviation.reshape(-1), 1.0)
    scaled = np.where(usable, (table - center) / size, 0.0)
    location, scale, degrees = _searched(scaled, usable)
    few = np.where(usable | flat, 1.0, np.nan)
    found = (
        np.where(flat, sample.mean.reshape(-1), center + size * location) * few,
        np.where(flat, 0.0, size * scale) * few,
        np.where(flat, MOST_DEGREES, degrees) * few,
    )
    return StudentFit(*(part.reshape(series.shape[1:]) for part in found))


def _searched(scaled: FloatArray, usable: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Regula falsi (Illinois) over the logarithm of the degrees of freedom, in all columns together."""
    low = np.full(usable.size, np.log(FEWEST_DEGREES))
    high = np.full(usable.size, np.log(MOST_DEGREES))
    location, scale = np.zeros(usable.size), np.full(usable.size, 0.8)
    location, scale, slope_low = _profile(scaled, np.exp(low), location, scale)
    location, scale, slope_high = _profile(scaled, np.exp(high), location, scale)
    low_bound, high_bound = slope_low <= 0.0, slope_high >= 0.0
    middle = high
    for _ in range(_SEARCH):
        gap = slope_low - slope_high
        middle = np.where(gap > 0.0, low + (high - low) * slope_low / np.where(gap > 0.0, gap, 1.0), 0.5 * (low + high))
        middle = np.where(low_bound, np.log(FEWEST_DEGREES), np.where(high_bound, np.log(MOST_DEGREES), middle))
        location, scale, slope = _profile(scaled, np.exp(middle), location, scale)
        up = slope > 0.0
        slope_high = np.where(up, 0.5 * slope_high, slope)
        slope_low = np.where(up, slope, 0.5 * slope_low)
        moved = np.where(up, middle - low, high - middle)
        low, high = np.where(up, middle, low), np.where(up, high, middle)
        if (np.minimum(moved, high - low) < 1e-9)[usable & ~low_bound & ~high_bound].all():
            break
    return location, scale, np.exp(middle)


def _profile(scaled: FloatArray, degrees: FloatArray, location: FloatArray, scale: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Best location and scale for these degrees of freedom, and the slope of the likelihood in them, per observation."""
    # a second to import, and few figures need it
    from scipy.special import digamma

    for _ in range(_STEPS):
        weights = (degrees + 1.0) / (degrees + ((scaled - location) / scale) ** 2)
        total = np.nansum(np.where(np.isnan(scaled), np.nan, weights), axis=0)
        location = np.nansum(weights * scaled, axis=0) / np.maximum(total, 1e-300)
        scale = np.sqrt(np.nansum(weights * (scaled - location) ** 2, axis=0) / np.maximum(total, 1e-300))
        scale = np.maximum(scale, 1e-12)
    squares = ((scaled - location) / scale) ** 2
    terms = -np.log1p(squares / degrees) + (squares - 1.0) / (degrees + squares)
    count = np.maximum((~np.isnan(scaled)).sum(axis=0), 1)
    slope = digamma((degrees + 1.0) / 2.0) - digamma(degrees / 2.0) + np.nansum(terms, axis=0) / count
    return location, scale, slope
