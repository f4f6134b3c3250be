"""What a person sees of a file before it is imported: how each cell was read, and what is wrong with it."""

from datetime import date
from typing import Literal

from pydantic import Field

from plumbline.core.money import Money
from plumbline.core.schema import Schema

ImportField = Literal[
    "symbol",
    "description",
    "quantity",
    "cost_basis_per_share",
    "cost_basis_total",
    "price",
    "market_value",
    "currency",
    "asset_class",
    "side",
    "account_name",
    "account_number",
    "opened_on",
    "report_date",
    "booked_on",
    "action",
    "amount",
]


class ColumnChoice(Schema):
    """Which column of the file gives a field; `alternatives` are the other columns that could."""

    field: ImportField
    column: str
    alternatives: tuple[str, ...] = ()
    given: bool = Field(default=False, description="True when the person chose it.")


class CellRead(Schema):
    """One cell: the text as it stands in the file and what it was taken for."""

    field: ImportField
    column: str
    text: str
    value: float | date | str | None = Field(union_mode="left_to_right")


class ImportRow(Schema):
    row: int = Field(description="Line of the file, counted from 1 as a spreadsheet does.")
    cells: tuple[CellRead, ...]
    ok: bool


class ImportIssue(Schema):
    """What is wrong, where, and what to do. `row` and `column` are null when the whole file is meant."""

    row: int | None
    column: str | None
    value: str | None
    reason: str
    fix: str | None = None


class ImportTotals(Schema):
    """The holdings at the market's last prices, beside what the file says they are worth."""

    as_of: date
    n_holdings: int
    computed_value: Money | None
    stated_value: Money | None
    difference: Money | None = Field(description="Computed less stated.")


class ImportPreview(Schema):
    filename: str
    kind: Literal["holdings", "transactions"]
    suggested_name: str
    delimiter: str
    encoding: str
    header: tuple[str, ...] = Field(description="All columns of the file, in its order.")
    header_row: int
    columns: tuple[ColumnChoice, ...]
    rows: tuple[ImportRow, ...] = Field(description="The first rows; every row with an error is among them.")
    n_rows: int
    errors: tuple[ImportIssue, ...]
    n_errors: int
    warnings: tuple[ImportIssue, ...]
    totals: ImportTotals | None
    as_of: date | None = Field(description="The day the file says it is of, or null.")
    ready: bool = Field(description="True when it can be imported as it is.")
