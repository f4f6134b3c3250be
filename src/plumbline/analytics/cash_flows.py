"""Returns of an account with deposits and withdrawals: of the strategy (time-weighted) and of the money in it (money-weighted)."""

from typing import Literal

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.periods import DateArray
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

Timing = Literal["end", "start"]

_DAYS_PER_YEAR = 365.0
"""As spreadsheets: actual days over 365."""
_GRID = np.concatenate([np.linspace(-9.2, -0.7, 1200), np.linspace(-0.7, 0.7, 4000), np.linspace(0.7, 9.3, 1200)])
"""Logarithms of 1 + rate between -99.99 % and about 1,000,000 %; dense where rates of accounts are."""


def flow_adjusted_returns(values: FloatArray, flows: FloatArray, *, timing: Timing = "end") -> FloatArray:
    """Return of each period without the effect of deposits and withdrawals.

    Args:
        values: (n_periods + 1,) value of the account at the end of each period, flows included; the first is the starting value.
        flows: (n_periods,) net deposit during each period, positive = into the account.
        timing: "end": a flow earns nothing in its period, (V1 - F) / V0 - 1; "start": it earns all of it, V1 / (V0 + F) - 1.

    Returns:
        (n_periods,) fractions, positive = gain; compounded they are the time-weighted return.

    Missing: a NaN value or flow raises MissingData.
    Raises: CalculationFailed when a period starts with nothing or less.
    Source: Bacon (2008), chapter 2; Dietz (1966); CFA Institute, GIPS standards (2020).
    Golden: tests/golden/cash_flows.csv
    """
    held, moved = _checked(values, flows)
    base = held[:-1] + (moved if timing == "start" else 0.0)
    if (base <= 0.0).any():
        message = "Expected a positive value at the start of each period, found none. Choose periods in which the account held money."
        raise CalculationFailed(message)
    gained = held[1:] - (moved if timing == "end" else 0.0)
    return np.asarray(gained / base - 1.0)


def time_weighted_return(values: FloatArray, flows: FloatArray, *, timing: Timing = "end") -> float:
    """Compounded return of the account over all periods, whatever was paid in or out. Everything as `flow_adjusted_returns`."""
    return float((1.0 + flow_adjusted_returns(values, flows, timing=timing)).prod() - 1.0)


def money_weighted_return(days: DateArray, amounts: FloatArray) -> float:
    """Annual rate at which all payments, discounted by actual days over 365, add to zero (XIRR).

    Args:
        days: (n_payments,) datetime64; in any order.
        amounts: (n_payments,) seen from the investor: negative = paid into the account, positive = taken out; the value at the end counts
            as taken out.

    Returns:
        Fraction per year, compounded, above -1.

    Missing: a NaN amount raises MissingData.
    Raises: InvalidInput unless one amount is negative and one positive on different days; CalculationFailed when no rate between -99.99 %
        and 1,000,000 % solves it, or when several do (both are named then: flows that change sign more than once can have several).
    Source: Bacon (2008), chapter 2, internal rate of return; Microsoft Excel, XIRR.
    Golden: tests/golden/cash_flows.csv
    """
    years, paid = _payments(days, amounts)
    logs = _GRID
    present = _present_value(paid, years, logs)
    crossings = np.flatnonzero(np.sign(present[:-1]) * np.sign(present[1:]) <= 0.0)
    roots = _distinct([_bisected(paid, years, logs[at], logs[at + 1]) for at in crossings.tolist()])
    if not roots:
        message = "Expected payments with a rate of return between -99.99 % and 1,000,000 % a year, found none. Check amounts and dates."
        raise CalculationFailed(message)
    if len(roots) > 1:
        named = ", ".join(f"{np.expm1(root):.4%}" for root in roots)
        message = f"Expected one rate of return, found several that all solve these payments: {named}. Use the time-weighted return."
        raise CalculationFailed(message)
    return float(np.expm1(roots[0]))


def _checked(values: FloatArray, flows: FloatArray) -> tuple[FloatArray, FloatArray]:
    held, moved = np.asarray(values, dtype=np.float64), np.asarray(flows, dtype=np.float64)
    if held.ndim != 1 or moved.shape != (held.size - 1,) or not moved.size:
        message = f"Expected one flow per period and one value more, found {moved.shape} flows and {held.shape} values."
        raise InvalidInput(message)
    if not (np.isfinite(held).all() and np.isfinite(moved).all()):
        message = "Expected every value and flow, found a missing one. Choose a period without gaps."
        raise MissingData(message)
    return held, moved


def _payments(days: DateArray, amounts: FloatArray) -> tuple[FloatArray, FloatArray]:
    when, paid = np.asarray(days, dtype="datetime64[D]"), np.asarray(amounts, dtype=np.float64)
    if when.ndim != 1 or when.shape != paid.shape:
        message = f"Expected one day per payment, found {when.shape} days and {paid.shape} amounts."
        raise InvalidInput(message)
    if not np.isfinite(paid).all():
        message = "Expected an amount for every payment, found a missing one. Leave out payments without an amount."
        raise MissingData(message)
    if not ((paid < 0.0).any() and (paid > 0.0).any()) or (when == when[0]).all():
        message = "Expected payments in and out on different days, found only one kind or one day. Add the value at the end."
        raise InvalidInput(message)
    years = (when - when.min()).astype(np.int64) / _DAYS_PER_YEAR
    return np.asarray(years), paid / np.abs(paid).max()


def _present_value(paid: FloatArray, years: FloatArray, logs: FloatArray) -> FloatArray:
    """Present value at each rate, (n_rates,), scaled by its largest term so that no rate overflows."""
    exponents = -np.multiply.outer(logs, years)
    return np.asarray(np.exp(exponents - exponents.max(axis=1, keepdims=True)) @ paid)


def _bisected(paid: FloatArray, years: FloatArray, low: float, high: float) -> float:
    """The zero between two logarithms of rates of different sign, to the last bit of a double."""
    sign = np.sign(_present_value(paid, years, np.array([low]))[0])
    if sign == 0.0:
        return float(low)
    for _ in range(60):
        middle = 0.5 * (low + high)
        if np.sign(_present_value(paid, years, np.array([middle]))[0]) == sign:
            low = middle
        else:
            high = middle
    return float(0.5 * (low + high))


def _distinct(roots: list[float]) -> list[float]:
    """A zero on a point of the grid is found from both sides."""
    return [root for at, root in enumerate(roots) if at == 0 or root - roots[at - 1] > 1e-9]
