"""Reads the golden files."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def golden_rows(*families: str) -> list[tuple[str, dict[str, str]]]:
    """Family and row, for each row of these files."""
    return [(family, row) for family in families for row in _rows(family)]


def _rows(family: str) -> list[dict[str, str]]:
    with (HERE / f"{family}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
