"""Figures that need only holdings and last prices: values, weights, quantities, costs, gains, dates."""

from collections.abc import Callable

from plumbline.facts.fact import Quality, SubjectKind
from plumbline.market_data.instruments import InstrumentKind
from plumbline.portfolios.valuation import ValuedHolding
from plumbline.query.figure import Figure, absent
from plumbline.query.schemas import Ask
from plumbline.query.targets import Target

NO_NET_VALUE = "net value is not positive, so a share of it is not defined"


def market_value(target: Target, _ask: Ask) -> Figure:
    """Market value of a holding or group; a portfolio's is its net value."""
    if target.is_portfolio and target.held:
        return net_value(target, _ask)
    if not target.members:
        return absent(f"{target.subject.label} is not a holding of the portfolio, so it has no market value")
    return _sum(target, lambda holding: holding.market_value, "price")


def net_value(target: Target, _ask: Ask) -> Figure:
    """Holdings and cash together; of a part of the portfolio, the market value of that part and nothing else."""
    if target.held is None:
        return absent(f"{target.subject.label} is not a portfolio, so it has no net value")
    if not target.is_portfolio:
        found = market_value(target, _ask)
        return Figure(found.value, found.currency, None, {}, found.quality, found.reason, "market_value")
    valuation = target.held.valuation
    if not valuation.holdings:
        return absent(f"{target.held.snapshot.name} holds nothing on {target.view.as_of}", measure="net_value")
    return Figure(valuation.net_value, target.held.currency, quality=valuation.quality, reason=valuation.reason, measure="net_value")


def cash_value(target: Target, _ask: Ask) -> Figure:
    """Cash and money-market lines."""
    if target.held is None:
        return absent(f"{target.subject.label} is not a portfolio, so it has no cash")
    if not target.is_portfolio:
        parts = [holding for holding in target.members if holding.is_cash]
        if not parts:
            return absent(f"cash belongs to the whole portfolio, not to {target.subject.label}")
        return Figure(sum(holding.market_value or 0.0 for holding in parts), target.held.currency)
    return Figure(target.held.valuation.cash_value, target.held.currency)


def weight(target: Target, _ask: Ask) -> Figure:
    """Signed market value over net value."""
    measure = "sector_weight" if target.kind is SubjectKind.SECTOR else "weight"
    if target.held is None or not target.members:
        return absent(f"{target.subject.label} is not held", measure=measure)
    net = target.held.valuation.net_value
    value = market_value(target, _ask)
    if value.number is None or net <= 0.0:
        return absent(value.reason or NO_NET_VALUE, measure=measure)
    return Figure(value.number / net, quality=value.quality, reason=value.reason, measure=measure)


def quantity(target: Target, _ask: Ask) -> Figure:
    """Shares or contracts, negative for a short position."""
    if target.holding is None:
        return absent(f"a quantity belongs to one holding, not to {target.subject.label}")
    return Figure(target.holding.quantity)


def cost_basis(target: Target, _ask: Ask) -> Figure:
    """Money paid, signed; cash left out of a portfolio's sum."""
    if not target.members:
        return absent(f"{target.subject.label} is not held, so it has no cost")
    return _sum(target, lambda holding: holding.cost_basis, "cost", without_cash=True)


def cost_basis_per_share(target: Target, _ask: Ask) -> Figure:
    """Average cost of one share."""
    holding = target.holding
    cost = holding.cost_basis if holding else None
    if holding is None or cost is None or holding.quantity == 0.0:
        return absent(f"the import states no cost for {target.subject.label}")
    return Figure(cost / (holding.quantity * holding.multiplier * holding.fx), holding.currency)


def unrealized_gain(target: Target, _ask: Ask) -> Figure:
    """Market value less cost basis."""
    if not target.members:
        return absent(f"{target.subject.label} is not held, so it has no gain or loss")
    return _sum(target, _gain, "price or cost", without_cash=True)


def unrealized_return(target: Target, _ask: Ask) -> Figure:
    """Unrealized gain over the absolute cost basis."""
    gain, cost = unrealized_gain(target, _ask), cost_basis(target, _ask)
    gross = sum(abs(holding.cost_basis or 0.0) for holding in target.members if not holding.is_cash and _gain(holding) is not None)
    if gain.number is None or cost.number is None or gross == 0.0:
        return absent(gain.reason or cost.reason or "cost is zero")
    return Figure(gain.number / gross, quality=gain.quality, reason=gain.reason)


def n_holdings(target: Target, _ask: Ask) -> Figure:
    """Holdings without cash."""
    if target.held is None:
        return absent(f"{target.subject.label} is not a portfolio")
    if target.holding is not None:
        return absent(f"a number of holdings belongs to a portfolio or a group, not to {target.subject.label}")
    return Figure(float(sum(not holding.is_cash for holding in target.members)))


def option_value(target: Target, _ask: Ask) -> Figure:
    """Model value of one share's worth of an option."""
    holding = target.holding
    if holding is None or holding.quote is None:
        return absent(f"{target.subject.label} is not an option that is alive")
    return Figure(holding.quote.value, holding.currency, quality=Quality.PARTIAL, reason=holding.reason)


def option_delta(target: Target, _ask: Ask) -> Figure:
    """Delta of an option per share."""
    holding = target.holding
    if holding is None or holding.quote is None:
        return absent(f"{target.subject.label} is not an option that is alive")
    return Figure(holding.quote.delta, quality=Quality.PARTIAL, reason=holding.reason)


def delta_exposure(target: Target, _ask: Ask) -> Figure:
    """Money that moves with the underlyings: market value of shares, delta times spot of options."""
    if not target.members:
        return absent(f"{target.subject.label} is not held")
    priced = [holding for holding in target.members if not holding.is_cash]
    modeled = any(holding.quote for holding in priced)
    return Figure(
        sum(holding.exposure for holding in priced), target.currency,
        quality=Quality.PARTIAL if modeled else Quality.COMPLETE, reason="options count by their model delta" if modeled else None,
    )  # fmt: skip


def last_price_date(target: Target, _ask: Ask) -> Figure:
    """Session of the last usable price; the oldest one of a group."""
    if target.held is not None:
        days = [holding.price_on for holding in target.members if holding.price_on and not holding.is_cash]
        return Figure(min(days)) if days else absent("nothing in it has a price")
    return Figure(target.view.last_price(target.symbol or "").on)


def share_of_total(target: Target, ask: Ask) -> Figure:
    """Market value over net value, under the name that fits a group."""
    return weight(target, ask)


def _gain(holding: ValuedHolding) -> float | None:
    cost = holding.cost_basis
    return None if cost is None or holding.market_value is None else holding.market_value - cost


def _sum(target: Target, amount: Callable[[ValuedHolding], float | None], lacking: str, *, without_cash: bool = False) -> Figure:
    members = [holding for holding in target.members if not (without_cash and holding.kind is InstrumentKind.CASH)]
    amounts = [(holding, amount(holding)) for holding in members]
    known = [(holding, value) for holding, value in amounts if value is not None]
    missing = [holding.symbol for holding, value in amounts if value is None]
    if not known:
        return absent(f"{target.subject.label} has no {lacking}")
    total = sum(value for _holding, value in known)
    if missing:
        return Figure(total, target.currency, quality=Quality.PARTIAL, reason=f"without {', '.join(missing)}: no {lacking}")
    worst = next((holding for holding, _value in known if holding.quality is not Quality.COMPLETE), None)
    if worst is None:
        return Figure(total, target.currency)
    return Figure(total, target.currency, quality=worst.quality, reason=worst.reason)
