"""Books with every fault that prices and weights can have, and every report that can be asked of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

import plumbline
from plumbline.artifacts.boards import overview_board
from plumbline.artifacts.group_board import group_board
from plumbline.core.ids import PortfolioId
from plumbline.facts.result import Result
from plumbline.market_data.calendar import sessions_between
from plumbline.notebook.report import Report
from plumbline.portfolios.correlation.estimators import Estimator
from plumbline.portfolios.group_book import group_book
from plumbline.portfolios.groups.report import group_report
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.optimization.request import Objective

Book = plumbline.Portfolio
LAST = date(2022, 12, 28)
N = 520
STYLE_FUNDS = ("MTUM", "VLUE", "SIZE", "QUAL", "USMV")
SECTORS = {"GOOD": "Technology", "OTHER": "Energy", "TWIN": "Technology", "GAPS": "Energy", "FLAT": "Utilities"}
CALL, PUT, ENDED = "GOOD  230317C00100000", "GOOD  230317P00090000", "GOOD  220916C00100000"
WITHOUT_UNDERLYING = "ZZZ   230317C00100000"


def prices(n: int = N) -> pd.DataFrame:
    """A market, style funds, and names with a fault each, over the last `n` sessions."""
    days = sessions_between(date(1980, 1, 2), LAST)[-n:]
    random = np.random.default_rng(20)
    market = random.normal(0.0012, 0.01, n)

    def name(beta: float) -> np.ndarray:
        return 100.0 * np.exp(np.cumsum(beta * market + random.normal(0.0, 0.008, n)))

    table = {"SP500": 4000.0 * np.exp(np.cumsum(market)), **{fund: name(1.0) for fund in STYLE_FUNDS}}
    table |= {"GOOD": name(1.2), "OTHER": name(0.7), "GAPS": name(1.0), "YOUNG": name(1.0), "GONE": name(1.0)}
    table |= {"BELOW": name(1.0), "ZERO": name(1.0), "INFINITE": name(1.0), "NEVER": np.full(n, np.nan), "FLAT": np.full(n, 50.0)}
    table["TWIN"], table["MIRROR"] = 2.0 * table["GOOD"], 1e4 / table["GOOD"]
    table["WILD"] = np.where(np.arange(n) % 2, 1.0, 1e6)
    table["GAPS"][::5], table["YOUNG"][: max(n - 10, 1)], table["GONE"][n // 2 :] = np.nan, np.nan, np.nan
    table["BELOW"][-n // 3 :: 7], table["ZERO"][-2:-1], table["INFINITE"][n // 2] = -3.0, 0.0, np.inf
    return pd.DataFrame(table, index=pd.DatetimeIndex(days))


@cache
def table(n: int = N) -> pd.DataFrame:
    return prices(n)


def weights(n: int = N, /, **held: float) -> Book:
    return Book.from_weights(held, table(n), terms=TERMS)


def shares(held: Mapping[str, float], cash: float = 0.0, n: int = N) -> Book:
    return Book.from_quantities(held, table(n), cash=cash, terms=TERMS)


def group(*members: Book) -> Book:
    books = [replace(member.book, id=PortfolioId(f"pf_{at}"), name=f"Book {at}") for at, member in enumerate(members)]
    return replace(members[0], book=group_book("group_1", "Family", books))


def from_returns(**moves: list[float]) -> Book:
    days = pd.DatetimeIndex(sessions_between(date(2020, 1, 2), LAST)[-len(next(iter(moves.values()))) :])
    return Book.from_returns(dict.fromkeys(moves, 1.0 / len(moves)), pd.DataFrame(moves, index=days), terms=TERMS)


TERMS = plumbline.Terms(sectors=SECTORS)
BOOKS: dict[str, Callable[[], Book]] = {
    "nothing wrong": lambda: weights(GOOD=0.5, OTHER=0.3, FLAT=0.1),
    "gaps": lambda: weights(GOOD=0.5, GAPS=0.5),
    "a short history": lambda: weights(GOOD=0.5, YOUNG=0.5),
    "only a short history": lambda: weights(YOUNG=1.0),
    "prices that ended": lambda: shares({"GOOD": 10.0, "GONE": 10.0}),
    "never a price": lambda: shares({"GOOD": 10.0, "NEVER": 10.0}),
    "only a name that never had a price": lambda: shares({"NEVER": 10.0}, cash=100.0),
    "a symbol that nobody knows": lambda: shares({"GOOD": 10.0, "UNKNOWN": 10.0}),
    "constant": lambda: weights(FLAT=1.0),
    "constant beside one that moves": lambda: weights(GOOD=0.5, FLAT=0.5),
    "one asset": lambda: weights(GOOD=1.0),
    "collinear": lambda: weights(GOOD=0.4, TWIN=0.4, OTHER=0.2),
    "a perfect hedge": lambda: weights(GOOD=0.5, TWIN=-0.5),
    "nearly opposite": lambda: weights(GOOD=0.5, MIRROR=0.5),
    "wild prices": lambda: weights(GOOD=0.5, WILD=0.5),
    "one session": lambda: weights(1, GOOD=0.6, OTHER=0.4),
    "two sessions": lambda: weights(2, GOOD=0.6, OTHER=0.4),
    "three sessions": lambda: weights(3, GOOD=0.6, OTHER=0.4),
    "ten thousand sessions": lambda: weights(10_000, GOOD=0.6, OTHER=0.3, GAPS=0.1),
    "a year before the end": lambda: weights(GOOD=0.6, OTHER=0.4).at("2021-12-26"),
    "the first day": lambda: weights(GOOD=0.6, OTHER=0.4).at(table().index[0].date()),
    "prices below zero": lambda: shares({"GOOD": 10.0, "BELOW": 10.0}),
    "a price of zero": lambda: shares({"GOOD": 10.0, "ZERO": 10.0}),
    "an infinite price": lambda: shares({"GOOD": 10.0, "INFINITE": 10.0}),
    "a weight of zero": lambda: weights(GOOD=1.0, OTHER=0.0),
    "weights of zero": lambda: weights(GOOD=0.0, OTHER=0.0),
    "tiny weights": lambda: weights(GOOD=1e-9, OTHER=1e-9),
    "only short": lambda: weights(GOOD=-0.6, OTHER=-0.4),
    "only short, without the proceeds": lambda: shares({"GOOD": -10.0}),
    "weights of 0.7": lambda: weights(GOOD=0.4, OTHER=0.3),
    "weights of 2.5": lambda: weights(GOOD=1.5, OTHER=1.0),
    "weights of 50": lambda: weights(GOOD=50.0),
    "long as much as short": lambda: weights(GOOD=1.0, OTHER=-1.0),
    "no net value": lambda: shares({"FLAT": 10.0}, cash=-500.0),
    "more debt than value": lambda: shares({"GOOD": 10.0}, cash=-1e6),
    "only cash": lambda: shares({}, cash=1e5),
    "only debt": lambda: shares({}, cash=-1e5),
    "nothing": lambda: shares({}),
    "options": lambda: shares({"GOOD": 1e3, CALL: -5.0, PUT: 10.0}, cash=1e4),
    "only options": lambda: shares({CALL: 5.0}),
    "only sold options": lambda: shares({CALL: -5.0, PUT: -5.0}, cash=1e3),
    "an option that has ended": lambda: shares({"GOOD": 1e3, ENDED: 5.0}),
    "an option on nobody": lambda: shares({"GOOD": 1e3, WITHOUT_UNDERLYING: 5.0}),
    "a group of two": lambda: group(weights(GOOD=0.6, OTHER=0.3), weights(OTHER=0.5, GAPS=0.5)),
    "a group with one that holds nothing": lambda: group(weights(GOOD=0.6, OTHER=0.4), shares({})),
    "a group that cancels out": lambda: group(weights(GOOD=1.0), weights(GOOD=-1.0)),
    "a group of nothing": lambda: group(shares({}), shares({})),
    "returns with gaps": lambda: from_returns(A=[0.01, np.nan, -0.02, 0.01] * 70, B=[np.nan, 0.01, -0.01, 0.0] * 70),
    "a return that loses all": lambda: from_returns(A=[0.01, -0.02] * 60 + [-1.0, 0.0], B=[0.0, 0.01] * 61),
    "a return that loses more than all": lambda: from_returns(A=[0.01, -0.02] * 60 + [-1.5, 0.1], B=[0.0, 0.01] * 61),
}


def traded(book: Book) -> str:
    """A name to change: one that is held, or one that could be bought."""
    return next((lot.symbol for lot in book.book.lots if lot.symbol in book.view.market.symbols), "GOOD")


REPORTS: dict[str, Callable[[Book], Report | Result]] = {
    "holdings": lambda book: holdings_report(book.snapshot, book.view),
    "risk": lambda book: book.risk(),
    "members": lambda book: book._report("group_report", group_report(book.snapshot, book.view), group_board),
    "performance": lambda book: book.performance("1y"),
    "performance of all time": lambda book: book.performance("max", window=21),
    "volatility": lambda book: book.volatility(),
    **{f"correlation, {kind}": lambda book, kind=kind: book.correlation(estimator=kind) for kind in Estimator},
    "tail risk": lambda book: book.tail_risk(),
    "tail risk of ten days": lambda book: book.tail_risk(confidence=0.95, horizon=10, sessions=252),
    "episodes": lambda book: book.stress(),
    "an episode": lambda book: book.stress(episodes=("2022",)),
    "a shock": lambda book: book.stress({"market": -0.2}),
    "a shock of a name": lambda book: book.stress({traded(book): -0.3}),
    "reverse stress": lambda book: book.stress(loss=0.1),
    "what-if": lambda book: book.what_if({traded(book): 0.1}, {"CASH": 0.5}),
    "what-if, all sold": lambda book: book.what_if({traded(book): 0.0}, financing="others"),
    **{f"optimize, {goal}": lambda book, goal=goal: book.optimize(goal, **ASKED.get(goal, _nothing)(book)) for goal in Objective},
    "rebalance": lambda book: book.rebalance({traded(book): 0.2}),
    "rebalance, the others sold": lambda book: book.rebalance({traded(book): 0.2}, others="sell", cost_rate=0.001),
    "backtest": lambda book: book.backtest(window=250, days=120),
    "factors": lambda book: book.factors(sessions=252),
    "attribution": lambda book: book.attribution("1y", against=["GOOD", "OTHER"]),
    "drift": lambda book: book.drift(),
    "drawdowns": lambda book: book.drawdowns(),
    "hedging": lambda book: book.hedging(["SP500", "TWIN"]),
    "limits": lambda book: book.limits(),
    "options": lambda book: book.options(),
    "options, American": lambda book: book.options(exercise="american"),
}


def _nothing(_: Book) -> dict[str, object]:
    return {}


ASKED: dict[str, Callable[..., dict[str, object]]] = {
    Objective.TARGET_VOLATILITY: lambda _: {"target": 0.2},
    Objective.TARGET_RETURN: lambda _: {"target": 0.02},
    Objective.RISK_BUDGET: lambda book: {"risk_budgets": ({"name": traded(book), "share": 0.6},)},
    Objective.MINIMUM_VARIANCE: lambda _: {"frontier_points": 5, "cost_rate": 0.001},
    Objective.BLACK_LITTERMAN: lambda book: {"views": ({"symbol": traded(book), "value": 0.08},)},
}


def overview(book: Book) -> object:
    return overview_board(book.snapshot, book.view)
