"""Further figures of a return series: its shape, and return set against other kinds of risk."""

from plumbline.analytics.calendar_returns import monthly_returns
from plumbline.analytics.observations import TRADING_DAYS
from plumbline.analytics.risk_adjusted import (
    calmar_ratio,
    conditional_betas,
    gain_to_pain_ratio,
    hit_rate,
    jensens_alpha,
    omega_ratio,
    treynor_ratio,
    ulcer_index,
)
from plumbline.analytics.shape import excess_kurtosis as excess_kurtosis_of
from plumbline.analytics.shape import skewness as skewness_of
from plumbline.analytics.shape import tail_ratio as tail_ratio_of
from plumbline.query.figures_series import statistic

skewness = statistic(lambda sample: float(skewness_of(sample.returns)), held=True)
excess_kurtosis = statistic(lambda sample: float(excess_kurtosis_of(sample.returns)), held=True)
tail_ratio = statistic(lambda sample: float(tail_ratio_of(sample.returns)), held=True)
calmar = statistic(lambda sample: calmar_ratio(sample.returns, periods_per_year=TRADING_DAYS), held=True)
omega = statistic(lambda sample: float(omega_ratio(sample.returns, periods_per_year=TRADING_DAYS)), held=True)
gain_to_pain = statistic(lambda sample: float(gain_to_pain_ratio(monthly_returns(sample.series.returns, sample.series.days))), held=True)
ulcer = statistic(lambda sample: float(ulcer_index(sample.returns)), held=True)
hits = statistic(lambda sample: hit_rate(*sample.pair()), relative=True, held=True)
treynor = statistic(
    lambda sample: treynor_ratio(*sample.pair(), periods_per_year=TRADING_DAYS, risk_free_rate=sample.risk_free_rate),
    relative=True,
    held=True,
)
alpha = statistic(
    lambda sample: jensens_alpha(*sample.pair(), periods_per_year=TRADING_DAYS, risk_free_rate=sample.risk_free_rate),
    relative=True,
    held=True,
)
bull_beta = statistic(lambda sample: conditional_betas(*sample.pair()).bull, relative=True, held=True)
bear_beta = statistic(lambda sample: conditional_betas(*sample.pair()).bear, relative=True, held=True)
