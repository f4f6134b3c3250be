"""The book valued anew: under what past days did, for its value at risk, and over a grid of spot and volatility moves."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.option_revaluation import (
    BookSensitivities,
    OptionBook,
    OptionScenarios,
    american_revaluation,
    delta_gamma_vega,
    full_revaluation,
)
from plumbline.analytics.value_at_risk import historical_expected_shortfall, historical_value_at_risk
from plumbline.core.errors import MissingData
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.portfolios.fixed_weights import WeightedHistory, weighted_history
from plumbline.portfolios.option_book.contracts import HeldOptions
from plumbline.portfolios.option_book.question import Exercise, OptionQuestion
from plumbline.portfolios.option_book.results import RevaluedTail, ScenarioGrid
from plumbline.portfolios.option_model import realized_volatility_at
from plumbline.portfolios.risk_series import LEAST_SESSIONS
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject
from plumbline.portfolios.valuation import Valuation

SPOTS = (-0.20, -0.10, -0.05, 0.0, 0.05, 0.10, 0.20)
VOLATILITIES = (-0.10, -0.05, 0.0, 0.05, 0.10)
_LABELS = {"full_revaluation": "Full revaluation", "delta_gamma_vega": "Delta, gamma, vega", "delta": "Delta alone"}
_PART = "options are modeled"


@dataclass(frozen=True, eq=False)
class _Past:
    """What spots and volatilities did on past days, (n_scenarios, n_underlyings), and what the rest of the portfolio gained."""

    moves: FloatArray
    shifts: FloatArray
    others: FloatArray


def revalued_tails(
    options: HeldOptions, valuation: Valuation, snapshot: PortfolioSnapshot, view: MarketView, *, asked: OptionQuestion
) -> tuple[tuple[RevaluedTail, ...], int]:
    """Value at risk and expected shortfall of one day, options valued in three ways, and the number of scenarios.

    Each scenario is a past session: every price moves as it did then, and every option's volatility as the realized volatility of its
    underlying did; no time passes.
    Raises: MissingData below 60 such sessions.
    """
    history = weighted_history(snapshot, view, asked.n_sessions)
    names = tuple(dict.fromkeys(contract.underlying for contract in options.contracts))
    past = _past(history, names, valuation, view)
    scenarios = OptionScenarios(spot_moves=past.moves, volatility_shifts=past.shifts)
    book = _book(options, names)
    greeks = options.greeks
    sensitivities = BookSensitivities(*(np.atleast_1d(part) for part in (greeks.delta, greeks.gamma, greeks.vega)))
    nothing = np.zeros(len(options.contracts))
    changes = {
        "full_revaluation": _revalued(book, scenarios, asked.exercise),
        "delta_gamma_vega": delta_gamma_vega(book, sensitivities, scenarios),
        "delta": delta_gamma_vega(book, BookSensitivities(sensitivities.deltas, nothing, nothing), scenarios),
    }
    exact = float(historical_value_at_risk(changes["full_revaluation"] + past.others, asked.confidence))
    rows = tuple(_tail(method, change, past.others, snapshot=snapshot, asked=asked, exact=exact) for method, change in changes.items())
    return rows, len(past.moves)


def scenario_grids(
    options: HeldOptions, valuation: Valuation, snapshot: PortfolioSnapshot, asked: OptionQuestion
) -> tuple[ScenarioGrid, ...]:
    """The whole portfolio, and the options alone, when all spots and all volatilities move by the same."""
    book = _book(options, ("all",))
    spots, shifts = (part.ravel()[:, None] for part in np.meshgrid(SPOTS, VOLATILITIES, indexing="ij"))
    alone = _revalued(book, OptionScenarios(spot_moves=spots, volatility_shifts=shifts), asked.exercise)
    others = spots[:, 0] * sum(holding.exposure for holding in valuation.invested if holding.contract is None)
    return tuple(
        _grid(scope, label, values.reshape(len(SPOTS), len(VOLATILITIES)), snapshot)
        for scope, label, values in (("portfolio", "Whole portfolio", alone + others), ("options", "Options alone", alone))
    )


def _past(history: WeightedHistory, names: tuple[str, ...], valuation: Valuation, view: MarketView) -> _Past:
    missing = [name for name in names if name not in history.drivers]
    if missing:
        raise MissingData(f"Expected past returns of every underlying, found too few of {', '.join(missing)}.", subject=missing[0])
    rows = np.searchsorted(view.sessions, history.days)
    volatility = np.column_stack([realized_volatility_at(view, name, np.append(rows[0] - 1, rows)) for name in names])
    shifts, moves = np.diff(volatility, axis=0), history.returns[:, [history.drivers.index(name) for name in names]]
    exposures = np.zeros(len(history.drivers))
    for holding in valuation.invested:
        if holding.contract is None and holding.driver in history.drivers:
            exposures[history.drivers.index(holding.driver)] += holding.exposure
    known = np.isfinite(history.own) & np.isfinite(shifts).all(axis=1)
    if int(known.sum()) < LEAST_SESSIONS:
        raise MissingData(f"Expected at least {LEAST_SESSIONS} past sessions to value the options under, found {int(known.sum())}.")
    return _Past(moves[known], shifts[known], history.returns[known] @ exposures)


def _book(options: HeldOptions, names: tuple[str, ...]) -> OptionBook:
    """With one name for all underlyings, they move together."""
    places = [0 if len(names) == 1 else names.index(contract.underlying) for contract in options.contracts]
    return OptionBook(quantities=options.shares, terms=options.terms, market=options.market, underlyings=np.array(places, dtype=np.intp))


def _revalued(book: OptionBook, scenarios: OptionScenarios, exercise: Exercise) -> FloatArray:
    return american_revaluation(book, scenarios) if exercise is Exercise.AMERICAN else full_revaluation(book, scenarios)


def _tail(
    method: str, change: FloatArray, others: FloatArray, *, snapshot: PortfolioSnapshot, asked: OptionQuestion, exact: float
) -> RevaluedTail:
    whole = change + others
    found = float(historical_value_at_risk(whole, asked.confidence))

    def money(measure: str, value: float, *, scope: str = "portfolio") -> MeasuredValue:
        return MeasuredValue(
            subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=f"{change.size}d", quality=Quality.PARTIAL, reason=_PART,
            measure=measure, value=value + 0.0, currency=snapshot.currency,
            parameters={"method": method, "confidence": asked.confidence, "scope": scope},
        )  # fmt: skip

    return RevaluedTail(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=f"{change.size}d", quality=Quality.PARTIAL, reason=_PART,
        method=method, label=_LABELS[method], value_at_risk=money("value_at_risk_money", found),
        expected_shortfall=money("expected_shortfall_money", float(historical_expected_shortfall(whole, asked.confidence))),
        difference=money("revaluation_difference", found - exact),
        options_value_at_risk=money("value_at_risk_money", float(historical_value_at_risk(change, asked.confidence)), scope="options"),
        options_expected_shortfall=money(
            "expected_shortfall_money", float(historical_expected_shortfall(change, asked.confidence)), scope="options"
        ),
    )  # fmt: skip


def _grid(scope: str, label: str, values: FloatArray, snapshot: PortfolioSnapshot) -> ScenarioGrid:
    subject = portfolio_subject(snapshot)

    def cell(row: int, column: int) -> MeasuredValue:
        return MeasuredValue(
            subject=subject, as_of=snapshot.as_of, quality=Quality.PARTIAL, reason=_PART, measure="revaluation_change",
            value=float(values[row, column]) + 0.0, currency=snapshot.currency,
            parameters={"scope": scope, "spot": SPOTS[row], "volatility": VOLATILITIES[column]},
        )  # fmt: skip

    return ScenarioGrid(
        subject=subject, as_of=snapshot.as_of, quality=Quality.PARTIAL, reason=_PART, scope=scope, label=label, spots=SPOTS,
        volatilities=VOLATILITIES,
        cells=tuple(tuple(cell(row, column) for column in range(len(VOLATILITIES))) for row in range(len(SPOTS))),
    )  # fmt: skip
