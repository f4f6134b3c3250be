"""Documents for tests: boards with every kind of slot, with names that would like to be markup."""

from collections.abc import Iterable
from datetime import date, timedelta

from plumbline.analytics.measures import measure
from plumbline.artifacts.document.compose import compose_document, compose_report
from plumbline.artifacts.document.contents import About, Document
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    Board,
    HeatMapSlot,
    LimitRow,
    LimitsSlot,
    Metric,
    MetricsSlot,
    NoteSlot,
    ParetoBar,
    ParetoSlot,
    ScatterPoint,
    ScatterSlot,
    SeriesLine,
    SeriesSlot,
    TableRow,
    TableSlot,
)
from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact, FactValue, Lineage, Quality, Subject, SubjectKind
from plumbline.portfolios.results import LimitStatus

DAY = date(2022, 12, 28)
HOSTILE = '<script>alert(1)</script>&"\'`#[x] #panic("!") $x$ */ {{7*7}} {% raw %} \\ @label ]]>'


def about(name: str = "Growth") -> About:
    return About(name=name, as_of=DAY, currency="USD", benchmark="S&P 500", prepared_on=date(2023, 1, 9))


def fact(number: int, key: str, value: FactValue, *, label: str = "Growth", reason: str | None = None) -> Fact:
    unit = measure(key).unit
    return Fact(
        id=FactId(f"f{number}"), measure=key, subject=Subject(kind=SubjectKind.PORTFOLIO, id="p1", label=label), value=value, unit=unit,
        currency="USD" if unit.value in {"money", "price"} else None, as_of=DAY, period="252d",
        quality=Quality.UNAVAILABLE if value is None else Quality.COMPLETE, reason=reason,
        lineage=Lineage(calculation="risk_report", version="1", snapshot="abc123"),
    )  # fmt: skip


def board_of(slots: Iterable[AnySlot], facts: Iterable[Fact], *, title: str = "Risk of Growth") -> Board:
    return Board(as_of=DAY, title=title, slots=tuple(slots), facts={item.id: item for item in facts})


def every_slot(name: str = "Apple", *, title: str = "Of the test") -> Board:
    """A board with each kind of slot once, all its labels from `name`."""
    values: list[tuple[str, FactValue]] = [
        ("net_value", 1204330.5), ("period_return", -0.128), ("volatility_annualized", 0.2134), ("weight", 0.4411),
        ("risk_contribution", 0.5123), ("weight", -0.0731), ("largest_weight", 0.177), ("limit_level", 0.2), ("headroom", 0.023),
        ("beta", 1.234), ("market_value", 88123.0), ("quantity", 412.0), ("drawdown_peak_date", date(2021, 11, 19)),
    ]  # fmt: skip
    facts = [fact(number, key, value, label=name) for number, (key, value) in enumerate(values, start=1)]
    ids = [item.id for item in facts]
    days = tuple(DAY - timedelta(days=5 * place) for place in reversed(range(80)))
    line = SeriesLine(name=name, values=tuple(None if place == 9 else place / 300 - 0.1 for place in range(80)))
    headline = Metric(label=name, fact=ids[0], context_label=name, context=ids[1])
    share = ParetoBar(id="A", label=name, fact=ids[4], weight=ids[3])
    slots: list[AnySlot] = [
        NoteSlot(text=f"Said first: {name}"),
        MetricsSlot(title=title, metrics=(headline, Metric(label="b", fact=ids[2]))),
        ParetoSlot(title=title, bars=(share, ParetoBar(id="B", label="B", fact=ids[5]))),
        BarsSlot(title=title, series=(name, "S&P 500"), rows=(BarRow(id="a", label=name, facts=(ids[3], None)),)),
        SeriesSlot(title=title, unit="fraction", dates=days, lines=(line,)),
        HeatMapSlot(title=title, rows=(name, "B"), columns=(name, "B"), cells=((ids[1], None), (ids[2], ids[3]))),
        ScatterSlot(
            title=title, x_label=name, y_label="Return", line=(ScatterPoint(label="1", x=ids[2], y=ids[3]),),
            marks=(ScatterPoint(label=name, x=ids[4], y=ids[1]),),
        ),
        LimitsSlot(title=title, rows=(LimitRow(label=name, status=LimitStatus.WARN, fact=ids[6], level=ids[7], headroom=ids[8]),)),
        TableSlot(title=title, columns=("Beta", name, "Shares", "Peak"), rows=(TableRow(id="r", label=name, facts=tuple(ids[9:13])),)),
        NoteSlot(text=name),
    ]  # fmt: skip
    return board_of(slots, facts, title=f"Risk of {name}")


def document_of(*boards: Board) -> Document:
    if len(boards) == 1:
        return compose_report(boards[0], about())
    return compose_document({board.title: board for board in boards}, about(), title="Report")
