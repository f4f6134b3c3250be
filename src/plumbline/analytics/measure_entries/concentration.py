"""Measures of concentration. All use absolute weights normalized to gross exposure, cash excluded."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign
from plumbline.facts.fact import Unit

_MISSING = "Holdings without a price are left out and mark it partial; unavailable when nothing but cash is held."
_HIRSCHMAN = "Hirschman (1964), The Paternity of an Index, American Economic Review 54(5)"
_GROSS = "absolute weights, normalized to gross exposure; see docs/methods/concentration.md"

CONCENTRATION_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="concentration_hhi",
        name="Concentration (HHI)",
        unit=Unit.RATIO,
        sign=Sign.NEVER_NEGATIVE,
        definition="Sum of squared absolute weights, normalized to gross exposure without cash: 1 / n when equal, 1 for one holding.",
        missing_data=_MISSING,
        source=_HIRSCHMAN,
        words=(
            "concentration",
            "hhi",
            "herfindahl",
            "herfindahl index",
            "herfindahl-hirschman index",
            "concentrated",
            "concentration index",
            "how concentrated",
            "diversification",
            "diversified",
            "concentration risk",
            "how diversified",
        ),
        higher_is="worse",
    ),
    Measure(
        key="effective_positions",
        name="Effective positions",
        unit=Unit.RATIO,
        sign=Sign.NEVER_NEGATIVE,
        definition="1 / HHI: how many equal holdings would be as concentrated.",
        missing_data=_MISSING,
        source=_HIRSCHMAN,
        words=(
            "effective positions",
            "effective number of positions",
            "effective holdings",
            "effective number of holdings",
            "effective n",
            "effective number of stocks",
            "effective number",
            "effective bets",
        ),
        higher_is="better",
    ),
    Measure(
        key="top_5_weight",
        name="Top-5 weight",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Sum of the five largest absolute weights, normalized to gross exposure without cash.",
        missing_data=_MISSING,
        source=_GROSS,
        words=(
            "top 5 weight",
            "top five weight",
            "top-5 weight",
            "weight of the top 5",
            "weight of the top five",
            "top 5 holdings weight",
            "five largest holdings",
            "top five holdings",
            "top 5 share",
            "top 5 concentration",
            "weight of my five largest",
        ),
        higher_is="worse",
    ),
    Measure(
        key="largest_weight",
        name="Largest weight",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Largest absolute weight, normalized to gross exposure without cash.",
        missing_data=_MISSING,
        source=_GROSS,
        words=(
            "largest weight",
            "largest position weight",
            "biggest weight",
            "maximum weight",
            "top weight",
            "max weight",
            "weight of the largest holding",
            "weight of my largest holding",
            "biggest position weight",
            "single-name concentration",
            "single name concentration",
        ),
        higher_is="worse",
    ),
)
