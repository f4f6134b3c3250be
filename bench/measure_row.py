"""Measures one module of rows in a process of its own and prints them as JSON: `python -m bench.measure_row NAME [--full]`.

The parent sets the number of BLAS threads to one before this process imports NumPy.
"""

import importlib
import json
import os
import sys
import warnings
from dataclasses import asdict
from pathlib import Path

from bench.row import Row


def main() -> None:
    """Measure, and print a list of rows as the last line."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        raise SystemExit("Expected OPENBLAS_NUM_THREADS=1. Run `python -m bench.risk_engine`, which sets it.")
    warnings.simplefilter("ignore")  # what peers warn about is theirs
    name, full = sys.argv[1], "--full" in sys.argv
    printed = sys.stdout
    with Path(os.devnull).open("w", encoding="utf-8") as silent:
        sys.stdout = silent  # what peers print
        module = importlib.import_module(f"bench.rows.{name}")
        rows: list[Row] = module.rows(full=True) if full and name == "many_portfolios" else module.rows()
        sys.stdout = printed
    json.dump([{**row.document(), "notes": row.notes, "agreed": row.agreed} for row in rows], printed, default=asdict)


if __name__ == "__main__":
    main()
