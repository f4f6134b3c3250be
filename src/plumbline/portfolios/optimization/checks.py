"""What a request may not ask at once: each contradiction is refused with a sentence, before anything is calculated."""

from plumbline.core.errors import InvalidInput
from plumbline.portfolios.optimization.request import Objective, OptimizationRequest

_FREE = OptimizationRequest()
_TARGETED = (Objective.TARGET_VOLATILITY, Objective.TARGET_RETURN)
EXPECTING = (Objective.BLACK_LITTERMAN, Objective.MAXIMUM_SHARPE, *_TARGETED)
"""Objectives that look at expected returns."""
_BUDGETED = (Objective.RISK_PARITY, Objective.RISK_BUDGET)


def check_request(request: OptimizationRequest) -> None:
    """InvalidInput names what contradicts itself."""
    if request.objective in _TARGETED and not request.target:
        found = "none" if request.target is None else "zero"
        raise InvalidInput(
            f"Expected a target above zero, per year, for {request.objective}, found {found}. Give 0.12 for 12 %.", subject="target"
        )
    if request.target is not None and request.objective not in _TARGETED:
        raise InvalidInput(f"Expected no target for {request.objective}, found {request.target:g}. Leave it out.", subject="target")
    if request.frontier_points == 1:
        raise InvalidInput("Expected at least 2 points of the frontier, or 0 for none, found 1.", subject="frontier_points")
    if request.cost_limit is not None and request.cost_rate is None:
        raise InvalidInput(
            "Expected a cost rate beside a limit of costs, found none. Give 0.001 for ten basis points.", subject="cost_rate"
        )
    if request.objective in _BUDGETED:
        _require_no_limits(request)
    if (request.objective is Objective.RISK_BUDGET) != bool(request.risk_budgets):
        raise InvalidInput(
            f"Expected risk budgets with the objective {Objective.RISK_BUDGET}, and only there, found "
            f"{len(request.risk_budgets)} with {request.objective}.",
            subject="risk_budgets",
        )
    _check_views(request)


def _check_views(request: OptimizationRequest) -> None:
    if request.objective is Objective.BLACK_LITTERMAN and not request.views:
        raise InvalidInput("Expected views for black_litterman, such as AAPL returns 8 % a year, found none.", subject="views")
    if request.views and request.objective not in EXPECTING:
        raise InvalidInput(
            f"Expected no views with {request.objective}, which does not look at expected returns, found {len(request.views)}. "
            f"Choose {', '.join(EXPECTING)}.",
            subject="views",
        )
    if request.prior is not None and not request.views:
        raise InvalidInput("Expected views beside the prior that they start from, found none. Leave the prior out.", subject="prior")


def _require_no_limits(request: OptimizationRequest) -> None:
    """Risk budgets have one solution: a limit beside them could only be ignored, so it is refused."""
    fields = (
        "min_weight", "max_weight", "weight_limits", "sector_limits", "group_limits", "gross", "net_lower", "net_upper", "turnover",
        "keep", "n_names", "cost_limit",
    )  # fmt: skip
    given, free = request.model_dump(), _FREE.model_dump()
    asked = [name for name in fields if given[name] != free[name]]
    if asked:
        raise InvalidInput(
            f"Expected no limits beside {request.objective.replace('_', ' ')}, whose weights follow from the shares of risk alone, found "
            f"{', '.join(asked)}. Leave them out, or choose {Objective.MINIMUM_VARIANCE} or {Objective.MAXIMUM_DIVERSIFICATION}.",
            subject=asked[0],
        )
