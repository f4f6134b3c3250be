"""Questions that are not one figure: what drives, why, what if, what to look at. Each is a few calls that run in parallel."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from plumbline.agent.offline.phrases import period_words
from plumbline.agent.offline.planning.labels import subject_words
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task, asks, query_call
from plumbline.agent.offline.reading.frame import Frame, Intent
from plumbline.llm.script import Call
from plumbline.query.schemas import Ask, Query, Rank, Selection

Planner = Callable[[Frame, Situation], Task]
_MOST_MOVERS = 3


def plan_investigation(frame: Frame, situation: Situation) -> Task | None:
    """Return the task of an investigation, or None when the frame is not one."""
    planner = _PLANNERS.get(frame.intent)
    return planner(frame, situation) if planner else None


def _drivers(frame: Frame, situation: Situation) -> Task:
    rank = Rank(ask=Ask(measure="risk_contribution"), limit=5)
    return Task(
        frame,
        f"risk contributions of {situation.name(frame)}",
        (
            _query(frame, measures=asks("volatility_annualized", "historical_value_at_risk", "beta")),
            _query(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight", "volatility_annualized", "beta"),
                rank=rank,
            ),
            _query(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight"),
                rank=rank.model_copy(update={"limit": 3}),
                summary="total",
            ),
            _query(
                frame,
                select=(Selection(of="sectors"),),
                measures=asks("risk_contribution", "weight"),
                rank=rank.model_copy(update={"limit": 2}),
            ),
            _query(frame, select=(Selection(of="benchmark"),), measures=asks("volatility_annualized")),
        ),
    )


def _concentration(frame: Frame, situation: Situation) -> Task:
    return Task(
        frame,
        f"concentration of {situation.name(frame)}",
        (
            _query(frame, measures=asks("concentration_hhi", "effective_positions", "top_5_weight", "largest_weight", "n_holdings")),
            _query(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("weight", "risk_contribution"),
                rank=Rank(ask=Ask(measure="weight"), limit=3, absolute=True),
            ),
            _query(
                frame,
                select=(Selection(of="sectors"),),
                measures=asks("weight", "risk_contribution"),
                rank=Rank(ask=Ask(measure="weight"), limit=2, absolute=True),
            ),
            _query(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight"),
                rank=Rank(ask=Ask(measure="risk_contribution"), limit=1),
            ),
            _report(frame),
        ),
    )


def _versus(frame: Frame, situation: Situation) -> Task:
    period = frame.period or "ytd"
    subjects = frame.subjects
    if subjects.symbols or subjects.sectors or subjects.side or subjects.kinds:
        own = (
            Selection(of="symbols", symbols=subjects.symbols)
            if subjects.symbols
            else Selection(of="group", sectors=subjects.sectors, side=subjects.side, kinds=subjects.kinds)
        )
        calls = (
            _query(frame, select=(own,), measures=asks("period_return", "active_return", period=period)),
            _query(frame, select=(Selection(of="benchmark"),), measures=asks("period_return", period=period)),
        )
    else:
        calls = (
            _query(frame, measures=asks("period_return", "active_return", "period_change", period=period)),
            _query(frame, select=(Selection(of="benchmark"),), measures=asks("period_return", period=period)),
            *_movers(frame, period, limit=2),
            _query(frame, measures=asks("beta")),
        )
    label = f"return of {subject_words(replace(frame, subjects=replace(subjects, benchmark=False)), situation)} against the benchmark"
    return Task(frame, f"{label},{period_words(period, situation.as_of)}", calls)


def _moves(frame: Frame, situation: Situation) -> Task:
    period = frame.period or ("1d" if frame.as_of else "ytd")
    subjects = frame.subjects
    if subjects.symbols:
        calls: tuple[Call, ...] = (
            _query(
                frame,
                select=(Selection(of="symbols", symbols=subjects.symbols[:1]),),
                measures=(*asks("period_return", period=period), Ask(measure="beta")),
            ),
            _query(frame, select=(Selection(of="benchmark"),), measures=asks("period_return", period=period)),
            _query(frame, select=(Selection(of="holdings", symbols=subjects.symbols[:1]),), measures=asks("period_change", period=period)),
        )
    else:
        group = (
            Selection(of="group", sectors=subjects.sectors, side=subjects.side, kinds=subjects.kinds)
            if subjects.named and not subjects.benchmark
            else None
        )
        own = (group,) if group else (Selection(of="portfolio"),)
        calls = (
            _query(frame, select=own, measures=asks("period_return", "period_change", period=period)),
            _query(frame, select=(Selection(of="benchmark"),), measures=asks("period_return", period=period)),
            *_movers(frame, period, limit=_MOST_MOVERS),
        )
    return Task(frame, f"what moved {subject_words(frame, situation)}{period_words(period, situation.as_of)}", calls)


def _movers(frame: Frame, period: str, *, limit: int) -> tuple[Call, Call]:
    """The holdings that lost most money, and those that made most."""
    subjects = frame.subjects
    select = (Selection(of="holdings", sectors=subjects.sectors, side=subjects.side, kinds=subjects.kinds),)
    ask = Ask(measure="period_change", period=period)
    measures = asks("period_change", "period_return", period=period)
    return (
        _query(frame, select=select, measures=measures, rank=Rank(ask=ask, order="lowest", limit=limit)),
        _query(frame, select=select, measures=measures, rank=Rank(ask=ask, order="highest", limit=limit)),
    )


def _shock(frame: Frame, situation: Situation) -> Task:
    from_words = ", ".join(f"{_shocked(shock)} {shock.size * 100:+g} %" for shock in frame.shocks)
    return Task(
        frame,
        f"what if: {from_words}, {situation.name(frame)}",
        (
            query_call(_base(frame).model_copy(update={"shocks": frame.shocks})),
            _query(frame, measures=asks("net_value", "historical_value_at_risk_money")),
        ),
    )


def _shocked(shock: object) -> str:
    symbols, sectors = getattr(shock, "symbols", ()), getattr(shock, "sectors", ())
    return " and ".join([*symbols, *sectors]) or (
        f"the {getattr(shock, 'side', None)} book" if getattr(shock, "side", None) else "the market"
    )


def _attention(frame: Frame, situation: Situation) -> Task:
    return Task(
        frame,
        f"what stands out in {situation.name(frame)}",
        (
            _report(frame),
            _query(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight"),
                rank=Rank(ask=Ask(measure="risk_contribution"), limit=1),
            ),
            _query(
                frame,
                select=(Selection(of="sectors"),),
                measures=asks("risk_contribution", "weight"),
                rank=Rank(ask=Ask(measure="risk_contribution"), limit=1),
            ),
            _query(
                frame,
                measures=(
                    *asks("historical_value_at_risk_money", "current_drawdown", "beta"),
                    Ask(measure="volatility_annualized"),
                    Ask(measure="volatility_annualized", period="21d"),
                ),
            ),
            _query(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("period_change", "period_return", period="ytd"),
                rank=Rank(ask=Ask(measure="period_change", period="ytd"), order="lowest", limit=1),
            ),
        ),
    )


def _compare(frame: Frame, situation: Situation) -> Task:
    period = frame.period or "1y"
    periods = dict.fromkeys(("ytd", period)) if not frame.period else {period: None}
    measures = tuple(Ask(measure="period_return", period=one) for one in periods)
    window = frame.period if frame.period else None
    measures += (
        Ask(measure="volatility_annualized", period=window),
        Ask(measure="maximum_drawdown", period=period),
        Ask(measure="beta"),
        Ask(measure="price_to_earnings"),
    )
    symbols = frame.subjects.symbols
    pair = _query(
        frame,
        select=(Selection(of="symbols", symbols=symbols[:1]),),
        measures=(Ask(measure="correlation", against=symbols[1], period=window),),
    )
    return Task(
        frame,
        f"{' and '.join(symbols)} beside each other,{period_words(period, situation.as_of)}",
        (_query(frame, select=(Selection(of="symbols", symbols=symbols),), measures=measures), pair),
    )


def _hedge(frame: Frame, situation: Situation) -> Task:
    return Task(
        frame,
        f"long and short side of {situation.name(frame)}",
        (
            _query(
                frame,
                measures=asks("hedge_ratio", "long_exposure", "short_exposure", "gross_exposure_weight", "net_exposure_weight", "beta"),
            ),
            _query(
                frame,
                select=(Selection(of="holdings", side="short"),),
                measures=asks("market_value", "risk_contribution"),
                rank=Rank(ask=Ask(measure="market_value"), order="lowest", limit=3),
            ),
            _query(
                frame,
                select=(Selection(of="group", side="short", label="short book"),),
                measures=asks("risk_contribution", "period_change"),
            ),
        ),
    )


def _options(frame: Frame, situation: Situation) -> Task:
    symbols = situation.options(frame, frame.subjects.right)
    select = (Selection(of="holdings", kinds=("option",), symbols=symbols),)
    group = (Selection(of="group", kinds=("option",), symbols=symbols, label="options"),)
    return Task(
        frame,
        f"options of {situation.name(frame)}",
        (
            _query(frame, select=select, measures=asks("quantity", "market_value", "option_delta", "delta_exposure")),
            _query(frame, select=group, measures=asks("market_value", "delta_exposure", "weight")),
        ),
    )


def _overview(frame: Frame, situation: Situation) -> Task:
    subjects = frame.subjects
    if subjects.symbols:
        return _symbol_overview(frame, situation)
    if subjects.benchmark:
        measures = (
            *(Ask(measure="period_return", period=one) for one in ("1d", "ytd", "1y", "5y")),
            *asks("volatility_annualized", "current_drawdown"),
        )
        return Task(frame, "the benchmark", (_query(frame, select=(Selection(of="benchmark"),), measures=measures),))
    return Task(
        frame,
        f"overview of {situation.name(frame)}",
        (
            _query(
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
            _query(
                frame, select=(Selection(of="benchmark"),), measures=(*asks("volatility_annualized"), *asks("period_return", period="ytd"))
            ),
            _query(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("weight", "risk_contribution"),
                rank=Rank(ask=Ask(measure="weight"), limit=1, absolute=True),
            ),
            _query(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight"),
                rank=Rank(ask=Ask(measure="risk_contribution"), limit=1),
            ),
            _report(frame),
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
    calls = [_query(frame, select=(Selection(of="symbols", symbols=(symbol,)),), measures=measures)]
    if symbol in situation.held(frame):
        position = asks("market_value", "weight", "quantity", "unrealized_gain", "unrealized_return", "risk_contribution")
        calls.append(_query(frame, select=(Selection(of="holdings", symbols=(symbol,)),), measures=position))
    return Task(frame, f"{symbol} at a glance", tuple(calls))


def _owns(frame: Frame, situation: Situation) -> Task:
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


def _limits(frame: Frame, situation: Situation) -> Task:
    return Task(frame, f"limit checks of {situation.name(frame)}", (_report(frame),))


def _data(frame: Frame, situation: Situation) -> Task:
    dates = _query(frame, select=(Selection(of="holdings"),), measures=asks("last_price_date"))
    return Task(
        frame, f"quality of the data behind {situation.name(frame)}", (dates, _query(frame, measures=asks("net_value", "n_observations")))
    )


def _portfolios(frame: Frame, situation: Situation) -> Task:
    arguments = {"as_of": frame.as_of.isoformat()} if frame.as_of else {}
    return Task(frame, "your portfolios", (Call("list_portfolios", arguments),))


def _dashboard(frame: Frame, situation: Situation) -> Task:
    return Task(
        frame,
        f"risk dashboard of {situation.name(frame)}",
        (Call("create_artifact", {"kind": "risk_dashboard", **_arguments(frame, situation)}),),
    )


def _explain(frame: Frame, situation: Situation) -> Task:
    key = frame.topic or "volatility_annualized"
    if not situation.current or key in {"limit_level", "headroom", "share_of_total", "risk_score_component"}:
        return Task(frame, f"what {key.replace('_', ' ')} means")
    return Task(frame, f"what {key.replace('_', ' ')} means", (_query(frame, measures=asks(key)),))


def _arguments(frame: Frame, situation: Situation) -> dict[str, str]:
    named = frame.subjects.portfolios[:1]
    arguments = {"portfolio": named[0]} if named else {}
    day: date | None = frame.as_of
    return arguments | ({"as_of": day.isoformat()} if day else {})


def _report(frame: Frame) -> Call:
    named = {"portfolio": frame.subjects.portfolios[0]} if frame.subjects.portfolios else {}
    return Call("get_risk_report", named | ({"as_of": frame.as_of.isoformat()} if frame.as_of else {}))


def _base(frame: Frame) -> Query:
    return Query(portfolios=frame.subjects.portfolios, all_portfolios=frame.subjects.all_portfolios, as_of=frame.as_of)


def _query(
    frame: Frame,
    *,
    measures: tuple[Ask, ...],
    select: tuple[Selection, ...] = (Selection(of="portfolio"),),
    rank: Rank | None = None,
    summary: str | None = None,
) -> Call:
    base = _base(frame)
    return query_call(base.model_copy(update={"select": select, "measures": measures, "rank": rank, "summary": summary}))


_PLANNERS: Mapping[Intent, Planner] = {
    Intent.DRIVERS: _drivers,
    Intent.CONCENTRATION: _concentration,
    Intent.VERSUS: _versus,
    Intent.MOVES: _moves,
    Intent.SHOCK: _shock,
    Intent.ATTENTION: _attention,
    Intent.COMPARE: _compare,
    Intent.HEDGE: _hedge,
    Intent.OPTIONS: _options,
    Intent.OVERVIEW: _overview,
    Intent.OWNS: _owns,
    Intent.LIMITS: _limits,
    Intent.DATA: _data,
    Intent.PORTFOLIOS: _portfolios,
    Intent.DASHBOARD: _dashboard,
    Intent.EXPLAIN: _explain,
}
