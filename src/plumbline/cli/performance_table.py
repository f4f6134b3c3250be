"""The performance report as tables for a terminal of 80 columns."""

from rich.markup import escape

from plumbline.analytics.measures import measure
from plumbline.artifacts.performance_board import MONTHS
from plumbline.cli.report_output import MISSING, money, number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import out
from plumbline.facts.fact import Unit
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.performance.results import CalendarYear, PathRatios, PerformanceReport

_MOST_HOLDINGS = 5
_WIDE = 0.0995
"""A month from here on needs five characters with a decimal; a year of such months does not fit 80."""


def print_report(report: PerformanceReport) -> None:
    """Headline, ratios beside the benchmark's, the relative figures, the calendar, holdings, notes."""
    comparison = report.comparison
    other = comparison.benchmark
    out.print(f"[bold]{escape(report.name)}[/]  performance {report.period} to {report.as_of}, beside {escape(report.benchmark)}\n")
    out.print(
        f"Return {signed_percent(comparison.portfolio.value)}, benchmark {signed_percent(other.value if other else None)}, active "
        f"{signed_percent(comparison.active)}."
    )
    _account(report)
    _ratios(report)
    _relative(report)
    if report.calendar:
        _calendar(report.calendar)
    _changes(report)
    print_notes(report.notes)


def _account(report: PerformanceReport) -> None:
    own, invested = report.account.time_weighted, report.account.money_weighted
    if report.account.since is None:
        out.print(f"[dim]No return of the account with its deposits: {escape(own.reason or '')}.[/]")
        return
    out.print(
        f"As traded: time-weighted {_printed(own)} ({escape(own.reason or 'over the period')}), money-weighted {_printed(invested)} a year "
        f"({escape(invested.reason or f'since {report.account.since}')})."
    )


def _ratios(report: PerformanceReport) -> None:
    table = plain_table("Constant holdings", "Portfolio", "Benchmark")
    for name in PathRatios.model_fields:
        own: MeasuredValue = report.ratios.__dict__[name]
        other = report.benchmark_ratios.__dict__[name] if report.benchmark_ratios else None
        if own.value is not None or (other is not None and other.value is not None):
            table.add_row(measure(own.measure).name, _printed(own), MISSING if other is None else _printed(other))
    own_path, other_path = report.portfolio, report.benchmark_statistics
    for label, name in (("Volatility", "volatility"), ("Maximum drawdown", "maximum_drawdown"), ("Best day", "best_day"),
                        ("Worst day", "worst_day"), ("Share of up days", "up_days")):  # fmt: skip
        table.add_row(label, percent(own_path.__dict__[name]), percent(other_path.__dict__[name] if other_path else None))
    out.print()
    out.print(table)


def _relative(report: PerformanceReport) -> None:
    if report.relative is None:
        return
    table = plain_table("Against the benchmark", "")
    found: list[MeasuredValue] = list(report.relative.__dict__.values())
    for figure in found:
        if figure.value is not None:
            table.add_row(measure(figure.measure).name, _printed(figure))
    out.print()
    out.print(table)


def _calendar(years: tuple[CalendarYear, ...]) -> None:
    sizes = [abs(_value(month)) for year in years for month in year.months if month is not None]
    digits = 1 if max(sizes, default=0.0) < _WIDE else 0
    table = plain_table("%", *MONTHS, "Year")
    table.padding = (0, 1, 0, 0)
    for year in years:
        months = ["" if month is None else number(100.0 * _value(month), digits) for month in year.months]
        table.add_row(str(year.year), *months, number(100.0 * year.total, 1))
    out.print()
    out.print(table)


def _changes(report: PerformanceReport) -> None:
    known = [row for row in report.changes if row.change is not None]
    if not known:
        return
    shown = known if len(known) <= 2 * _MOST_HOLDINGS else [*known[:_MOST_HOLDINGS], *known[-_MOST_HOLDINGS:]]
    table = plain_table("What the holdings added", report.currency, "Return")
    for row in shown:
        table.add_row(escape(row.symbol), money(row.change), signed_percent(row.value))
    out.print()
    out.print(table)


def _value(figure: MeasuredValue) -> float:
    return figure.value if isinstance(figure.value, float) else 0.0


def _printed(figure: MeasuredValue) -> str:
    value = figure.value if isinstance(figure.value, float) else None
    return percent(value) if measure(figure.measure).unit is Unit.FRACTION else number(value)
