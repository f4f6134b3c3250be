"""Tail risk as tables for a terminal of 80 columns."""

from rich.markup import escape
from rich.table import Table

from plumbline.cli.report_output import MISSING, money, percent, plain_table, print_notes
from plumbline.cli.terminal import out
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.tail.results import TailParts, TailReport

_WIDEST = 25
_BAR = 30


def print_report(report: TailReport) -> None:
    """Headline, every method, the horizon, the parts, the distribution, notes."""
    out.print(
        f"[bold]{escape(report.name)}[/]  tail risk at {report.confidence * 100:g} % as of {report.as_of}, {money(report.net_value)} "
        f"{report.currency}, from {report.n_observations} sessions at today's weights\n"
    )
    out.print(_methods(report))
    if report.scalings:
        out.print()
        out.print(_scalings(report))
    if report.parts is not None:
        out.print()
        out.print(_parts(report.parts))
        out.print("[dim]Parts add up. Marginal: per unit of weight. Without: what the shortfall loses when the holding is sold.[/]")
    out.print()
    out.print(_distribution(report))
    print_notes(report.notes)


def _methods(report: TailReport) -> Table:
    days = report.horizon
    far = (f"VaR {days}d", f"ES {days}d") if days > 1 else ()
    table = plain_table("Method", "VaR", "ES", "VaR money", "ES money", *far)
    for row in report.methods:
        cells = [_percent(row.value_at_risk), _percent(row.expected_shortfall), _money(row.value_at_risk_money)]
        cells.append(_money(row.expected_shortfall_money))
        if row.horizon_value_at_risk is not None and row.horizon_expected_shortfall is not None:
            cells += [_percent(row.horizon_value_at_risk), _percent(row.horizon_expected_shortfall)]
        table.add_row(_SHORT.get(row.method, row.label), *cells)
    return table


_SHORT = {"parametric": "Normal", "monte_carlo": "Monte Carlo", "volatility_filtered": "Vol.-filtered"}


def _scalings(report: TailReport) -> Table:
    table = plain_table(f"{report.horizon} days by", "Hist. VaR", "Hist. ES", "Normal VaR", "Normal ES")
    for row in report.scalings:
        table.add_row(
            row.label, _percent(row.historical_value_at_risk), _percent(row.historical_expected_shortfall),
            _percent(row.parametric_value_at_risk), _percent(row.parametric_expected_shortfall),
        )  # fmt: skip
    return table


def _parts(parts: TailParts) -> Table:
    label = _SHORT.get(parts.method, parts.label)
    table = plain_table(f"{label}, 1 day", "VaR part", "ES part", "Money", "Marg. ES", "Without", "Weight")
    for row in parts.holdings:
        table.add_row(
            escape(_cut(row.subject.label)), _percent(row.component_value_at_risk), _percent(row.component_expected_shortfall),
            _money(row.component_expected_shortfall_money), _percent(row.marginal_expected_shortfall),
            _percent(row.incremental_expected_shortfall), percent(row.weight, 1),
        )  # fmt: skip
    table.add_row("[bold]Sum[/]", _percent(parts.sum_value_at_risk), _percent(parts.sum_expected_shortfall))
    return table


def _distribution(report: TailReport) -> Table:
    table = plain_table("Daily return", "Days", left=("red: beyond the value at risk",))
    most = max(_days(row.within) + _days(row.beyond) for row in report.bins)
    for row in report.bins:
        within, beyond = _days(row.within), _days(row.beyond)
        bars = f"[red]{'█' * _length(beyond, most)}[/]{'█' * _length(within, most)}"
        table.add_row(f"{100 * row.low:g} to {100 * row.high:g} %", f"{within + beyond:.0f}", bars)
    return table


def _length(days: float, most: float) -> int:
    """A bar is seen as soon as there is one day."""
    return max(round(_BAR * days / most), 1) if days else 0


def _days(figure: MeasuredValue) -> float:
    return figure.value if isinstance(figure.value, float) else 0.0


def _percent(figure: MeasuredValue) -> str:
    return percent(figure.value if isinstance(figure.value, float) else None)


def _money(figure: MeasuredValue) -> str:
    return f"{figure.value:,.0f}" if isinstance(figure.value, float) else MISSING


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}\u2026"
