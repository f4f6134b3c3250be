"""Which subjects a query is about: selections, their conditions, and the rank."""

from dataclasses import dataclass

from plumbline.market_data.market import MarketView
from plumbline.query.evaluators import evaluate
from plumbline.query.schemas import Condition, Excluded, Operator, Query, Rank, Selection
from plumbline.query.scope import Held, QueryScope
from plumbline.query.targets import Target, find_targets, of_portfolio


@dataclass(frozen=True)
class Chosen:
    """Targets in the order of the rows; `n_matched` counts them before the limit of the rank."""

    targets: tuple[Target, ...]
    n_matched: int
    excluded: tuple[Excluded, ...]
    notes: tuple[str, ...]


def choose(query: Query, scope: QueryScope, view: MarketView) -> Chosen:
    """Return the subjects of a query on the day of the view."""
    books = scope.chosen(query.portfolios, every=query.all_portfolios, view=view)
    targets: list[Target] = []
    notes: list[str] = []
    excluded: list[Excluded] = []
    for selection in query.select:
        for held in _holders(selection, books):
            found = _filtered(selection, held, view, excluded)
            targets += found[0] if held is None or len(books) < 2 else [of_portfolio(target, held.snapshot.name) for target in found[0]]
            notes += found[1]
            if held is not None and selection.of not in {"symbols", "benchmark"}:
                notes += held.snapshot.notes
    ranked = _ranked(query.rank, targets, excluded) if query.rank else targets
    limit = query.rank.limit if query.rank else None
    kept = ranked[:limit] if limit else ranked
    return Chosen(tuple(kept), len(ranked), tuple(dict.fromkeys(excluded)), tuple(dict.fromkeys(notes)))


def _holders(selection: Selection, books: tuple[Held, ...]) -> tuple[Held | None, ...]:
    if selection.of == "symbols":
        return (books[0] if books else None,)
    return books[:1] if selection.of == "benchmark" and books else books or (None,)


def _filtered(selection: Selection, held: Held | None, view: MarketView, excluded: list[Excluded]) -> tuple[list[Target], tuple[str, ...]]:
    """Conditions choose holdings; a group with conditions is made of the holdings that satisfy them."""
    if not selection.conditions:
        found = find_targets(selection, held, view)
        return list(found.targets), found.notes
    single = selection.model_copy(update={"of": "holdings"}) if selection.of == "group" else selection
    found = find_targets(single, held, view)
    kept = [target for target in found.targets if all(_satisfies(target, one, excluded, held=held) for one in selection.conditions)]
    if selection.of != "group":
        return kept, found.notes
    narrowed = selection.model_copy(update={"conditions": (), "symbols": tuple(target.symbol or "" for target in kept)})
    if not kept:
        return [], found.notes
    return list(find_targets(narrowed.model_copy(update={"label": selection.label}), held, view).targets), found.notes


def _satisfies(target: Target, condition: Condition, excluded: list[Excluded], *, held: Held | None) -> bool:
    level = condition.value + (_of_benchmark(condition, held, target.view) if condition.than_benchmark else 0.0)
    figure = evaluate(target, condition.ask)
    if figure.number is None:
        excluded.append(Excluded(label=target.subject.label, reason=figure.reason or "it has no such figure"))
        return False
    return compare(abs(figure.number) if condition.absolute else figure.number, condition.operator, level=level)


def _of_benchmark(condition: Condition, held: Held | None, view: MarketView) -> float:
    """The benchmark's own figure; zero where there is none."""
    found = find_targets(Selection(of="benchmark"), held, view).targets if held is not None else ()
    return (evaluate(found[0], condition.ask).number or 0.0) if found else 0.0


def compare(value: float, operator: Operator, *, level: float) -> bool:
    """Whether `value operator level` holds."""
    match operator:
        case "above":
            return value > level
        case "at_least":
            return value >= level
        case "below":
            return value < level
        case "at_most":
            return value <= level


def _ranked(rank: Rank, targets: list[Target], excluded: list[Excluded]) -> list[Target]:
    known: list[tuple[float, Target]] = []
    for target in targets:
        figure = evaluate(target, rank.ask)
        if figure.number is None:
            excluded.append(Excluded(label=target.subject.label, reason=figure.reason or "it has no such figure"))
        else:
            known.append((abs(figure.number) if rank.absolute else figure.number, target))
    sign = -1.0 if rank.order == "highest" else 1.0
    return [target for _value, target in sorted(known, key=lambda item: (sign * item[0], item[1].subject.label))]
