"""From what a person writes after `plumbline rebalance` to the request that the API takes too."""

import csv
from pathlib import Path

from pydantic import ValidationError

from plumbline.cli.amounts import assignment, fraction
from plumbline.cli.optimize_request import objective_of
from plumbline.cli.rebalance_options import Goal, Trading
from plumbline.cli.trading_terms import cost_rate, lot_method
from plumbline.core.errors import InvalidInput
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.rebalancing.request import Others, RebalanceRequest, TargetWeight

_SYMBOLS = {"symbol", "ticker", "instrument"}
_WEIGHTS = {"weight", "target", "target weight", "target_weight", "allocation"}


def request_of(goal: Goal, trading: Trading) -> RebalanceRequest:
    """The request; InvalidInput says which option can not be read."""
    given = [assignment(text, option="--target") for text in goal.target or ()]
    if goal.targets is not None:
        given += _from_file(goal.targets)
    if goal.max_weight is not None and goal.to is None:
        raise InvalidInput("Expected --to beside --max-weight, which limits an optimization, found none.", subject="--max-weight")
    others = goal.others.strip().casefold()
    if others not in set(Others):
        raise InvalidInput(f"Expected {', '.join(Others)}, found '{goal.others}'.", subject="--others")
    band = goal.band.strip().casefold()
    try:
        return RebalanceRequest(
            targets=tuple(TargetWeight(symbol=symbol, weight=weight) for symbol, weight in given),
            optimize=None if goal.to is None else _optimization(goal), others=Others(others),
            band=fraction(band.removesuffix("r"), option="--band"), relative_band=band.endswith("r"),
            lot_size=trading.lot_size, minimum_trade=trading.min_trade, keep_cash=trading.keep_cash,
            cost_rate=cost_rate(trading.cost_rate) or 0.0, lot_method=lot_method(trading.lots),
        )  # fmt: skip
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{place}: {first['msg']}, found {first['input']}.", subject=place) from error


def _optimization(goal: Goal) -> OptimizationRequest:
    most = 1.0 if goal.max_weight is None else fraction(goal.max_weight, option="--max-weight")
    return OptimizationRequest(objective=objective_of(goal.to or ""), max_weight=most)


def _from_file(path: Path) -> list[tuple[str, float]]:
    """Symbol and weight of each row; the weights as 10% or 0.1."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"Expected a CSV file with targets at {path}, found none that can be read.", subject="--targets") from error
    delimiter = ";" if text.count(";") > text.count(",") else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    names = {(name or "").strip().casefold(): name for name in rows.fieldnames or ()}
    symbol, weight = (next((names[name] for name in names if name in known), None) for known in (_SYMBOLS, _WEIGHTS))
    if symbol is None or weight is None:
        found = ", ".join(rows.fieldnames or ()) or "nothing"
        raise InvalidInput(f"Expected the columns symbol and weight in {path}, found {found}.", subject="--targets")
    return [
        ((row[symbol] or "").strip(), fraction(row[weight] or "", option=f"--targets, row {place}"))
        for place, row in enumerate(rows, start=2)
        if (row[symbol] or "").strip()
    ]
