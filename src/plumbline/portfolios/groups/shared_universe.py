"""Members of a group as rows over what they share: prices of one share, and returns on which every session is known.

An advisor has a thousand clients who hold the same hundred names. Their figures are those of the report of one portfolio,
computed for all at once.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from plumbline.analytics.many_portfolios.inputs import PortfolioTable, SharedUniverse
from plumbline.analytics.observations import FloatArray
from plumbline.facts.fact import Quality
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import Lot
from plumbline.portfolios.risk_series import TAIL_SESSIONS, risk_series
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.valuation import value_holdings

_ROUNDING = 1e-9
"""A net value below this share of gross is what rounding leaves of long against short: the single report judges it."""

Key = tuple[str, str]
"""What is one holding: symbol and currency."""


@dataclass(frozen=True, eq=False)
class SharedMembers:
    """`members` are the rows of `table`; the columns of `universe` are what they hold beside cash."""

    members: tuple[PortfolioSnapshot, ...]
    universe: SharedUniverse
    table: PortfolioTable


@dataclass(frozen=True, eq=False)
class _Units:
    """Money that one unit is worth, of everything whose figures are complete; `columns` of what moves."""

    values: dict[Key, float]
    columns: dict[Key, int]
    returns: FloatArray


def shared_members(group: PortfolioSnapshot, members: Sequence[PortfolioSnapshot], view: MarketView) -> SharedMembers | None:
    """Those of the members that hold something beside cash, and only what has a price and a return on each of 504 sessions.

    Missing: members with options, stale or missing prices, short histories, or no positive net value are left out. None when none is left.
    """
    units = _units(group, members, view)
    held = [(member, _held(member, units)) for member in members] if units.columns else []
    rows = [(member, weights, net) for member, found in held if found is not None for weights, net in (found,)]
    if not rows:
        return None
    n_slots = max(len(weights) for _member, weights, _net in rows)
    assets, table = np.zeros((len(rows), n_slots), dtype=np.intp), np.zeros((len(rows), n_slots))
    for place, (_member, weights, _net) in enumerate(rows):
        assets[place, : len(weights)] = list(weights)
        table[place, : len(weights)] = list(weights.values())
    net_values = np.array([net for _member, _weights, net in rows])
    return SharedMembers(
        tuple(member for member, _weights, _net in rows),
        SharedUniverse(returns=units.returns),
        PortfolioTable(assets=assets, weights=table, net_values=net_values),
    )


def _units(group: PortfolioSnapshot, members: Sequence[PortfolioSnapshot], view: MarketView) -> _Units:
    valuation = value_holdings(replace(group, lots=tuple(_one_of_each(lot for member in members for lot in member.lots))), view)
    series = risk_series(valuation, group.benchmark, view)
    known = np.asarray(np.isfinite(series.returns).all(axis=0)) & (len(series.days) >= TAIL_SESSIONS)
    usable = {driver: place for place, driver in enumerate(series.drivers) if known[place]}
    sound = [holding for holding in valuation.holdings if holding.market_value is not None and holding.quality is Quality.COMPLETE]
    moving = [holding for holding in sound if holding.driver in usable]
    return _Units(
        {(one.symbol, one.currency): one.market_value or 0.0 for one in sound if one.is_cash or one.driver in usable},
        {(one.symbol, one.currency): column for column, one in enumerate(moving)},
        series.returns[:, [usable[one.driver] for one in moving if one.driver]],
    )


def _one_of_each(lots: Iterable[Lot]) -> Iterable[Lot]:
    seen: set[Key] = set()
    for lot in lots:
        if (lot.symbol, lot.currency) not in seen and lot.kind is not InstrumentKind.OPTION:
            seen.add((lot.symbol, lot.currency))
            yield replace(lot, quantity=1.0)


def _held(member: PortfolioSnapshot, units: _Units) -> tuple[dict[int, float], float] | None:
    """Weight by column, and net value; None when the member does not fit."""
    quantities: dict[Key, float] = {}
    for lot in member.lots:
        key = lot.symbol, lot.currency
        if lot.kind is InstrumentKind.OPTION or key not in units.values:
            return None
        quantities[key] = quantities.get(key, 0.0) + lot.quantity
    money = {key: quantity * units.values[key] for key, quantity in quantities.items()}
    net, gross = math.fsum(money.values()), sum(map(abs, money.values()))
    weights = {units.columns[key]: value / net for key, value in money.items() if value != 0.0 and key in units.columns and net > 0.0}
    return (weights, net) if weights and net > _ROUNDING * gross else None
