"""From what a person writes after `plumbline optimize` to the request that the API takes too."""

from collections.abc import Sequence

from pydantic import ValidationError

from plumbline.cli.optimize_options import Aim, Limits
from plumbline.core.errors import InvalidInput
from plumbline.portfolios.optimization_results import Objective, OptimizationRequest, SectorLimit, WeightLimit


def request_of(aim: Aim, limits: Limits) -> OptimizationRequest:
    """The request; InvalidInput says which option can not be read."""
    least, most, invested = _weight(limits.min_weight, "--min-weight"), _weight(limits.max_weight, "--max-weight"), limits.invested
    try:
        return OptimizationRequest(
            objective=_objective(aim.objective), target=_weight(aim.target, "--target"), add=tuple(aim.add or ()),
            frontier_points=aim.frontier,
            min_weight=0.0 if least is None else least, max_weight=1.0 if most is None else most,
            invested=1.0 if invested is None else _fraction(invested, "--invested"), gross=_weight(limits.gross, "--gross"),
            net_lower=_weight(limits.net_min, "--net-min"), net_upper=_weight(limits.net_max, "--net-max"),
            turnover=_weight(limits.turnover, "--turnover"), keep=tuple(limits.keep or ()), n_names=limits.names,
            sector_limits=tuple(SectorLimit(sector=name, upper=upper) for name, upper in _pairs(limits.sector_limit, "--sector-limit")),
            weight_limits=tuple(WeightLimit(symbol=name, upper=upper) for name, upper in _pairs(limits.weight_limit, "--weight-limit")),
        )  # fmt: skip
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{place}: {first['msg']}, found {first['input']}.", subject=place) from error


def _objective(text: str) -> Objective:
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    known = [objective for objective in Objective if objective == wanted or objective == wanted.replace("min_", "minimum_", 1)]
    known = known or [objective for objective in Objective if objective == wanted.replace("max_", "maximum_", 1)]
    if not known:
        raise InvalidInput(
            f"Expected an objective ({', '.join(objective.replace('_', '-') for objective in Objective)}), found '{text}'.",
            subject="--objective",
        )
    return known[0]


def _pairs(texts: Sequence[str] | None, option: str) -> list[tuple[str, float]]:
    found = []
    for text in texts or ():
        name, separator, weight = text.rpartition("=")
        if not separator or not name.strip():
            raise InvalidInput(f"Expected NAME=WEIGHT such as Technology=30%, found '{text}'.", subject=option)
        found.append((name.strip(), _fraction(weight, option)))
    return found


def _weight(text: str | None, option: str) -> float | None:
    return None if text is None else _fraction(text, option)


def _fraction(text: str, option: str) -> float:
    """0.2 and 20% are the same."""
    clean = text.strip().replace(" ", "")
    try:
        return float(clean[:-1]) / 100.0 if clean.endswith("%") else float(clean)
    except ValueError as error:
        raise InvalidInput(f"Expected a weight such as 0.2 or 20% after {option}, found '{text}'.", subject=option) from error
