"""The board of options: the book's Greeks, each option, its losses with every option valued anew, and scenarios of spot and volatility."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    Board,
    HeatMapSlot,
    Metric,
    MetricsSlot,
    NoteSlot,
    TableRow,
    TableSlot,
)
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.option_book.results import OptionReport

_BOOK = (
    ("Delta of the options", "options_delta"),
    ("Delta with the shares", "net_delta"),
    ("Gamma, per 1 %", "gamma"),
    ("Vega, per point", "vega"),
    ("Theta, per day", "theta"),
    ("Rho, per 1 %", "rho"),
    ("Vanna, per point", "vanna"),
    ("Volga, per point", "volga"),
)
_PRICES = (
    ("Contracts", "quantity"),
    ("Price", "price"),
    ("Volatility", "volatility"),
    ("Delta", "delta"),
    ("Vega", "vega"),
    ("Theta", "theta"),
    ("Rho", "rho"),
    ("Value", "market_value"),
)
_IMPLIED = ("Implied volatility", "implied_volatility/value")
_IN_MONEY = (
    ("Delta", "delta_exposure"),
    ("Gamma, per 1 %", "gamma_exposure"),
    ("Vega, per point", "vega_exposure"),
    ("Theta, per day", "theta_exposure"),
    ("Rho, per 1 %", "rho_exposure"),
    ("Vanna, per point", "vanna_exposure"),
    ("Volga, per point", "volga_exposure"),
)
_LIFE = (
    ("Days to expiry", "days_to_expiry"),
    ("Time value", "time_value"),
    ("Early exercise", "early_exercise_premium"),
    ("Attention", "attention"),
)
_UNDERLYING = (("Shares", "shares"), *_BOOK[:5])
_TAIL = (
    ("Value at risk", "value_at_risk"),
    ("Expected shortfall", "expected_shortfall"),
    ("Difference", "difference"),
    ("Options alone", "options_value_at_risk"),
    ("Their shortfall", "options_expected_shortfall"),
)


class OptionView(Schema):
    """An option report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: OptionReport
    facts: dict[str, Fact]
    board: Board


def option_board(report: OptionReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it; without options only notes."""
    slots: list[AnySlot] = []
    if report.book is not None:
        metrics = tuple(Metric(label=label, fact=facts[f"/book/{field}"].id) for label, field in _BOOK)
        slots.append(MetricsSlot(title=f"The book: {len(report.positions)} options ({report.exercise})", metrics=metrics))
        quoted = any(row.implied_volatility.value is not None for row in report.positions)
        prices = (*_PRICES[:3], _IMPLIED, *_PRICES[3:]) if quoted else _PRICES
        slots += [_positions(report, facts, "Options, per share", prices), _positions(report, facts, "Positions in money", _IN_MONEY)]
        slots.append(_positions(report, facts, "Expiry and exercise", _LIFE))
        slots.append(_underlyings(report, facts))
    if report.tails:
        slots += [_bars(report, facts), _tails(report, facts)]
    slots += [_grid(report, facts, place) for place in range(len(report.grids))]
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Options of {report.name}", slots=tuple(slots), facts=named)


def _positions(report: OptionReport, facts: Mapping[str, Fact], title: str, columns: tuple[tuple[str, str], ...]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.symbol, label=row.subject.label, facts=tuple(facts[f"/positions/{place}/{field}"].id for _, field in columns))
        for place, row in enumerate(report.positions)
    )
    return TableSlot(title=title, columns=tuple(words for words, _ in columns), rows=rows)


def _underlyings(report: OptionReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.name, label=row.name, facts=tuple(facts[f"/underlyings/{place}/{field}"].id for _, field in _UNDERLYING))
        for place, row in enumerate(report.underlyings)
    )
    return TableSlot(title="By underlying", columns=tuple(words for words, _ in _UNDERLYING), rows=rows)


def _bars(report: OptionReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(
            id=row.method,
            label=row.label,
            facts=tuple(facts[f"/tails/{place}/{field}/value"].id for field in ("value_at_risk", "options_value_at_risk")),
        )
        for place, row in enumerate(report.tails)
    )
    title = f"Value at risk of one day at {report.confidence * 100:g} %, by the way the options are valued"
    return BarsSlot(title=title, series=("Whole portfolio", "Options alone"), rows=rows)


def _tails(report: OptionReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.method, label=row.label, facts=tuple(facts[f"/tails/{place}/{field}/value"].id for _, field in _TAIL))
        for place, row in enumerate(report.tails)
    )
    return TableSlot(title="Full revaluation against approximations", columns=tuple(words for words, _ in _TAIL), rows=rows)


def _grid(report: OptionReport, facts: Mapping[str, Fact], place: int) -> HeatMapSlot:
    grid = report.grids[place]
    cells = tuple(
        tuple(facts[f"/grids/{place}/cells/{row}/{column}/value"].id for column in range(len(grid.volatilities)))
        for row in range(len(grid.spots))
    )
    return HeatMapSlot(
        title=f"{grid.label}: change by move of all prices and of all volatilities",
        rows=tuple(f"{100 * spot:+g} %" for spot in grid.spots),
        columns=tuple(f"{100 * shift:+g} points" for shift in grid.volatilities),
        cells=cells,
    )
