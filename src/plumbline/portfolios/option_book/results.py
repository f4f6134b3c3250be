"""What the option report returns: each option's price and Greeks, the book's in money, its tail valued anew, and scenarios."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, MeasuredValue, Result
from plumbline.portfolios.option_book.question import Exercise

NOTHING = "none"
"""What a position says that needs no attention."""


class OptionPosition(Result):
    """One option. Price and Greeks are per share of the underlying, in the currency of the option.

    From `market_value` on figures are of the position, in the currency of the portfolio.
    """

    symbol: str
    underlying: str
    right: str
    strike: float
    expiry: date
    days_to_expiry: Annotated[float, Measured("days_to_expiry")]
    quantity: Annotated[float, Measured("quantity")] = Field(description="Contracts, negative = written.")
    spot: Annotated[Money, Measured("price")]
    volatility: Annotated[float, Measured("option_volatility")]
    volatility_source: str
    implied_volatility: MeasuredValue
    price: Annotated[Money, Measured("option_value")]
    time_value: Annotated[Money, Measured("option_time_value")]
    early_exercise_premium: Annotated[Money, Measured("early_exercise_premium")]
    delta: Annotated[float, Measured("option_delta")]
    gamma: Annotated[float, Measured("option_gamma")]
    vega: Annotated[Money, Measured("option_vega")]
    theta: Annotated[Money, Measured("option_theta")]
    rho: Annotated[Money, Measured("option_rho")]
    vanna: Annotated[float, Measured("option_vanna")]
    volga: Annotated[Money, Measured("option_volga")]
    market_value: Annotated[Money, Measured("market_value")]
    delta_exposure: Annotated[Money, Measured("delta_exposure")]
    gamma_exposure: Annotated[Money, Measured("gamma_exposure")]
    vega_exposure: Annotated[Money, Measured("vega_exposure")]
    theta_exposure: Annotated[Money, Measured("theta_exposure")]
    rho_exposure: Annotated[Money, Measured("rho_exposure")]
    vanna_exposure: Annotated[Money, Measured("vanna_exposure")]
    volga_exposure: Annotated[Money, Measured("volga_exposure")]
    attention: Annotated[str, Measured("option_attention")] = Field(description="Expiry and assignment; `none` = nothing to do.")


class BookSums(Result):
    """All options of the book, or of one underlying, in money; `shares` and `net_delta` take in the shares that are held."""

    name: str
    shares: Annotated[Money, Measured("delta_exposure", parameters=(("of", "shares"),))]
    options_delta: Annotated[Money, Measured("delta_exposure", parameters=(("of", "options"),))]
    net_delta: Annotated[Money, Measured("delta_exposure", parameters=(("of", "both"),))]
    gamma: Annotated[Money, Measured("gamma_exposure")]
    vega: Annotated[Money, Measured("vega_exposure")]
    theta: Annotated[Money, Measured("theta_exposure")]
    rho: Annotated[Money, Measured("rho_exposure")]
    vanna: Annotated[Money, Measured("vanna_exposure")]
    volga: Annotated[Money, Measured("volga_exposure")]


class RevaluedTail(Result):
    """Losses of one day in money by one way to value the options in each scenario; positive = loss.

    `difference` is the value at risk of the portfolio less that by full revaluation.
    """

    method: str
    label: str
    value_at_risk: MeasuredValue
    expected_shortfall: MeasuredValue
    difference: MeasuredValue
    options_value_at_risk: MeasuredValue
    options_expected_shortfall: MeasuredValue


class ScenarioGrid(Result):
    """Change in value when every spot moves by `spots` and every volatility by `volatilities`; `cells` are rows of one spot move."""

    scope: str
    label: str
    spots: tuple[float, ...]
    volatilities: tuple[float, ...]
    cells: tuple[tuple[MeasuredValue, ...], ...]


class OptionReport(Result):
    """The options of one portfolio on a day. Without options there are no positions, and a note says so."""

    portfolio_id: PortfolioId
    name: str
    currency: str
    net_value: Annotated[Money, Measured("net_value")]
    exercise: Exercise
    confidence: float
    n_options: Annotated[float, Measured("option_positions")]
    positions: tuple[OptionPosition, ...] = Field(description="Soonest expiry first.")
    book: BookSums | None
    underlyings: tuple[BookSums, ...] = Field(description="Largest absolute net delta first.")
    tails: tuple[RevaluedTail, ...]
    grids: tuple[ScenarioGrid, ...]
    n_scenarios: Annotated[float, Measured("n_observations")]
    notes: tuple[str, ...] = ()
