"""What trades realize, for a terminal: lots, totals, wash sales."""

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from plumbline.cli.report_output import MISSING, plain_table
from plumbline.cli.terminal import out
from plumbline.core.money import Money
from plumbline.portfolios.trades.results import TaxEffect, TaxTotals

_TERMS = {True: "long", False: "short", None: MISSING}


def lots_table(effects: Sequence[TaxEffect], *, currency: str) -> Table:
    """One row per lot that is closed."""
    table = plain_table("Lots closed", "Opened", "Shares", f"Cost, {currency}", f"Gain, {currency}", left=("Term",))
    for effect in effects:
        for lot in effect.lots:
            table.add_row(
                escape(effect.subject.label), str(lot.opened_on or MISSING), f"{lot.quantity:+,.4f}".rstrip("0").rstrip("."),
                _signed(lot.cost, sign=""), _signed(lot.gain), _TERMS[lot.long_term],
            )  # fmt: skip
    return table


def print_taxes(totals: TaxTotals | None, effects: Sequence[TaxEffect]) -> None:
    """Totals in one line, what is missing, and each wash sale."""
    if totals is None:
        return
    out.print(
        f"Realized {_signed(totals.realized_gain)}: short-term {_signed(totals.short_term_gain)}, "
        f"long-term {_signed(totals.long_term_gain)}, disallowed loss {_signed(totals.disallowed_loss, sign='')}"
    )
    if totals.reason:
        out.print(Text(f"{totals.reason[0].upper()}{totals.reason[1:]}.", style="dim"))
    for effect in effects:
        if effect.warning:
            out.print(f"[bold]{escape(effect.warning)}[/]")


def _signed(amount: Money | None, sign: str = "+") -> str:
    return MISSING if amount is None else f"{amount.amount + 0.0:{sign},.0f}"
