"""How the answer to a question of figures is laid out, and which measures add up."""

from plumbline.agent.offline.reading.frame import Frame, Shape

ADDITIVE = frozenset(
    {"market_value", "weight", "delta_exposure", "unrealized_gain", "cost_basis", "period_change", "daily_change", "risk_contribution"}
)


def shape_of(frame: Frame) -> Shape:
    """One subject, a list in an order, or a count."""
    subjects = frame.subjects
    if frame.summary == "count":
        return Shape.COUNT
    if frame.summary in {"total", "average"} and not frame.ranking:
        return Shape.SINGLE if frame.summary == "total" else Shape.LIST
    if frame.ranking or frame.conditions or subjects.by_sector or subjects.all_portfolios:
        return Shape.LIST
    together = frame.asks and (subjects.sectors or subjects.side or subjects.kinds) and not lists_members(frame)
    return Shape.LIST if subjects.holdings and not together else Shape.SINGLE


def lists_members(frame: Frame) -> bool:
    """`which tech stocks`, `each`: the members, not the group."""
    words = set(frame.text.split())
    shown = frame.text.startswith(("what ", "show ")) and not frame.asks
    return shown or bool(words & {"which", "list", "each", "every", "rank", "sort"})


def counts_everything(frame: Frame) -> bool:
    """`how many holdings`: all of them."""
    subjects = frame.subjects
    return frame.summary == "count" and not (frame.conditions or subjects.sectors or subjects.kinds or subjects.side)


def keys_of(frame: Frame) -> set[str]:
    """The measures of a frame."""
    return {ask.measure for ask in frame.asks}
