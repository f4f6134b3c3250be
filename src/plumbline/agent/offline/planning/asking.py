"""From the measures of a frame to those of a query, and the order of its rows."""

from plumbline.agent.offline.planning.shapes import keys_of, shape_of
from plumbline.agent.offline.reading.frame import Frame, Shape
from plumbline.query.schemas import Ask, Rank, Selection

_DEFAULT_LIST = {"holdings": ("weight", "market_value"), "sectors": ("weight", "risk_contribution"), "portfolio": ("net_value",)}
_BESIDE = {"weight": "market_value", "market_value": "weight"}
_RANKED_OVER_TIME = {"period_return", "period_change", "volatility_annualized"}
_OF_OPTIONS = {"option_delta": "delta_exposure", "option_value": "delta_exposure"}
"""What a whole portfolio has in place of a figure of one option."""
_MOST_ROWS = 15
_FEW = 5
"""Rows of `biggest movers` and the like, where no number was said."""


def measures_of(frame: Frame, select: tuple[Selection, ...], rank: Rank | None) -> tuple[Ask, ...]:
    """Return the measures of the query: what orders and chooses the rows first, then what was asked."""
    of = select[0].of
    if keys_of(frame) == {"n_holdings"} and of == "portfolio":
        return frame.asks
    asks = _for_subject(frame, _plain(frame, of), select[0])
    if rank and rank.ask.measure == "period_change" and [ask.measure for ask in asks] == ["period_return"]:
        asks = []
    keys = {ask.measure for ask in asks}
    wanted = [rank.ask] if rank else []
    wanted += [condition.ask for selection in select for condition in selection.conditions]
    asks = [*(ask for ask in wanted if ask.measure not in keys), *asks]
    unique = list({(ask.measure, ask.period, ask.confidence): ask for ask in asks}.values())
    return tuple(_completed(unique, of, chosen=bool(rank or frame.conditions)))


def rank_of(frame: Frame) -> Rank | None:
    """Return the order of the rows: the one asked for, that of the condition, or that of the first measure."""
    if "cash_weight" in keys_of(frame):
        return None
    return _asked_rank(frame) if frame.ranking else _natural_rank(frame)


def against_symbol(frame: Frame, ask: Ask) -> Ask:
    """A relative measure with the symbol that it is against, where one is named."""
    subjects = frame.subjects
    if subjects.against:
        return ask.model_copy(update={"against": subjects.against})
    if len(subjects.symbols) >= 2:
        return ask.model_copy(update={"against": subjects.symbols[1]})
    if subjects.symbols and subjects.myself and not subjects.benchmark:
        return ask.model_copy(update={"against": subjects.symbols[0]})
    return ask


def _plain(frame: Frame, of: str) -> list[Ask]:
    renamed = {"cash_weight": "weight"} | ({"benchmark_return": "period_return"} if of == "benchmark" else {})
    asked = [ask for ask in frame.asks if ask.measure != "n_holdings"]
    return [ask.model_copy(update={"measure": renamed.get(ask.measure, ask.measure)}) for ask in asked]


def _for_subject(frame: Frame, asks: list[Ask], first: Selection) -> list[Ask]:
    keys = {ask.measure for ask in asks}
    if first.of == "portfolio" and keys & set(_OF_OPTIONS):
        return [ask.model_copy(update={"measure": _OF_OPTIONS.get(ask.measure, ask.measure)}) for ask in asks]
    if (
        frame.subjects.side
        and (first.of == "group" or (first.of == "holdings" and first.symbols))
        and keys == {"period_return"}
        and len(asks) == 1
    ):
        # What a short book returned is best said in money: a gain of it is a fall of prices.
        return [asks[0].model_copy(update={"measure": "period_change"}), asks[0]]
    if keys == {"correlation"} or (keys == {"beta"} and first.of == "portfolio" and frame.subjects.symbols):
        return [against_symbol(frame, asks[0])]
    return asks


def _completed(asks: list[Ask], of: str, *, chosen: bool) -> list[Ask]:
    if not asks:
        return [Ask(measure=key) for key in _DEFAULT_LIST.get(of, ("market_value", "weight"))]
    beside = _BESIDE.get(asks[0].measure)
    return [*asks, Ask(measure=beside)] if chosen and of == "holdings" and len(asks) == 1 and beside else asks


def _asked_rank(frame: Frame) -> Rank:
    ranking, subjects = frame.ranking, frame.subjects
    assert ranking is not None
    ask = next((against_symbol(frame, ask) for ask in frame.asks if ask.measure == ranking.measure), None)
    if ask is None:
        period = frame.period if ranking.measure in _RANKED_OVER_TIME else None
        ask = Ask(measure=ranking.measure or "weight", period=period)
    if ask.measure in {"net_value", "weight", "market_value"} and subjects.all_portfolios:
        ask = Ask(measure="net_value")
    by_size = subjects.side == "short" and ask.measure in _BESIDE
    return Rank(
        ask=ask,
        order="lowest" if ranking.order == "lowest" else "highest",
        limit=ranking.limit or (None if frame.conditions else _FEW),
        absolute=ranking.absolute or by_size,
    )


def _natural_rank(frame: Frame) -> Rank | None:
    if shape_of(frame) is not Shape.LIST or frame.summary:
        return None
    if frame.conditions:
        first = frame.conditions[0]
        return Rank(ask=first.ask, order="lowest" if first.operator in {"below", "at_most"} else "highest", limit=_MOST_ROWS)
    subjects = frame.subjects
    ordered = frame.asks and (subjects.holdings or subjects.by_sector or subjects.all_portfolios)
    return Rank(ask=frame.asks[0], limit=_MOST_ROWS) if ordered else None
