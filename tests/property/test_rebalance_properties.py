"""Invariants of rebalancing: cash is never overdrawn, targets are met to a lot, and lots add up whatever the method."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from plumbline.analytics.rebalance.tax_lots import Choice, TaxLot, sale_of_lots, wash_sale
from plumbline.portfolios.trades.plan import Line, TradeTerms, plan_trades

ON = date(2022, 12, 28)
METHODS: tuple[Choice, ...] = ("first_in_first_out", "last_in_first_out", "highest_cost")

lots = st.lists(
    st.builds(
        TaxLot,
        lot_id=st.uuids().map(str),
        bought=st.integers(0, 3000).map(lambda days: ON - timedelta(days=days)),
        quantity=st.integers(1, 500).map(float),
        cost=st.floats(0.5, 500.0),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda lot: lot.lot_id,
)


@given(
    held=st.lists(st.tuples(st.integers(0, 400), st.floats(1.0, 300.0), st.floats(0.0, 1.0)), min_size=1, max_size=8),
    cash=st.floats(10.0, 50_000.0),
    lot_size=st.sampled_from([1.0, 5.0, 100.0]),
    cost_rate=st.sampled_from([0.0, 0.002]),
)
def test_trades_never_overdraw_cash_and_stay_within_a_lot(
    held: list[tuple[int, float, float]], cash: float, lot_size: float, cost_rate: float
) -> None:
    lines = [Line(str(place), str(place), float(quantity), price) for place, (quantity, price, _) in enumerate(held)]
    quantities, prices = np.array([line.quantity for line in lines]), np.array([line.price for line in lines])
    net = float(quantities @ prices) + cash
    wanted = np.array([share for *_, share in held])
    targets = wanted / max(float(wanted.sum()), 1.0)
    plan = plan_trades(lines, targets, net_value=net, cash=cash, terms=TradeTerms(lot_size=lot_size, cost_rate=cost_rate))
    assert plan.cash >= -1e-6
    assert abs(plan.cash - (cash - plan.values.sum() - plan.costs)) < 1e-6
    assert (quantities + plan.quantities >= -1e-9).all()  # long targets never end short
    whole = np.isclose(np.round(plan.quantities / lot_size) * lot_size, plan.quantities) | (targets == 0.0)
    assert whole.all()
    above = (quantities + plan.quantities) * prices - targets * net
    assert (above <= lot_size * prices + 1e-6).all()


@given(lots=lots, share=st.floats(0.01, 1.0), price=st.floats(0.5, 500.0))
def test_lots_add_up_and_highest_cost_realizes_least(lots: list[TaxLot], share: float, price: float) -> None:
    total = sum(lot.quantity for lot in lots)
    quantity = max(share * total, 1e-3)
    sales = {method: sale_of_lots(lots, quantity, price=price, on=ON, choice=method) for method in METHODS}
    for sale in sales.values():
        assert abs(sum(part.quantity for part in sale.parts) - quantity) < 1e-6
        assert all(part.quantity <= part.lot.quantity + 1e-9 for part in sale.parts)
        assert sale.gain is not None
        assert abs(sale.gain - (sale.short_term_gain or 0.0) - (sale.long_term_gain or 0.0)) < 1e-6
        paid = sum((part.lot.cost or 0.0) * part.quantity for part in sale.parts)
        assert abs(sale.gain - (price * quantity - paid)) < 1e-5
    least = min(sale.gain or 0.0 for sale in sales.values())
    assert (sales["highest_cost"].gain or 0.0) <= least + 1e-5
    everything = {round(sale_of_lots(lots, total, price=price, on=ON, choice=method).gain or 0.0, 4) for method in METHODS}
    assert max(everything) - min(everything) < 1e-3


@given(lots=lots, share=st.floats(0.01, 1.0), price=st.floats(0.5, 500.0), method=st.sampled_from(METHODS))
def test_no_more_is_disallowed_than_is_lost(lots: list[TaxLot], share: float, price: float, method: Choice) -> None:
    sale = sale_of_lots(lots, max(share * sum(lot.quantity for lot in lots), 1e-3), price=price, on=ON, choice=method)
    found = wash_sale(sale, lots, on=ON)
    lost = -sum(min(part.gain or 0.0, 0.0) for part in sale.parts)
    if found is not None:
        assert 0.0 < found.disallowed_loss <= lost + 1e-6
        assert found.quantity <= sum(part.quantity for part in sale.parts if (part.gain or 0.0) < 0.0) + 1e-6
