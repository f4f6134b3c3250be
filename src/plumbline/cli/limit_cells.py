"""How the checks of limits stand in the tables of the terminal: a share as percent, a number as it is."""

from plumbline.analytics.measures import measure
from plumbline.cli.report_output import MISSING, number, percent, signed_percent
from plumbline.facts.fact import Unit
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.results import LimitCheck, LimitStatus

STATUS_WORDS = {
    LimitStatus.OK: "[green]ok[/]",
    LimitStatus.WARN: "[yellow]warn[/]",
    LimitStatus.BREACH: "[bold red]BREACH[/]",
    LimitStatus.UNAVAILABLE: "[dim]no figure[/]",
}


def figure_cell(figure: MeasuredValue) -> str:
    """The size of a figure, or a dash; a short weight of 12 % is as large as a long one."""
    value = figure.value
    if not isinstance(value, float):
        return MISSING
    sized = abs(value) if figure.measure in {"weight", "sector_weight"} else value
    return percent(sized) if is_share(figure) else number(sized)


def level_cell(check: LimitCheck) -> str:
    """The level in the unit of the figure."""
    return f"{100 * check.level:.4g} %" if is_share(check.figure) else f"{check.level:.4g}"


def headroom_cell(check: LimitCheck) -> str:
    """What is left, with its sign; a dash without a figure."""
    if check.headroom is None:
        return MISSING
    return signed_percent(check.headroom, 1) if is_share(check.figure) else f"{check.headroom:+.2f}"


def is_share(figure: MeasuredValue) -> bool:
    """Whether the figure is a fraction."""
    return measure(figure.measure).unit is Unit.FRACTION
