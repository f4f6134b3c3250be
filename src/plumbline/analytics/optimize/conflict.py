"""Which limits of an impossible optimization conflict, and by how much each would have to give way."""

from dataclasses import replace

import numpy as np

from plumbline.analytics.optimize.program import Cone, Diagonal, Entry, Program, Rows, solve
from plumbline.core.errors import FieldError, InvalidInput

_NOTHING = 1e-7


def require_feasible(program: Program) -> None:
    """Raise `InvalidInput` naming a smallest set of limits that can not hold together, if there is one.

    A limit is dropped for good when the others still conflict without it; what remains conflicts, and would not without any
    one of them. For each, the smallest change that alone would resolve the conflict is added to the message.

    Missing: not looked for; callers refuse NaN.
    Source: Chinneck and Dravnieks (1991), Locating Minimal Infeasible Constraint Sets in Linear Programs (deletion filter);
        elastic programs after Chinneck (2008), Feasibility and Infeasibility in Optimization, chapter 6.
    """
    target = replace(program, quadratic=None, linear=np.zeros(program.n_columns))
    if solve(target) is not None:
        return
    needed = _smallest_conflict(target)
    fields = tuple(FieldError(_name(part), _relief(target, part)) for part in needed)
    listed = "; ".join(f"{field.field} ({field.message})" for field in fields)
    message = f"Expected limits that can hold together, found a conflict between: {listed}. Loosen one of them."
    raise InvalidInput(message, fields=fields)


def _smallest_conflict(program: Program) -> list[Rows]:
    """Deletion filter over the named rows; the unnamed define columns and stay."""
    kept = list(program.rows)
    for part in [part for part in program.rows if part.name is not None]:
        fewer = [other for other in kept if other is not part]
        if solve(replace(program, rows=tuple(fewer))) is None:
            kept = fewer
    return [part for part in kept if part.name is not None]


def _relief(program: Program, part: Rows) -> str:
    """How far this limit alone would have to give way, all others given."""
    if part.cone is Cone.SECOND_ORDER:
        first = np.zeros(part.right.size)
        first[0] = 1.0
        amounts = [first[:, None]]
    else:
        amounts = [np.ones((part.right.size, 1))]
        if part.cone is Cone.ZERO:
            amounts.append(-amounts[0])
    n_slack = len(amounts)
    slack = tuple(Entry(program.n_columns + i, -amount) for i, amount in enumerate(amounts))
    loosened = replace(part, entries=(*part.entries, *slack))
    rows = [loosened if other is part else other for other in program.rows]
    positive = Entry(program.n_columns, Diagonal(-np.ones(n_slack)))
    rows.append(Rows(None, Cone.NONNEGATIVE, (positive,), np.zeros(n_slack)))
    cost = np.concatenate([np.zeros(program.n_columns), np.ones(n_slack)])
    found = solve(Program(program.n_columns + n_slack, cost, tuple(rows)))
    if found is None:
        return "giving way alone resolves nothing: other limits conflict too"
    return f"possible if it gives way by {max(float(found.x[-n_slack:].sum()), _NOTHING) * part.unit:.2%}"


def _name(part: Rows) -> str:
    return part.name or ""
