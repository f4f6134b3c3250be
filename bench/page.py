"""Writes the measured table of docs/performance.md from bench/results.json: `python -m bench.page`."""

import json
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
RESULTS = Path(__file__).with_name("results.json")
BEGIN, END = "<!-- measured: python -m bench.page -->", "<!-- end of measured -->"


def main() -> None:
    """Put the table of the latest results between the two marks of the page."""
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def with_table(page: str) -> str:
    """The page with the table of the results that are stored."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    rows: list[dict[str, Any]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    head = ("| work | ours | floor | ours / floor | peers | bar | met |", "|---|---:|---:|---:|---|---|---|")
    return f"{before}{BEGIN}\n" + "\n".join([*head, *(_line(row) for row in rows)]) + f"\n{END}{after}"


def _line(row: dict[str, Any]) -> str:
    ours, plain = row["ours_ms"], row["floor_ms"]
    peers = "<br>".join(f"{name}: {_number(ms)} ({ms / ours:,.0f}x)" for name, ms in row["peers_ms"].items()) or "-"
    cells = (_number(ours), _number(plain) if plain else "-", f"{ours / plain:.2f}" if plain else "-", peers, row["bar"])
    return f"| {row['work']} | {' | '.join(cells)} | {'yes' if row['met'] else '**no**'} |"


def _number(milliseconds: float) -> str:
    return f"{milliseconds:,.0f}" if milliseconds >= 100.0 else f"{milliseconds:.3g}"


if __name__ == "__main__":
    main()
