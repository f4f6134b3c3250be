"""The hedging report as tables for a terminal of 80 columns."""

from rich.markup import escape

from plumbline.cli.report_output import money, number, percent, plain_table, print_notes
from plumbline.cli.terminal import out
from plumbline.portfolios.hedging.results import BasketHedge, HedgingReport, OwnHedge

_WIDEST = 30


def print_report(report: HedgingReport) -> None:
    """Exposure, longs against shorts, best hedges, concentration, notes."""
    out.print(f"[bold]{escape(report.name)}[/]  hedging as of {report.as_of}, {money(report.net_value)} {report.currency}\n")
    table = plain_table("Exposure, of net value", "Long", "Short", "Gross", "Net", "Beta-adj.", "Hedge")
    table.add_row(
        "", percent(report.long_weight, 1), percent(report.short_weight, 1), percent(report.gross_weight, 1),
        percent(report.net_weight, 1), number(report.beta_adjusted), percent(report.hedge_ratio, 1),
    )  # fmt: skip
    out.print(table)
    if report.own is not None:
        _own(report.own)
    if report.candidates:
        _candidates(report)
    if report.basket is not None:
        _basket(report.basket)
    _concentration(report)
    print_notes(report.notes)


def _own(own: OwnHedge) -> None:
    table = plain_table("Longs against shorts", "Long", "Short", "Net")
    for row in own.sectors:
        table.add_row(escape(_short(row.sector)), percent(row.long, 1), percent(row.short, 1), percent(row.net, 1))
    out.print()
    out.print(table)
    out.print(
        f"The shorts remove {percent(own.effectiveness, 0)} of the variance of the longs (at best {percent(own.r_squared, 0)}, with "
        f"{number(own.best_ratio)} times as much); {percent(own.match, 0)} of them sit in a sector that is held long."
    )


def _candidates(report: HedgingReport) -> None:
    table = plain_table("Best hedges", "Sell", "Removes", "Correlation", "Volatility", left=("",), folds=True)
    for row in report.candidates:
        table.add_row(
            escape(row.symbol), f"{-row.amount.amount:,.0f}", percent(row.effectiveness, 0), number(row.correlation),
            percent(row.volatility_after, 1), escape(row.name),
        )  # fmt: skip
    out.print()
    out.print(table)
    out.print(f"[dim]Of the variance of a year; volatility now {percent(report.volatility, 1)}. Before costs.[/]")


def _basket(basket: BasketHedge) -> None:
    words = ", ".join(f"sell {-part.amount.amount:,.0f} {escape(part.symbol)}" for part in basket.parts)
    left = percent(basket.volatility_after, 1)
    out.print(f"\nTogether: {words}; they remove {percent(basket.effectiveness, 0)} and leave a volatility of {left}.")


def _concentration(report: HedgingReport) -> None:
    out.print(
        f"\nAs concentrated as {number(report.effective_positions, 1)} equal holdings; {number(report.effective_bets, 1)} independent "
        f"bets; diversification ratio {number(report.diversification_ratio)}."
    )
    if report.clusters:
        table = plain_table("Moves together", "Of gross", "Correlation")
        for row in report.clusters:
            table.add_row(escape(_short(", ".join(row.symbols), 44)), percent(row.weight, 0), number(row.correlation))
        out.print()
        out.print(table)


def _short(text: str, width: int = _WIDEST) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}\u2026"
