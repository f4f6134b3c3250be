"""What a clause asks of a proposal: objective, views and terms of better weights or of a rebalancing."""

import re
from dataclasses import replace

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.report_ask import ReportAsk
from plumbline.agent.offline.reading.trade_terms import TradeTerms, read_trade_terms

BLACK_LITTERMAN = re.compile(r"\blitterman\b|\bmy views?\b")
_BEATS = re.compile(r"\b(?:beat|beats|beating|outperform\w*|ahead of|better than)\b")
_RETURNS = re.compile(r"\b(?:returns?|returning|earns?|gains?|makes?|expected?)\b")
_LIMITED_ERROR = re.compile(r"\btracking error (?:of )?(?:at most|no more than|under|below|less than|max\w*|within)\b")
_SHARPE = re.compile(r"\bsharpe\b")
_LOWEST = re.compile(r"\b(?:min\w*|lowest|least) (?:variance|vol\w*|risk)\b")


def with_terms(ask: ReportAsk, clause: Clause) -> ReportAsk:
    """The ask of better weights with its objective, its target and every term that is said."""
    ask = _objective(ask, clause.text)
    terms = read_trade_terms(clause, ask.objective, proposed=True)
    return aimed(replace(_viewed(ask, clause, terms), terms=terms))


def aimed(ask: ReportAsk) -> ReportAsk:
    """The objective and its target by what is aimed at; a target without a figure is the best Sharpe ratio."""
    terms = ask.terms or TradeTerms()
    if terms.risk_shares:
        return replace(ask, objective="risk_budget")
    if ask.objective in {"minimum_variance", "target_volatility", None} and (level := terms.volatility or terms.aim) is not None:
        return replace(ask, objective="target_volatility", share=level)
    if ask.objective in {"target_return", "maximum_sharpe", None} and (level := terms.expected_return or terms.aim) is not None:
        return replace(ask, objective="target_return", share=level)
    return replace(ask, objective="maximum_sharpe") if ask.objective == "target_return" else ask


def _objective(ask: ReportAsk, text: str) -> ReportAsk:
    if BLACK_LITTERMAN.search(text):
        return replace(ask, objective="black_litterman")
    if ask.objective == "minimum_tracking_error" and _LIMITED_ERROR.search(text):
        other = "maximum_sharpe" if _SHARPE.search(text) else "minimum_variance" if _LOWEST.search(text) else ask.objective
        return replace(ask, objective=other)
    return ask


def _viewed(ask: ReportAsk, clause: Clause, terms: TradeTerms | None) -> ReportAsk:
    """`Apple beats Microsoft by 3 %`, `Apple returns 8 %`: views of the person, from which Black-Litterman starts."""
    size = terms.view if terms else None
    named = list(dict.fromkeys(clause.of(EntryKind.SYMBOL)))
    if ask.objective != "black_litterman" or size is None or not named:
        return ask
    beaten = named[1] if len(named) > 1 and _BEATS.search(clause.text) else None
    stated = beaten is not None or (len(named) == 1 and _RETURNS.search(clause.text))
    return replace(ask, views=((named[0], beaten, size),) if stated else ())
