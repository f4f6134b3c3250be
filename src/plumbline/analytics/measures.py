"""The catalog of measures: every figure that the product can state, written out. A figure names one of these keys."""

from plumbline.analytics.measure import HigherIs, Measure, Sign, Takes
from plumbline.analytics.measure_entries.attribution import ATTRIBUTION_MEASURES
from plumbline.analytics.measure_entries.backtests import BACKTEST_MEASURES
from plumbline.analytics.measure_entries.calculated import CALCULATED_MEASURES
from plumbline.analytics.measure_entries.companies import COMPANY_MEASURES
from plumbline.analytics.measure_entries.concentration import CONCENTRATION_MEASURES
from plumbline.analytics.measure_entries.correlation import CORRELATION_MEASURES
from plumbline.analytics.measure_entries.costs import COST_MEASURES
from plumbline.analytics.measure_entries.drawdown_episodes import DRAWDOWN_EPISODE_MEASURES
from plumbline.analytics.measure_entries.drawdowns import DRAWDOWN_MEASURES
from plumbline.analytics.measure_entries.exposure import EXPOSURE_MEASURES
from plumbline.analytics.measure_entries.factors import FACTOR_MEASURES
from plumbline.analytics.measure_entries.groups import GROUP_MEASURES
from plumbline.analytics.measure_entries.hedging import HEDGING_MEASURES
from plumbline.analytics.measure_entries.holdings import HOLDING_MEASURES
from plumbline.analytics.measure_entries.limits import LIMIT_MEASURES
from plumbline.analytics.measure_entries.optimization import OPTIMIZATION_MEASURES
from plumbline.analytics.measure_entries.option_greeks import OPTION_GREEK_MEASURES
from plumbline.analytics.measure_entries.performance import PERFORMANCE_MEASURES
from plumbline.analytics.measure_entries.proposals import PROPOSAL_MEASURES
from plumbline.analytics.measure_entries.ratios import RATIO_MEASURES
from plumbline.analytics.measure_entries.returns import RETURN_MEASURES
from plumbline.analytics.measure_entries.risk import RISK_MEASURES
from plumbline.analytics.measure_entries.risk_adjusted import RISK_ADJUSTED_MEASURES
from plumbline.analytics.measure_entries.stress import STRESS_MEASURES
from plumbline.analytics.measure_entries.tail_methods import TAIL_METHOD_MEASURES
from plumbline.analytics.measure_entries.tail_parts import TAIL_PART_MEASURES
from plumbline.analytics.measure_entries.tail_risk import TAIL_RISK_MEASURES
from plumbline.analytics.measure_entries.volatility import VOLATILITY_MEASURES

__all__ = ["MEASURES", "MEASURE_KEYS", "HigherIs", "Measure", "Sign", "Takes", "UnknownMeasure", "measure"]

MEASURES: tuple[Measure, ...] = (
    *HOLDING_MEASURES,
    *COST_MEASURES,
    *PERFORMANCE_MEASURES,
    *RETURN_MEASURES,
    *RISK_MEASURES,
    *DRAWDOWN_MEASURES,
    *VOLATILITY_MEASURES,
    *CORRELATION_MEASURES,
    *FACTOR_MEASURES,
    *TAIL_RISK_MEASURES,
    *TAIL_METHOD_MEASURES,
    *TAIL_PART_MEASURES,
    *BACKTEST_MEASURES,
    *RATIO_MEASURES,
    *RISK_ADJUSTED_MEASURES,
    *CONCENTRATION_MEASURES,
    *EXPOSURE_MEASURES,
    *ATTRIBUTION_MEASURES,
    *DRAWDOWN_EPISODE_MEASURES,
    *HEDGING_MEASURES,
    *LIMIT_MEASURES,
    *OPTIMIZATION_MEASURES,
    *PROPOSAL_MEASURES,
    *GROUP_MEASURES,
    *OPTION_GREEK_MEASURES,
    *STRESS_MEASURES,
    *COMPANY_MEASURES,
    *CALCULATED_MEASURES,
)
_BY_KEY = {entry.key: entry for entry in MEASURES}
MEASURE_KEYS: frozenset[str] = frozenset(_BY_KEY)


class UnknownMeasure(LookupError):
    """A measure key that is not in the catalog: a mistake in the program, not of a person."""


def measure(key: str) -> Measure:
    """The catalog entry of `key`; raises `UnknownMeasure` with the nearest known keys."""
    found = _BY_KEY.get(key)
    if found is None:
        near = ", ".join(sorted(known for known in MEASURE_KEYS if key[:5] in known)[:5]) or "none with a similar name"
        message = f"Expected the key of a measure in the catalog, found {key!r}. Nearest: {near}."
        raise UnknownMeasure(message)
    return found
