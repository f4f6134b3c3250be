"""By which words the grounding check knows that a sentence speaks of a measure."""

from functools import cache

from plumbline.analytics.measures import MEASURE_KEYS, measure

_SAME_FIGURE = ("_money", "_weight")
"""The same figure in another unit: 'value at risk' is said of both the fraction and the money."""

_SAID_ALIKE = {
    "net_value": ("market_value",),
    "daily_return": ("daily_change",),
    "daily_change": ("daily_return",),
    "period_change": ("period_return",),
    "benchmark_return": ("period_return",),
    "active_return": ("period_return",),
    "unrealized_return": ("unrealized_gain",),
    "unrealized_gain": ("unrealized_return",),
    "sector_weight": ("weight",),
    "largest_weight": ("weight",),
    "sector_risk_contribution": ("risk_contribution",),
    "concentration_hhi": ("effective_positions",),
    "effective_positions": ("concentration_hhi",),
}
"""Measures for which people use each other's words: a portfolio's net value is what it is 'worth'."""


@cache
def words_of(key: str) -> tuple[str, ...]:
    """Return the words for a measure, its own and those of the measures that are said alike; for `key`, see the catalog."""
    stem = next((key.removesuffix(ending) for ending in _SAME_FIGURE if key.endswith(ending)), key)
    alike = (key, *_SAID_ALIKE.get(key, ()), *((stem,) if stem in MEASURE_KEYS else ()))
    return tuple(dict.fromkeys(word for name in alike for word in measure(name).words))
