"""Risk figures of one portfolio by empyrical, quantstats and skfolio, each for its share of the report."""

from typing import Any

import empyrical
import numpy as np
import pandas as pd
import quantstats
from skfolio import Portfolio, RiskMeasure

from bench.synthetic import Array, Market
from bench.timing import Work

_DAYS = 252
BARE = "empyrical on bare arrays"


def frames(market: Market) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Returns of the names, the portfolio and the benchmark, with days: made before the clock starts."""
    days = pd.bdate_range("2015-01-01", periods=len(market.returns))
    names = pd.DataFrame(market.returns, index=days, columns=[f"S{number}" for number in range(market.returns.shape[1])])
    return names, pd.Series(market.returns @ market.weights, index=days), pd.Series(market.benchmark, index=days)


def empyrical_summary(names: list[Any], portfolio: Any, benchmark: Any) -> list[Any]:
    """Volatility and beta of every name and the portfolio, its tail and drawdown; empyrical has no contributions.

    Args: pandas series, as its documentation has them, or bare arrays, which it takes as well and is faster with.
    """
    each = [(empyrical.annual_volatility(name), empyrical.beta(name, benchmark)) for name in names]
    own = (
        empyrical.annual_volatility(portfolio),
        empyrical.beta(portfolio, benchmark),
        empyrical.value_at_risk(portfolio, 0.05),
        empyrical.conditional_value_at_risk(portfolio, 0.05),
        empyrical.value_at_risk(portfolio, 0.01),
        empyrical.conditional_value_at_risk(portfolio, 0.01),
        empyrical.max_drawdown(portfolio),
    )
    return [*each, own]


def peer_works(market: Market) -> dict[str, Work]:
    """What each peer does for its share of the report of one portfolio; tables and arrays are made before the clock starts."""
    made = names, portfolio, benchmark = frames(market)
    columns = list(np.ascontiguousarray(market.returns.T))
    return {
        "empyrical": lambda: empyrical_summary([names[name] for name in names], portfolio, benchmark),
        BARE: lambda: empyrical_summary(columns, market.returns @ market.weights, market.benchmark),
        "quantstats": lambda: quantstats_summary(made),
        "skfolio": lambda: skfolio_summary(market.returns, market.weights),
    }


def quantstats_summary(made: tuple[pd.DataFrame, pd.Series, pd.Series]) -> list[Any]:
    """The same share by quantstats; its tail figures are the normal ones."""
    names, portfolio, benchmark = made
    each = [(quantstats.stats.volatility(names[name]), quantstats.stats.greeks(names[name], benchmark, _DAYS)) for name in names]
    own = (
        quantstats.stats.volatility(portfolio),
        quantstats.stats.greeks(portfolio, benchmark, _DAYS),
        quantstats.stats.value_at_risk(portfolio),
        quantstats.stats.cvar(portfolio),
        quantstats.stats.max_drawdown(portfolio),
    )
    return [*each, own]


def skfolio_summary(returns: Array, weights: Array) -> tuple[float, float, float, float, Array]:
    """Volatility, tail, drawdown and contributions; skfolio has no betas. This is also what it does again after an edit."""
    portfolio = Portfolio(X=returns, weights=weights, compounded=True)
    return (
        float(portfolio.annualized_standard_deviation),
        float(portfolio.value_at_risk),
        float(portfolio.cvar),
        float(portfolio.max_drawdown),
        np.asarray(portfolio.contribution(measure=RiskMeasure.STANDARD_DEVIATION)),
    )
