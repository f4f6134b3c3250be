"""A rebalancing as tables for a terminal of 80 columns."""

from rich.markup import escape
from rich.table import Table

from plumbline.cli.report_output import money, percent, plain_table, print_notes, signed_percent
from plumbline.cli.tax_table import lots_table, print_taxes
from plumbline.cli.terminal import out
from plumbline.portfolios.rebalancing.results import RebalanceReport


def print_report(report: RebalanceReport) -> None:
    """Headline, drift and trades, lots, taxes, notes."""
    source = "targets as given" if report.source == "as given" else f"targets of {report.source}"
    out.print(f"[bold]{escape(report.name)}[/]  rebalancing, {escape(source)}, as of {report.as_of}")
    out.print()
    out.print(_positions(report))
    effects = [row.tax for row in report.positions if row.tax is not None]
    if any(effect.lots for effect in effects):
        out.print()
        out.print(lots_table(effects, currency=report.net_value.currency))
    trades = f"{report.n_trades} trade{'' if report.n_trades == 1 else 's'} of {money(report.traded)} {report.traded.currency}"
    costs = f", costs {report.costs.amount:,.2f}" if report.costs.amount else ""
    out.print(f"\nTurnover to target {percent(report.turnover)}, {trades}{costs}, cash after them {money(report.cash_after)}")
    print_taxes(report.taxes, effects)
    print_notes(report.notes)


def _positions(report: RebalanceReport) -> Table:
    table = plain_table("Symbol", "Weight", "Target", "Drift", "Shares", f"Trade, {report.net_value.currency}", "After")
    for row in report.positions:
        traded = row.trade_quantity != 0.0
        shares = f"{row.trade_quantity:+,.4f}".rstrip("0").rstrip(".")
        table.add_row(
            escape(row.subject.label), percent(row.weight), percent(row.target), signed_percent(row.drift),
            shares if traded else "small" if row.too_small else "", f"{row.trade_value.amount:+,.0f}" if traded else "",
            percent(row.weight_after),
        )  # fmt: skip
    return table
