"""The live options of a valuation as arrays, with the volatility that each is valued with."""

import math
from dataclasses import dataclass, replace

import numpy as np

from plumbline.analytics.american_options import american_greeks, american_value
from plumbline.analytics.greeks import Greeks, option_greeks
from plumbline.analytics.implied_volatility import implied_volatility
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.option_flags import OptionFlags, option_flags
from plumbline.analytics.options import OptionMarket, OptionTerms, option_value
from plumbline.core.errors import CalculationFailed, InvalidInput, NotFound
from plumbline.market_data.occ import OptionContract, OptionRight
from plumbline.portfolios.option_book.question import Exercise, OptionQuestion
from plumbline.portfolios.option_model import OptionQuote
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.valuation import Valuation, ValuedHolding

_DAYS_PER_YEAR = 365.0


@dataclass(frozen=True, eq=False)
class HeldOptions:
    """Options with time left, soonest expiry first; arrays are (n_options,). `shares` are signed, in the portfolio's currency by `fx`."""

    holdings: tuple[ValuedHolding, ...]
    contracts: tuple[OptionContract, ...]
    terms: OptionTerms
    market: OptionMarket
    implied: FloatArray
    greeks: Greeks
    european: FloatArray
    american: FloatArray
    flags: OptionFlags
    contracts_held: FloatArray
    multipliers: FloatArray
    fx: FloatArray

    @property
    def shares(self) -> FloatArray:
        """Signed shares of the underlying that the contracts are for, times the rate into the portfolio's currency."""
        return self.contracts_held * self.multipliers * self.fx


def held_options(valuation: Valuation, snapshot: PortfolioSnapshot, asked: OptionQuestion) -> HeldOptions | None:
    """The options that are held and can be valued; None without one.

    Raises: NotFound for a quote of an option that is not held; InvalidInput for one that no volatility explains.
    """
    live = [(holding, holding.contract, holding.quote) for holding in valuation.invested if holding.contract and holding.quote]
    found = [(holding, contract, quote) for holding, contract, quote in live if contract is not None and quote is not None]
    _require_held(asked, [contract for _, contract, _ in found], snapshot)
    if not found:
        return None
    found.sort(key=lambda item: (item[1].expiry, item[1].symbol))
    holdings, contracts, quotes = zip(*found, strict=True)
    return _arrays(holdings, contracts, quotes, snapshot=snapshot, asked=asked)


def _require_held(asked: OptionQuestion, contracts: list[OptionContract], snapshot: PortfolioSnapshot) -> None:
    known = {contract.symbol for contract in contracts}
    for symbol, _ in asked.quotes:
        if symbol not in known:
            held = ", ".join(sorted(known)) or "no option with time left"
            raise NotFound(f"{snapshot.name} does not hold the option '{symbol}' on {snapshot.as_of}. It holds {held}.", subject=symbol)


def _arrays(
    holdings: tuple[ValuedHolding, ...],
    contracts: tuple[OptionContract, ...],
    quotes: tuple[OptionQuote, ...],
    *,
    snapshot: PortfolioSnapshot,
    asked: OptionQuestion,
) -> HeldOptions:
    days = np.array([(contract.expiry - snapshot.as_of).days for contract in contracts], dtype=np.float64)
    terms = OptionTerms(
        strike=np.array([contract.strike for contract in contracts]),
        years=days / _DAYS_PER_YEAR,
        is_call=np.array([contract.right is OptionRight.CALL for contract in contracts]),
    )
    realized = OptionMarket(
        spot=np.array([quote.spot for quote in quotes]),
        volatility=np.array([quote.volatility for quote in quotes]),
        rate=math.log1p(snapshot.risk_free_rate),
    )
    implied = _implied(contracts, terms, realized, asked)
    market = replace(realized, volatility=np.where(np.isnan(implied), realized.volatility, implied))
    held = np.array([holding.quantity for holding in holdings])
    american = asked.exercise is Exercise.AMERICAN
    return HeldOptions(
        holdings=holdings,
        contracts=contracts,
        terms=terms,
        market=market,
        implied=implied,
        greeks=american_greeks(terms, market) if american else option_greeks(terms, market),
        european=np.asarray(option_value(terms, market)),
        american=np.asarray(american_value(terms, market)),
        flags=option_flags(terms, market, held),
        contracts_held=held,
        multipliers=np.array([holding.multiplier for holding in holdings]),
        fx=np.array([holding.fx for holding in holdings]),
    )


def _implied(contracts: tuple[OptionContract, ...], terms: OptionTerms, market: OptionMarket, asked: OptionQuestion) -> FloatArray:
    """Volatility that each quote implies, NaN without one."""
    prices = dict(asked.quotes)
    found = np.full(len(contracts), np.nan)
    strikes, years, calls, spots = (np.asarray(part) for part in (terms.strike, terms.years, terms.is_call, market.spot))
    for place, contract in enumerate(contracts):
        if contract.symbol in prices:
            one = OptionTerms(strike=float(strikes[place]), years=float(years[place]), is_call=bool(calls[place]))
            try:
                volatility = implied_volatility(
                    prices[contract.symbol], one, OptionMarket(spot=float(spots[place]), volatility=0.0, rate=market.rate)
                )
            except (CalculationFailed, InvalidInput) as failure:
                raise InvalidInput(f"{contract.label}: {failure.message}", subject=contract.symbol) from failure
            found[place] = float(volatility)
    return found
