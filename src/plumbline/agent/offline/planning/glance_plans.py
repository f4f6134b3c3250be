"""Plans of overviews and checks: at a glance, what is held, the data, the dashboard, an explanation."""

from plumbline.agent.offline.planning.calls import query_of, report_call, tool_arguments
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task, asks, query_call
from plumbline.agent.offline.reading.frame import WORDS_ONLY, Frame
from plumbline.llm.script import Call
from plumbline.query.evaluators import EVALUATORS
from plumbline.query.schemas import Ask, Query, Rank, Selection


def plan_overview(frame: Frame, situation: Situation) -> Task:
    """A portfolio, a symbol or the benchmark at a glance."""
    subjects = frame.subjects
    if subjects.symbols:
        return _symbol_overview(frame, situation)
    if subjects.benchmark:
        measures = (
            *(Ask(measure="period_return", period=one) for one in ("1d", "ytd", "1y", "5y")),
            *asks("volatility_annualized", "current_drawdown"),
        )
        return Task(frame, "the benchmark", (query_of(frame, select=(Selection(of="benchmark"),), measures=measures),))
    return Task(
        frame,
        f"overview of {situation.name(frame)}",
        (
            query_of(
                frame,
                measures=(
                    *asks(
                        "net_value",
                        "daily_change",
                        "daily_return",
                        "volatility_annualized",
                        "risk_score",
                        "historical_value_at_risk_money",
                        "beta",
                    ),
                    *asks("period_return", "active_return", "period_change", period="ytd"),
                ),
            ),
            query_of(
                frame, select=(Selection(of="benchmark"),), measures=(*asks("volatility_annualized"), *asks("period_return", period="ytd"))
            ),
            query_of(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("weight", "risk_contribution"),
                rank=Rank(ask=Ask(measure="weight"), limit=1, absolute=True),
            ),
            query_of(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight"),
                rank=Rank(ask=Ask(measure="risk_contribution"), limit=1),
            ),
            report_call(frame),
        ),
    )


def _symbol_overview(frame: Frame, situation: Situation) -> Task:
    symbol = frame.subjects.symbols[0]
    measures = (
        *asks("price", "daily_return"),
        *asks("period_return", period="ytd"),
        *asks("period_return", period="1y"),
        *asks("volatility_annualized", "beta", "distance_from_high", "price_to_earnings"),
    )
    calls = [query_of(frame, select=(Selection(of="symbols", symbols=(symbol,)),), measures=measures)]
    if symbol in situation.held(frame):
        position = asks("market_value", "weight", "quantity", "unrealized_gain", "unrealized_return", "risk_contribution")
        calls.append(query_of(frame, select=(Selection(of="holdings", symbols=(symbol,)),), measures=position))
    return Task(frame, f"{symbol} at a glance", tuple(calls))


def plan_ownership(frame: Frame, _situation: Situation) -> Task:
    """Whether it is held, and where."""
    symbols = frame.subjects.symbols
    if not symbols:
        return Task(frame, "whether it is held")
    query = Query(
        portfolios=frame.subjects.portfolios,
        all_portfolios=frame.subjects.all_portfolios or not frame.subjects.portfolios,
        select=tuple(Selection(of="holdings", symbols=(symbol,)) for symbol in symbols),
        measures=asks("quantity", "market_value", "weight"),
        as_of=frame.as_of,
    )
    return Task(frame, f"whether {' and '.join(symbols)} is held", (query_call(query),))


def plan_data(frame: Frame, situation: Situation) -> Task:
    """Whether the data can be relied on."""
    dates = query_of(frame, select=(Selection(of="holdings"),), measures=asks("last_price_date"))
    return Task(
        frame, f"quality of the data behind {situation.name(frame)}", (dates, query_of(frame, measures=asks("net_value", "n_observations")))
    )


def plan_portfolios(frame: Frame, _situation: Situation) -> Task:
    """The list of portfolios."""
    arguments = {"as_of": frame.as_of.isoformat()} if frame.as_of else {}
    return Task(frame, "your portfolios", (Call("list_portfolios", arguments),))


def plan_dashboard(frame: Frame, situation: Situation) -> Task:
    """The risk dashboard."""
    return Task(
        frame,
        f"risk dashboard of {situation.name(frame)}",
        (Call("create_artifact", {"kind": "risk_dashboard", **tool_arguments(frame)}),),
    )


def plan_explanation(frame: Frame, situation: Situation) -> Task:
    """What a measure means, and the person's own."""
    key = frame.topic or "volatility_annualized"
    if not situation.current or WORDS_ONLY in frame.notes or key not in EVALUATORS or key == "share_of_total":
        return Task(frame, f"what {key.replace('_', ' ')} means")
    return Task(frame, f"what {key.replace('_', ' ')} means", (query_of(frame, measures=asks(key)),))
