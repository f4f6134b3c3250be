"""What measures mean, for people, without figures of their own: a figure in an answer must be a fact."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.analytics.measures import measure

_TEXTS: dict[str, str] = {
    "volatility_annualized": "**Volatility** is how much daily returns scatter around their mean: their standard deviation, scaled to a year by the square root of the trading days in it. "
    "It says nothing about direction.",
    "beta": "**Beta** is how much something has moved, on average, when the benchmark moved: the covariance of the two divided by the variance of the benchmark. At one it "
    "moves like the market, above it more, below zero against it.",
    "historical_value_at_risk": "**Value at risk** is a loss on one day that is exceeded only rarely: on one day in twenty at the usual confidence. It is read from the returns "
    "that today's holdings would have had in the past, without assuming a shape for them.",
    "historical_expected_shortfall": "**Expected shortfall** is the mean loss on the days that are worse than the value at risk: not how bad a bad day starts, but how bad it is on average.",
    "concentration_hhi": "**HHI** is the sum of the squared shares of the holdings in what is invested, cash left out. It is one for a single holding, and the more equal holdings "
    "there are, the nearer to zero.",
    "effective_positions": "**Effective positions** is one divided by the HHI: the number of equal holdings that would be as concentrated.",
    "risk_contribution": "**Risk contribution** is the share of the portfolio's volatility that a holding accounts for: its weight times its covariance with the portfolio, divided by the "
    "portfolio's variance. The shares add up to the whole; a negative one lowers the risk.",
    "maximum_drawdown": "**Maximum drawdown** is the largest fall from an earlier peak to a later low, as a share of the peak.",
    "sharpe_ratio": "**Sharpe ratio** is the mean return above the risk-free rate divided by its standard deviation, per year: return for each unit of risk.",
    "sortino_ratio": "**Sortino ratio** is like the Sharpe ratio, but counts only the deviations below the target as risk.",
    "tracking_error": "**Tracking error** is the standard deviation of the return less the benchmark's, per year: how far a portfolio strays from it.",
    "hedge_ratio": "**Hedge ratio** is the short exposure divided by the long exposure: zero is unhedged, one is neutral in money.",
    "risk_score": "**Risk score** puts volatility, expected shortfall, drawdown, concentration and leverage on one scale from cash to extreme, with fixed weights.",
    "correlation": "**Correlation** is how closely two return series move together: one in step, zero without relation, minus one opposite.",
    "active_return": "**Active return** is the return less the benchmark's return over the same time.",
    "option_delta": "**Delta** is how much the value of an option changes when its underlying changes by one.",
    "period_return": "**Return** is the change of value over a period divided by the value at its start. For a portfolio it is that of today's holdings, held through the period.",
    "price_to_earnings": "**Price to earnings** is the price of a share divided by the diluted earnings per share of the last reported fiscal year.",
    "net_value": "**Net value** is what all holdings and cash are worth together; short positions count negative.",
}  # fmt: skip
_DIGITS = re.compile(r"\d")


def explanation(key: str) -> str:
    """Two sentences on a measure: our own words, or the catalog's definition where it has no figures in it."""
    own = _TEXTS.get(key.removesuffix("_money"))
    if own:
        return own
    entry = measure(key)
    if _DIGITS.search(entry.definition):
        return f"**{entry.name}**: its exact definition, source and treatment of missing data are in the glossary of measures."
    return f"**{entry.name}**: {entry.definition[0].lower()}{entry.definition[1:]}"
