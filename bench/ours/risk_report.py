"""The arithmetic that the risk report of one portfolio runs, function by function, without the objects around it."""

import numpy as np

from bench.floors import risk_report as floor
from bench.synthetic import Market
from plumbline.analytics.beta import beta
from plumbline.analytics.concentration import concentration_hhi, largest_weight, top_weight
from plumbline.analytics.contribution import volatility_contributions
from plumbline.analytics.drawdown import current_drawdown, deepest_drawdown
from plumbline.analytics.exposure import exposures
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.analytics.volatility import volatility_annualized

_LEVELS = np.array([0.95, 0.99])


def report(data: Market) -> dict[str, object]:
    """Every figure that the report makes from returns and weights, by the functions that it calls, over the same sessions."""
    series = data.returns @ data.weights
    parts = volatility_contributions(data.returns, data.weights, periods_per_year=252)
    exposure = exposures(data.weights, net_value=1.0)
    drawdown = deepest_drawdown(series)
    shortfall = np.asarray(historical_expected_shortfall(series, _LEVELS))
    concentration = concentration_hhi(data.weights)
    inputs = RiskScoreInputs(parts.portfolio_volatility, float(shortfall[0]), drawdown.depth, concentration, exposure.long + exposure.short)
    return {
        "volatility": [volatility_annualized(series[-days:], periods_per_year=252) for days in (21, 63, len(series))],
        "contributions": parts.volatilities,
        "asset_volatilities": volatility_annualized(data.returns, periods_per_year=252),
        "asset_betas": beta(data.returns, data.benchmark),
        "beta": beta(series, data.benchmark),
        "historical": np.concatenate([np.asarray(historical_value_at_risk(series, _LEVELS)), shortfall]),
        "parametric": np.concatenate([parametric_value_at_risk(series, _LEVELS), parametric_expected_shortfall(series, _LEVELS)]),
        "maximum_drawdown": drawdown.depth,
        "current_drawdown": current_drawdown(series),
        "concentration": concentration,
        "spread": (largest_weight(data.weights), top_weight(data.weights)),
        "exposure": exposure,
        "score": risk_score(inputs).score,
    }


def agrees(data: Market) -> bool:
    """Whether the floor finds the same figures."""
    ours, plain = report(data), floor.figures(data.returns, data.benchmark, data.weights)
    names = ("contributions", "asset_volatilities", "asset_betas", "beta", "historical", "parametric", "maximum_drawdown", "concentration")
    return all(np.allclose(ours[name], getattr(plain, name), rtol=1e-9, atol=1e-13) for name in names)
