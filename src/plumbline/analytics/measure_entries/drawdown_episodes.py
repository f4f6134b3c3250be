"""Measures of drawdown beyond its maximum: episodes, time under water, the worst on average, the chance of one."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

_GAP = "A missing return leaves value where it was; no return at all makes it unavailable."
_BACON = "Bacon, Practical Portfolio Performance Measurement and Attribution (2nd ed., 2008), chapter 4"

DRAWDOWN_EPISODE_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="drawdown_depth",
        name="Depth of a drawdown",
        unit=Unit.FRACTION,
        sign=Sign.LOSS_POSITIVE,
        definition="Fall of one episode from its peak to its trough, compounded.",
        missing_data=_GAP,
        source=_BACON,
        words=("drawdown episodes", "drawdown table", "worst drawdowns", "largest drawdowns", "list of drawdowns", "deepest drawdowns"),
        higher_is="worse",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="drawdown_sessions_falling",
        name="Sessions from peak to trough",
        unit=Unit.COUNT,
        sign=Sign.NEVER_NEGATIVE,
        definition="Sessions of one episode from its peak to its trough.",
        missing_data=_GAP,
        source=_BACON,
        words=("sessions to trough", "time to trough", "days from peak to trough"),
        higher_is="worse",
    ),
    Measure(
        key="drawdown_sessions_recovering",
        name="Sessions from trough to recovery",
        unit=Unit.COUNT,
        sign=Sign.NEVER_NEGATIVE,
        definition="Sessions of one episode from its trough to the first at the old peak; unavailable while not recovered.",
        missing_data=_GAP,
        source=_BACON,
        words=("time to recover", "recovery time", "sessions to recovery", "days to recover"),
        higher_is="worse",
    ),
    Measure(
        key="time_under_water",
        name="Time under water",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Share of sessions that ended below an earlier peak.",
        missing_data=_GAP,
        source=_BACON,
        words=("time under water", "time underwater", "share of time under water"),
        higher_is="worse",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="longest_time_under_water",
        name="Longest time under water",
        unit=Unit.COUNT,
        sign=Sign.NEVER_NEGATIVE,
        definition="Most sessions in a row below an earlier peak, the current run included.",
        missing_data=_GAP,
        source=_BACON,
        words=("longest time under water", "longest drawdown", "longest underwater period"),
        higher_is="worse",
        takes=(Takes.PERIOD,),
    ),
    Measure(
        key="conditional_drawdown",
        name="Conditional drawdown at risk",
        unit=Unit.FRACTION,
        sign=Sign.LOSS_POSITIVE,
        definition="Mean of the deepest (1 - confidence) share of the drawdown path.",
        missing_data=_GAP,
        source="Chekhlov, Uryasev and Zabarankin (2005), Drawdown Measure in Portfolio Optimization",
        words=("conditional drawdown", "conditional drawdown at risk", "cdar", "drawdown at risk"),
        higher_is="worse",
        takes=(Takes.PERIOD, Takes.CONFIDENCE),
    ),
    Measure(
        key="drawdown_probability",
        name="Probability of a drawdown",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Share of paths, drawn in blocks from past returns, that fall by a given depth from a peak within a given horizon.",
        missing_data="Missing returns are dropped; fewer than 20 make it unavailable.",
        source="Politis and Romano (1994), The Stationary Bootstrap",
        words=("probability of a drawdown", "chance of a drawdown", "drawdown probability", "how likely is a drawdown"),
        higher_is="worse",
    ),
)
