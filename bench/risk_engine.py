"""The table of bars of the risk engine, measured in one run: `python -m bench.risk_engine [--full] [ROW ...]`.

Each row is measured in a process of its own with one BLAS thread. A whole run writes `bench/results.json`; a run of some rows
only prints.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROWS = ("what_if", "risk_report", "minimum_variance", "risk_parity", "revaluation", "monte_carlo", "many_portfolios")
RESULTS = Path(__file__).with_name("results.json")
_KEPT = ("work", "ours_ms", "floor_ms", "peers_ms", "bar", "met")
_LIBRARIES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def main() -> None:
    """Measure what was asked for (all rows by default), print the table, write the results of a whole run."""
    wanted = [name for name in sys.argv[1:] if not name.startswith("-")]
    if unknown := sorted(set(wanted) - set(ROWS)):
        raise SystemExit(f"Expected rows among {', '.join(ROWS)}, found {', '.join(unknown)}.")
    console = Console(width=None if sys.stdout.isatty() else 150)
    measured: list[dict[str, Any]] = []
    for name in wanted or ROWS:
        console.print(f"measuring {name.replace('_', ' ')} ...", style="dim")
        measured += _measured(name, full="--full" in sys.argv)
    _print(console, measured)
    if not wanted:
        results = [{key: row[key] for key in _KEPT} for row in measured]
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        console.print(f"written to {RESULTS.parent.name}/{RESULTS.name}")


def _measured(name: str, *, full: bool) -> list[dict[str, Any]]:
    root = Path(__file__).parents[1]
    environment = {**os.environ, **dict.fromkeys(_LIBRARIES, "1"), "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])}
    command = [sys.executable, "-m", "bench.measure_row", name, *(["--full"] if full else [])]
    found = subprocess.run(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode:
        raise SystemExit(f"The row {name} could not be measured; the error is above.")
    rows: list[dict[str, Any]] = json.loads(found.stdout.splitlines()[-1])
    return rows


def _print(console: Console, rows: list[dict[str, Any]]) -> None:
    title = "The risk engine: milliseconds of processor time, one BLAS thread, medians of one run"
    table = Table("work", "ours", "floor", "ours / floor", "peers", "bar", "met", title=title, show_lines=True)
    for row in rows:
        ours, plain = row["ours_ms"], row["floor_ms"]
        peers = "\n".join(f"{name} {_number(ms)} ({ms / ours:,.0f}x)" for name, ms in row["peers_ms"].items())
        ratio = f"{ours / plain:.2f}" if plain else "-"
        verdict = "yes" if row["met"] else "[bold red]no[/]"
        table.add_row(row["work"], _number(ours), _number(plain) if plain else "-", ratio, peers or "-", row["bar"], verdict)
    console.print(table)
    for row in rows:
        for note in row["notes"]:
            console.print(f"{row['work']}: {note}.", highlight=False)
        if not row["agreed"]:
            console.print(f"{row['work']}: the figures or the growth are not as they should be.", style="bold red")


def _number(milliseconds: float) -> str:
    return f"{milliseconds:,.0f}" if milliseconds >= 100.0 else f"{milliseconds:.3g}"


if __name__ == "__main__":
    main()
