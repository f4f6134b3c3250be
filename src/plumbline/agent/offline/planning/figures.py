"""From a frame to the query of its figures, and to a second one for what gives them context."""

import re

from plumbline.agent.offline.planning.context import context_queries
from plumbline.agent.offline.planning.labels import label_of
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task, query_call
from plumbline.agent.offline.reading.frame import Frame, Shape
from plumbline.query.schemas import Ask, Query, Rank, Selection

POSITION_MEASURES = frozenset(
    {
        "market_value", "weight", "quantity", "cost_basis", "cost_basis_per_share", "unrealized_gain", "unrealized_return", "risk_contribution",
        "risk_contribution_volatility", "marginal_risk", "historical_value_at_risk_money", "historical_expected_shortfall_money", "period_change", "daily_change",
        "parametric_value_at_risk_money", "parametric_expected_shortfall_money", "delta_exposure", "option_delta", "option_value", "beta_adjusted_exposure", "share_of_total",
        "long_exposure", "short_exposure", "net_exposure", "gross_exposure",
    }
)  # fmt: skip
"""Figures of a holding, which an instrument by itself does not have."""
COMPANY_MEASURES = frozenset(
    {
        "price", "high_52w", "low_52w", "distance_from_high", "price_to_earnings", "market_capitalization", "revenue", "net_income", "net_income_common", "diluted_eps",
        "diluted_shares", "dividends_per_share", "total_assets", "total_equity", "operating_cash_flow", "capital_expenditure", "long_term_debt",
    }
)  # fmt: skip
_ADDITIVE = {
    "market_value",
    "weight",
    "delta_exposure",
    "unrealized_gain",
    "cost_basis",
    "period_change",
    "daily_change",
    "risk_contribution",
}
_DEFAULT_LIST = {"holdings": ("weight", "market_value"), "sectors": ("weight", "risk_contribution"), "portfolio": ("net_value",)}
_MOST_ROWS = 15


def plan_figures(frame: Frame, situation: Situation) -> Task:
    """Return the task that computes the figures of a frame."""
    if (frame.subjects.right or (frame.subjects.kinds == ("option",) and frame.subjects.symbols)) and not situation.options(
        frame, frame.subjects.right
    ):
        return Task(
            frame,
            f"options of {situation.name(frame)}",
            (
                query_call(
                    Query(select=(Selection(of="holdings", kinds=("option",), symbols=("-",)),), measures=(Ask(measure="quantity"),))
                ),
            ),
        )
    query = figures_query(frame, situation)
    calls = [query_call(query), *(query_call(extra) for extra in context_queries(frame, query, situation))]
    return Task(frame, label_of(frame, situation), tuple(calls))


def figures_query(frame: Frame, situation: Situation) -> Query:
    """Return the query that a frame asks for."""
    shape = shape_of(frame)
    select = _selections(frame, situation, shape)
    rank = _rank(frame)
    measures = _measures(frame, select, rank)
    return Query(
        portfolios=_portfolios(frame, situation),
        all_portfolios=frame.subjects.all_portfolios,
        select=select,
        measures=measures,
        as_of=frame.as_of,
        rank=rank,
        summary=_summary(frame, shape),
        scale=frame.scale,
        compare=_compare(frame, select),
        versus=frame.versus,
    )


def _portfolios(frame: Frame, situation: Situation) -> tuple[str, ...]:
    """The named ones; `how do I compare to X` adds the one on screen."""
    named = frame.subjects.portfolios
    if frame.compare == "with mine" and situation.current and situation.current.id not in named:
        return (situation.current.id, *named)
    return () if frame.subjects.all_portfolios else named


def shape_of(frame: Frame) -> Shape:
    """How the answer is laid out."""
    subjects = frame.subjects
    if frame.summary == "count":
        return Shape.COUNT
    if frame.summary in {"total", "average"} and not frame.ranking:
        return Shape.SINGLE if frame.summary == "total" else Shape.LIST
    if frame.ranking or frame.conditions or subjects.by_sector or subjects.all_portfolios:
        return Shape.LIST
    if subjects.holdings and not (frame.asks and (subjects.sectors or subjects.side or subjects.kinds) and not _lists(frame)):
        return Shape.LIST
    return Shape.SINGLE


def _lists(frame: Frame) -> bool:
    words = set(frame.text.split())
    return bool(words & {"which", "list", "each", "every", "rank", "sort"}) or (
        frame.text.startswith(("what ", "show ")) and not frame.asks
    )


def _selections(frame: Frame, situation: Situation, shape: Shape) -> tuple[Selection, ...]:
    subjects = frame.subjects
    if subjects.all_portfolios and not (subjects.symbols or subjects.sectors or subjects.holdings):
        return (Selection(of="portfolio"),)
    if {ask.measure for ask in frame.asks} == {"cash_weight"}:
        return (Selection(of="group", kinds=("cash",), label="cash"),)
    if subjects.right or (subjects.kinds == ("option",) and subjects.symbols):
        options = situation.options(frame, subjects.right)
        if len(options) > 1 and {ask.measure for ask in frame.asks} <= _ADDITIVE and not _lists(frame):
            return (Selection(of="group", symbols=options, label=f"{subjects.right or 'option'}s"),)
        return (Selection(of="holdings", symbols=situation.options(frame, subjects.right) or ("-",)),)
    if {ask.measure for ask in frame.asks} & {"cash_weight"} and subjects.holdings:
        return (Selection(of="group", label="holdings"), Selection(of="group", kinds=("cash",), label="cash"))
    if subjects.by_sector:
        return (Selection(of="sectors", side=subjects.side, kinds=subjects.kinds, conditions=frame.conditions),)
    if (
        shape in {Shape.LIST, Shape.COUNT}
        and not _plain_count(frame)
        and not (subjects.symbols and not frame.ranking and not frame.conditions)
    ):
        return (_holdings(frame),)
    if shape is Shape.COUNT:
        return (Selection(of="portfolio"),)
    named = _named(frame, situation)
    if frame.summary == "total" and not subjects.symbols and len(named) == 1 and named[0].of == "portfolio" and subjects.holdings:
        return (Selection(of="holdings"),)
    return named


def _plain_count(frame: Frame) -> bool:
    subjects = frame.subjects
    return frame.summary == "count" and not (frame.conditions or subjects.sectors or subjects.kinds or subjects.side)


def _holdings(frame: Frame) -> Selection:
    subjects = frame.subjects
    without = (subjects.against,) if subjects.against else ()
    return Selection(
        of="holdings",
        symbols=subjects.symbols,
        sectors=subjects.sectors,
        kinds=subjects.kinds,
        side=subjects.side,
        conditions=frame.conditions,
        without=without,
    )


def _named(frame: Frame, situation: Situation) -> tuple[Selection, ...]:
    """One selection for each thing named, in the order of the portfolio, symbols, groups, benchmark."""
    subjects = frame.subjects
    found: list[Selection] = []
    if subjects.symbols:
        found += _symbols(frame, situation)
    found += [Selection(of="group", sectors=(sector,), side=subjects.side) for sector in subjects.sectors]
    if subjects.kinds and not subjects.sectors and not subjects.symbols:
        found.append(Selection(of="group", kinds=subjects.kinds))
    if subjects.side and not (subjects.symbols or subjects.sectors):
        found.append(Selection(of="group", side=subjects.side, label=f"{subjects.side} book"))
    own = _own(frame, found)
    if subjects.benchmark and not _is_against(frame):
        found.append(Selection(of="benchmark"))
    return tuple([Selection(of="portfolio"), *found] if own or not found else found)


def _own(frame: Frame, found: list[Selection]) -> bool:
    """The portfolio itself is one side of a comparison."""
    subjects = frame.subjects
    if frame.compare is None or len(subjects.symbols) >= 2 or (found and subjects.benchmark and not subjects.myself):
        return False
    return subjects.myself and not any(ask.measure in POSITION_MEASURES for ask in frame.asks)


def _is_against(frame: Frame) -> bool:
    """`beta to the S&P 500`, `correlated with the market`: the benchmark is what the measure is against, not a subject."""
    relative = {
        "beta",
        "correlation",
        "tracking_error",
        "information_ratio",
        "up_capture",
        "down_capture",
        "active_return",
        "beta_adjusted_exposure",
    }
    return bool(frame.asks) and all(ask.measure in relative for ask in frame.asks)


def _symbols(frame: Frame, situation: Situation) -> list[Selection]:
    subjects = frame.subjects
    keys = {ask.measure for ask in frame.asks}
    held = situation.held(frame)
    if keys == {"beta"} and subjects.myself and re.search(r"\b(?:portfolio|book|account|my beta)\b.*\b(?:to|against|vs)\b", frame.text):
        return [Selection(of="portfolio")]
    if keys == {"correlation"} and len(subjects.symbols) >= 2:
        return [Selection(of="symbols", symbols=subjects.symbols[:1])]
    if keys == {"correlation"} and subjects.myself and not subjects.benchmark:
        return [Selection(of="portfolio")]
    position = bool(keys & POSITION_MEASURES)
    if position and not (keys & COMPANY_MEASURES and not set(subjects.symbols) & held):
        # Each by itself, so that the order is that of the question and a missing one does not hide the others.
        return [Selection(of="holdings", symbols=(symbol,)) for symbol in subjects.symbols]
    return [Selection(of="symbols", symbols=subjects.symbols)]


def _measures(frame: Frame, select: tuple[Selection, ...], rank: Rank | None) -> tuple[Ask, ...]:
    asks = [
        ask.model_copy(update={"measure": "weight"}) if ask.measure == "cash_weight" else ask
        for ask in frame.asks
        if ask.measure != "n_holdings"
    ]
    if select[0].of == "benchmark":
        asks = [ask.model_copy(update={"measure": "period_return"}) if ask.measure == "benchmark_return" else ask for ask in asks]
    if len(frame.asks) == 1 and frame.asks[0].measure == "n_holdings" and select[0].of == "portfolio":
        return frame.asks
    if frame.subjects.side and select[0].of == "group" and [ask.measure for ask in asks] == ["period_return"]:
        # What a short book returned is best said in money: a gain of it is a fall of prices.
        asks = [asks[0].model_copy(update={"measure": "period_change"}), asks[0]]
    if rank and rank.ask.measure == "period_change" and [ask.measure for ask in asks] == ["period_return"]:
        asks = []
    keys = {ask.measure for ask in asks}
    if keys == {"correlation"} or (keys == {"beta"} and select[0].of == "portfolio" and frame.subjects.symbols):
        asks = [_correlation(frame, asks[0])]
    wanted = [rank.ask] if rank else []
    wanted += [condition.ask for selection in select for condition in selection.conditions]
    asks = [*(ask for ask in wanted if ask.measure not in keys), *asks]
    unique = list({(ask.measure, ask.period, ask.confidence): ask for ask in asks}.values())
    if not unique:
        unique = [Ask(measure=key) for key in _DEFAULT_LIST.get(select[0].of, ("market_value", "weight"))]
    elif [ask.measure for ask in unique] == ["weight"] and select[0].of == "holdings" and (rank or frame.conditions):
        unique.append(Ask(measure="market_value"))
    elif [ask.measure for ask in unique] == ["market_value"] and select[0].of == "holdings" and rank:
        unique.append(Ask(measure="weight"))
    return tuple(unique)


def _correlation(frame: Frame, ask: Ask) -> Ask:
    symbols = frame.subjects.symbols
    if frame.subjects.against:
        return ask.model_copy(update={"against": frame.subjects.against})
    if len(symbols) >= 2:
        return ask.model_copy(update={"against": symbols[1]})
    if symbols and frame.subjects.myself and not frame.subjects.benchmark:
        return ask.model_copy(update={"against": symbols[0]})
    return ask


def _rank(frame: Frame) -> Rank | None:
    ranking = frame.ranking
    if any(ask.measure == "cash_weight" for ask in frame.asks):
        return None
    if ranking is None:
        if shape_of(frame) is Shape.LIST and frame.conditions and not frame.summary:
            return Rank(
                ask=frame.conditions[0].ask,
                order="lowest" if frame.conditions[0].operator in {"below", "at_most"} else "highest",
                limit=_MOST_ROWS,
            )
        if (
            shape_of(frame) is Shape.LIST
            and frame.asks
            and (frame.subjects.holdings or frame.subjects.by_sector or frame.subjects.all_portfolios)
            and not frame.summary
        ):
            return Rank(ask=frame.asks[0], limit=_MOST_ROWS)
        return None
    ask = next((_correlation(frame, ask) for ask in frame.asks if ask.measure == ranking.measure), None)
    if ask is None:
        period = frame.period if ranking.measure in {"period_return", "period_change", "volatility_annualized"} else None
        ask = Ask(measure=ranking.measure or "weight", period=period)
    if ask.measure in {"net_value", "weight", "market_value"} and frame.subjects.all_portfolios:
        ask = Ask(measure="net_value")
    limit = ranking.limit or (None if frame.conditions else 5)
    return Rank(
        ask=ask,
        order="lowest" if ranking.order == "lowest" else "highest",
        limit=limit,
        absolute=ranking.absolute or _of_shorts(frame, ask),
    )


def _of_shorts(frame: Frame, ask: Ask) -> bool:
    return frame.subjects.side == "short" and ask.measure in {"weight", "market_value"}


def _summary(frame: Frame, shape: Shape) -> "str | None":  # type: ignore[type-arg]
    if frame.summary == "count":
        return (
            None
            if [ask.measure for ask in frame.asks] == ["n_holdings"] and _plain_count(frame) and not frame.subjects.holdings
            else "count"
        )
    if frame.summary == "total" and len(frame.subjects.symbols) < 2 and not frame.subjects.all_portfolios and shape is Shape.SINGLE:
        return None if frame.subjects.sectors or frame.subjects.kinds or frame.subjects.side or frame.subjects.symbols else "total"
    additive = bool(frame.asks) and all(ask.measure in _ADDITIVE for ask in frame.asks)
    if (
        frame.summary is None
        and len(frame.subjects.symbols) >= 2
        and additive
        and frame.compare is None
        and shape is Shape.SINGLE
        and frame.versus is None
    ):
        return "total"
    return frame.summary


def _compare(frame: Frame, select: tuple[Selection, ...]) -> "str | None":
    if frame.compare not in {"difference", "ratio"}:
        return None
    several = len(select) >= 2 or len(select[0].symbols) >= 2
    return frame.compare if several else None
