"""What is made of several rows: totals, averages, counts, shares, a multiple, and the first against the second."""

from collections.abc import Iterable, Sequence

from plumbline.analytics.measures import measure
from plumbline.facts.fact import Quality, Subject, SubjectKind, Unit
from plumbline.facts.result import MeasuredValue
from plumbline.query.evaluators import evaluate
from plumbline.query.figure import measured
from plumbline.query.schemas import Ask, Comparison, Query
from plumbline.query.targets import Target, portfolio_target

_CALCULATED = {
    Unit.FRACTION: "calculated_fraction", Unit.MONEY: "calculated_money", Unit.PRICE: "calculated_price", Unit.COUNT: "calculated_count",
}  # fmt: skip

_RETURNS = {"period_return": "period_change", "daily_return": "daily_change", "unrealized_return": "unrealized_gain"}
"""Returns of several portfolios together, and the gain in money that each stands for."""

_NOT_SUMMED = {
    "historical_value_at_risk_money",
    "historical_expected_shortfall_money",
    "parametric_value_at_risk_money",
    "parametric_expected_shortfall_money",
}
"""Money, but of losses that need not fall on the same day."""


def summarize(query: Query, targets: Sequence[Target], rows: Sequence[MeasuredValue]) -> tuple[MeasuredValue, ...]:
    """Return what the query asks for over its rows, one figure per measure."""
    found: list[MeasuredValue] = []
    if query.summary == "count" and targets:
        found.append(_count(targets))
    if targets and query.summary in {"total", "share"}:
        found += [_total(targets, ask, query.summary == "share") for ask in query.measures]
    if targets and query.summary == "average":
        found += [_average(targets, ask, rows) for ask in query.measures]
    if query.compare:
        found += _compared(query.compare, targets, query.measures)
    if query.scale is not None:
        found += [scaled(row, query.scale) for row in (found or rows) if isinstance(row.value, int | float)]
    return tuple(found)


def changes(rows: Sequence[MeasuredValue], earlier: Sequence[MeasuredValue]) -> tuple[MeasuredValue, ...]:
    """Return each row less the same figure earlier, where both are known."""
    before = {(row.subject.id, row.measure): row for row in earlier}
    pairs = [(row, before.get((row.subject.id, row.measure))) for row in rows]
    return tuple(_difference(row, other, f"{row.subject.label}, change since {other.as_of}") for row, other in pairs if other is not None)


def scaled(row: MeasuredValue, factor: float) -> MeasuredValue:
    """A multiple of a figure."""
    assert isinstance(row.value, int | float)
    label = f"{factor:g} times {row.subject.label}"
    return _calculated(row, row.value * factor, Subject(kind=row.subject.kind, id=row.subject.id, label=label))


def _group(targets: Sequence[Target]) -> Subject:
    labels = [target.subject.label for target in targets]
    parts = {_part(target) for target in targets}
    if len(targets) > 1 and len(parts) == 1 and not targets[0].is_portfolio and len({id(target.held) for target in targets}) > 1:
        label = f"{parts.pop()} in {len(targets)} portfolios"
    else:
        label = _listed(labels) if len(labels) <= 3 else f"{len(labels)} {_nouns(targets)}"
    return Subject(kind=SubjectKind.GROUP, id="+".join(target.subject.id for target in targets)[:200], label=label)


def _listed(labels: Sequence[str]) -> str:
    return " and ".join([", ".join(labels[:-1]), labels[-1]]) if len(labels) > 1 else "".join(labels)


def _part(target: Target) -> str:
    """What it is called inside its portfolio."""
    name = target.held.snapshot.name if target.held else ""
    return target.subject.label.removesuffix(f" in {name}")


def _nouns(targets: Sequence[Target]) -> str:
    kind = targets[0].kind
    return {SubjectKind.PORTFOLIO: "portfolios", SubjectKind.SECTOR: "sectors", SubjectKind.SYMBOL: "symbols"}.get(kind, "holdings")


def _count(targets: Sequence[Target]) -> MeasuredValue:
    return MeasuredValue(subject=_group(targets), as_of=targets[0].view.as_of, measure="n_holdings", value=float(len(targets)))


def _total(targets: Sequence[Target], ask: Ask, share: bool) -> MeasuredValue:  # noqa: FBT001 (one of two kinds of sum)
    total = _together(targets, ask)
    held = targets[0].held
    if not share or held is None or not isinstance(total.value, int | float):
        return total
    whole = evaluate(portfolio_target(held), ask).number
    if not whole:
        return total.model_copy(update={"value": None, "quality": Quality.UNAVAILABLE, "reason": "the total is zero or not available"})
    return total.model_copy(update={"value": total.value / whole, "measure": "share_of_total", "currency": None})


def _together(targets: Sequence[Target], ask: Ask) -> MeasuredValue:
    """The measure of all members as one group; of several portfolios, the sum of money of one currency."""
    if len({id(target.held) for target in targets}) == 1 and targets[0].held is not None and not targets[0].is_portfolio:
        members = tuple(dict.fromkeys(member for target in targets for member in target.members))
        group = Target(_group(targets), targets[0].view, targets[0].held, members)
        return measured(group, ask, evaluate(group, ask))
    rows = [measured(target, ask, evaluate(target, ask)) for target in targets]
    if ask.measure in _RETURNS:
        return _return_together(rows, targets, ask)
    return _sum(rows, _group(targets))


def _return_together(rows: Sequence[MeasuredValue], targets: Sequence[Target], ask: Ask) -> MeasuredValue:
    """The gain of all over what all were worth at the start (what they cost)."""
    money = [evaluate(target, ask.model_copy(update={"measure": _RETURNS[ask.measure]})) for target in targets]
    pairs = [(row.value, gain.number, gain.currency) for row, gain in zip(rows, money, strict=True)]
    base = gained = 0.0
    for own, gain, _currency in pairs:
        if not isinstance(own, int | float) or gain is None or own == 0.0:
            return _sum(rows, _group(targets))
        base, gained = base + gain / own, gained + gain
    if base <= 0.0 or len({currency for _own, _gain, currency in pairs}) > 1:
        return _sum(rows, _group(targets))
    return rows[0].model_copy(update={"subject": _group(targets), "value": gained / base, **_worst(rows)})


def _sum(rows: Sequence[MeasuredValue], subject: Subject) -> MeasuredValue:
    summable = measure(rows[0].measure).unit in {Unit.MONEY, Unit.COUNT} and rows[0].measure not in _NOT_SUMMED
    additive = summable and len({row.currency for row in rows}) == 1
    numbers = [row.value for row in rows if isinstance(row.value, int | float)]
    if not additive or not numbers:
        name = measure(rows[0].measure).name
        lowered = name if name[:2].isupper() else name[0].lower() + name[1:]
        reason = f"the {lowered} of several does not add up: ask for each" if not additive else "none of them has it"
        return rows[0].model_copy(update={"subject": subject, "value": None, "quality": Quality.UNAVAILABLE, "reason": reason})
    return rows[0].model_copy(update={"subject": subject, "value": float(sum(numbers)), **_worst(rows)})


def _average(targets: Sequence[Target], ask: Ask, rows: Sequence[MeasuredValue]) -> MeasuredValue:
    known = [row for row in rows if row.measure == evaluate(targets[0], ask).measure or row.measure == ask.measure]
    numbers = [row.value for row in known if isinstance(row.value, int | float)]
    label = f"average of {len(numbers)} {_nouns(targets)}"
    subject = Subject(kind=SubjectKind.GROUP, id=f"average/{_group(targets).id}"[:200], label=label)
    if not numbers:
        return measured(targets[0], ask, evaluate(targets[0], ask))
    return known[0].model_copy(update={"subject": subject, "value": float(sum(numbers)) / len(numbers), **_worst(known)})


def _compared(comparison: Comparison, targets: Sequence[Target], asks: Iterable[Ask]) -> list[MeasuredValue]:
    if len(targets) < 2:
        return []
    first, second = targets[0], targets[1]
    found = []
    for ask in asks:
        one, other = (measured(target, ask, evaluate(target, ask)) for target in (first, second))
        if comparison == "difference":
            found.append(_difference(one, other, f"{first.subject.label} less {second.subject.label}"))
        else:
            found.append(_quotient(one, other, f"{first.subject.label} over {second.subject.label}"))
    return found


def _difference(one: MeasuredValue, other: MeasuredValue, label: str) -> MeasuredValue:
    subject = Subject(kind=SubjectKind.GROUP, id=f"{one.subject.id}-{other.subject.id}@{other.as_of}"[:200], label=label)
    if not (isinstance(one.value, int | float) and isinstance(other.value, int | float)):
        return _calculated(one, None, subject, one.reason or other.reason or "one of the two is not a number")
    return _calculated(one, one.value - other.value, subject)


def _quotient(one: MeasuredValue, other: MeasuredValue, label: str) -> MeasuredValue:
    subject = Subject(kind=SubjectKind.GROUP, id=f"{one.subject.id}:{other.subject.id}"[:200], label=label)
    if not (isinstance(one.value, int | float) and isinstance(other.value, int | float)) or other.value == 0:
        return _calculated(one, None, subject, one.reason or other.reason or "the second figure is zero")
    return _calculated(one, one.value / other.value, subject).model_copy(update={"measure": "calculated_ratio", "currency": None})


def _calculated(row: MeasuredValue, value: float | None, subject: Subject, reason: str | None = None) -> MeasuredValue:
    key = _CALCULATED.get(measure(row.measure).unit, "calculated_ratio")
    update = {"subject": subject, "measure": key, "value": value}
    if value is None:
        update |= {"quality": Quality.UNAVAILABLE, "reason": reason}
    return row.model_copy(update=update)


def _worst(rows: Sequence[MeasuredValue]) -> dict[str, object]:
    bad = next((row for row in rows if row.quality is not Quality.COMPLETE), None)
    if bad is None:
        return {}
    quality = Quality.PARTIAL if bad.quality is Quality.UNAVAILABLE else bad.quality
    return {"quality": quality, "reason": bad.reason}
