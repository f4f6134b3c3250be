"""What a report method gives back: it prints as tables, shows as a page in a notebook, and holds every figure as data."""

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import pandas as pd

from plumbline.analytics.measures import measure
from plumbline.artifacts.slots import Board
from plumbline.facts.derive import figures
from plumbline.facts.fact import Fact
from plumbline.facts.result import Result
from plumbline.notebook.text import board_text

ResultType = TypeVar("ResultType", bound=Result)


@dataclass(frozen=True, eq=False, repr=False)
class Report(Generic[ResultType]):
    """`result` is the typed report (`report.result.volatility`), `facts` its figures by their place in it, `board` what draws it."""

    result: ResultType
    facts: dict[str, Fact]
    board: Board

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Every figure in a row: subject, measure, period, parameters, value, unit, currency, as_of, quality.

        Fractions are fractions, losses are positive; a figure that can not be given is None.
        """
        rows = [
            {
                "subject": figure.owner.subject.label, "measure": figure.measured.measure, "period": figure.period,
                "parameters": " ".join(f"{key}={value}" for key, value in figure.measured.parameters), "value": figure.value,
                "unit": measure(figure.measured.measure).unit.value, "currency": figure.currency, "as_of": figure.owner.as_of,
                "quality": figure.quality.value,
            }
            for figure in figures(self.result)
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        return board_text(self.board)
