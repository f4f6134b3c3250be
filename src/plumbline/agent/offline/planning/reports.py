"""From what a clause asks of a report to the tool that gives it: one table, a line for each report."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from plumbline.agent.offline.figures_book import Outcome, number
from plumbline.agent.offline.lexicon.report_words import Topic
from plumbline.agent.offline.phrases import listed
from plumbline.agent.offline.planning.calls import query_of, tool_arguments
from plumbline.agent.offline.planning.proposal_requests import REBALANCED_TO, optimization_request
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task, asks
from plumbline.agent.offline.reading.frame import Frame
from plumbline.agent.offline.reading.report_ask import Edit
from plumbline.agent.offline.reading.trade_terms import TradeTerms
from plumbline.llm.script import Call
from plumbline.portfolios.group_book import ALL, JOIN
from plumbline.query.periods import canonical
from plumbline.query.schemas import Selection

Arguments = Callable[[Frame, Situation], dict[str, Any]]

_PART_METHODS = {"historical", "parametric", "student_t", "cornish_fisher"}
_MOST_DAYS, _FEWEST_DAYS = 2000, 250
_YEAR = 252
_FRONTIER_POINTS = 12
_LONGEST_HORIZON = 60
"""Sessions: the tail report takes no longer one."""
_YEARS = re.compile(r"\b(?:years?|yearly|annual|best|worst|all)\b(?! to date)")
_EVER = re.compile(r"\b(?:ever|of all time|all[ -]time|in history)\b")
_LAST_YEAR = re.compile(r"\b(?:last|past|this) year\b|\bytd\b")
_FROM_WEIGHTS = {Topic.WHAT_IF, Topic.REBALANCE}
_NEAREST = {"target_volatility": "minimum_variance", "target_return": "maximum_sharpe"}
"""What says how far a target that can not be met is away."""


def plan_report(frame: Frame, situation: Situation) -> Task:
    """The call of the report; what changes weights first needs those that are held."""
    topic = frame.report.topic
    assert topic is not None
    label = f"{_LABELS[topic]} of {situation.name(frame)}"
    if topic in _FROM_WEIGHTS:
        cash = Selection(of="group", kinds=("cash",), label="cash")
        weights = asks("weight")
        return Task(frame, label, tuple(query_of(frame, select=(one,), measures=weights) for one in (Selection(of="holdings"), cash)))
    if in_money(frame):
        return Task(frame, label, (query_of(frame, measures=asks("net_value")),))
    tool, arguments = _TOOLS[topic]
    given = {name: value for name, value in arguments(frame, situation).items() if value not in (None, (), [])}
    return Task(frame, label, (Call(tool, given),))


def in_money(frame: Frame) -> bool:
    """A reverse stress of a loss in money: its share of net value is asked for first."""
    return frame.report.topic is Topic.REVERSE and frame.report.amount is not None and frame.report.share is None


def looked_into(frame: Frame, given: Sequence[Outcome], situation: Situation) -> tuple[Call, ...]:
    """The second round: the weights that edits lead to, what can be reached where a target can not; else the report is shown."""
    match frame.report.topic:
        case Topic.WHAT_IF if len(given) > 1:
            return (_changed_weights(frame, given, situation),)
        case Topic.REBALANCE if len(given) > 1:
            return (_rebalanced(frame, given, situation),)
        case Topic.REVERSE if in_money(frame):
            value = next((number(row) for row in given[0].rows if row.measure == "net_value"), None)
            return (Call("get_stress_test", {"loss": (frame.report.amount or 0.0) / value} | _at(frame, situation)),) if value else ()
        case Topic.OPTIMIZE if given[0].output is None and frame.report.objective in _NEAREST:
            request = optimization_request(replace(frame.report, objective=_NEAREST[frame.report.objective]), frame.as_of)
            place = {key: value for key, value in _at(frame, situation).items() if key == "portfolio"}
            return (Call("optimize_portfolio", {"request": request, **place}),)
        case Topic.WHAT_IF | Topic.REBALANCE | None:
            return ()
        case topic:
            return (Call("show_report", {"report": _TOOLS[topic][0]}),) if given[0].output is not None else ()


def _held(given: Sequence[Outcome]) -> dict[str, float]:
    held = {row.subject.id.rpartition("/")[2]: number(row) or 0.0 for row in given[0].rows if row.measure == "weight"}
    return held | {"CASH": next((number(row) or 0.0 for row in given[1].rows if row.measure == "weight"), 0.0)}


def _rebalanced(frame: Frame, given: Sequence[Outcome], situation: Situation) -> Call:
    """Targets of single holdings: equal, or each share divided among what is held of it, in proportion."""
    held = {symbol: weight for symbol, weight in _held(given).items() if symbol != "CASH" and weight > 0.0}
    place = {key: value for key, value in _at(frame, situation).items() if key == "portfolio"}
    day = {"as_of": frame.as_of.isoformat()} if frame.as_of else {}
    terms = frame.report.terms or TradeTerms()
    traded = {"lot_method": terms.lots, "cost_rate": terms.cost_rate}
    request: dict[str, Any] = {"others": "sell"} | {key: value for key, value in traded.items() if value is not None}
    if frame.report.objective in REBALANCED_TO or "variance" in frame.text:
        request["optimize"] = optimization_request(frame.report, frame.as_of)
    else:
        equal = dict.fromkeys(held, 1.0 / max(len(held), 1))
        shares = _divided(dict(_with_cash(frame.report.shares)), held, situation) if frame.report.shares else equal
        request["targets"] = [{"symbol": symbol, "weight": weight} for symbol, weight in shares.items()]
    return Call("rebalance_portfolio", {"request": request | day, **place})


def _with_cash(shares: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """A bare 60/40: what is held, and cash."""
    return [("", shares[0][1]), ("CASH", shares[1][1])] if all(not name for name, _size in shares) else list(shares)


def _divided(shares: Mapping[str, float], held: Mapping[str, float], situation: Situation) -> dict[str, float]:
    instruments = situation.view.market.instruments
    targets: dict[str, float] = {}
    for name, share in shares.items():
        own = [symbol for symbol in held if name in {"", symbol} or (symbol in instruments and instruments[symbol].sector == name)]
        total = sum(held[symbol] for symbol in own)
        if name != "CASH":
            targets |= {symbol: share * held[symbol] / total for symbol in own} if own else {name: share}
    return targets


def _changed_weights(frame: Frame, given: Sequence[Outcome], situation: Situation) -> Call:
    held = _held(given)
    edits = frame.report.edits
    groups = [(edit,) for edit in edits] if frame.report.several else [edits]
    variants = [
        {
            "edits": [{"symbol": edit.symbol, "weight": _weight(edit, held)} for edit in group],
            "title": listed([_title(edit) for edit in group]),
        }
        for group in groups
    ]
    return Call("run_what_if", {"variants": variants, **_at(frame, situation)})


def _title(edit: Edit) -> str:
    """In words: only figures of facts, and the person's own, are printed."""
    name = "cash" if edit.symbol == "CASH" else edit.symbol
    if name == "cash" and edit.to == 1.0:
        return "everything sold"
    if edit.to is not None:
        return f"{name} sold" if edit.to == 0.0 else f"{name} at {edit.to * 100:g}%"
    if edit.times is not None:
        parts = {0.5: f"half of {name} sold", 2.0: f"{name} doubled"}
        return parts.get(edit.times, f"a part of {name} sold")
    if edit.takes or edit.by is None:
        return f"{name} in its place"
    return f"{edit.by * 100:g}% more {name}"


def _weight(edit: Edit, held: Mapping[str, float]) -> float:
    now = held.get(edit.symbol, 0.0)
    if edit.to is not None:
        return edit.to
    if edit.times is not None:
        return now * edit.times
    return now + (held.get(edit.takes, 0.0) if edit.takes else edit.by or 0.0)


def _at(frame: Frame, situation: Situation) -> dict[str, str]:
    """Portfolio and day; several portfolios are one group."""
    chosen = situation.chosen(frame)
    day = {"as_of": frame.as_of.isoformat()} if frame.as_of else {}
    if frame.subjects.all_portfolios and len(chosen) > 1:
        return {"portfolio": ALL} | day
    if len(frame.subjects.portfolios) > 1:
        return {"portfolio": f" {JOIN} ".join(ref.name for ref in chosen)} | day
    return tool_arguments(frame)


def _episodes(frame: Frame, situation: Situation) -> dict[str, Any]:
    return {"episodes": list(frame.report.episodes)} | _at(frame, situation)


def _shocks(frame: Frame, situation: Situation) -> dict[str, Any]:
    return {"shocks": [{"target": move.target, "move": move.size} for move in frame.report.moves]} | _at(frame, situation)


def _reverse(frame: Frame, situation: Situation) -> dict[str, Any]:
    return {"loss": frame.report.share or 0.1} | _at(frame, situation)


def _backtest(frame: Frame, situation: Situation) -> dict[str, Any]:
    ask = frame.report
    back = ask.sessions or (_YEAR if _LAST_YEAR.search(frame.text) else None)
    days = min(max(back, _FEWEST_DAYS), _MOST_DAYS) if back else None
    return {"confidence": ask.confidence, "days": days} | _at(frame, situation)


def _optimization(frame: Frame, situation: Situation) -> dict[str, Any]:
    points = {"frontier_points": _FRONTIER_POINTS} if "frontier" in frame.text else {}
    place = {key: value for key, value in _at(frame, situation).items() if key == "portfolio"}
    return {"request": optimization_request(frame.report, frame.as_of) | points} | place


def _over(frame: Frame, situation: Situation) -> dict[str, Any]:
    period = frame.report.period
    return {"period": canonical(period, situation.as_of) if period else None} | _at(frame, situation)


def _drawdowns(frame: Frame, situation: Situation) -> dict[str, Any]:
    ask = frame.report
    ahead = ask.horizon if ask.share is not None else None
    back = ask.sessions if ask.share is None and (ask.sessions or 0) > _YEAR else None
    return {"sessions": back, "horizon": ahead} | _at(frame, situation)


def _hedges(frame: Frame, situation: Situation) -> dict[str, Any]:
    return {"against": list(frame.report.against)} | _at(frame, situation)


def _group(frame: Frame, situation: Situation) -> dict[str, Any]:
    chosen = situation.chosen(frame)
    named = " + ".join(ref.name for ref in chosen) if 1 < len(chosen) < len(situation.portfolios) else None
    return {"group": named, "as_of": frame.as_of.isoformat() if frame.as_of else None}


def _tail(frame: Frame, situation: Situation) -> dict[str, Any]:
    ask = frame.report
    parts = ask.method if ask.method in _PART_METHODS else None
    ahead = min(ask.horizon, _LONGEST_HORIZON) if ask.horizon else None
    return {"confidence": ask.confidence, "horizon": ahead, "parts": parts} | _at(frame, situation)


def _back(frame: Frame, situation: Situation) -> dict[str, Any]:
    return {"sessions": frame.report.sessions} | _at(frame, situation)


def _outlook(frame: Frame, situation: Situation) -> dict[str, Any]:
    return {"horizon": frame.report.horizon} | _at(frame, situation)


def _calendar(frame: Frame, situation: Situation) -> dict[str, Any]:
    """Months of this year, or the last five years (not every fund is older), unless a period is named; a blend as the benchmark."""
    ask = frame.report
    of_years = _YEARS.search(frame.text)
    period = canonical(ask.period, situation.as_of) if ask.period else "5y" if of_years else "ytd"
    if ask.period == "max" or _EVER.search(frame.text):
        period = f"{situation.first_price(frame)}/{situation.as_of}"
    blend = " + ".join(f"{size * 100:g}% {name}" for name, size in ask.shares if name)
    return {"period": period, "benchmark": blend or None} | _at(frame, situation)


def _plain(frame: Frame, situation: Situation) -> dict[str, Any]:
    return dict(_at(frame, situation))


_TOOLS: Mapping[Topic, tuple[str, Arguments]] = {
    Topic.EPISODES: ("get_stress_test", _episodes),
    Topic.SHOCK: ("get_stress_test", _shocks),
    Topic.REVERSE: ("get_stress_test", _reverse),
    Topic.BACKTEST: ("get_backtest", _backtest),
    Topic.OPTIMIZE: ("optimize_portfolio", _optimization),
    Topic.FACTORS: ("get_factors", _back),
    Topic.ATTRIBUTION: ("get_attribution", _over),
    Topic.DRIFT: ("get_drift", _over),
    Topic.CURES: ("get_limits", _plain),
    Topic.HEDGES: ("get_hedging", _hedges),
    Topic.TAIL: ("get_tail_risk", _tail),
    Topic.CORRELATION: ("get_correlation", _back),
    Topic.OUTLOOK: ("get_volatility", _outlook),
    Topic.GREEKS: ("get_options", _plain),
    Topic.REBALANCE: ("rebalance_portfolio", _plain),
    Topic.CALENDAR: ("get_performance", _calendar),
    Topic.DRAWDOWNS: ("get_drawdowns", _drawdowns),
    Topic.HOUSEHOLD: ("get_group_report", _group),
    Topic.WHAT_IF: ("run_what_if", _plain),
}
TOOL_OF_TOPIC: Mapping[Topic, str] = {topic: tool for topic, (tool, _arguments) in _TOOLS.items()}
_LABELS: Mapping[Topic, str] = {
    Topic.EPISODES: "historical episodes replayed on the holdings",
    Topic.SHOCK: "a shock with what it drags along, on the holdings",
    Topic.REVERSE: "the likeliest way to a loss",
    Topic.BACKTEST: "a backtest of the value at risk",
    Topic.OPTIMIZE: "proposed weights",
    Topic.FACTORS: "factor exposures",
    Topic.ATTRIBUTION: "attribution of the return",
    Topic.DRIFT: "drift of the weights",
    Topic.CURES: "limits and what would cure a breach",
    Topic.HEDGES: "hedges and independent bets",
    Topic.DRAWDOWNS: "drawdowns",
    Topic.HOUSEHOLD: "risk of several portfolios together, out",
    Topic.WHAT_IF: "changed weights",
    Topic.TAIL: "tail risk by every method",
    Topic.CORRELATION: "correlations of the holdings",
    Topic.OUTLOOK: "volatility, expected and past,",
    Topic.GREEKS: "the option book",
    Topic.REBALANCE: "trades to target weights",
    Topic.CALENDAR: "performance by calendar",
}
