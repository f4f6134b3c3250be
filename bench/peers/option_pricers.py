"""Option values one at a time, by the calls that vollib and QuantLib document."""

import math
from collections.abc import Callable

import numpy as np
import QuantLib as ql  # noqa: N813 - the name its own examples give it
from vollib.black_scholes_merton import black_scholes_merton

from plumbline.analytics.option_revaluation import OptionBook, OptionScenarios

Valuation = tuple[bool, float, float, float, float]
"""Is a call, spot, strike, years, volatility."""


def some_valuations(book: OptionBook, scenarios: OptionScenarios, count: int) -> list[Valuation]:
    """Valuations of the first scenarios, as plain numbers."""
    found: list[Valuation] = []
    for scenario, moves in enumerate(scenarios.spot_moves):
        shift = float(np.asarray(scenarios.volatility_shifts)[scenario, 0])
        spots = np.asarray(book.market.spot) * (1.0 + moves[book.underlyings])
        columns = (book.terms.is_call, spots, book.terms.strike, book.terms.years, np.asarray(book.market.volatility) + shift)
        found += list(zip(*(np.asarray(column).tolist() for column in columns), strict=True))
        if len(found) >= count:
            break
    return found[:count]


def vollib_values(valuations: list[Valuation], rate: float, dividend: float) -> list[float]:
    """One call of vollib per valuation."""
    return [
        float(black_scholes_merton("c" if call else "p", spot, strike, years, rate, volatility, dividend))
        for call, spot, strike, years, volatility in valuations
    ]


def quantlib_formula(valuations: list[Valuation], rate: float, dividend: float) -> list[float]:
    """QuantLib's bare Black formula, without instrument or engine."""
    return [
        float(
            ql.blackFormula(
                ql.Option.Call if call else ql.Option.Put,
                strike,
                spot * math.exp((rate - dividend) * years),
                volatility * years**0.5,
                math.exp(-rate * years),
            )
        )
        for call, spot, strike, years, volatility in valuations
    ]


def quantlib_engine(valuations: list[Valuation], rate: float, dividend: float) -> Callable[[], list[float]]:
    """Options with analytic engines and quotes of their own, made before the clock starts.

    The work is to set spot and volatility and to ask for the value. Quotes of their own, because a shared one tells every option
    of each change.
    """
    today = ql.Date(2, 1, 2026)
    ql.Settings.instance().evaluationDate = today
    count = ql.Actual365Fixed()
    curves = [ql.YieldTermStructureHandle(ql.FlatForward(today, level, count)) for level in (dividend, rate)]
    priced = []
    for call, price, strike, years, level in valuations:
        spot, volatility = ql.SimpleQuote(price), ql.SimpleQuote(level)
        surface = ql.BlackVolTermStructureHandle(ql.BlackConstantVol(today, ql.NullCalendar(), ql.QuoteHandle(volatility), count))
        payoff = ql.PlainVanillaPayoff(ql.Option.Call if call else ql.Option.Put, strike)
        option = ql.VanillaOption(payoff, ql.EuropeanExercise(today + max(round(years * 365), 1)))
        option.setPricingEngine(ql.AnalyticEuropeanEngine(ql.BlackScholesMertonProcess(ql.QuoteHandle(spot), *curves, surface)))
        priced.append((option, spot, volatility))
    turn = [0.0]

    def work() -> list[float]:
        turn[0] += 1e-9  # a quote that does not change would leave the old value in place
        values = []
        for (option, spot, volatility), (_, price, _, _, level) in zip(priced, valuations, strict=True):
            spot.setValue(price + turn[0])
            volatility.setValue(level)
            values.append(float(option.NPV()))
        return values

    return work
