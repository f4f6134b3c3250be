"""Arithmetic over facts. What it returns is a fact too, with its inputs and formula, so derived figures stay traceable."""

import ast
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from plumbline.core.errors import CalculationFailed, InvalidInput
from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact, Quality, Subject, Unit
from plumbline.facts.ledger import Ledger
from plumbline.facts.result import MeasuredValue

MAX_LENGTH = 300
_FACT_ID = re.compile(r"f\d+")
As = Literal["auto", "fraction", "ratio"]

_MEASURES = {
    Unit.FRACTION: "calculated_fraction",
    Unit.MONEY: "calculated_money",
    Unit.PRICE: "calculated_price",
    Unit.COUNT: "calculated_count",
    Unit.RATIO: "calculated_ratio",
}
_FUNCTIONS: dict[str, Callable[[Sequence[float]], float]] = {
    "min": min,
    "max": max,
    "sum": sum,
    "mean": lambda values: sum(values) / len(values),
    "abs": lambda values: abs(values[0]),
}
_WORST = (Quality.UNAVAILABLE, Quality.STALE, Quality.PARTIAL, Quality.COMPLETE)


class Calculation(MeasuredValue):
    """The outcome of an expression over facts."""

    inputs: tuple[FactId, ...]
    formula: str


@dataclass(frozen=True)
class _Term:
    """A number with its unit; a plain constant has none and takes the unit of what it meets."""

    value: float
    unit: Unit | None = None
    currency: str | None = None


def calculate(ledger: Ledger, expression: str, *, label: str | None = None, unit: As = "auto") -> Calculation:
    """Evaluate `f3 / f1`, `(f4 - f2) * 0.5`, `max(f1, f2, f3)` over the facts of a run.

    Args:
        ledger: where the facts are.
        expression: fact ids, numbers, `+ - * /`, parentheses, and min, max, sum, mean, abs.
        label: what the result is about, in a few words; by default the subject of the first fact.
        unit: a quotient of like units is a ratio (1.30) unless `fraction` (130%) is asked for.

    Raises:
        InvalidInput: the expression can't be read, mixes units (money plus a fraction), or names no fact.
        CalculationFailed: an input has no value, or the arithmetic has no result (division by zero).
    """
    tree = _parsed(expression)
    facts = [ledger.get(name) for name in _fact_ids(tree, expression)]
    term = _evaluated(tree.body, {fact.id: _term_of(fact) for fact in facts})
    out = _unit_out(term, unit)
    subject = facts[0].subject
    quality = min((fact.quality for fact in facts), key=_WORST.index)
    return Calculation(
        subject=Subject(kind=subject.kind, id=subject.id, label=label or subject.label),
        as_of=max(fact.as_of for fact in facts),
        period=facts[0].period if len({fact.period for fact in facts}) == 1 else None,
        quality=quality,
        reason=next((fact.reason for fact in facts if fact.quality is quality and fact.reason), None),
        measure=_MEASURES[out],
        value=term.value,
        currency=term.currency,
        inputs=tuple(fact.id for fact in facts),
        formula=expression.strip(),
    )


def _parsed(expression: str) -> ast.Expression:
    if len(expression) > MAX_LENGTH:
        raise InvalidInput(f"Expected an expression of at most {MAX_LENGTH} characters, found {len(expression)}.")
    try:
        return ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InvalidInput(f"Could not read '{expression}': expected arithmetic over fact ids, for instance (f3 - f1) / f1.") from None


def _fact_ids(tree: ast.Expression, expression: str) -> list[str]:
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id not in _FUNCTIONS]
    names = list(dict.fromkeys(node.id for node in sorted(nodes, key=lambda node: node.col_offset)))
    if not names or not all(_FACT_ID.fullmatch(name) for name in names):
        raise InvalidInput(f"Expected fact ids such as f1 in '{expression}', found {', '.join(names) or 'none'}.")
    return names


def _term_of(fact: Fact) -> _Term:
    if not isinstance(fact.value, int | float):
        raise CalculationFailed(f"Expected a number in {fact.id} ({fact.measure}), found {fact.value!r}.", subject=fact.id)
    unit = Unit.RATIO if fact.unit is Unit.SCORE else fact.unit
    return _Term(float(fact.value), unit, fact.currency)


def _evaluated(node: ast.expr, terms: dict[FactId, _Term]) -> _Term:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return _Term(float(number))
        case ast.Name(id=name) if name in terms:
            return terms[FactId(name)]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _evaluated(operand, terms)
            return _Term(-inner.value, inner.unit, inner.currency)
        case ast.BinOp(left=left, op=sign, right=right):
            return _combined(sign, _evaluated(left, terms), _evaluated(right, terms))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS and args:
            return _applied(name, [_evaluated(argument, terms) for argument in args])
    raise InvalidInput(f"Expected fact ids, numbers, + - * / and min, max, sum, mean, abs; found '{ast.unparse(node)}'.")


def _combined(sign: ast.operator, left: _Term, right: _Term) -> _Term:
    match sign:
        case ast.Add():
            return _like(operator.add, left, right)
        case ast.Sub():
            return _like(operator.sub, left, right)
        case ast.Mult():
            return _product(left, right)
        case ast.Div():
            return _quotient(left, right)
    raise InvalidInput("Expected one of + - * / between two figures.")


def _applied(name: str, terms: list[_Term]) -> _Term:
    like = terms[0]
    for term in terms[1:]:
        like = _like(operator.add, like, term)
    return _Term(float(_FUNCTIONS[name]([term.value for term in terms])), like.unit, like.currency)


def _like(combine: Callable[[float, float], float], left: _Term, right: _Term) -> _Term:
    units = {unit for unit in (left.unit, right.unit) if unit}
    currencies = {currency for currency in (left.currency, right.currency) if currency}
    if units == {Unit.FRACTION, Unit.RATIO}:
        units = {Unit.RATIO}
    if len(units) > 1 or len(currencies) > 1:
        raise InvalidInput(f"Can't add or compare {_named(left)} and {_named(right)}: bring them to one unit first.")
    return _Term(combine(left.value, right.value), next(iter(units), None), next(iter(currencies), None))


def _product(left: _Term, right: _Term) -> _Term:
    value = left.value * right.value
    for one, other in ((left, right), (right, left)):
        if one.unit is None or (one.unit in (Unit.FRACTION, Unit.RATIO) and other.unit is not None):
            return _Term(value, other.unit, other.currency)
        if one.unit is Unit.COUNT and other.unit in (Unit.PRICE, Unit.MONEY):
            return _Term(value, Unit.MONEY, other.currency)
    raise InvalidInput(f"Can't multiply {_named(left)} by {_named(right)}.")


def _quotient(left: _Term, right: _Term) -> _Term:
    if right.value == 0:
        raise CalculationFailed("The divisor is zero, so the quotient is not defined.")
    value = left.value / right.value
    if left.unit is not None and (right.unit is None or (right.unit in (Unit.FRACTION, Unit.RATIO) and right.unit is not left.unit)):
        return _Term(value, left.unit, left.currency)
    if left.unit is Unit.MONEY and right.unit is Unit.COUNT:
        return _Term(value, Unit.PRICE, left.currency)
    if left.unit is Unit.MONEY and right.unit is Unit.PRICE:
        return _Term(value, Unit.COUNT)
    if left.unit is right.unit and left.currency == right.currency:
        return _Term(value, Unit.RATIO)
    raise InvalidInput(f"Can't divide {_named(left)} by {_named(right)}.")


def _unit_out(term: _Term, wanted: As) -> Unit:
    unit = term.unit or Unit.RATIO
    if wanted == "auto" or unit not in (Unit.FRACTION, Unit.RATIO):
        return unit
    return Unit.FRACTION if wanted == "fraction" else Unit.RATIO


def _named(term: _Term) -> str:
    return f"{term.currency or ''} {term.unit or 'number'}".strip()
