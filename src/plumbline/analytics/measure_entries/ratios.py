"""Measures that set return against risk."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

_DROPPED = "Sessions with a missing return are dropped and mark it partial; unavailable below 2 observations."
_ZERO = "Sessions with a missing return are dropped and mark it partial; unavailable below 2 observations or when the denominator is zero."
_ACTIVE = "Sessions where either return is missing are dropped and mark it partial; unavailable below 2 common sessions."

RATIO_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="sharpe_ratio",
        name="Sharpe ratio",
        unit=Unit.RATIO,
        sign=Sign.GAIN_POSITIVE,
        definition="Arithmetic mean of the return above the risk-free rate, divided by its standard deviation (n - 1), times the "
        "square root of 252.",
        missing_data=_ZERO,
        source="Sharpe (1994), The Sharpe Ratio, Journal of Portfolio Management 21(1)",
        words=(
            "sharpe ratio",
            "sharpe",
            "risk-adjusted return",
            "risk adjusted return",
            "return per unit of risk",
            "reward to risk",
            "reward-to-variability",
            "risk-adjusted performance",
            "risk adjusted performance",
        ),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="sortino_ratio",
        name="Sortino ratio",
        unit=Unit.RATIO,
        sign=Sign.GAIN_POSITIVE,
        definition="Annualized mean return above the target, divided by the annualized downside deviation from that target.",
        missing_data=_ZERO,
        source="Sortino and van der Meer (1991), Downside Risk, Journal of Portfolio Management 17(4)",
        words=("sortino ratio", "sortino", "downside risk-adjusted return"),
        higher_is="better",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="downside_deviation",
        name="Downside deviation",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Square root of the mean squared shortfall of daily returns below the target, over all n days, times the "
        "square root of 252.",
        missing_data=_DROPPED,
        source="Sortino and van der Meer (1991), Downside Risk, Journal of Portfolio Management 17(4)",
        words=("downside deviation", "downside risk", "downside volatility", "semi-deviation", "semideviation", "downside vol"),
        higher_is="worse",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="tracking_error",
        name="Tracking error",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Standard deviation (n - 1) of the daily return less the benchmark's, times the square root of 252.",
        missing_data=_ACTIVE,
        source="Grinold and Kahn, Active Portfolio Management (2nd ed., 2000), chapter 3, active risk",
        words=("tracking error", "active risk", "tracking", "tracking risk", "te", "relative volatility"),
        takes=(Takes.PERIOD, Takes.BENCHMARK),
    ),
    Measure(
        key="information_ratio",
        name="Information ratio",
        unit=Unit.RATIO,
        sign=Sign.GAIN_POSITIVE,
        definition="Annualized mean of the daily return less the benchmark's, divided by the tracking error.",
        missing_data="Sessions where either return is missing are dropped and mark it partial; unavailable when the tracking "
        "error is zero.",
        source="Grinold and Kahn, Active Portfolio Management (2nd ed., 2000), chapter 5",
        words=("information ratio", "info ratio", "active return per active risk"),
        higher_is="better",
        takes=(Takes.PERIOD, Takes.BENCHMARK),
    ),
    Measure(
        key="up_capture",
        name="Up capture",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="Geometric average daily return on the benchmark's up days, divided by the benchmark's own on those days.",
        missing_data="Sessions where either return is missing are dropped; unavailable without an up day of the benchmark.",
        source="Bacon (2008), chapter 3, capture ratios, geometric",
        words=("up capture", "upside capture", "up-market capture", "upside capture ratio"),
        higher_is="better",
        takes=(Takes.PERIOD, Takes.BENCHMARK),
    ),
    Measure(
        key="down_capture",
        name="Down capture",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="Geometric average daily return on the benchmark's down days, divided by the benchmark's own on those days.",
        missing_data="Sessions where either return is missing are dropped; unavailable without a down day of the benchmark.",
        source="Bacon (2008), chapter 3, capture ratios, geometric",
        words=("down capture", "downside capture", "down-market capture", "downside capture ratio"),
        higher_is="worse",
        takes=(Takes.PERIOD, Takes.BENCHMARK),
    ),
)
