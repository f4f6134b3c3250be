"""Losses of the last 30 days that a purchase today would take away: what the booked transactions sold, and did not buy back."""

from collections.abc import Iterator

from plumbline.analytics.rebalance.tax_lots import WASH_DAYS, LossTaken
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.transactions import ClosedLot, Transaction, TransactionKind, closed_lots


def recent_losses(snapshot: PortfolioSnapshot, symbol: str) -> tuple[LossTaken, ...]:
    """Shares of `symbol` sold at a loss in the 30 days up to the snapshot, less those that a booked purchase replaced already.

    Missing: without transactions, or for lots without a price, none is known.
    """
    portfolios = (snapshot,) if snapshot.members is None else snapshot.members
    return tuple(loss for portfolio in portfolios for loss in _losses(portfolio.transactions, symbol, portfolio))


def _losses(booked: tuple[Transaction, ...], symbol: str, portfolio: PortfolioSnapshot) -> Iterator[LossTaken]:
    own = tuple(entry for entry in booked if entry.symbol == symbol)
    for closed in closed_lots(own, portfolio.as_of):
        if closed.loss is None or closed.loss <= 0.0 or portfolio.as_of - closed.closed_on > WASH_DAYS:
            continue
        left = closed.quantity - _replaced(own, closed)
        if left > 0.0:
            yield LossTaken(closed.closed_on, left, closed.loss)


def _replaced(booked: tuple[Transaction, ...], closed: ClosedLot) -> float:
    """Shares bought within 30 days of the sale, other than the lot that was sold."""
    bought = (entry for entry in booked if entry.kind is TransactionKind.BUY and entry.booked_on != closed.opened_on)
    return sum(entry.quantity or 0.0 for entry in bought if abs(entry.booked_on - closed.closed_on) <= WASH_DAYS)
