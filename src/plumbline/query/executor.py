"""Runs a query: one place for models, the offline analyst, screens and alerts. Deterministic; sees nothing after its day."""

from plumbline.core.errors import InvalidInput
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.query.choosing import Chosen, choose
from plumbline.query.evaluators import evaluate
from plumbline.query.figure import measured
from plumbline.query.schemas import Excluded, Query, QueryResult
from plumbline.query.scope import QueryScope
from plumbline.query.shocks import shocked
from plumbline.query.summaries import changes, summarize


def run_query(query: Query, scope: QueryScope) -> QueryResult:
    """Return the figures that the query asks for.

    Raises:
        NotFound: an unknown portfolio or symbol.
        InvalidInput: a measure, period or day that can not be; nothing to compute.
        MissingData: the period starts before the first price.
    """
    view = scope.view_on(query.as_of)
    if query.shocks:
        return _after_shocks(query, scope, view)
    if not query.measures:
        raise InvalidInput("Expected at least one measure (or a shock), found none. Name one of the catalog, such as market_value.")
    chosen = choose(query, scope, view)
    rows, excluded = _rows(query, chosen)
    earlier = _earlier(query, scope, view)
    return QueryResult(
        subject=_about(chosen),
        as_of=view.as_of,
        rows=rows,
        summary=summarize(query, chosen.targets, rows),
        earlier=earlier,
        change=changes(rows, earlier),
        n_matched=chosen.n_matched,
        excluded=(*chosen.excluded, *excluded),
        notes=chosen.notes,
    )


def _rows(query: Query, chosen: Chosen) -> tuple[tuple[MeasuredValue, ...], tuple[Excluded, ...]]:
    rows: list[MeasuredValue] = []
    excluded: list[Excluded] = []
    for target in chosen.targets:
        for ask in query.measures:
            row = measured(target, ask, evaluate(target, ask))
            rows.append(row)
            if row.value is None:
                excluded.append(Excluded(label=target.subject.label, reason=row.reason or "it is not available"))
    return tuple(rows), tuple(dict.fromkeys(excluded))


def _earlier(query: Query, scope: QueryScope, view: MarketView) -> tuple[MeasuredValue, ...]:
    if query.versus is None:
        return ()
    if query.versus >= view.as_of:
        raise InvalidInput(f"Expected an earlier day than {view.as_of} to compare with, found {query.versus}.", subject=str(query.versus))
    return _rows(query, choose(query, scope, scope.view_on(query.versus)))[0]


def _after_shocks(query: Query, scope: QueryScope, view: MarketView) -> QueryResult:
    books = scope.chosen(query.portfolios, every=query.all_portfolios, view=view)
    if not books:
        raise InvalidInput("Expected a portfolio to shock, found none: import a file first.")
    rows: list[MeasuredValue] = []
    excluded: list[Excluded] = []
    notes: list[str] = []
    for held in books:
        found = shocked(held, query.shocks)
        rows += found[0]
        excluded += found[1]
        notes += found[2]
    n_moved = sum(row.subject.kind is SubjectKind.HOLDING for row in rows)
    return QueryResult(
        subject=rows[0].subject, as_of=view.as_of, rows=tuple(rows), n_matched=n_moved, excluded=tuple(excluded),
        notes=tuple(dict.fromkeys(notes)), quality=rows[0].quality if rows else Quality.COMPLETE, reason=rows[0].reason,
    )  # fmt: skip


def _about(chosen: Chosen) -> Subject:
    if len(chosen.targets) == 1:
        return chosen.targets[0].subject
    held = next((target.held for target in chosen.targets if target.held), None)
    if held is None:
        return Subject(kind=SubjectKind.GROUP, id="market", label=f"{len(chosen.targets)} instruments of the market")
    return Subject(kind=SubjectKind.PORTFOLIO, id=held.id, label=held.snapshot.name)
