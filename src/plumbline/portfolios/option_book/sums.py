"""Greeks of the book, and of each underlying, in money."""

import numpy as np

from plumbline.analytics.greeks import BookGreeks, Greeks, book_greeks
from plumbline.analytics.observations import BoolArray
from plumbline.core.money import Money
from plumbline.facts.fact import Quality, Subject
from plumbline.portfolios.option_book.contracts import HeldOptions
from plumbline.portfolios.option_book.results import BookSums
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject
from plumbline.portfolios.valuation import Valuation


def book_sums(options: HeldOptions, snapshot: PortfolioSnapshot, valuation: Valuation) -> tuple[BookSums, tuple[BookSums, ...]]:
    """The whole book, and its parts by underlying, largest absolute net delta first."""
    names = np.array([contract.underlying for contract in options.contracts])
    shares = {name: _shares(valuation, name) for name in names.tolist()}
    parts = [
        _sums(options, names == name, snapshot, name=name, shares=held, subject=holding_subject(snapshot, name))
        for name, held in shares.items()
    ]
    everything: BoolArray = np.ones(names.shape, dtype=np.bool_)
    every_share = sum(holding.exposure for holding in valuation.invested if holding.contract is None)
    whole = _sums(options, everything, snapshot, name=snapshot.name, shares=every_share, subject=portfolio_subject(snapshot))
    return whole, tuple(sorted(parts, key=lambda row: (-abs(row.net_delta.amount), row.name)))


def _shares(valuation: Valuation, name: str) -> float:
    return sum(holding.exposure for holding in valuation.invested if holding.contract is None and holding.driver == name)


def _sums(options: HeldOptions, chosen: BoolArray, snapshot: PortfolioSnapshot, *, name: str, shares: float, subject: Subject) -> BookSums:
    found = greeks_in_money(options, chosen)

    def money(amount: float) -> Money:
        return Money(amount=amount + 0.0, currency=snapshot.currency)

    return BookSums(
        subject=subject, as_of=snapshot.as_of, quality=Quality.PARTIAL, reason=_MODELED, name=name, shares=money(shares),
        options_delta=money(found.delta), net_delta=money(found.delta + shares), gamma=money(found.gamma), vega=money(found.vega),
        theta=money(found.theta), rho=money(found.rho), vanna=money(found.vanna), volga=money(found.volga),
    )  # fmt: skip


_MODELED = "options are modeled"


def greeks_in_money(options: HeldOptions, chosen: BoolArray) -> BookGreeks:
    """Greeks of the chosen options together, in the currency of the portfolio."""
    greeks = options.greeks
    parts = (greeks.value, greeks.delta, greeks.gamma, greeks.vega, greeks.theta, greeks.rho, greeks.vanna, greeks.volga)
    return book_greeks(
        Greeks(*(np.atleast_1d(part)[chosen] for part in parts)),
        (options.contracts_held * options.fx)[chosen],
        spots=np.asarray(options.market.spot)[chosen],
        multipliers=options.multipliers[chosen],
    )
