"""The backtest as a table for a terminal of 80 columns."""

from rich.markup import escape

from plumbline.cli.report_output import MISSING, number, percent, plain_table, print_notes
from plumbline.cli.terminal import out
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.backtest.results import BacktestReport, Verdict

_VERDICT = {
    Verdict.FITS: "[green]fits[/]",
    Verdict.TOO_LOW: "[bold red]too low[/]",
    Verdict.TOO_HIGH: "[yellow]too high[/]",
    Verdict.CLUSTERED: "[yellow]clustered[/]",
}
_SHORT = {"parametric": "Normal", "monte_carlo": "Monte Carlo", "volatility_filtered": "Vol.-filtered"}
_ZONE = {"green": "[green]green[/]", "yellow": "[yellow]yellow[/]", "red": "[bold red]red[/]"}


def print_report(report: BacktestReport) -> None:
    """Headline, one row a method, what the columns mean, notes."""
    expected = report.methods[0].expected.value
    out.print(
        f"[bold]{escape(report.name)}[/]  {report.confidence * 100:g} % value at risk of one day, each from the {report.window} sessions "
        f"before; {report.n_observations:,} days tested, {report.start} to {report.as_of}: {_plain(expected, 1)} exceptions expected"
    )
    out.print()
    table = plain_table("Method", "Exc.", "Kupiec", "Indep.", "Z2", "ES", "VaR", left=("Basel", "Verdict"))
    for method in report.methods:
        table.add_row(
            _SHORT.get(method.method, method.label), _plain(method.exceptions.value, 0), _plain(method.kupiec.value, 3),
            _plain(method.independence.value, 3), _plain(method.shortfall_z2.value, 2), _plain(method.shortfall_z2_chance.value, 3),
            _share(method.mean_value_at_risk), _ZONE.get(str(method.traffic_light.value), MISSING), _VERDICT[method.verdict],
        )  # fmt: skip
    out.print(table)
    out.print(
        "\n[dim]Kupiec (how often), independence (one after another) and ES (Z2 of Acerbi and Szekely): chance of such losses if the "
        "method were right, refuted below 0.05. Z2: 0 is expected, negative = the expected shortfall was too small. VaR: mean forecast. "
        "Basel: the last 250 days.[/]"
    )
    print_notes(report.notes)


def _plain(value: object, digits: int) -> str:
    return number(value if isinstance(value, float) else None, digits)


def _share(figure: MeasuredValue, digits: int = 2) -> str:
    return percent(figure.value if isinstance(figure.value, float) else None, digits)
