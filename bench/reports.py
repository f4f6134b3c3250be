"""What every report costs on large books, from holdings to board: `python -m bench.reports` prints the table of docs/performance.md."""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported

import argparse
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from bench.synthetic import SEED, client_portfolios, market
from bench.timing import cpu_once
from plumbline.artifacts.boards import overview_board
from plumbline.core.ids import PortfolioId
from plumbline.market_data.calendar import sessions_between
from plumbline.notebook.portfolio import Portfolio, Terms
from plumbline.portfolios.group_book import group_book
from plumbline.portfolios.groups.report import group_report
from plumbline.portfolios.holdings_report import holdings_report

NAMES = (100, 500, 2_000)
N_DAYS = 2_520
MEMBERS, HELD, UNIVERSE = (10, 100, 1_000), 30, 500
_FUNDS = ("MTUM", "VLUE", "SIZE", "QUAL", "USMV")
_SECTORS = ("Energy", "Materials", "Industrials", "Utilities", "Financials", "Technology", "Real estate", "Staples")

REPORTS: dict[str, Callable[[Portfolio], object]] = {
    "overview (page)": lambda book: overview_board(book.snapshot, book.view),
    "holdings": lambda book: holdings_report(book.snapshot, book.view),
    "risk": lambda book: book.risk(),
    "risk, as a page with charts": lambda book: book.risk().html,
    "performance": lambda book: book.performance("1y"),
    "volatility": lambda book: book.volatility(),
    "correlation": lambda book: book.correlation(),
    "tail risk": lambda book: book.tail_risk(),
    "stress, episodes": lambda book: book.stress(),
    "stress, market -20 %": lambda book: book.stress({"market": -0.2}),
    "stress, likeliest loss of 10 %": lambda book: book.stress(loss=0.1),
    "what-if": lambda book: book.what_if({"N0001": 0.05, "N0002": 0.0}),
    "optimize, minimum variance": lambda book: book.optimize(),
    "optimize, maximum Sharpe ratio": lambda book: book.optimize("maximum_sharpe"),
    "optimize, least expected shortfall": lambda book: book.optimize("minimum_expected_shortfall"),
    "optimize, risk parity": lambda book: book.optimize("risk_parity"),
    "rebalance": lambda book: book.rebalance({"N0001": 0.05}, others="scale"),
    "backtest": lambda book: book.backtest(),
    "factors": lambda book: book.factors(),
    "attribution": lambda book: book.attribution("1y", against=["N0001", "N0002"]),
    "drift": lambda book: book.drift(),
    "drawdowns": lambda book: book.drawdowns(),
    "hedging": lambda book: book.hedging(["SP500"]),
    "limits": lambda book: book.limits(),
}


def main() -> None:
    """A row per report, seconds of processor time per number of names; then a group by its number of portfolios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, nargs="*", default=NAMES)
    parser.add_argument("--days", type=int, default=N_DAYS)
    parser.add_argument("--members", type=int, nargs="*", default=MEMBERS)
    parser.add_argument("--report", help="only those whose name contains this")
    asked = parser.parse_args()
    chosen = {name: run for name, run in REPORTS.items() if not asked.report or asked.report in name}
    costs = [_costs(book(n_names, asked.days), chosen) for n_names in asked.names]
    table = Table(f"seconds, {asked.days:,} days", *(f"{n_names:,} names" for n_names in asked.names))
    for name in chosen:
        table.add_row(name, *(f"{cost[name]:.2f}" for cost in costs))
    Console().print(table)
    if not asked.report:
        Console().print(_groups(asked.members))


def _groups(numbers: list[int]) -> Table:
    table = Table("seconds", *(f"{number:,} portfolios" for number in numbers))
    costs = _costs_of_groups(numbers)
    table.add_row(f"members of a group, {HELD} names each of {UNIVERSE}", *(f"{cost:.2f}" for cost in costs))
    return table


def _costs_of_groups(numbers: list[int]) -> list[float]:
    whole = book(UNIVERSE, N_DAYS)
    held, weights = client_portfolios(max(numbers), HELD, UNIVERSE)
    lots = np.array(whole.book.lots, dtype=object)
    members = [
        replace(whole.book, id=PortfolioId(f"pf_{at}"), lots=tuple(replace(lot, quantity=1e3 * float(share)) for lot, share in
        zip(lots[columns], shares, strict=True)))
        for at, (columns, shares) in enumerate(zip(held, weights, strict=True))
    ]  # fmt: skip
    found = []
    for number in numbers:
        print(f"measuring a group of {number:,}", file=sys.stderr)  # noqa: T201 - it takes a while
        group = replace(whole, book=group_book(f"group_{number}", "Clients", members[:number]))
        found.append(cpu_once(lambda group=group: group_report(group.snapshot, group.view)) / 1e3)
    return found


def book(n_names: int, n_days: int) -> Portfolio:
    """`n_names` holdings on a market of `n_days` sessions with a benchmark, style funds and eight sectors."""
    data = market(n_names, n_days)
    names = [f"N{at:04d}" for at in range(n_names)]
    random = np.random.default_rng(SEED)
    funds = {name: data.benchmark + random.normal(0.0, 0.003, n_days) for name in _FUNDS}
    moves = pd.DataFrame(data.returns, columns=names).assign(SP500=data.benchmark, **funds)
    sessions = sessions_between(pd.Timestamp("1995-01-03").date(), pd.Timestamp("2022-12-28").date())[-n_days:]
    moves.index = pd.DatetimeIndex(sessions)
    sectors = {name: _SECTORS[at % len(_SECTORS)] for at, name in enumerate(names)}
    return Portfolio.from_returns(dict(zip(names, data.weights, strict=True)), moves, terms=Terms(sectors=sectors))


def _costs(large: Portfolio, chosen: dict[str, Callable[[Portfolio], object]]) -> dict[str, float]:
    small = book(20, N_DAYS)
    found = {}
    for place, (name, run) in enumerate(chosen.items(), start=1):
        print(f"measuring {name}, {len(large.book.lots):,} names", file=sys.stderr)  # noqa: T201 - it takes minutes
        run(_unseen(small, place))  # loads what is loaded once
        found[name] = cpu_once(partial(run, _unseen(large, place))) / 1e3
    return found


def _unseen(made: Portfolio, place: int) -> Portfolio:
    """The same holdings under a digest of their own, so that nothing computed for another report is at hand."""
    return replace(made, risk_free_rate=1e-9 * place)


if __name__ == "__main__":
    main()
