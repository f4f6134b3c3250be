"""From tasks and what their calls gave to the text of the answer."""

import re
from collections.abc import Callable, Mapping, Sequence

from plumbline.agent.offline.figures_book import Outcome
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task
from plumbline.agent.offline.reading.frame import Intent
from plumbline.agent.offline.reading.question import Reading
from plumbline.agent.offline.write import words
from plumbline.agent.offline.write.answer import Answer, joined
from plumbline.agent.offline.write.failures import failed, no_portfolio, no_tool, unknown_symbol
from plumbline.agent.offline.write.figures import write_figures
from plumbline.agent.offline.write.glance import dashboard, explained, limits, overview, portfolio_list, quality
from plumbline.agent.offline.write.held import options, owned
from plumbline.agent.offline.write.movements import moved, shocked, symbols_compared, versus
from plumbline.agent.offline.write.reports.catalog import write_report
from plumbline.agent.offline.write.risks import attention, concentration, drivers, hedge
from plumbline.agent.offline.write.writing import Writing

Writer = Callable[[Writing], Answer]

_WRITERS: Mapping[Intent, Writer] = {
    Intent.FIGURES: write_figures,
    Intent.DRIVERS: drivers,
    Intent.CONCENTRATION: concentration,
    Intent.ATTENTION: attention,
    Intent.HEDGE: hedge,
    Intent.VERSUS: versus,
    Intent.MOVES: moved,
    Intent.SHOCK: shocked,
    Intent.COMPARE: symbols_compared,
    Intent.OVERVIEW: overview,
    Intent.OPTIONS: options,
    Intent.OWNS: owned,
    Intent.LIMITS: limits,
    Intent.REPORT: write_report,
    Intent.DATA: quality,
    Intent.PORTFOLIOS: portfolio_list,
    Intent.DASHBOARD: dashboard,
    Intent.EXPLAIN: explained,
    Intent.GREETING: words.greeting,
    Intent.THANKS: words.thanks,
    Intent.CAPABILITIES: words.capabilities,
    Intent.REFUSAL: words.refusal,
    Intent.LANGUAGE: words.language,
    Intent.UNCLEAR: words.unclear,
}
_OTHER_MONEY = re.compile(r"\b(?:in|to|into) (?:euros?|eur|pounds?|sterling|gbp|yen|jpy|(?:swiss )?francs?|chf|cad)\b|€|£|¥")
_WORDS = {Intent.GREETING, Intent.THANKS, Intent.CAPABILITIES, Intent.REFUSAL, Intent.LANGUAGE, Intent.UNCLEAR}


def write_answer(tasks: Sequence[Task], outcomes: Sequence[Outcome], situation: Situation, reading: Reading) -> str:
    """Return the answer to all clauses, in their order, with markers for figures."""
    answers: list[Answer] = []
    place = 0
    for task in tasks:
        own = tuple(outcomes[place : place + len(task.calls)])
        place += len(task.calls)
        answers.append(_written(Writing(task, own, situation)))
    if reading.corrections and answers:
        answers[0].caveats.append("; ".join(f"I read '{typed}' as '{meant}'" for typed, meant in reading.corrections))
    return joined(answers)


def _written(writing: Writing) -> Answer:
    frame = writing.frame
    if not writing.task.calls and (frame.intent not in _WORDS or (frame.intent is Intent.UNCLEAR and frame.unknown)):
        if frame.unknown:
            return unknown_symbol(writing)
        if frame.intent is Intent.REPORT and writing.situation.portfolios:
            return no_tool(writing)
        return explained(writing) if frame.intent is Intent.EXPLAIN else no_portfolio(writing)
    if writing.outcomes and all(outcome.output is None for outcome in writing.outcomes):
        return failed(writing)
    answer = _WRITERS[frame.intent](writing)
    if _OTHER_MONEY.search(frame.text) and frame.intent not in _WORDS:
        answer.after.append("Figures stay in the currency of the portfolio: they are not converted here.")
    if re.search(r"\brolling\b", frame.text) and frame.intent is Intent.FIGURES:
        answer.after.append("This is the figure of one window; how it rolled is drawn on the Performance page.")
    if frame.unknown and frame.intent not in _WORDS:
        answer.caveats.append(f"{frame.unknown[0]} is not in the loaded market data")
    return answer
