"""Facts as a Markdown table: subjects down, measures across."""

# ruff: noqa: E501 (sentences are read in one piece)

from collections.abc import Sequence
from datetime import date

from plumbline.agent.offline.figures_book import mark
from plumbline.agent.offline.phrases import capital, period_words
from plumbline.agent.tools.output import FactLine
from plumbline.analytics.measures import measure

_SHORT = {
    "risk_contribution": "Share of risk", "sector_risk_contribution": "Share of risk", "sector_weight": "Weight", "volatility_annualized": "Volatility",
    "period_return": "Return", "period_change": "Change", "historical_value_at_risk": "VaR", "historical_expected_shortfall": "ES", "maximum_drawdown": "Max drawdown",
    "net_value": "Net value", "unrealized_gain": "Gain", "unrealized_return": "Gain on cost", "price_to_earnings": "P/E",
}  # fmt: skip


def table_of(rows: Sequence[FactLine], today: date, *, first: str | None = None) -> list[list[str]]:
    """Return header and cells; a figure that is not there is a dash."""
    columns = list(dict.fromkeys((row.measure, row.period) for row in rows))
    subjects = list(dict.fromkeys((row.subject.kind, row.subject.id) for row in rows))
    cells = {((row.subject.kind, row.subject.id), (row.measure, row.period)): row for row in rows}
    labels = {(row.subject.kind, row.subject.id): capital(row.subject.label) for row in rows}
    header = [first or _noun(rows), *(_column(key, period, columns, today) for key, period in columns)]
    body = [[labels[subject], *(_cell(cells.get((subject, column))) for column in columns)] for subject in subjects]
    return [header, *body]


def _noun(rows: Sequence[FactLine]) -> str:
    nouns = {"holding": "Holding", "sector": "Sector", "portfolio": "Portfolio", "symbol": "Symbol"}
    kinds = {row.subject.kind.value for row in rows}
    return nouns.get(kinds.pop(), "") if len(kinds) == 1 else ""


def _column(key: str, period: str | None, columns: Sequence[tuple[str, str | None]], today: date) -> str:
    name = _SHORT.get(key, measure(key).name)
    several = sum(other == key for other, _period in columns) > 1
    if period and (several or key in {"period_return", "period_change"}):
        words = period_words(period, today)
        return f"{name},{words.removeprefix(' over the last').replace(' year', ' one year', 1) if words == ' over the last year' else words.removeprefix(' over the last')}"
    return name


def _cell(row: FactLine | None) -> str:
    return mark(row) if row is not None and row.value is not None else "–"
