"""Terms of trading as people write them: costs in percent or basis points, methods of choosing lots."""

from plumbline.analytics.rebalance.tax_lots import Choice
from plumbline.cli.amounts import fraction
from plumbline.core.errors import InvalidInput

_BASIS_POINT = 1e-4
_METHODS: dict[str, Choice] = {
    "fifo": "first_in_first_out",
    "lifo": "last_in_first_out",
    "hifo": "highest_cost",
    "first-in-first-out": "first_in_first_out",
    "last-in-first-out": "last_in_first_out",
    "highest-cost": "highest_cost",
}


def lot_method(text: str) -> Choice:
    """Which lots a sale uses first. `InvalidInput` lists the methods."""
    wanted = text.strip().casefold().replace("_", "-").replace(" ", "-")
    if wanted not in _METHODS:
        raise InvalidInput(f"Expected fifo, lifo or highest-cost, found '{text}'.", subject="--lots")
    return _METHODS[wanted]


def cost_rate(text: str | None) -> float | None:
    """0.1%, 0.001 and 10bp are the same."""
    if text is None:
        return None
    clean = text.strip().casefold().removesuffix("s")
    return fraction(clean.removesuffix("bp"), option="--cost-rate") * (_BASIS_POINT if clean.endswith("bp") else 1.0)
