"""The frame that all figures of a tail risk report share."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from plumbline.facts.fact import Quality, Subject
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject
from plumbline.portfolios.tail.question import TailQuestion

Parameters = dict[str, float | str]


class Shared(TypedDict):
    subject: Subject
    as_of: date
    period: str
    quality: Quality
    reason: str | None


@dataclass(frozen=True)
class TailFigures:
    """Whose figures these are, of which day and past, and how good they are."""

    snapshot: PortfolioSnapshot
    question: TailQuestion
    net_value: float
    period: str
    quality: Quality
    reason: str | None

    def shared(self, subject: Subject | None = None) -> Shared:
        """The fields that every part of the report has; without a subject the portfolio's."""
        return {
            "subject": subject or portfolio_subject(self.snapshot),
            "as_of": self.snapshot.as_of,
            "period": self.period,
            "quality": self.quality,
            "reason": self.reason,
        }

    def figure(
        self,
        measure: str,
        value: float | None,
        parameters: Parameters,
        *,
        subject: Subject | None = None,
        why: str | None = None,
    ) -> MeasuredValue:
        """A fraction at the confidence asked; `why` says why it has no value."""
        fields = {**self.shared(subject), "reason": why if value is None else self.reason}
        named = {"confidence": self.question.confidence, **parameters}
        return MeasuredValue.model_validate({**fields, "measure": measure, "value": value, "parameters": named})

    def money(
        self,
        measure: str,
        value: float | None,
        parameters: Parameters,
        *,
        subject: Subject | None = None,
        why: str | None = None,
    ) -> MeasuredValue:
        """The same fraction times net value, in the currency of the portfolio."""
        amount = None if value is None else value * self.net_value
        found = self.figure(measure, amount, parameters, subject=subject, why=why)
        return found.model_copy(update={"currency": self.snapshot.currency})

    def counted(self, days: float, parameters: Parameters) -> MeasuredValue:
        """A number of days."""
        return self.figure("sessions_in_range", days, parameters)
