"""Measures of attribution and drift: where the active return came from, and how far weights have moved."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

_BF = "Brinson and Fachler (1985), Measuring Non-US Equity Portfolio Performance; linked after Carino (1999)"
_SEG = "A segment without a weight or return is left out and marks it partial; weights must add to 1."

ATTRIBUTION_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="allocation_effect",
        name="Allocation effect",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Weight less benchmark weight, times the segment's benchmark return less the whole benchmark's.",
        missing_data=_SEG,
        source=_BF,
        words=("allocation effect", "sector allocation effect", "attribution to allocation"),
        higher_is="better",
        takes=(Takes.PERIOD, Takes.BENCHMARK),
    ),
    Measure(
        key="selection_effect",
        name="Selection effect",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Benchmark weight times the segment's return less its benchmark return.",
        missing_data=_SEG,
        source=_BF,
        words=("selection effect", "stock selection", "selection attribution", "attribution to selection"),
        higher_is="better",
        takes=(Takes.PERIOD, Takes.BENCHMARK),
    ),
    Measure(
        key="interaction_effect",
        name="Interaction effect",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Weight less benchmark weight, times the segment's return less its benchmark return.",
        missing_data=_SEG,
        source=_BF,
        words=("interaction effect", "attribution interaction"),
        higher_is="better",
        takes=(Takes.PERIOD, Takes.BENCHMARK),
    ),
    Measure(
        key="linked_contribution",
        name="Contribution to return, linked",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Weight times return of each period, scaled so that all periods and holdings add to the compounded return.",
        missing_data="A missing return of a holding with weight makes it unavailable.",
        source="Carino (1999), Combining Attribution Effects Over Time",
        words=("linked contribution", "contribution by period", "linked return contribution"),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="target_drift",
        name="Drift from target",
        unit=Unit.FRACTION,
        sign=Sign.SIGNED,
        definition="Weight less target weight; positive is overweight.",
        missing_data="A holding without a price is left out and marks it partial.",
        source="Perold and Sharpe (1988), Dynamic Strategies for Asset Allocation",
        words=("drift from target", "weight drift", "drift against targets", "how far from target"),
    ),
    Measure(
        key="turnover_to_target",
        name="Turnover to target",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Half the sum of absolute weight changes, cash included, that would restore the targets.",
        missing_data="As the drift from target.",
        source="Perold and Sharpe (1988), Dynamic Strategies for Asset Allocation",
        words=("turnover to target", "portfolio turnover", "rebalancing turnover"),
    ),
)
