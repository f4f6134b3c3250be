"""The options of a portfolio: prices and Greeks, the book in money, what needs attention, and its losses with every option valued anew."""

from functools import lru_cache

import numpy as np

from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.portfolios.option_book.contracts import HeldOptions, held_options
from plumbline.portfolios.option_book.question import Exercise, OptionQuestion, checked_options
from plumbline.portfolios.option_book.results import NOTHING, OptionPosition, OptionReport, RevaluedTail
from plumbline.portfolios.option_book.scenarios import revalued_tails, scenario_grids
from plumbline.portfolios.option_book.sums import book_sums, greeks_in_money
from plumbline.portfolios.option_model import MODELED, VOLATILITY_SESSIONS
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject

DEFAULT_QUESTION = OptionQuestion()
_SOON = 7
_QUOTED = "from a quote that was given"
_REALIZED = f"realized, {VOLATILITY_SESSIONS} sessions"


@lru_cache(maxsize=64)
def option_report(snapshot: PortfolioSnapshot, view: MarketView, asked: OptionQuestion = DEFAULT_QUESTION) -> OptionReport:
    """Every option with time left. Expired options and such without a price of their underlying are named in the notes.

    Raises: InvalidInput for terms outside or a quote that no volatility explains; NotFound for a quote of an option that is not held.
    """
    question = checked_options(asked)
    valuation = analyze(snapshot, view).valuation
    options = held_options(valuation, snapshot, question)
    tails, n_scenarios, problem = _tails(options, snapshot, view, question)
    whole, parts = book_sums(options, snapshot, valuation) if options else (None, ())
    empty = () if options else (f"{snapshot.name} holds no option with time left on {snapshot.as_of}.",)
    return OptionReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, quality=valuation.quality, reason=valuation.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, currency=snapshot.currency,
        net_value=Money(amount=valuation.net_value, currency=snapshot.currency), exercise=question.exercise,
        confidence=question.confidence, n_options=float(len(options.contracts)) if options else 0.0,
        positions=_positions(options, snapshot, question) if options else (), book=whole, underlyings=parts, tails=tails,
        grids=scenario_grids(options, valuation, snapshot, question) if options else (), n_scenarios=float(n_scenarios),
        notes=(*empty, *problem, *(_terms(question) if options else ()), *(valuation.notes if options else ())),
    )  # fmt: skip


def _tails(
    options: HeldOptions | None, snapshot: PortfolioSnapshot, view: MarketView, asked: OptionQuestion
) -> tuple[tuple[RevaluedTail, ...], int, tuple[str, ...]]:
    if options is None:
        return (), 0, ()
    try:
        rows, n_scenarios = revalued_tails(options, analyze(snapshot, view).valuation, snapshot, view, asked=asked)
    except (MissingData, CalculationFailed) as failure:
        return (), 0, (f"There is no value at risk of the options: {failure.message}",)
    return rows, n_scenarios, ()


def _terms(asked: OptionQuestion) -> tuple[str, ...]:
    exercise = {
        Exercise.EUROPEAN: "Prices and Greeks are of European options, as in the holdings; the premium for early exercise stands beside.",
        Exercise.AMERICAN: "Prices and Greeks are of American options by a binomial tree, scenarios by Barone-Adesi and Whaley.",
    }[asked.exercise]
    scenarios = (
        "Value at risk: every past session's moves of the prices, and of the realized volatility of each underlying, on today's book; no "
        "time passes."
    )
    return exercise, scenarios


def _positions(options: HeldOptions, snapshot: PortfolioSnapshot, asked: OptionQuestion) -> tuple[OptionPosition, ...]:
    return tuple(_position(options, place, snapshot, asked) for place in range(len(options.contracts)))


def _position(options: HeldOptions, place: int, snapshot: PortfolioSnapshot, asked: OptionQuestion) -> OptionPosition:
    holding, contract, greeks = options.holdings[place], options.contracts[place], options.greeks
    subject = holding_subject(snapshot, holding.symbol, holding.label)

    def at(values: object) -> float:
        return float(np.atleast_1d(np.asarray(values, dtype=np.float64))[place]) + 0.0

    def per_share(amount: float) -> Money:
        return Money(amount=amount, currency=holding.currency)

    def of_position(amount: float) -> Money:
        return Money(amount=amount + 0.0, currency=snapshot.currency)

    price = at(options.american if asked.exercise is Exercise.AMERICAN else options.european)
    size, found = at(options.shares), greeks_in_money(options, np.arange(len(options.contracts)) == place)
    implied = at(options.implied) if np.isfinite(options.implied[place]) else None
    spot = at(options.market.spot)
    payoff = max(spot - contract.strike if contract.right == "call" else contract.strike - spot, 0.0)
    return OptionPosition(
        subject=subject, as_of=snapshot.as_of, quality=Quality.PARTIAL, reason=MODELED if implied is None else _QUOTED,
        symbol=holding.symbol, underlying=contract.underlying, right=contract.right.value, strike=contract.strike, expiry=contract.expiry,
        days_to_expiry=float((contract.expiry - snapshot.as_of).days), quantity=holding.quantity, spot=per_share(spot),
        volatility=at(options.market.volatility), volatility_source=_REALIZED if implied is None else "implied by the quote",
        implied_volatility=MeasuredValue(
            subject=subject, as_of=snapshot.as_of, measure="implied_volatility", value=implied, quality=Quality.PARTIAL,
            reason="no quote: the realized volatility is used" if implied is None else _QUOTED,
        ),
        price=per_share(price), time_value=per_share(price - payoff),
        early_exercise_premium=per_share(at(options.american) - at(options.european)), delta=at(greeks.delta), gamma=at(greeks.gamma),
        vega=per_share(at(greeks.vega) / 100.0), theta=per_share(at(greeks.theta)), rho=per_share(at(greeks.rho) / 100.0),
        vanna=at(greeks.vanna) / 100.0, volga=per_share(at(greeks.volga) / 10_000.0),
        market_value=of_position(size * price), delta_exposure=of_position(found.delta), attention=_attention(options, place),
        gamma_exposure=of_position(found.gamma), vega_exposure=of_position(found.vega), theta_exposure=of_position(found.theta),
        rho_exposure=of_position(found.rho), vanna_exposure=of_position(found.vanna), volga_exposure=of_position(found.volga),
    )  # fmt: skip


def _attention(options: HeldOptions, place: int) -> str:
    """What to look at, in words."""
    flags, written = options.flags, options.contracts_held[place] < 0.0
    found = []
    if flags.expires_soon[place]:
        inside = "in" if flags.in_the_money[place] else "out of"
        found.append(f"expires within {_SOON} days, {inside} the money")
    if flags.assignment_risk[place]:
        found.append("may be assigned")
    elif written and flags.in_the_money[place]:
        found.append("written and in the money")
    return "; ".join(found) or NOTHING
