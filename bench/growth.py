"""How cost grows with names and days: `python -m bench.growth` prints the table of docs/performance.md. Needs no peer."""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.ours.many_portfolios import HELD, lazy_blocks
from bench.ours.risk_report import report
from bench.synthetic import client_portfolios, market
from bench.timing import cpu_medians
from plumbline.analytics.optimize.mean_variance import minimum_variance
from plumbline.analytics.optimize.risk_budget import risk_parity
from plumbline.analytics.what_if import Universe, WhatIf

SHAPES = ((250, 2_520), (500, 2_520), (1_000, 2_520), (2_000, 2_520), (1_000, 630), (1_000, 1_260))
_PORTFOLIOS = 1_000


def main() -> None:
    """A row per number of names and days, milliseconds of processor time."""
    table = Table("names", "days", "what-if edit", "risk report", "minimum variance", "risk parity", "each of 1,000 portfolios")
    for n_names, n_days in SHAPES:
        print(f"measuring {n_names:,} names, {n_days:,} days", file=sys.stderr)  # noqa: T201 - it takes a minute
        table.add_row(f"{n_names:,}", f"{n_days:,}", *(f"{ms:.3g}" for ms in _costs(n_names, n_days)))
    Console().print(table)


def _costs(n_names: int, n_days: int) -> tuple[float, ...]:
    data = market(n_names, n_days)
    session = WhatIf(Universe(returns=data.returns, benchmark=data.benchmark, loadings=data.loadings), data.weights)
    matrix = np.cov(data.returns, rowvar=False) + 1e-6 * np.eye(n_names)  # definite also with fewer days than names
    holdings = client_portfolios(_PORTFOLIOS, HELD, n_names)

    def edit() -> None:
        session.set_weight(7, float(session.weights[7]) + 1e-5)
        session.figures()

    quick = cpu_medians({"edit": edit}, repeats=5, inner=200)
    slow = cpu_medians(
        {
            "report": lambda: report(data),
            "variance": lambda: minimum_variance(matrix),
            "parity": lambda: risk_parity(matrix),
            "many": lambda: sum(len(block) for block in lazy_blocks(data, holdings)),
        },
        repeats=3,
    )
    return (quick["edit"], slow["report"], slow["variance"], slow["parity"], slow["many"] / _PORTFOLIOS)


if __name__ == "__main__":
    main()
