"""The request of an optimization, from what was said of it."""

from datetime import date
from typing import Any

from plumbline.agent.offline.reading.report_ask import ReportAsk
from plumbline.agent.offline.reading.trade_terms import Bound, TradeTerms

REBALANCED_TO = {"risk_parity", "maximum_sharpe", "maximum_diversification", "minimum_expected_shortfall", "minimum_tracking_error"}
"""Objectives whose weights a rebalancing can take as its targets."""
_SHORTEST = -1.0
_USUAL_GROSS = 2.0
"""Where short positions are asked for without a limit of gross exposure."""


def optimization_request(ask: ReportAsk, as_of: date | None) -> dict[str, Any]:
    """Arguments of the optimization; what was not said is left to its defaults."""
    terms = ask.terms or TradeTerms()
    request: dict[str, Any] = {
        "objective": ask.objective or "minimum_variance",
        "target": ask.share if ask.objective in {"target_volatility", "target_return"} else None,
        "views": [{"symbol": symbol, "over": over, "value": value} for symbol, over, value in ask.views],
        "turnover": terms.turnover,
        "keep": list(terms.keep),
        "add": list(terms.add),
        "n_names": terms.names,
        "cost_rate": terms.cost_rate,
        "risk_budgets": [{"name": name, "share": share} for name, share in terms.risk_shares],
        "lot_method": terms.lots,
        "as_of": as_of.isoformat() if as_of else None,
        **_weights(terms),
        **_exposures(terms),
    }
    return {key: value for key, value in request.items() if value not in (None, [])}


def _weights(terms: TradeTerms) -> dict[str, Any]:
    each = [bound for bound in terms.bounds if not bound.of]
    single = [bound for bound in terms.bounds if len(bound.of) == 1]
    together = [bound for bound in terms.bounds if len(bound.of) > 1]
    lower = next((bound.lower for bound in each if bound.lower is not None), None)
    return {
        "max_weight": next((bound.upper for bound in each if bound.upper is not None), None),
        "min_weight": lower if lower is not None else _SHORTEST if terms.short else None,
        "weight_limits": [{"symbol": bound.of[0]} | _limits(bound) for bound in single if not bound.sector],
        "sector_limits": [{"sector": bound.of[0]} | _limits(bound) for bound in single if bound.sector],
        "group_limits": [{"name": " + ".join(bound.of), "symbols": list(bound.of)} | _limits(bound) for bound in together],
    }


def _exposures(terms: TradeTerms) -> dict[str, Any]:
    lower, upper = terms.net or (None, None)
    gross = terms.gross if terms.gross is not None else _USUAL_GROSS if terms.short else None
    return {"gross": gross, "net_lower": lower, "net_upper": upper, "invested": terms.invested if terms.net is None else None}


def _limits(bound: Bound) -> dict[str, float]:
    found = {"lower": bound.lower, "upper": bound.upper}
    return {key: value for key, value in found.items() if value is not None}
