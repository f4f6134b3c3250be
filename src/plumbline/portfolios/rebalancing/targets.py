"""Target weights of every holding and of what is to be bought: by hand or from an optimization."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed, InvalidInput
from plumbline.facts.fact import Quality
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import CASH_SYMBOL
from plumbline.portfolios.optimization.report import PROPOSAL_NOTE, optimization_report
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.rebalancing.request import Others, RebalanceRequest
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.valuation import ValuedHolding

_BOUGHT = (InstrumentKind.EQUITY, InstrumentKind.ETF)
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Asset:
    """One row: a holding with a price, or a symbol that is to be bought. `price` is money of the portfolio per unit of `quantity`."""

    symbol: str
    label: str
    name: str
    quantity: float
    price: float
    units: float = 1.0
    quality: Quality = Quality.COMPLETE
    reason: str | None = None


@dataclass(frozen=True, eq=False)
class Targets:
    """`weights` (n_assets,) wanted, shares of net value; `source` says where they are from; `notes` what is left out."""

    assets: tuple[Asset, ...]
    weights: FloatArray
    net_value: float
    cash: float
    source: str
    notes: tuple[str, ...]


def targets_of(request: RebalanceRequest, snapshot: PortfolioSnapshot, view: MarketView) -> Targets:
    """The target of each holding.

    Raises: InvalidInput on no or contradicting targets, or ones that add to more than there is; NotFound for an unknown symbol;
        CalculationFailed when net value is not positive.
    """
    valuation = analyze(snapshot, view).valuation
    if valuation.net_value <= 0.0:
        message = f"Expected a positive net value, found {valuation.net_value:,.2f}: weights are not defined. Import cash as well."
        raise CalculationFailed(message, subject=snapshot.name)
    if (request.optimize is None) == (not request.targets):
        message = "Expected target weights, or an optimization to take them from, found " + ("both." if request.targets else "neither.")
        raise InvalidInput(message, subject="targets")
    held = tuple(_held(holding) for holding in valuation.invested if holding.market_value and holding.quantity)
    left = [holding.label for holding in valuation.invested if not holding.market_value]
    notes = (f"Without a price or worth nothing, left as it is: {', '.join(left)}.",) if left else ()
    if request.optimize is not None:
        wanted, source, said = _optimized(request, snapshot, view)
        notes = (*notes, *said)
    else:
        wanted, source = _given(request, held, view), "as given"
    added = [_added(symbol, snapshot, view) for symbol in wanted if symbol not in {asset.symbol for asset in held} | {CASH_SYMBOL}]
    assets = (*held, *added)
    if not assets:
        raise InvalidInput("Expected a holding or a symbol to buy, found only cash. Give a target of a symbol.", subject="targets")
    weights = _weights(assets, wanted, request.others, net=valuation.net_value, cash=valuation.cash_value)
    return Targets(assets, weights, valuation.net_value, valuation.cash_value, source, notes)


def _given(request: RebalanceRequest, held: tuple[Asset, ...], view: MarketView) -> dict[str, float]:
    wanted: dict[str, float] = {}
    for target in request.targets:
        symbol = _symbol(target.symbol, held, view)
        if symbol in wanted:
            raise InvalidInput(f"Expected one target of {symbol}, found two. Leave one out.", subject=symbol)
        wanted[symbol] = target.weight
    return wanted


def _symbol(text: str, held: tuple[Asset, ...], view: MarketView) -> str:
    wanted = text.strip().upper()
    if wanted == CASH_SYMBOL:
        return CASH_SYMBOL
    own = next((asset.symbol for asset in held if wanted in (asset.symbol.upper(), asset.label.upper())), None)
    return own or (view.find_instrument(text) or view.instrument(text)).symbol


def _optimized(request: RebalanceRequest, snapshot: PortfolioSnapshot, view: MarketView) -> tuple[dict[str, float], str, tuple[str, ...]]:
    """Weights, where they are from, and what has to be said of them; lots are chosen as for the rebalancing."""
    asked = (request.optimize or OptimizationRequest()).model_copy(
        update={"as_of": None, "frontier_points": 0, "lot_method": request.lot_method}
    )
    report = optimization_report(snapshot, view, asked)
    notes = tuple(note for note in report.notes if note != PROPOSAL_NOTE)
    return {row.symbol: row.optimal_weight for row in report.positions}, f"the optimization {report.objective.words}", notes


def _weights(assets: tuple[Asset, ...], wanted: dict[str, float], others: Others, *, net: float, cash: float) -> FloatArray:
    """The target of each asset, with what `others` says of those that have none."""
    current = np.array([asset.quantity * asset.price / net for asset in assets])
    targeted = np.array([asset.symbol in wanted for asset in assets])
    weights = np.array([wanted.get(asset.symbol, 0.0) for asset in assets])
    cash_wanted = wanted.get(CASH_SYMBOL)
    if others is Others.KEEP:
        weights = np.where(targeted, weights, current)
    elif others is Others.SCALE:
        rest = float(current[~targeted].sum())
        room = 1.0 - (cash / net if cash_wanted is None else cash_wanted) - float(weights.sum())
        if abs(rest) < _ROUNDING and abs(room) > _ROUNDING:
            raise InvalidInput(f"Expected other holdings to take the {room:.2%} that the targets leave, found none.", subject="others")
        if room < -_ROUNDING:
            raise InvalidInput(
                f"Expected targets that leave something for the other holdings, found {room:.2%}. Lower a target or sell the others.",
                subject="targets",
            )
        weights = np.where(targeted, weights, current * (room / rest if rest else 0.0))
    _require_sum(float(weights.sum()), others, cash=cash_wanted, owed=min(cash / net, 0.0))
    return weights


def _require_sum(total: float, others: Others, *, cash: float | None, owed: float) -> None:
    """Targets may leave cash, but not use more than there is (unless money is borrowed already)."""
    kept = " with the holdings that are kept" if others is Others.KEEP else ""
    if cash is not None and abs(total + cash - 1.0) > _ROUNDING:
        raise InvalidInput(
            f"Expected targets{kept} and cash that add to 100 %, found {total + cash:.2%}. Change one, or scale the others.",
            subject="targets",
        )
    if cash is None and total > 1.0 - owed + _ROUNDING:
        raise InvalidInput(
            f"Expected targets{kept} that add to at most {1.0 - owed:.2%}, found {total:.2%}. Lower one, or sell or scale the others.",
            subject="targets",
        )


def _held(holding: ValuedHolding) -> Asset:
    return Asset(
        symbol=holding.symbol, label=holding.label, name=holding.name, quantity=holding.quantity,
        price=(holding.market_value or 0.0) / holding.quantity, units=holding.multiplier, quality=holding.quality, reason=holding.reason,
    )  # fmt: skip


def _added(symbol: str, snapshot: PortfolioSnapshot, view: MarketView) -> Asset:
    instrument = view.instrument(symbol)
    if instrument.kind not in _BOUGHT:
        raise InvalidInput(f"Expected a share or a fund, found {instrument.name}, which can not be bought.", subject=symbol)
    last = view.last_price(instrument.symbol)
    return Asset(
        symbol=instrument.symbol, label=instrument.symbol, name=instrument.name, quantity=0.0,
        price=last.price * view.fx_rate(instrument.currency, snapshot.currency),
        quality=Quality.STALE if last.stale else Quality.COMPLETE, reason=f"the last price is of {last.on}" if last.stale else None,
    )  # fmt: skip
