"""Measures of expected volatility and of volatility beside its own past."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

_HAR_MISSING = "Days that a missing return touches are left out of the fit and mark it partial; unavailable below 52 observations."
_HAR = "Corsi (2009), A Simple Approximate Long-Memory Model of Realized Volatility, Journal of Financial Econometrics 7(2)"

VOLATILITY_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="volatility_ewma",
        name="Exponentially weighted volatility",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Root of the mean of squared daily returns with weights that fall by 6 % a day, times the square root of 252.",
        missing_data="Missing returns are left out and the other weights scaled up; unavailable below 2 observations.",
        source="RiskMetrics Technical Document (4th ed., 1996), section 5.2",
        words=("exponentially weighted volatility", "ewma volatility", "ewma", "riskmetrics volatility", "exponential volatility"),
        higher_is="worse",
    ),
    Measure(
        key="volatility_forecast",
        name="Expected volatility",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Mean volatility expected for the next 21 sessions, annualized: a regression of daily volatility on its last value and "
        "its means over a week and a month.",
        missing_data=_HAR_MISSING,
        source=_HAR,
        words=("volatility forecast", "expected volatility", "forecast volatility", "har forecast", "future volatility"),
        higher_is="worse",
    ),
    Measure(
        key="volatility_trend",
        name="Volatility trend",
        unit=Unit.FRACTION,
        sign=Sign.SIGNED,
        definition="Expected volatility of the next 21 sessions over that realized in the last 21, less 1: positive = expected to rise.",
        missing_data=_HAR_MISSING,
        source=_HAR,
        words=("volatility trend",),
        higher_is="worse",
    ),
    Measure(
        key="volatility_forecast_coefficient",
        name="Weight in the volatility forecast",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="Least-squares weight of a term in the expected volatility of the next day: the last day, the mean of the last week "
        "(5 days) or month (22 days), or the constant, per day.",
        missing_data=_HAR_MISSING,
        source=_HAR,
        words=("har coefficient", "har coefficients", "weight of the last week", "forecast weights"),
    ),
    Measure(
        key="volatility_forecast_r_squared",
        name="R squared of the volatility forecast",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Share of the variation of daily volatility that its last day, week and month explain; small where only closes are "
        "known.",
        missing_data=_HAR_MISSING,
        source=_HAR,
        words=("fit of the volatility forecast", "r squared of the volatility forecast"),
        higher_is="better",
    ),
    Measure(
        key="volatility_percentile",
        name="Volatility percentile",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Share of the last 252 sessions whose 21-session volatility was at or below today's.",
        missing_data="Missing returns are dropped and mark it partial; unavailable below 272 observations.",
        source="rank of a value within its own sample (empirical distribution function)",
        words=("volatility percentile", "volatility rank", "percentile of volatility", "how unusual is volatility"),
        higher_is="worse",
        takes=(Takes.WINDOW,),
    ),
    Measure(
        key="volatility_quantile",
        name="Quantile of past volatility",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Quantile of annualized volatility over all runs of one window length in the history, as in a volatility cone.",
        missing_data="Missing returns are dropped and mark it partial; unavailable for a window longer than the history.",
        source="Burghardt and Lane (1990), How to Tell if Options Are Cheap, Journal of Portfolio Management 16(2)",
        words=("volatility cone", "quantile of volatility"),
        takes=(Takes.WINDOW,),
    ),
    Measure(
        key="pair_risk_contribution",
        name="Risk contribution of a pair",
        unit=Unit.FRACTION,
        sign=Sign.SIGNED,
        definition="Share of portfolio variance that the covariance of two holdings accounts for, both orders together; all pairs and the "
        "holdings' own variances add to 100 %.",
        missing_data="Unavailable when a covariance among the holdings is missing, or without volatility.",
        source="Markowitz (1952), Portfolio Selection; Litterman (1996), Hot Spots and Hedges",
        words=("pair contribution", "risk of a pair", "riskiest pairs", "risk contribution of a pair"),
        higher_is="worse",
    ),
)
