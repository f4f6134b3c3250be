"""Measures of figures derived by `calculate` (differences, ratios, sums of facts), and of the data behind figures."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign
from plumbline.facts.fact import Unit

_ARITHMETIC = "arithmetic over facts; the formula and the facts are in the lineage"
_MISSING = "Unavailable when one of its inputs is; as good as the worst of them."

CALCULATED_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="calculated_fraction",
        name="Calculated share",
        unit=Unit.FRACTION,
        sign=Sign.SIGNED,
        definition="A fraction calculated from other facts.",
        missing_data=_MISSING,
        source=_ARITHMETIC,
        words=(),
    ),
    Measure(
        key="calculated_money",
        name="Calculated amount",
        unit=Unit.MONEY,
        sign=Sign.SIGNED,
        definition="An amount of money calculated from other facts.",
        missing_data=_MISSING,
        source=_ARITHMETIC,
        words=(),
    ),
    Measure(
        key="calculated_ratio",
        name="Calculated ratio",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="A number without unit calculated from other facts.",
        missing_data=_MISSING,
        source=_ARITHMETIC,
        words=(),
    ),
    Measure(
        key="calculated_count",
        name="Calculated count",
        unit=Unit.COUNT,
        sign=Sign.SIGNED,
        definition="A count calculated from other facts.",
        missing_data=_MISSING,
        source=_ARITHMETIC,
        words=(),
    ),
    Measure(
        key="calculated_price",
        name="Calculated price",
        unit=Unit.PRICE,
        sign=Sign.SIGNED,
        definition="An amount per share calculated from other facts.",
        missing_data=_MISSING,
        source=_ARITHMETIC,
        words=(),
    ),
    Measure(
        key="n_observations",
        name="Observations",
        unit=Unit.COUNT,
        sign=Sign.NEVER_NEGATIVE,
        definition="Returns that went into the figure, after dropping sessions with missing data.",
        missing_data="Always present.",
        source="count of the rows used",
        words=(
            "observations",
            "number of observations",
            "how many observations",
            "sample size",
            "number of returns",
            "days of data",
            "how much data",
            "n observations",
        ),
    ),
    Measure(
        key="last_price_date",
        name="Last price date",
        unit=Unit.DATE,
        sign=Sign.NONE,
        definition="Session of the last usable price at or before the as-of date.",
        missing_data="Unavailable before the first price.",
        source="the configured market-data provider",
        words=(
            "last price date",
            "date of the last price",
            "how fresh",
            "data freshness",
            "last updated",
            "how old is the price",
            "price date",
        ),
    ),
)
