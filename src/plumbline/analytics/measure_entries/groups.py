"""Measures of several portfolios together."""

from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

GROUP_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="expected_shortfall_saved",
        name="Expected shortfall saved by diversification",
        unit=Unit.MONEY,
        sign=Sign.GAIN_POSITIVE,
        definition="Historical expected shortfalls of the portfolios added up, less the one of all their holdings together.",
        missing_data="Unavailable when one of the portfolios has none.",
        source="Artzner, Delbaen, Eber and Heath (1999), Coherent Measures of Risk, Mathematical Finance 9(3): subadditivity",
        words=("expected shortfall saved", "expected shortfall saved by diversification"),
        higher_is="better",
        takes=(Takes.CONFIDENCE,),
    ),
)
