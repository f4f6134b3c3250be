"""A convex program in named rows, and its solution by Clarabel. Names let an infeasible program say what conflicts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed

_ATTEMPTS = ((1e-11, False), (1e-8, False), (1e-8, True))
"""Relative gap asked of the solver, and whether it is to be careful: the next one where rounding stops it on the way."""

_REDUCED_GAP = 1e-7


_OPTIMAL = frozenset({"Solved", "AlmostSolved"})
_IMPOSSIBLE = frozenset({"PrimalInfeasible", "AlmostPrimalInfeasible"})
_ENDED = _OPTIMAL | _IMPOSSIBLE


class Cone(StrEnum):
    """Where right - rows @ x must lie."""

    ZERO = "equal"
    NONNEGATIVE = "at most"
    SECOND_ORDER = "norm"


@dataclass(frozen=True)
class Diagonal:
    """A matrix with one entry per row: `values[i]` in column `columns[i]` (default i)."""

    values: FloatArray
    columns: NDArray[np.intp] | None = None

    def scaled(self, factor: float) -> "Diagonal":
        """The same places, values times `factor`."""
        return Diagonal(self.values * factor, self.columns)


@dataclass(frozen=True)
class Entry:
    """A block of a constraint matrix that starts at column `first`."""

    first: int
    matrix: FloatArray | Diagonal


@dataclass(frozen=True)
class Rows:
    """right - (entries) @ x lies in `cone`. `name` is what a person asked for; None = a definition that can not be dropped.

    `unit` is what 1 on the right side means to that person.
    """

    name: str | None
    cone: Cone
    entries: tuple[Entry, ...]
    right: FloatArray
    unit: float = 1.0


@dataclass(frozen=True)
class Program:
    """Minimize x'Px / 2 + q'x over the rows. `quadratic` covers the first columns of x; None = linear."""

    n_columns: int
    linear: FloatArray
    rows: tuple[Rows, ...]
    quadratic: FloatArray | None = None


@dataclass(frozen=True)
class Solved:
    """A minimizer and the names of the rows that hold it back."""

    x: FloatArray
    binding: tuple[str, ...]


def solve(program: Program) -> Solved | None:
    """The minimizer; None when no x satisfies all rows.

    Missing: not looked for; callers refuse NaN.
    Raises: CalculationFailed when the solver reaches neither an optimum nor a proof that there is none.
    Source: Goulart and Chen (2024), Clarabel: an Interior-Point Solver for Conic Programs with Quadratic Objectives.
    """
    # both take 0.1 s to import, and few starts of the program optimize anything
    import clarabel
    from scipy.sparse import coo_matrix, csc_matrix

    rows = _in_cone_order(program.rows)
    n_rows = sum(part.right.size for part in rows)
    where, columns, values = _triplets(rows)
    constraint = coo_matrix((values, (where, columns)), shape=(n_rows, program.n_columns)).tocsc()
    constraint.sum_duplicates()
    quadratic = csc_matrix((program.n_columns, program.n_columns))
    if program.quadratic is not None:
        upper = np.triu(program.quadratic)
        across, down = np.nonzero(upper)
        quadratic = coo_matrix((upper[across, down], (across, down)), shape=quadratic.shape).tocsc()
    right = np.concatenate([part.right for part in rows])
    for gap, careful in _ATTEMPTS:
        settings = _settings(clarabel, gap, careful=careful)
        found = clarabel.DefaultSolver(quadratic, program.linear, constraint, right, _cones(rows, clarabel), settings).solve()
        if str(found.status) in _ENDED:
            break
    if str(found.status) not in _ENDED and program.linear.any():
        # close to impossible: an objective of zero is easier to prove so
        feasible = solve(replace(program, quadratic=None, linear=np.zeros(program.n_columns)))
        if feasible is None:
            return None
    return _outcome(found, str(found.status), rows)


def homogeneous(rows: tuple[Rows, ...], scale_column: int) -> tuple[Rows, ...]:
    """The rows of scaled weights y = k w, with k in `scale_column`: their right sides become its coefficients."""
    return tuple(
        replace(part, entries=(*part.entries, Entry(scale_column, -part.right[:, None])), right=np.zeros_like(part.right)) for part in rows
    )


def _in_cone_order(rows: tuple[Rows, ...]) -> list[Rows]:
    order = (Cone.ZERO, Cone.NONNEGATIVE, Cone.SECOND_ORDER)
    return sorted(rows, key=lambda part: order.index(part.cone))


def _triplets(rows: list[Rows]) -> tuple[NDArray[np.intp], NDArray[np.intp], FloatArray]:
    parts = list(_entries(rows))
    return (
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
    )


def _entries(rows: list[Rows]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], FloatArray]]:
    top = 0
    for part in rows:
        for entry in part.entries:
            if isinstance(entry.matrix, Diagonal):
                size = entry.matrix.values.size
                columns = np.arange(size) if entry.matrix.columns is None else entry.matrix.columns
                yield np.arange(top, top + size), entry.first + columns, entry.matrix.values
            else:
                down, across = np.nonzero(entry.matrix)
                yield top + down, entry.first + across, entry.matrix[down, across]
        top += part.right.size


def _cones(rows: list[Rows], clarabel: Any) -> list[Any]:
    kinds = {Cone.ZERO: clarabel.ZeroConeT, Cone.NONNEGATIVE: clarabel.NonnegativeConeT, Cone.SECOND_ORDER: clarabel.SecondOrderConeT}
    return [kinds[part.cone](part.right.size) for part in rows]


def _settings(clarabel: Any, gap: float, *, careful: bool) -> Any:
    """Careful: more refinement of each step, and rows as they are instead of scaled, which is better where many are nearly parallel."""
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = gap
    if careful:
        settings.equilibrate_enable = False
        settings.iterative_refinement_max_iter = 50
        settings.iterative_refinement_reltol = settings.iterative_refinement_abstol = 1e-14
    settings.reduced_tol_gap_abs = settings.reduced_tol_gap_rel = settings.reduced_tol_feas = _REDUCED_GAP
    return settings


def _outcome(found: Any, status: str, rows: list[Rows]) -> Solved | None:
    if status in _OPTIMAL:
        return Solved(np.array(found.x), _binding(np.array(found.s), np.array(found.z), rows))
    if status in _IMPOSSIBLE:
        return None
    message = f"Expected an optimum, found that the solver ended with '{status}'. Loosen the limits or shrink the covariance."
    raise CalculationFailed(message)


def _binding(slack: FloatArray, price: FloatArray, rows: list[Rows]) -> tuple[str, ...]:
    """Named inequalities that are met exactly and cost something."""
    names, top = [], 0
    for part in rows:
        here = slice(top, top + part.right.size)
        top += part.right.size
        priced = (price[here] > 1e-7) & (price[here] > slack[here])
        if part.name is not None and part.cone is not Cone.ZERO and priced.any():
            names.append(part.name)
    return tuple(names)
