"""What an optimized portfolio must keep to, in words that a person would use, and the rows of a cone program they become."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.optimize.inputs import checked_vector
from plumbline.analytics.optimize.program import Cone, Diagonal, Entry, Rows, Solved
from plumbline.core.errors import InvalidInput


@dataclass(frozen=True)
class GroupLimit:
    """The summed weight of some assets (a sector, a country, a theme) lies between `lower` and `upper`; None = no limit."""

    name: str
    members: NDArray[np.intp]
    upper: float | None = None
    lower: float | None = None


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """Limits on weights, all fractions of net value. The defaults are a fully invested portfolio without short positions.

    `lower`, `upper`: one figure or one per asset. `budget`: what the weights add to, None = free (the rest is cash).
    `net_lower`, `net_upper`: limits of that sum when it is free. `gross`: limit of the sum of absolute weights.
    `current`: weights held now, needed by `turnover` (half the sum of absolute changes), `cost_rates` (cost per unit of weight
    traded, taken off the expected return), `cost_limit` (largest sum of costs) and `keep` (assets that may not be sold down).
    Where the objective is a variance, a cost counts as much as 1 / `risk_aversion` of half the variance; inf = not at all.
    `n_names`: largest number of assets with a weight, met by a heuristic, see docs/methods/optimization.md.
    """

    lower: float | FloatArray = 0.0
    upper: float | FloatArray = 1.0
    budget: float | None = 1.0
    net_lower: float | None = None
    net_upper: float | None = None
    gross: float | None = None
    groups: tuple[GroupLimit, ...] = ()
    current: FloatArray | None = None
    turnover: float | None = None
    cost_rates: float | FloatArray | None = None
    cost_limit: float | None = None
    risk_aversion: float = 2.5
    keep: tuple[int, ...] = ()
    n_names: int | None = None


LONG_ONLY = Constraints()


@dataclass(frozen=True)
class Limited:
    """The rows of the constraints. Columns: weights, then trades (if any costs or turnover), then absolute weights.

    `costs` is the cost per unit of each column, zero except for trades.
    """

    n_columns: int
    rows: tuple[Rows, ...]
    costs: FloatArray


def plain_long_only(constraints: Constraints, n_assets: int) -> float | None:
    """What the weights add to where nothing is asked but that, and weights of zero or more; None where more is asked.

    Upper bounds that the sum keeps anyway ask nothing. Missing: NaN counts as more, whose check names it.
    """
    budget, lower, upper = constraints.budget, np.asarray(constraints.lower), np.asarray(constraints.upper)
    more = (
        constraints.net_lower,
        constraints.net_upper,
        constraints.gross,
        constraints.turnover,
        constraints.cost_rates,
        constraints.cost_limit,
        constraints.n_names,
    )
    current = np.asarray(0.0 if constraints.current is None else constraints.current)
    fits = all(given.shape in {(), (n_assets,)} for given in (lower, upper, current))
    if budget is None or not budget > 0.0 or constraints.groups or constraints.keep or more != (None,) * 7 or not fits:
        return None
    return budget if bool((lower == 0.0).all()) and bool((upper >= budget).all()) else None


def of_plain_long_only(scaled: FloatArray | None, budget: float) -> Solved | None:
    """The solution without a limit of the sum, brought to the budget; None where there is none above zero.

    Missing: not looked for. Source: the objectives that use it do not depend on the scale of the weights, or grow with it.
    """
    if scaled is None or not scaled.sum() > 0.0:
        return None
    return Solved(scaled * (budget / scaled.sum()), ("lower bounds",) if bool((scaled == 0.0).any()) else ())


def constraint_rows(constraints: Constraints, n_assets: int) -> Limited:
    """The constraints as rows of a cone program.

    Raises: InvalidInput where they contradict themselves one by one (a lower bound above the upper one, unknown members, `turnover`
        without `current`); MissingData on NaN.
    """
    builder = _Builder(constraints, n_assets)
    builder.bounds()
    builder.totals()
    builder.groups()
    builder.trading()
    builder.gross()
    return Limited(builder.n_columns, tuple(builder.rows), builder.costs())


def bounds(constraints: Constraints, n_assets: int) -> tuple[FloatArray, FloatArray]:
    """Lower and upper bound of each weight, the keep-list included.

    Raises: InvalidInput on bounds that cross or an unknown asset to keep; MissingData on NaN.
    """
    lower = checked_vector(np.broadcast_to(constraints.lower, n_assets), n_assets, what="lower bound").copy()
    upper = checked_vector(np.broadcast_to(constraints.upper, n_assets), n_assets, what="upper bound").copy()
    if (lower > upper).any():
        asset = int(np.argmax(lower > upper))
        message = f"Expected lower bounds below upper ones, found {lower[asset]:.4f} above {upper[asset]:.4f} for asset {asset}."
        raise InvalidInput(message)
    for asset in constraints.keep:
        held = float(_current(constraints, n_assets, "a keep-list")[_known(asset, n_assets)])
        if held >= 0.0:
            lower[asset] = max(lower[asset], held)
        else:
            upper[asset] = min(upper[asset], held)
    return lower, upper


def _known(asset: int, n_assets: int) -> int:
    if not 0 <= asset < n_assets:
        message = f"Expected assets from 0 to {n_assets - 1}, found {asset} in the keep-list."
        raise InvalidInput(message)
    return asset


def _current(constraints: Constraints, n_assets: int, what: str) -> FloatArray:
    if constraints.current is None:
        message = f"Expected the current weights, which {what} refers to, found none. Give `current`."
        raise InvalidInput(message)
    return checked_vector(constraints.current, n_assets, what="current weight")


@dataclass
class _Builder:
    constraints: Constraints
    n_assets: int
    rows: list[Rows] = field(default_factory=list)
    n_columns: int = 0
    trades_at: int | None = None

    def __post_init__(self) -> None:
        self.n_columns = self.n_assets

    def bounds(self) -> None:
        lower, upper = bounds(self.constraints, self.n_assets)
        ones = np.ones(self.n_assets)
        kept = np.zeros(self.n_assets, dtype=np.bool_)
        kept[list(self.constraints.keep)] = True
        for name, which in (("bounds", ~kept), ("keep-list", kept)):
            where = np.flatnonzero(which)
            if where.size:
                selected = Diagonal(ones[where], where)
                self._add(f"lower {name}", Cone.NONNEGATIVE, (Entry(0, selected.scaled(-1.0)),), -lower[where])
                self._add(f"upper {name}", Cone.NONNEGATIVE, (Entry(0, selected),), upper[where])

    def totals(self) -> None:
        asked, total = self.constraints, np.ones((1, self.n_assets))
        if asked.budget is not None:
            self._add(f"budget: weights add to {asked.budget:.2%}", Cone.ZERO, (Entry(0, total),), np.array([asked.budget]))
        if asked.net_upper is not None:
            self._add(f"net exposure at most {asked.net_upper:.2%}", Cone.NONNEGATIVE, (Entry(0, total),), np.array([asked.net_upper]))
        if asked.net_lower is not None:
            self._add(f"net exposure at least {asked.net_lower:.2%}", Cone.NONNEGATIVE, (Entry(0, -total),), np.array([-asked.net_lower]))

    def groups(self) -> None:
        for group in self.constraints.groups:
            members = np.asarray(group.members, dtype=np.intp)
            if members.size and (members.min() < 0 or members.max() >= self.n_assets):
                message = f"Expected members from 0 to {self.n_assets - 1} of group {group.name!r}, found {members.tolist()}."
                raise InvalidInput(message)
            if group.lower is not None and group.upper is not None and group.lower > group.upper:
                message = f"Expected limits of group {group.name!r} that leave room, found {group.lower:.2%} to {group.upper:.2%}."
                raise InvalidInput(message)
            row = np.zeros((1, self.n_assets))
            row[0, members] = 1.0
            if group.upper is not None:
                self._add(f"{group.name} at most {group.upper:.2%}", Cone.NONNEGATIVE, (Entry(0, row),), np.array([group.upper]))
            if group.lower is not None:
                self._add(f"{group.name} at least {group.lower:.2%}", Cone.NONNEGATIVE, (Entry(0, -row),), np.array([-group.lower]))

    def trading(self) -> None:
        asked = self.constraints
        if asked.turnover is None and asked.cost_rates is None:
            if asked.cost_limit is not None:
                message = "Expected cost rates beside a limit of costs, found none. Give `cost_rates`."
                raise InvalidInput(message)
            return
        current = _current(asked, self.n_assets, "turnover or costs")
        self.trades_at = self._absolute(current)
        total = np.ones((1, self.n_assets))
        if asked.turnover is not None:
            entry = Entry(self.trades_at, 0.5 * total)
            self._add(f"turnover at most {asked.turnover:.2%}", Cone.NONNEGATIVE, (entry,), np.array([asked.turnover]))
        if asked.cost_limit is not None:
            entry = Entry(self.trades_at, self._rates()[None, :])
            self._add(f"costs at most {asked.cost_limit:.3%}", Cone.NONNEGATIVE, (entry,), np.array([asked.cost_limit]))

    def gross(self) -> None:
        limit = self.constraints.gross
        if limit is not None:
            sizes_at = self._absolute(np.zeros(self.n_assets))
            entry = Entry(sizes_at, np.ones((1, self.n_assets)))
            self._add(f"gross exposure at most {limit:.2%}", Cone.NONNEGATIVE, (entry,), np.array([limit]))

    def costs(self) -> FloatArray:
        charged = np.zeros(self.n_columns)
        if self.trades_at is not None and self.constraints.cost_rates is not None:
            charged[self.trades_at : self.trades_at + self.n_assets] = self._rates()
        return charged

    def _rates(self) -> FloatArray:
        given = 0.0 if self.constraints.cost_rates is None else self.constraints.cost_rates
        rates = checked_vector(np.broadcast_to(given, self.n_assets), self.n_assets, what="cost rate")
        if (rates < 0.0).any():
            message = "Expected cost rates of zero or more, found a negative one. Give costs as positive fractions."
            raise InvalidInput(message)
        return rates

    def _absolute(self, center: FloatArray) -> int:
        """New columns that are at least |weight - center|; returns the first of them."""
        first, ones = self.n_columns, np.ones(self.n_assets)
        self.n_columns += self.n_assets
        every = Diagonal(ones)
        self._add(None, Cone.NONNEGATIVE, (Entry(0, every), Entry(first, every.scaled(-1.0))), center)
        self._add(None, Cone.NONNEGATIVE, (Entry(0, every.scaled(-1.0)), Entry(first, every.scaled(-1.0))), -center)
        return first

    def _add(self, name: str | None, cone: Cone, entries: tuple[Entry, ...], right: FloatArray) -> None:
        self.rows.append(Rows(name, cone, entries, right))
