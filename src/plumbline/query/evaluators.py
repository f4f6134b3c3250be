"""Every measure that a query can compute, with the function that does; the rest of the catalog belongs to reports and arithmetic."""

from collections.abc import Mapping

from plumbline.analytics.measures import measure
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.market_data.fundamentals import FundamentalItem
from plumbline.query import (
    figures_contribution,
    figures_exposure,
    figures_instrument,
    figures_period,
    figures_series,
    figures_shape,
    figures_tail,
    figures_value,
)
from plumbline.query.figure import Figure, absent
from plumbline.query.figures_series import Evaluator
from plumbline.query.schemas import Ask, is_known_measure
from plumbline.query.targets import Target

EVALUATORS: Mapping[str, Evaluator] = {
    "market_value": figures_value.market_value,
    "net_value": figures_value.net_value,
    "cash_value": figures_value.cash_value,
    "weight": figures_value.weight,
    "sector_weight": figures_value.weight,
    "share_of_total": figures_value.share_of_total,
    "quantity": figures_value.quantity,
    "price": figures_instrument.price,
    "cost_basis": figures_value.cost_basis,
    "cost_basis_per_share": figures_value.cost_basis_per_share,
    "unrealized_gain": figures_value.unrealized_gain,
    "unrealized_return": figures_value.unrealized_return,
    "n_holdings": figures_value.n_holdings,
    "option_value": figures_value.option_value,
    "option_delta": figures_value.option_delta,
    "delta_exposure": figures_value.delta_exposure,
    "last_price_date": figures_value.last_price_date,
    "daily_change": figures_period.daily_change,
    "daily_return": figures_period.daily_return,
    "period_change": figures_period.period_change,
    "period_return": figures_period.period_return,
    "benchmark_return": figures_period.benchmark_return,
    "active_return": figures_period.active_return,
    "annualized_return": figures_period.annualized_return,
    "best_day": figures_series.best_day,
    "best_day_date": figures_series.best_day_date,
    "worst_day": figures_series.worst_day,
    "worst_day_date": figures_series.worst_day_date,
    "up_days": figures_series.up_day_share,
    "high_52w": figures_instrument.high_52w,
    "low_52w": figures_instrument.low_52w,
    "distance_from_high": figures_instrument.distance_from_high,
    "volatility_annualized": figures_series.volatility,
    "beta": figures_series.beta,
    "correlation": figures_series.correlation,
    "maximum_drawdown": figures_series.maximum_drawdown,
    "current_drawdown": figures_series.current_drawdown,
    "drawdown_peak_date": figures_series.drawdown_peak_date,
    "drawdown_trough_date": figures_series.drawdown_trough_date,
    "drawdown_recovery_date": figures_series.drawdown_recovery_date,
    "risk_contribution": figures_contribution.risk_contribution,
    "sector_risk_contribution": figures_contribution.risk_contribution,
    "risk_contribution_volatility": figures_contribution.risk_contribution_volatility,
    "marginal_risk": figures_contribution.marginal_risk,
    "risk_score": figures_exposure.risk_score,
    "historical_value_at_risk": figures_tail.historical_var,
    "historical_expected_shortfall": figures_tail.historical_es,
    "parametric_value_at_risk": figures_tail.parametric_var,
    "parametric_expected_shortfall": figures_tail.parametric_es,
    "historical_value_at_risk_money": figures_tail.historical_var_money,
    "historical_expected_shortfall_money": figures_tail.historical_es_money,
    "parametric_value_at_risk_money": figures_tail.parametric_var_money,
    "parametric_expected_shortfall_money": figures_tail.parametric_es_money,
    "sharpe_ratio": figures_series.sharpe,
    "sortino_ratio": figures_series.sortino,
    "downside_deviation": figures_series.downside,
    "tracking_error": figures_series.tracking,
    "information_ratio": figures_series.information,
    "up_capture": figures_series.up_capture,
    "down_capture": figures_series.down_capture,
    "n_observations": figures_series.n_observations,
    "skewness": figures_shape.skewness,
    "excess_kurtosis": figures_shape.excess_kurtosis,
    "tail_ratio": figures_shape.tail_ratio,
    "calmar_ratio": figures_shape.calmar,
    "omega_ratio": figures_shape.omega,
    "gain_to_pain_ratio": figures_shape.gain_to_pain,
    "ulcer_index": figures_shape.ulcer,
    "hit_rate": figures_shape.hits,
    "treynor_ratio": figures_shape.treynor,
    "jensens_alpha": figures_shape.alpha,
    "bull_beta": figures_shape.bull_beta,
    "bear_beta": figures_shape.bear_beta,
    "concentration_hhi": figures_exposure.hhi,
    "effective_positions": figures_exposure.effective,
    "top_5_weight": figures_exposure.top_5,
    "largest_weight": figures_exposure.largest,
    "long_exposure": figures_exposure.long_exposure,
    "short_exposure": figures_exposure.short_exposure,
    "gross_exposure": figures_exposure.gross_exposure,
    "net_exposure": figures_exposure.net_exposure,
    "long_exposure_weight": figures_exposure.long_weight,
    "short_exposure_weight": figures_exposure.short_weight,
    "gross_exposure_weight": figures_exposure.gross_weight,
    "net_exposure_weight": figures_exposure.net_weight,
    "hedge_ratio": figures_exposure.hedge_ratio,
    "beta_adjusted_exposure": figures_exposure.beta_adjusted,
    "price_to_earnings": figures_instrument.price_to_earnings,
    "dividend_yield": figures_instrument.dividend_yield,
    "market_capitalization": figures_instrument.market_capitalization,
    **{item.value: figures_instrument.reported(item) for item in FundamentalItem},
}


def evaluate(target: Target, ask: Ask) -> Figure:
    """Return one figure of one target; one that is undefined, or whose data is not there, is absent with its reason.

    Raises: InvalidInput for a measure that the catalog does not have, or that a query can not compute.
    """
    evaluator = EVALUATORS.get(ask.measure)
    if evaluator is None:
        known = (
            f"'{measure(ask.measure).name}' comes from a report or from arithmetic" if is_known_measure(ask.measure) else "it is unknown"
        )
        raise InvalidInput(
            f"Expected a measure that a query can compute, found '{ask.measure}': {known}. Known: {', '.join(EVALUATORS)}.",
            subject=ask.measure,
        )
    try:
        return evaluator(target, ask)
    except (MissingData, CalculationFailed) as failure:
        # One cell that can not be had does not sink the table.
        return absent(failure.message)
