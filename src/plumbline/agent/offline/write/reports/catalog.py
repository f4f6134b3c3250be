"""Which writer tells which report, and the figure that was asked for by name put first."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from plumbline.agent.offline.figures_book import known, mark
from plumbline.agent.offline.lexicon.report_words import FACTOR_WORDS, Topic
from plumbline.agent.offline.phrases import capital, period_words, subject_name
from plumbline.agent.offline.planning.reports import in_money
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.failures import failed
from plumbline.agent.offline.write.reports.changes import SPLIT, changed_weights, drawdowns, drift, household
from plumbline.agent.offline.write.reports.models import backtest, factors, tail_risk
from plumbline.agent.offline.write.reports.option_book import greeks
from plumbline.agent.offline.write.reports.page import Page
from plumbline.agent.offline.write.reports.proposals import cures, hedges, optimization, rebalancing
from plumbline.agent.offline.write.reports.returns import attribution, calendar
from plumbline.agent.offline.write.reports.stress import episodes, reverse, shocked
from plumbline.agent.offline.write.reports.together import correlations
from plumbline.agent.offline.write.reports.unheeded import unheeded
from plumbline.agent.offline.write.reports.volatility import outlook
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.analytics.measures import measure

Teller = Callable[[Page], Answer]

TELLERS: Mapping[Topic, Teller] = {
    Topic.EPISODES: episodes,
    Topic.SHOCK: shocked,
    Topic.REVERSE: reverse,
    Topic.BACKTEST: backtest,
    Topic.OPTIMIZE: optimization,
    Topic.FACTORS: factors,
    Topic.ATTRIBUTION: attribution,
    Topic.DRIFT: drift,
    Topic.CURES: cures,
    Topic.HEDGES: hedges,
    Topic.DRAWDOWNS: drawdowns,
    Topic.HOUSEHOLD: household,
    Topic.WHAT_IF: changed_weights,
    Topic.TAIL: tail_risk,
    Topic.CORRELATION: correlations,
    Topic.OUTLOOK: outlook,
    Topic.GREEKS: greeks,
    Topic.REBALANCE: rebalancing,
    Topic.CALENDAR: calendar,
}
_WITHOUT_NOTES = {Topic.SHOCK, Topic.REVERSE, Topic.FACTORS, Topic.OPTIMIZE, Topic.REBALANCE}
"""Their notes speak of other parts of the report, or the answer says the same."""
_LED_THEMSELVES = {
    Topic.OPTIMIZE,
    Topic.CURES,
    Topic.TAIL,
    Topic.CORRELATION,
    Topic.OUTLOOK,
    Topic.GREEKS,
    Topic.REBALANCE,
    Topic.CALENDAR,
}
"""Their tellers put what was asked first."""
_PUT_FIRST = {
    "mean_return_annualized",
    "log_return",
    "option_time_value",
    "early_exercise_premium",
    "volatility_trend",
    "volatility_forecast_r_squared",
    "realized_gain",
    "long_term_gain",
    "short_term_gain",
    "disallowed_loss",
    "traded_value",
    "cash_after_trades",
    "covariance_shrinkage",
}
"""But these, which no teller speaks of."""
_WHOLE_ONLY = {Topic.BACKTEST, Topic.REVERSE, Topic.CURES}
_MARKED = re.compile(r"\{\{(\w+)")
_METHODS = {"historical", "age_weighted", "volatility_filtered", "parametric", "student_t", "cornish_fisher", "monte_carlo"}


def write_report(writing: Writing) -> Answer:
    """The report's own answer; a figure that was named leads it."""
    topic = writing.frame.report.topic
    assert topic is not None
    first, later = writing.outcome(0), writing.later[0] if writing.later else None
    second = topic in {Topic.WHAT_IF, Topic.REBALANCE} or in_money(writing.frame)
    outcome = later if later is not None and (second or first.output is None) else first
    if outcome.output is None:
        return failed(replace(writing, outcomes=(outcome,)))
    page = Page(writing, outcome)
    answer = TELLERS[topic](page)
    if topic not in _WITHOUT_NOTES:
        answer.caveats += Writing(writing.task, (outcome,), writing.situation).caveats()[:2]
    answer.after += unheeded(writing.frame)
    symbols = writing.frame.subjects.symbols
    if symbols and topic in _WHOLE_ONLY:
        answer.after.append(f"This report is of whole portfolios: it is said of {page.name}, not of {symbols[0]} alone.")
    return _led_by(_named(page), answer, page)


def _named(page: Page) -> list[FactLine]:
    """The figures that the clause names, of the symbol, sector, factor or method that it names beside."""
    ask, subjects = page.ask, page.writing.frame.subjects
    together = ask.topic is Topic.HOUSEHOLD and not SPLIT.search(page.writing.frame.text)
    keys = (*ask.measures, *(ask.figures if together else ()))
    if ask.topic in _LED_THEMSELVES:
        keys = tuple(key for key in keys if key in _PUT_FIRST)
    about = {*subjects.symbols, *subjects.sectors}
    found = []
    for key in dict.fromkeys(keys):
        rows = [fact for fact in known(list(page.facts.values())) if fact.measure == key]
        own = [fact for fact in rows if about & {fact.subject.id.rpartition("/")[2], fact.subject.label}] or rows
        fitting = [fact for fact in own if _fits(fact, page)]
        found += [fact for fact in fitting if fact.path.startswith("/risk/") or ask.topic is not Topic.HOUSEHOLD][:1]
    return found[:2]


def _fits(fact: FactLine, page: Page) -> bool:
    ask, parameters = page.ask, fact.parameters
    if "factor" in parameters and ask.factor and parameters["factor"] != ask.factor:
        return False
    if "method" in parameters and ask.method in _METHODS and parameters["method"] != ask.method:
        return False
    return not ("confidence" in parameters and ask.confidence and parameters["confidence"] != ask.confidence)


def _led_by(named: list[FactLine], answer: Answer, page: Page) -> Answer:
    """A named figure leads; what the lead says is not said again."""
    led = {fact.measure for fact in page.facts.values() if f"{{{{{fact.id}" in answer.lead}
    new = [fact for fact in named if fact.measure not in led]
    if new and (len(new) < len(named) or (page.ask.topic is Topic.BACKTEST and "exception" in page.writing.frame.text)):
        # What was asked first leads already: the other figure stands beside it.
        answer = replace(answer, lead=f"{answer.lead} {' '.join(_sentence(fact, page) for fact in new)}")
    elif new:
        rest = answer.lead.replace("**", "")
        answer = replace(
            answer, lead=f"**{' '.join(_sentence(fact, page) for fact in new)}**", bullets=[*([rest] if rest else []), *answer.bullets]
        )
    told = set(_MARKED.findall(answer.lead))
    return replace(
        answer, bullets=[bullet for bullet in answer.bullets if not (marked := set(_MARKED.findall(bullet))) or not marked <= told]
    )


def _sentence(fact: FactLine, page: Page) -> str:
    """One figure with its factor, method and period: `Growth's momentum factor exposure over the last 504 sessions is 0.03`."""
    name = measure(fact.measure).name
    proper = name[:2].isupper() or name.split(" ")[0] in {"Basel", "Kupiec", "Acerbi", "Christoffersen"}
    lowered = name if proper else name[0].lower() + name[1:]
    when = period_words(fact.period, page.writing.today)
    if page.ask.topic is Topic.HOUSEHOLD:
        return f"The {lowered} of all together{when} is {mark(fact)}."
    whose = capital(subject_name(fact.subject).partition(" (")[0])
    method = str(fact.parameters.get("method", "")).replace("_", "-")
    if fact.measure == "traffic_light_zone":
        return f"{whose} is in the {mark(fact)} zone of the Basel traffic light ({method} method{when})."
    factor = next((key.replace("_", " ") for key, _words in FACTOR_WORDS if key == fact.parameters.get("factor")), "")
    against = f" of {page.writing.benchmark}" if fact.parameters.get("of") == "benchmark" else ""
    of = f", {method} method," if method else ""
    return f"{whose}'s {f'{factor} {lowered}'.strip()}{against}{of}{when} is {mark(fact)}."
