"""What a report method gives back: it prints as tables, shows as a page in a notebook, and holds every figure as data."""

from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Generic, TypeVar

import pandas as pd

from plumbline.analytics.measures import measure
from plumbline.artifacts.document.compose import compose_report
from plumbline.artifacts.document.contents import About
from plumbline.artifacts.document.html import render_html
from plumbline.artifacts.document.pdf import Paper, render_pdf
from plumbline.artifacts.slots import Board
from plumbline.facts.derive import figures
from plumbline.facts.fact import Fact
from plumbline.facts.result import Result
from plumbline.notebook.text import board_text

_FRAME = 'style="width: 100%; height: 40rem; border: 0; background: white" sandbox="allow-popups"'
ResultType = TypeVar("ResultType", bound=Result)


@dataclass(frozen=True, eq=False, repr=False)
class Report(Generic[ResultType]):
    """`result` is the typed report (`report.result.volatility`), `facts` its figures by their place in it, `board` what draws it."""

    result: ResultType
    facts: dict[str, Fact]
    board: Board
    about: About

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

    @cached_property
    def html(self) -> str:
        """One self-contained page with charts, the definition of each measure, and the fact behind each figure."""
        return render_html(compose_report(self.board, self.about))

    def to_html(self, path: str | Path) -> Path:
        """Write the page; a file of that name is replaced."""
        file = Path(path)
        file.write_text(self.html, encoding="utf-8")
        return file

    def to_pdf(self, path: str | Path, *, paper: Paper = Paper.A4, facts: bool = False) -> Path:
        """Write the report for paper, with the fact behind each figure if wanted; a file of that name is replaced."""
        file = Path(path)
        file.write_bytes(render_pdf(compose_report(self.board, self.about), paper=paper, facts=facts))
        return file

    def __repr__(self) -> str:
        text, reason = board_text(self.board), self.result.reason
        return text if reason is None or reason in text else f"{text}\n\n* {self.result.quality.value.capitalize()}: {reason}."

    def _repr_html_(self) -> str:
        """In a frame of its own, so that the styles of the page and of the notebook stay apart."""
        return f'<iframe srcdoc="{escape(self.html)}" title="{escape(self.board.title)}" {_FRAME}></iframe>'
