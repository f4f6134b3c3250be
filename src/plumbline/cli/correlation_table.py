"""The correlation report as tables for a terminal of 80 columns."""

from rich.markup import escape

from plumbline.cli.report_output import number, percent, plain_table, print_notes
from plumbline.cli.terminal import out
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.correlation.results import CorrelationReport

_WIDEST = 12
"""Columns of the matrix that fit 80 characters."""
_STRONG = 0.7


def print_report(report: CorrelationReport) -> None:
    """Headline, matrix, extremes, clusters, notes."""
    out.print(f"[bold]{escape(report.name)}[/]  correlation of {len(report.symbols)} holdings as of {report.as_of}, {report.period}\n")
    out.print(
        f"Average {number(report.average)}, by weight {number(report.weighted_average)}; diversification ratio "
        f"{_plain(report.diversification_ratio)}; {_plain(report.effective_bets, 1)} independent bets."
    )
    if len(report.symbols) > 1:
        _matrix(report)
        _pairs(report)
    _clusters(report)
    print_notes(report.notes)


def _matrix(report: CorrelationReport) -> None:
    shown = report.symbols[:_WIDEST]
    table = plain_table("Correlation", *(escape(symbol[:5]) for symbol in shown[:-1]))
    for place, symbol in enumerate(shown[1:], 1):
        table.add_row(escape(symbol), *(_cell(value) for value in report.matrix[place]))
    out.print()
    out.print(table)
    if len(report.symbols) > _WIDEST:
        out.print(f"[dim]The first {_WIDEST} of {len(report.symbols)} in the order of clusters; --csv has every pair.[/]")


def _cell(figure: MeasuredValue) -> str:
    text = _plain(figure)
    return f"[bold]{text}[/]" if isinstance(figure.value, float) and abs(figure.value) >= _STRONG else text


def _pairs(report: CorrelationReport) -> None:
    table = plain_table("Most alike", "", "Sessions", left=("Least alike",))
    for title in ("", "Sessions"):
        table.add_column(title, justify="right", no_wrap=True)
    for one, two in zip(report.highest, report.lowest, strict=True):
        table.add_row(
            escape(one.subject.label), number(one.value), f"{one.n_observations:,}", escape(two.subject.label), number(two.value),
            f"{two.n_observations:,}",
        )  # fmt: skip
    out.print()
    out.print(table)


def _clusters(report: CorrelationReport) -> None:
    if not report.clusters:
        return
    table = plain_table("Moves together", "Of gross", "Correlation")
    for row in report.clusters:
        names = ", ".join(row.symbols)
        table.add_row(escape(names if len(names) <= 44 else f"{names[:43]}\u2026"), percent(row.weight, 0), number(row.correlation))
    out.print()
    out.print(table)


def _plain(figure: MeasuredValue, digits: int = 2) -> str:
    return number(figure.value if isinstance(figure.value, float) else None, digits)
