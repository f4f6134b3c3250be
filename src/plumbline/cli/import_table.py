"""The first rows of a file as a table that fits the terminal: what matters most is shown first, the rest is named."""

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from plumbline.portfolios.imports.schemas import ImportField, ImportPreview, ImportRow

_TITLES: dict[ImportField, str] = {
    "symbol": "Symbol",
    "quantity": "Quantity",
    "booked_on": "Date",
    "action": "Action",
    "amount": "Amount",
    "price": "Price",
    "market_value": "Value",
    "cost_basis_per_share": "Cost each",
    "cost_basis_total": "Cost",
    "currency": "Currency",
    "opened_on": "Opened",
    "side": "Side",
    "asset_class": "Class",
    "description": "Description",
    "account_name": "Account",
    "account_number": "Number",
    "report_date": "Report of",
}
"""In the order in which columns are given up last."""
_LONGEST_WORDS = 24  # longer texts wrap
_GAP = 2


def preview_table(shown: ImportPreview, rows: Sequence[ImportRow], *, width: int) -> Table:
    """The rows as they were read; columns for which there is no room are named below."""
    cells = {choice.field: [_texts(row).get(choice.field, "") for row in rows] for choice in shown.columns}
    number = max(len("Row"), len(str(rows[-1].row)))
    kept = _fitting(cells, width - number)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Row", justify="right", style="dim", no_wrap=True)
    for field in kept:
        figures = any(isinstance(cell.value, float) for row in rows for cell in row.cells if cell.field == field)
        is_long = max(map(len, cells[field])) > _LONGEST_WORDS
        table.add_column(_TITLES[field], justify="right" if figures else "left", no_wrap=not is_long, overflow="fold")
    for position, row in enumerate(rows):
        table.add_row(str(row.row), *(escape(cells[field][position]) for field in kept))
    table.caption, table.caption_justify = _caption(shown, rows, kept), "left"
    return table


def _fitting(cells: dict[ImportField, list[str]], room: int) -> list[ImportField]:
    """The fields that fit side by side, chosen by importance, in the order of the file."""
    chosen: set[ImportField] = set()
    for field in (title for title in _TITLES if title in cells):
        needed = _GAP + min(_LONGEST_WORDS, max(len(_TITLES[field]), *map(len, cells[field])))
        if needed <= room or not chosen:
            chosen.add(field)
            room -= needed
    return [field for field in cells if field in chosen]


def _texts(row: ImportRow) -> dict[ImportField, str]:
    return {cell.field: _text(cell.value) for cell in row.cells}


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _caption(shown: ImportPreview, rows: Sequence[ImportRow], kept: Sequence[ImportField]) -> str | None:
    hidden = [_TITLES[choice.field].lower() for choice in shown.columns if choice.field not in kept]
    first = f"{len(rows)} of {shown.n_rows} rows." if shown.n_rows > len(rows) else ""
    rest = f"Read, but not shown here: {', '.join(hidden)}." if hidden else ""
    return f"{first} {rest}".strip() or None
