"""From what a person writes after `plumbline optimize` to the request that the API takes too."""

from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from plumbline.cli.amounts import assignment, fraction
from plumbline.cli.optimize_options import Aim, Limits, Views
from plumbline.cli.trading_terms import cost_rate, lot_method
from plumbline.core.errors import InvalidInput
from plumbline.portfolios.optimization.request import (
    AssumedReturn,
    Covariance,
    GroupWeightLimit,
    Objective,
    OptimizationRequest,
    Prior,
    RiskShare,
    SectorLimit,
    View,
    WeightLimit,
)

_HALF = 0.5
"""Confidence of a view where none is written: the uncertainty that He and Litterman use."""


def request_of(aim: Aim, limits: Limits, believed: Views) -> OptimizationRequest:
    """The request; InvalidInput says which option can not be read."""
    least, most, invested = (
        _weight(text, option)
        for text, option in ((limits.min_weight, "--min-weight"), (limits.max_weight, "--max-weight"), (limits.invested, "--invested"))
    )
    views = tuple(_view(text) for text in believed.view or ())
    default = Objective.BLACK_LITTERMAN if views else Objective.MINIMUM_VARIANCE
    try:
        return OptimizationRequest(
            objective=default if aim.objective is None else objective_of(aim.objective), target=_weight(aim.target, "--target"),
            add=tuple(aim.add or ()), frontier_points=aim.frontier,
            min_weight=0.0 if least is None else least, max_weight=1.0 if most is None else most,
            invested=1.0 if invested is None else invested, gross=_weight(limits.gross, "--gross"),
            net_lower=_weight(limits.net_min, "--net-min"), net_upper=_weight(limits.net_max, "--net-max"),
            turnover=_weight(limits.turnover, "--turnover"), keep=tuple(limits.keep or ()), n_names=limits.names,
            cost_rate=cost_rate(limits.cost_rate), cost_limit=_weight(limits.cost_limit, "--cost-limit"),
            sector_limits=tuple(
                SectorLimit(sector=name, lower=lower, upper=upper) for name, lower, upper in _ranges(limits.sector_limit, "--sector-limit")
            ),
            weight_limits=tuple(
                WeightLimit(symbol=name, lower=lower, upper=upper) for name, lower, upper in _ranges(limits.weight_limit, "--weight-limit")
            ),
            group_limits=tuple(_groups(limits.group_limit)),
            risk_budgets=tuple(RiskShare(name=name, share=share) for name, share in _pairs(aim.risk_budget, "--risk-budget")),
            expected_returns=tuple(AssumedReturn(symbol=name, value=value) for name, value in _pairs(aim.expect, "--expect")),
            views=views, prior=_prior(believed.prior), tau=believed.tau, risk_aversion=believed.risk_aversion,
            covariance=_covariance(aim.covariance), lot_method=lot_method(aim.lots),
        )  # fmt: skip
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{place}: {first['msg']}, found {first['input']}.", subject=place) from error


def _covariance(text: str | None) -> Covariance:
    wanted = (text or Covariance.CONSTANT_CORRELATION).strip().casefold().replace("-", "_")
    if wanted not in set(Covariance):
        known = ", ".join(estimator.replace("_", "-") for estimator in Covariance)
        raise InvalidInput(f"Expected an estimator ({known}), found '{text}'.", subject="--covariance")
    return Covariance(wanted)


def objective_of(text: str) -> Objective:
    """The objective as a person writes it: min-variance, Maximum Sharpe. `InvalidInput` lists those there are."""
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    known = [objective for objective in Objective if objective == wanted or objective == wanted.replace("min_", "minimum_", 1)]
    known = known or [objective for objective in Objective if objective == wanted.replace("max_", "maximum_", 1)]
    if not known:
        raise InvalidInput(
            f"Expected an objective ({', '.join(objective.replace('_', '-') for objective in Objective)}), found '{text}'.",
            subject="--objective",
        )
    return known[0]


def _view(text: str) -> View:
    """`AAPL=8%:60%` and `MSFT>AMD=3%:50%`; without a confidence an even one."""
    stated, colon, trust = text.rpartition(":")
    who, value = assignment(stated if colon else text, option="--view")
    symbol, beats, over = (part.strip() for part in who.partition(">"))
    if not symbol or (beats and not over):
        raise InvalidInput(f"Expected a view such as AAPL=8%:60% or MSFT>AMD=3%:50%, found '{text}'.", subject="--view")
    confidence = fraction(trust, option="--view") if colon else _HALF
    if not 0.0 < confidence <= 1.0:
        raise InvalidInput(f"Expected a confidence above 0 and up to 100 %, found '{trust}' in '{text}'.", subject="--view")
    return View(symbol=symbol.upper(), over=over.upper() or None, value=value, confidence=confidence)


def _prior(text: str | None) -> Prior | None:
    if text is None:
        return None
    wanted = text.strip().casefold()
    if wanted not in set(Prior):
        raise InvalidInput(f"Expected {' or '.join(Prior)}, found '{text}'.", subject="--prior")
    return Prior(wanted)


def _groups(texts: Sequence[str] | None) -> Iterator[GroupWeightLimit]:
    for named, lower, upper in _ranges(texts, "--group-limit"):
        name, colon, symbols = named.partition(":")
        members = tuple(symbol.strip() for symbol in symbols.split(",") if symbol.strip())
        if not colon or not name.strip() or not members:
            raise InvalidInput(f"Expected NAME:SYMBOL,SYMBOL=WEIGHT such as Banks:JPM,BAC=15%, found '{named}'.", subject="--group-limit")
        yield GroupWeightLimit(name=name.strip(), symbols=members, lower=lower, upper=upper)


def _ranges(texts: Sequence[str] | None, option: str) -> Iterator[tuple[str, float | None, float | None]]:
    """Name, least and largest of `NAME=30%`, `NAME=10%..30%`, `NAME=10%..`."""
    for text in texts or ():
        name, equals, written = text.rpartition("=")
        if not equals or not name.strip():
            raise InvalidInput(f"Expected NAME=WEIGHT such as Technology=30%, found '{text}'.", subject=option)
        lower, dots, upper = written.rpartition("..")
        yield name.strip(), _weight(lower.strip() or None, option), _weight(upper.strip() or None if dots else upper, option)


def _pairs(texts: Sequence[str] | None, option: str) -> list[tuple[str, float]]:
    return [assignment(text, option=option) for text in texts or ()]


def _weight(text: str | None, option: str) -> float | None:
    return None if text is None else fraction(text, option=option)
