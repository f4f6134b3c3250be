"""What a portfolio's volatility is made of: holdings, and pairs of them."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.contribution import VolatilityContributions, volatility_contributions
from plumbline.analytics.covariance.estimate import sample_covariance
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.pair_contribution import largest_pairs, pair_contributions
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.fixed_weights import WeightedHistory
from plumbline.portfolios.path_statistics import Frame
from plumbline.portfolios.volatility.figures import YEAR
from plumbline.portfolios.volatility.results import VolatilityAttribution


@dataclass(frozen=True, eq=False)
class Parts:
    """Contributions of the drivers of a history, in their order, and the shares of variance of every pair."""

    contributions: VolatilityContributions
    pairs: FloatArray


def volatility_parts(history: WeightedHistory) -> Parts | None:
    """Over the last year, on the sessions that all share; None when the portfolio does not vary or shares too few."""
    returns = history.returns[-YEAR:]
    try:
        contributions = volatility_contributions(returns, history.weights, periods_per_year=TRADING_DAYS)
        return Parts(contributions, pair_contributions(sample_covariance(returns).covariance, history.weights))
    except (CalculationFailed, MissingData):
        return None


def attribution(frame: Frame, history: WeightedHistory, parts: Parts, *, top: int) -> VolatilityAttribution:
    """The parts as a result, with the pairs that matter most."""
    year: Frame = {**frame, "period": f"{YEAR}d"}
    own = float(np.trace(parts.pairs))

    def share(value: float, of: str) -> MeasuredValue:
        return MeasuredValue(**year, measure="pair_risk_contribution", value=value, parameters={"of": of})

    pairs = [
        _pair(year, history.drivers[found.first], history.drivers[found.second], share=found.share)
        for found in largest_pairs(parts.pairs, top)
    ]
    return VolatilityAttribution(
        **year, volatility=parts.contributions.portfolio_volatility, own_share=share(own, "own variances"),
        pairs_share=share(1.0 - own, "all pairs"), pairs=tuple(pairs),
    )  # fmt: skip


def _pair(frame: Frame, one: str, two: str, *, share: float) -> MeasuredValue:
    subject = Subject(kind=SubjectKind.GROUP, id=f"{frame['subject'].id}/pair/{one}+{two}", label=f"{one} and {two}")
    return MeasuredValue.model_validate({**frame, "subject": subject, "measure": "pair_risk_contribution", "value": share})
