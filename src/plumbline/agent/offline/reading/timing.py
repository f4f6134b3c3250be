"""Which time belongs to which measure, which is a day to look at, and which is the other end of a comparison."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import dataclass
from datetime import date

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.measures import Named
from plumbline.agent.offline.reading.times import TimeMention
from plumbline.analytics.measures import MEASURE_KEYS, Takes, measure

_CHANGE = re.compile(
    r"\b(?:chang\w+|higher|lower|more|less|than|compar\w+|vs|increas\w+|decreas\w+|risen|fallen|since|differ\w*|rise|rose|went|gone|grow\w*|grew|evol\w+|used to be|bigger|smaller|up from|down from|now)\b"
)
_OVER_TIME = re.compile(r"\bchang\w+ over time\b|\bover time\b|\bevolv\w+\b|\bthrough time\b")
"""How a figure has changed: against a year ago."""
_CALENDAR = re.compile(r"(?:19|20)\d\d(?:-\d\d|[QH]\d)?")


@dataclass(frozen=True)
class Timing:
    """`main` is the period of the clause; `spans` gives each period the tokens from which on it holds."""

    main: str | None = None
    periods: tuple[str, ...] = ()
    as_of: date | None = None
    versus: date | None = None
    horizon_days: int | None = None
    spans: tuple[tuple[int, str], ...] = ()
    places: tuple[int, ...] = ()  # of the measures that take a period

    def period_of(self, named: Named) -> str | None:
        """The first period after the measure, else the last one before it that belongs to no earlier measure."""
        if named.key not in MEASURE_KEYS or not takes_period(named.key):
            return None
        if Takes.CONFIDENCE in measure(named.key).takes and {period for _place, period in self.spans} <= {"1d"}:
            return None  # `the loss of one day`: what the figure is about anyway
        if Takes.WINDOW in measure(named.key).takes:
            sessions = [period for _place, period in self.spans if period.endswith("d") and period[:-1].isdigit()]
            if sessions:
                return sessions[-1]
        after = [period for place, period in self.spans if place > named.place]
        free = [period for place, period in self.spans if place < named.place and not any(other < place for other in self.places)]
        return after[0] if after else free[-1] if free else None


def read_timing(clause: Clause, named: list[Named], as_of: date) -> Timing:
    """Sort the clause's mentions of time."""
    horizon = _horizon(clause)
    mentions = [time for time in clause.times if not (horizon and time.period == f"{horizon}d")]
    periods = [time for time in mentions if time.period]
    moments = [time for time in mentions if time.moment]
    versus = _versus(clause, moments, named, as_of)
    if versus is None and not mentions and named and not _only_returns(named) and _OVER_TIME.search(clause.text):
        versus = as_of.replace(year=as_of.year - 1, day=min(as_of.day, 28))
    day = next((time.moment for time in moments if time.moment != versus), None)
    if periods and versus is None and _is_change(clause, periods, named):
        versus, periods = _start_of(periods[0]), periods[1:]
    if periods and day is None and named and not any(takes_period(one.key) or one.key == "n_holdings" for one in named):
        day = _end_of(periods[0], as_of)
        periods = periods[1:] if day else periods
    if day is not None and not periods and _only_returns(named) and any(time.moment == day and not time.ago for time in moments):
        # `what did I make on 10 November`: a period of one day, of the holdings that every other period speaks of.
        periods = [TimeMention(time.start, time.end, period=f"{day}/{day}") for time in moments if time.moment == day][:1]
        day = None
    spans = tuple((time.start, time.period) for time in periods if time.period)
    return Timing(
        main=spans[0][1] if spans else None,
        periods=tuple(dict.fromkeys(period for _place, period in spans)),
        as_of=day if day and day < as_of else None,
        versus=versus if versus and versus < as_of else None,
        horizon_days=horizon if horizon and horizon > 1 else None,
        spans=spans,
        places=tuple(one.place for one in named if takes_period(one.key)),
    )


def takes_period(key: str) -> bool:
    """Whether a period says something about the measure."""
    if key not in MEASURE_KEYS:
        return False
    takes = set(measure(key).takes)
    return bool(takes & {Takes.PERIOD, Takes.WINDOW, Takes.CONFIDENCE}) and key not in {
        "risk_contribution",
        "marginal_risk",
        "sector_risk_contribution",
        "risk_contribution_volatility",
    }


def _horizon(clause: Clause) -> int | None:
    """`10 day VaR`: days ahead, not days back."""
    match = re.search(
        r"\b(\d+|one) ?-?(?:d|day|days) (?:ahead |horizon )?(?:\d+ ?%? )?(?:historical |parametric )?(?:var|value at risk|cvar|es\b|expected shortfall)",
        clause.text,
    )
    if match is None:
        return None
    return 1 if match[1] == "one" else int(match[1])


def _versus(clause: Clause, moments: list[TimeMention], named: list[Named], as_of: date) -> date | None:
    for time in moments:
        past = time.moment is not None and time.moment < as_of
        if past and (time.since or (time.ago and _CHANGE.search(clause.text))) and not _only_returns(named):
            return time.moment
        if past and re.search(r"\b(?:chang\w+|differ\w*|compared? (?:to|with)|vs|than)\b", clause.text) and not _only_returns(named):
            return time.moment
    return None


def _only_returns(named: list[Named]) -> bool:
    return bool(named) and all(
        one.key in {"period_return", "period_change", "active_return", "daily_return", "daily_change"} for one in named
    )


def _is_change(clause: Clause, periods: list[TimeMention], named: list[Named]) -> bool:
    """`how has my volatility changed since 2021`, `did my beta rise over the last year`."""
    changed = re.search(
        r"\b(?:chang\w+|evol\w+|develop\w*|risen|increased|decreased|(?:go|goes|gone|went) (?:up|down)|moved|rise|rose|grown|grew)\b",
        clause.text,
    )
    state = (
        named
        and not _only_returns(named)
        and not any(measure(one.key).takes == (Takes.PERIOD,) for one in named if one.key in MEASURE_KEYS)
    )
    return bool(changed and state and _start_of(periods[0]))


def _start_of(time: TimeMention) -> date | None:
    match = re.match(r"(\d{4}-\d{2}-\d{2})/", time.period or "")
    return date.fromordinal(date.fromisoformat(match[1]).toordinal() - 1) if match else None


def _end_of(time: TimeMention, as_of: date) -> date | None:
    """`my net value in 2020` is that of the end of 2020."""
    period = time.period or ""
    if "/" in period and period.partition("/")[2]:
        return date.fromisoformat(period.partition("/")[2])
    if not _CALENDAR.fullmatch(period):
        return None
    year = int(period[:4])
    month = 12 if len(period) == 4 else int(period[5:]) if period[4] == "-" else int(period[5]) * (3 if period[4] == "Q" else 6)
    end = date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    return min(end, as_of)
