"""A portfolio as a CSV file that a spreadsheet can open without running anything in it."""

import csv
import io

from plumbline.portfolios.holdings import PortfolioBook

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""A cell that begins so may be taken for a formula or a command by a spreadsheet."""
COLUMNS = ("symbol", "quantity", "cost_basis_per_share", "currency", "opened", "account", "asset_class")


def export_csv(book: PortfolioBook) -> str:
    """The lots of a portfolio in the columns that an import reads; texts are inert."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for lot in book.lots:
        cost = "" if lot.cost_basis_per_share is None else repr(lot.cost_basis_per_share)
        opened = lot.opened_on.isoformat() if lot.opened_on else ""
        account = inert(lot.account.name) if lot.account else ""
        writer.writerow((inert(lot.symbol), repr(lot.quantity), cost, lot.currency, opened, account, lot.kind.value))
    return out.getvalue()


def inert(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet could take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
