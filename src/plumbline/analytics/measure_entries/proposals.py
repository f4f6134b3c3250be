"""Measures of a proposal of new weights."""

from plumbline.analytics.measure import Measure, Sign
from plumbline.facts.fact import Unit

PROPOSAL_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="proposal_turnover",
        name="Turnover of the proposal",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Half the sum of absolute weight changes of the holdings, cash not counted: what a limit of turnover limits.",
        missing_data="Holdings that are left as they are do not change.",
        source="docs/methods/optimization.md",
        words=("turnover of the proposal", "turnover of the optimization"),
        higher_is="worse",
    ),
)
