"""Measures of a backtest beside its tests: what was to be expected, and what the forecasts were like."""

from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

_MISSING = "Sessions without a return or a forecast are left out; unavailable below 2."

BACKTEST_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="expected_exceptions",
        name="Expected exceptions",
        unit=Unit.RATIO,
        sign=Sign.NEVER_NEGATIVE,
        definition="Days on which a right value at risk would be exceeded on average: (1 - confidence) times the days tested.",
        missing_data=_MISSING,
        source="Kupiec (1995), Techniques for Verifying the Accuracy of Risk Measurement Models, Journal of Derivatives 3(2)",
        words=("expected exceptions", "exceptions to expect"),
        takes=(Takes.CONFIDENCE,),
    ),
    Measure(
        key="mean_forecast_value_at_risk",
        name="Mean forecast of value at risk",
        unit=Unit.FRACTION,
        sign=Sign.LOSS_POSITIVE,
        definition="Mean of the value at risk that was forecast for each day tested: what the safety of a method costs.",
        missing_data=_MISSING,
        source="Jorion, Value at Risk (3rd ed., 2007), chapter 6",
        words=("mean forecast of value at risk", "mean var forecast"),
        higher_is="worse",
        takes=(Takes.CONFIDENCE,),
    ),
)
