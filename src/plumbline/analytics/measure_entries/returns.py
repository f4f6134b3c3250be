"""Measures of return per year, as a logarithm, and of the best and worst months and years of a period."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

_BACON = "Bacon, Practical Portfolio Performance Measurement and Attribution (2nd ed., 2008), chapter 2"
_COUNTED = "Sessions with a missing return are not counted; unavailable below {} observations."
_WHOLE = "Missing sessions are left out; unavailable when the period covers no whole {}."

RETURN_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="mean_return_annualized",
        name="Mean return per year",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Arithmetic mean of daily returns times 252; above the annualized (geometric) return by about half the variance.",
        missing_data=_COUNTED.format(60),
        source=_BACON,
        words=("arithmetic return", "mean return", "arithmetic mean return", "average return per year", "mean annual return"),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="log_return",
        name="Logarithmic return",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Natural logarithm of 1 plus the compounded return of the period: those of parts add to that of the whole.",
        missing_data=_COUNTED.format(2),
        source=_BACON,
        words=("log return", "logarithmic return", "continuously compounded return"),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="best_month",
        name="Best month",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Largest compounded return of a calendar month that the period covers whole.",
        missing_data=_WHOLE.format("month"),
        source="maximum of monthly returns",
        words=("best month", "strongest month", "best monthly return", "biggest monthly gain", "largest monthly gain"),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="worst_month",
        name="Worst month",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Smallest compounded return of a calendar month that the period covers whole; a return, so a loss is negative.",
        missing_data=_WHOLE.format("month"),
        source="minimum of monthly returns",
        words=("worst month", "weakest month", "worst monthly return", "biggest monthly loss", "largest monthly loss"),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="best_year",
        name="Best calendar year",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Largest compounded return of a calendar year that the period covers whole.",
        missing_data=_WHOLE.format("calendar year"),
        source="maximum of calendar-year returns",
        words=("best year", "best calendar year", "strongest year"),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="worst_year",
        name="Worst calendar year",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Smallest compounded return of a calendar year that the period covers whole; a return, so a loss is negative.",
        missing_data=_WHOLE.format("calendar year"),
        source="minimum of calendar-year returns",
        words=("worst year", "worst calendar year", "weakest year"),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
)
