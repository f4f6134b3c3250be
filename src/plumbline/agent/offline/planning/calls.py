"""The calls that investigations are made of, for a frame's portfolios and day."""

from datetime import date

from plumbline.agent.offline.planning.task import query_call
from plumbline.agent.offline.reading.frame import Frame
from plumbline.llm.script import Call
from plumbline.query.schemas import Ask, Query, Rank, Selection, Summary


def tool_arguments(frame: Frame) -> dict[str, str]:
    """Portfolio and day, for the tools that take them."""
    named = frame.subjects.portfolios[:1]
    arguments = {"portfolio": named[0]} if named else {}
    day: date | None = frame.as_of
    return arguments | ({"as_of": day.isoformat()} if day else {})


def report_call(frame: Frame) -> Call:
    """The risk report of the frame's portfolio and day."""
    named = {"portfolio": frame.subjects.portfolios[0]} if frame.subjects.portfolios else {}
    return Call("get_risk_report", named | ({"as_of": frame.as_of.isoformat()} if frame.as_of else {}))


def base_query(frame: Frame) -> Query:
    """A query of the frame's portfolios and day, still without measures."""
    return Query(portfolios=frame.subjects.portfolios, all_portfolios=frame.subjects.all_portfolios, as_of=frame.as_of)


def query_of(
    frame: Frame,
    *,
    measures: tuple[Ask, ...],
    select: tuple[Selection, ...] = (Selection(of="portfolio"),),
    rank: Rank | None = None,
    summary: Summary | None = None,
) -> Call:
    """A call of the query tool, about the portfolios and the day of the frame."""
    base = base_query(frame)
    return query_call(base.model_copy(update={"select": select, "measures": measures, "rank": rank, "summary": summary}))
