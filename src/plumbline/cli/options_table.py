"""Options as tables for a terminal of 80 columns."""

from rich.markup import escape
from rich.table import Table

from plumbline.cli.report_output import MISSING, money, number, percent, plain_table, print_notes
from plumbline.cli.terminal import out
from plumbline.core.money import Money
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.option_book.results import NOTHING, OptionReport, ScenarioGrid


def print_report(report: OptionReport) -> None:
    """Headline, options, book, losses, scenarios, notes."""
    out.print(
        f"[bold]{escape(report.name)}[/]  options as of {report.as_of} ({report.exercise}), {money(report.net_value)} {report.currency}"
    )
    if report.positions:
        for table in (_prices(report), _greeks(report), _book(report)):
            out.print()
            out.print(table)
        out.print("[dim]Of the book in money: gamma per 1 % of the price, vega, vanna and volga per point of volatility, theta per day.[/]")
    if report.tails:
        out.print()
        out.print(_tails(report))
    for grid in report.grids:
        out.print()
        out.print(_grid(grid))
    _attention(report)
    print_notes(report.notes)


def _prices(report: OptionReport) -> Table:
    table = plain_table("Option", "Contr.", "Price", "Time v.", "Early", "Vol.", "Days", "Value")
    for row in report.positions:
        table.add_row(
            escape(row.subject.label), f"{row.quantity:g}", _cents(row.price), _cents(row.time_value),
            _cents(row.early_exercise_premium), f"{percent(row.volatility, 1)}{'' if row.implied_volatility.value is None else '*'}",
            f"{row.days_to_expiry:.0f}", money(row.market_value),
        )  # fmt: skip
    return table


def _greeks(report: OptionReport) -> Table:
    table = plain_table("Per share", "Delta", "Gamma", "Vega", "Theta", "Rho", "Vanna", "Volga")
    for row in report.positions:
        table.add_row(
            escape(row.subject.label), number(row.delta, 3), number(row.gamma, 4), number(row.vega.amount, 3),
            number(row.theta.amount, 3), number(row.rho.amount, 3), number(row.vanna, 4), number(row.volga.amount, 4),
        )  # fmt: skip
    return table


def _book(report: OptionReport) -> Table:
    table = plain_table("Book", "Shares", "Options", "Delta", "Gamma", "Vega", "Theta", "Vanna", "Volga")
    for row in (*report.underlyings, report.book):
        if row is not None:
            total = row is report.book
            table.add_row(
                "[bold]All[/]" if total else escape(row.name), *(money(part) for part in (row.shares, row.options_delta, row.net_delta)),
                *(money(part) for part in (row.gamma, row.vega, row.theta, row.vanna, row.volga)),
            )  # fmt: skip
    return table


def _tails(report: OptionReport) -> Table:
    table = plain_table(f"One day at {report.confidence * 100:g} %", "VaR", "ES", "Difference", "Options", "Their ES")
    for row in report.tails:
        cells = (row.value_at_risk, row.expected_shortfall, row.difference, row.options_value_at_risk, row.options_expected_shortfall)
        table.add_row(row.label, *(_money(cell) for cell in cells))
    return table


def _grid(grid: ScenarioGrid) -> Table:
    table = plain_table(f"{grid.label}, volatility", *(f"{100 * shift:+g} pts" for shift in grid.volatilities))
    for spot, cells in zip(grid.spots, grid.cells, strict=True):
        table.add_row(f"prices {100 * spot:+g} %", *(_money(cell) for cell in cells))
    return table


def _attention(report: OptionReport) -> None:
    for row in report.positions:
        if row.attention != NOTHING:
            out.print(f"[yellow]![/] {escape(row.subject.label)}: {row.attention}")


def _cents(amount: Money) -> str:
    return number(amount.amount)


def _money(figure: MeasuredValue) -> str:
    return f"{round(figure.value) + 0:,.0f}" if isinstance(figure.value, float) else MISSING
