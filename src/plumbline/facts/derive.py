"""Walks a result and yields the figures it holds, each with the place where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plumbline.core.money import Money
from plumbline.facts.fact import FactValue, Quality
from plumbline.facts.result import Measured, MeasuredValue, Result


@dataclass(frozen=True)
class Figure:
    """One measured field of a result. `path` is a JSON pointer into the result."""

    path: str
    measured: Measured
    owner: Result
    value: FactValue
    currency: str | None

    @property
    def period(self) -> str | None:
        return self.measured.period or self.owner.period

    @property
    def quality(self) -> Quality:
        return Quality.UNAVAILABLE if self.value is None else self.owner.quality


def figures(result: Result) -> Iterator[Figure]:
    """Yield every measured field of `result` and of the results nested in it, in the order of declaration."""
    yield from _walk(result, owner=result, path="")


def _walk(model: BaseModel, *, owner: Result, path: str) -> Iterator[Figure]:
    if isinstance(model, MeasuredValue):
        named = Measured(model.measure, parameters=tuple(model.parameters.items()))
        yield Figure(f"{path}/value", named, model, model.value, model.currency)
        return
    for name, info in type(model).model_fields.items():
        value = model.__dict__[name]
        here = f"{path}/{name}"
        measured = _measured(info)
        if measured is not None:
            yield _figure(here, measured=measured, owner=owner, value=value)
        else:
            yield from _nested(value, owner=owner, path=here)


def _nested(value: Any, *, owner: Result, path: str) -> Iterator[Figure]:
    if isinstance(value, BaseModel):
        yield from _walk(value, owner=value if isinstance(value, Result) else owner, path=path)
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _nested(item, owner=owner, path=f"{path}/{index}")


def _measured(info: FieldInfo) -> Measured | None:
    return next((mark for mark in info.metadata if isinstance(mark, Measured)), None)


def _figure(path: str, *, measured: Measured, owner: Result, value: Any) -> Figure:
    if isinstance(value, Money):
        return Figure(path, measured, owner, value.amount, value.currency)
    return Figure(path, measured, owner, value, None)
