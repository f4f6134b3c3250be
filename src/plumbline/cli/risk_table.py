"""The risk report as tables for a terminal of at least 80 columns. Money in whole units, fractions as percent, losses positive."""

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from plumbline.cli.figures import MISSING, counted, figure_table, money, number, percent
from plumbline.cli.limit_cells import STATUS_WORDS, figure_cell, headroom_cell, level_cell
from plumbline.cli.terminal import out
from plumbline.core.money import Money
from plumbline.portfolios.results import LimitCheck, RiskReport

_PERIODS = {
    "1d": "1 day", "5d": "5 days", "1m": "1 month", "3m": "3 months", "6m": "6 months", "ytd": "Year to date", "1y": "1 year",
    "3y": "3 years", "5y": "5 years",
}  # fmt: skip
_ROOM_FOR_SECTORS = 100
"""Columns from which each holding also says its sector."""


def print_report(report: RiskReport) -> None:
    """The report, as wide as the terminal is."""
    out.print(render_report(report, width=out.width))


def render_report(report: RiskReport, *, width: int) -> Group:
    """Headline, returns, risk, contributions, sectors, exposure, limits, notes, for a terminal of this width."""
    title = f"[bold]{escape(report.name)}[/]  as of {report.as_of}, in {report.currency}, against {report.benchmark}"
    parts: list[RenderableType] = [
        Text.from_markup(title),
        "",
        _headline(report),
        "",
        _returns(report),
        "",
        _tail(report),
        "",
        _path(report),
    ]
    if report.contributions:
        parts += ["", _contributions(report, with_sectors=width >= _ROOM_FOR_SECTORS), "", _sectors(report)]
    parts += ["", _exposure(report)]
    if report.limits:
        parts += ["", _limits(report)]
    if report.notes:
        parts += ["", *(Text(f"* {note}", style="dim") for note in report.notes)]
    return Group(*parts)


def _headline(report: RiskReport) -> Table:
    table = figure_table("", "", "")
    table.add_row("Net value", money(report.net_value), "")
    table.add_row("  of which cash", money(report.cash_value), "")
    table.add_row("Change of the day", money(report.daily_change, signed=True), percent(report.daily_return, signed=True))
    table.add_row("Risk score, 0 to 100", number(report.score.score, 0), "")
    return table


def _returns(report: RiskReport) -> Table:
    table = figure_table("Return", "Since", "Portfolio", "Gain", report.benchmark, "Difference")
    for item in report.returns:
        own, other = item.portfolio, item.benchmark
        since = MISSING if own.value is None else str(own.start)
        table.add_row(
            _PERIODS.get(item.period or "", item.period or ""), since, percent(own.value, signed=True),
            money(own.change, signed=True), percent(other.value if other else None, signed=True), percent(item.active, signed=True),
        )  # fmt: skip
    return table


def _tail(report: RiskReport) -> Table:
    tail = report.tail_risk
    table = figure_table("One-day loss", "95 %", "money", "99 %", "money")

    def row(label: str, low: float | None, low_money: Money | None, high: float | None, high_money: Money | None) -> None:
        table.add_row(label, percent(low), money(low_money), percent(high), money(high_money))

    row(
        "Historical value at risk",
        *(tail.historical_value_at_risk_95, tail.historical_value_at_risk_95_money),
        *(tail.historical_value_at_risk_99, tail.historical_value_at_risk_99_money),
    )
    row(
        "Historical expected shortfall",
        *(tail.historical_expected_shortfall_95, tail.historical_expected_shortfall_95_money),
        *(tail.historical_expected_shortfall_99, tail.historical_expected_shortfall_99_money),
    )
    row(
        "Parametric value at risk",
        *(tail.parametric_value_at_risk_95, tail.parametric_value_at_risk_95_money),
        *(tail.parametric_value_at_risk_99, tail.parametric_value_at_risk_99_money),
    )
    row(
        "Parametric expected shortfall",
        *(tail.parametric_expected_shortfall_95, tail.parametric_expected_shortfall_95_money),
        *(tail.parametric_expected_shortfall_99, tail.parametric_expected_shortfall_99_money),
    )
    return _captioned(table, f"From {tail.n_observations} sessions of today's weights.")


def _path(report: RiskReport) -> Table:
    volatility, drawdown = report.volatility, report.drawdown
    table = figure_table("Movement", "21 days", "63 days", "252 days")
    table.add_row("Volatility, annualized", *(percent(value) for value in (volatility.days_21, volatility.days_63, volatility.days_252)))
    table.add_row(f"Beta to {report.benchmark}", "", "", number(report.beta))
    table.add_row("Maximum drawdown", "", "", percent(drawdown.maximum))
    table.add_row("Drawdown now", "", "", percent(drawdown.current))
    return _captioned(table, _movement_caption(report))


def _movement_caption(report: RiskReport) -> str:
    fall = f" Deepest fall from {report.drawdown.peak_on} to {report.drawdown.trough_on}." if report.drawdown.peak_on else ""
    return f"At today's weights, held fixed; `plumbline performance` holds today's quantities.{fall}"


def _contributions(report: RiskReport, *, with_sectors: bool) -> Table:
    table = figure_table("Holding", "Value", "Weight", "Risk share", "Volatility", "Beta", left=("Sector",) if with_sectors else ())
    for row in report.contributions:
        sector = (escape(row.sector or ""),) if with_sectors else ()
        table.add_row(
            escape(row.subject.label), money(row.market_value), percent(row.weight), percent(row.risk_contribution),
            percent(row.volatility), number(row.beta), *sector,
        )  # fmt: skip
    spread = report.concentration
    return _captioned(
        table,
        f"{counted(spread.n_holdings, 'holding')}, as concentrated as {number(spread.effective_positions)} equal ones "
        f"(HHI {number(spread.hhi, 3)}). "
        f"Of gross: largest {percent(spread.largest_weight)}, five largest {percent(spread.top_5_weight)}.",
    )


def _sectors(report: RiskReport) -> Table:
    table = figure_table("Sector", "Weight", "Risk share")
    for row in report.sectors:
        table.add_row(escape(row.sector), percent(row.weight), percent(row.risk_contribution))
    return table


def _exposure(report: RiskReport) -> Table:
    exposure = report.exposure
    table = figure_table("Exposure", "Long", "Short", "Gross", "Net", "Hedge ratio")
    table.add_row("Money", *(money(amount) for amount in (exposure.long, exposure.short, exposure.gross, exposure.net)), "")
    shares = (exposure.long_weight, exposure.short_weight, exposure.gross_weight, exposure.net_weight, exposure.hedge_ratio)
    table.add_row("Of net value", *(percent(share) for share in shares))
    return table


def _limits(report: RiskReport) -> Table:
    table = figure_table("Limit", "Figure", "Level", "Headroom", left=("Status",))
    for check in report.limits:
        table.add_row(
            _limit_name(report, check), figure_cell(check.figure), level_cell(check), headroom_cell(check), STATUS_WORDS[check.status]
        )
    return table


def _limit_name(report: RiskReport, check: LimitCheck) -> str:
    whose = "" if check.figure.subject == report.subject else f": {check.figure.subject.label}"
    return escape(f"{check.label}{whose}")


def _captioned(table: Table, text: str) -> Table:
    table.caption = text or None
    table.caption_justify = "left"
    return table
