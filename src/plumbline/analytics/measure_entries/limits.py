"""Measures of limits beside the level and the headroom of a share: warnings, levels that are plain numbers, figures only limits name."""

from plumbline.analytics.measure import Measure, Sign
from plumbline.facts.fact import Unit

_LIMITS = "docs/methods/limits.md"
_SET = "Always present for a limit."

LIMIT_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="limit_warning_level",
        name="Warning level",
        unit=Unit.FRACTION,
        sign=Sign.SIGNED,
        definition="The level from which on a limit check warns.",
        missing_data=_SET,
        source=_LIMITS,
        words=("warning level", "warning levels", "warn level"),
    ),
    Measure(
        key="limit_level_number",
        name="Limit, a plain number",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="The level that a limit check compares with a figure that is no share, such as beta.",
        missing_data=_SET,
        source=_LIMITS,
        words=("limit as a number",),
    ),
    Measure(
        key="limit_warning_level_number",
        name="Warning level, a plain number",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="The level from which on a limit check of a figure that is no share warns.",
        missing_data=_SET,
        source=_LIMITS,
        words=("warning level as a number",),
    ),
    Measure(
        key="headroom_number",
        name="Headroom, a plain number",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="Limit less the figure it limits, for figures that are no shares; for a floor the other way round; negative = breached.",
        missing_data="Unavailable when the limited figure is.",
        source=_LIMITS,
        words=("headroom as a number",),
        higher_is="better",
    ),
    Measure(
        key="top_holdings_weight",
        name="Weight of the largest holdings",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Sum of a given number of the largest absolute weights, normalized to gross exposure without cash.",
        missing_data="Holdings without a price are left out.",
        source="docs/methods/concentration.md",
        words=("weight of the largest holdings", "top holdings weight"),
        higher_is="worse",
    ),
    Measure(
        key="cash_weight",
        name="Cash, share of net value",
        unit=Unit.FRACTION,
        sign=Sign.SIGNED,
        definition="Cash over net value; negative = borrowed.",
        missing_data="Unavailable when net value is not positive.",
        source=_LIMITS,
        words=("cash weight", "cash share", "cash percent", "share of cash"),
    ),
)
