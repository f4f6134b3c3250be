"""What a figure is set beside: the benchmark, another window, the total, the money it stands for."""

from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.reading.frame import Frame
from plumbline.query.schemas import Ask, Query, Selection

_OF_BENCHMARK = {
    "volatility_annualized",
    "period_return",
    "maximum_drawdown",
    "daily_return",
    "sharpe_ratio",
    "best_day",
    "worst_day",
    "up_days",
    "annualized_return",
}
_WITH: dict[str, tuple[str, ...]] = {
    "market_value": ("weight", "unrealized_gain"),
    "weight": ("market_value", "risk_contribution"),
    "quantity": ("market_value",),
    "unrealized_gain": ("unrealized_return", "cost_basis"),
    "unrealized_return": ("unrealized_gain",),
    "cost_basis": ("market_value", "unrealized_gain"),
    "cost_basis_per_share": ("price", "unrealized_return"),
    "price": ("daily_return",),
    "risk_contribution": ("weight",),
    "sector_risk_contribution": ("weight",),
    "historical_value_at_risk": ("historical_value_at_risk_money", "historical_expected_shortfall"),
    "historical_value_at_risk_money": ("historical_value_at_risk", "historical_expected_shortfall_money"),
    "historical_expected_shortfall": ("historical_expected_shortfall_money", "historical_value_at_risk"),
    "parametric_value_at_risk": ("historical_value_at_risk",),
    "parametric_expected_shortfall": ("historical_expected_shortfall",),
    "concentration_hhi": ("effective_positions", "top_5_weight"),
    "effective_positions": ("concentration_hhi", "n_holdings"),
    "top_5_weight": ("largest_weight",),
    "cash_value": ("net_value",),
    "gross_exposure": ("gross_exposure_weight",),
    "net_exposure": ("net_exposure_weight",),
    "long_exposure": ("long_exposure_weight",),
    "short_exposure": ("short_exposure_weight", "hedge_ratio"),
    "gross_exposure_weight": ("net_exposure_weight",),
    "net_exposure_weight": ("net_exposure",),
    "daily_change": ("daily_return",),
    "daily_return": ("daily_change",),
    "period_change": ("period_return",),
    "period_return": ("period_change",),
    "beta": ("correlation",),
    "maximum_drawdown": ("drawdown_peak_date", "drawdown_trough_date"),
    "worst_day": ("worst_day_date",),
    "best_day": ("best_day_date",),
    "worst_day_date": ("worst_day",),
    "best_day_date": ("best_day",),
    "high_52w": ("price", "distance_from_high"),
    "low_52w": ("price",),
    "distance_from_high": ("high_52w", "price"),
    "price_to_earnings": ("price", "diluted_eps"),
    "dividend_yield": ("dividends_per_share", "price"),
    "market_capitalization": ("price",),
    "risk_score": ("volatility_annualized", "historical_value_at_risk", "maximum_drawdown", "effective_positions"),
    "net_value": ("cash_value", "daily_change"),
    "option_delta": ("quantity", "delta_exposure"),
}  # fmt: skip
_SAME_PERIOD = {
    "period_return",
    "drawdown_peak_date",
    "drawdown_trough_date",
    "worst_day_date",
    "best_day_date",
    "worst_day",
    "best_day",
    "correlation",
    "period_change",
    "historical_value_at_risk",
    "historical_value_at_risk_money",
    "historical_expected_shortfall",
    "historical_expected_shortfall_money",
}
_LONE = {"correlation"}


def context_queries(frame: Frame, query: Query, situation: Situation) -> list[Query]:
    """Return what else to compute for a question of one or two figures; nothing for lists and comparisons."""
    if query.rank or query.summary or query.compare or query.versus or query.scale is not None or query.all_portfolios:
        return []
    if len(query.select) != 1 or len(query.select[0].symbols) > 1 or len(query.measures) > 2 or frame.subjects.by_sector:
        return []
    own = _own(query)
    found = [query.model_copy(update={"measures": own})] if own else []
    return [*found, *_of_holding(query, situation.held(frame)), *_of_benchmark(query, frame)]


def _of_holding(query: Query, held: frozenset[str]) -> list[Query]:
    """How much a symbol matters to the person, beside how much it moves."""
    symbols = query.select[0].symbols
    moves = any(ask.measure in {"volatility_annualized", "beta", "maximum_drawdown"} and ask.period is None for ask in query.measures)
    if not moves or query.select[0].of != "symbols" or len(symbols) != 1 or symbols[0] not in held:
        return []
    measures = (Ask(measure="risk_contribution"), Ask(measure="weight"))
    return [query.model_copy(update={"select": (Selection(of="holdings", symbols=symbols),), "measures": measures})]


def _own(query: Query) -> tuple[Ask, ...]:
    asked = {ask.measure for ask in query.measures}
    found: dict[str, Ask] = {}
    single = query.select[0].of
    for ask in query.measures:
        for key in _WITH.get(ask.measure, ()):
            if key in asked or (
                single in {"symbols", "benchmark"}
                and key in {"period_change", "weight", "unrealized_gain", "unrealized_return", "cost_basis"}
            ):
                continue
            if (ask.measure == "net_value" and single != "portfolio") or (single == "benchmark" and key == "correlation"):
                continue
            found.setdefault(key, Ask(measure=key, period=ask.period if key in _SAME_PERIOD else None, confidence=ask.confidence))
    if asked == {"market_value"} and single == "portfolio":
        return (Ask(measure="cash_value"), Ask(measure="daily_change"), Ask(measure="daily_return"))
    return tuple(found.values())


def _of_benchmark(query: Query, frame: Frame) -> list[Query]:
    asks = tuple(ask for ask in query.measures if ask.measure in _OF_BENCHMARK)
    if not asks or query.select[0].of == "benchmark" or frame.subjects.benchmark:
        return []
    return [query.model_copy(update={"select": (Selection(of="benchmark"),), "measures": asks})]
