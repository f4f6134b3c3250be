"""The risk report as tables for a terminal. Money in whole units, fractions as percent, losses positive."""

from collections.abc import Iterable
from datetime import date

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from plumbline.access.principal import Principal
from plumbline.cli.local import run_locally
from plumbline.core.money import Money
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.results import LimitStatus, PeriodComparison, RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.service import resolve_portfolio, snapshot_of

_STATUS = {LimitStatus.OK: "[green]ok[/]", LimitStatus.WARN: "[yellow]warn[/]", LimitStatus.BREACH: "[bold red]BREACH[/]"}
_MISSING = "-"


def load_report(portfolio: str | None, as_of: date | None) -> RiskReport:
    """The risk report of the owner's portfolio on a day."""

    async def work(platform: Platform, owner: Principal) -> RiskReport:
        view = platform.market.as_of(as_of)
        book = await resolve_portfolio(platform, owner, portfolio)
        return risk_report(snapshot_of(platform, book, view), view)

    return run_locally(work)


def render_report(report: RiskReport) -> Group:
    """Headline, returns, risk, contributions, sectors, exposure, limits, notes."""
    title = f"[bold]{escape(report.name)}[/]  as of {report.as_of}, in {report.currency}, against {report.benchmark}"
    parts: list[RenderableType] = [Text.from_markup(title), "", _headline(report), "", _returns(report), "", _risk(report)]
    if report.contributions:
        parts += ["", _contributions(report), "", _sectors(report)]
    parts += ["", _exposure(report)]
    if report.limits:
        parts += ["", _limits(report)]
    if report.notes:
        parts += ["", *(Text(f"* {note}", style="dim") for note in report.notes)]
    return Group(*parts)


def _headline(report: RiskReport) -> Table:
    table = _table("", "", "")
    table.add_row("Net value", _money(report.net_value), "")
    table.add_row("  of which cash", _money(report.cash_value), "")
    table.add_row("Change of the day", _signed_money(report.daily_change), _signed(report.daily_return))
    table.add_row("Risk score, 0 to 100", _number(report.score.score, 0), "")
    return table


def _returns(report: RiskReport) -> Table:
    table = _table("Return", *(item.period or "" for item in report.returns))

    def row(label: str, values: Iterable[float | None]) -> None:
        table.add_row(label, *(_signed(value) for value in values))

    row("Portfolio", (item.portfolio.value for item in report.returns))
    row(report.benchmark, (_benchmark(item) for item in report.returns))
    row("Difference", (item.active for item in report.returns))
    return table


def _benchmark(item: PeriodComparison) -> float | None:
    return item.benchmark.value if item.benchmark else None


def _risk(report: RiskReport) -> Table:
    tail, volatility, drawdown = report.tail_risk, report.volatility, report.drawdown
    table = _table(f"One-day loss ({tail.n_observations} sessions)", "95 %", "in money", "99 %", "in money")
    table.add_row(
        "Historical value at risk",
        *(_percent(tail.historical_value_at_risk_95), _money(tail.historical_value_at_risk_95_money)),
        *(_percent(tail.historical_value_at_risk_99), _money(tail.historical_value_at_risk_99_money)),
    )
    table.add_row(
        "Historical expected shortfall",
        *(_percent(tail.historical_expected_shortfall_95), _money(tail.historical_expected_shortfall_95_money)),
        *(_percent(tail.historical_expected_shortfall_99), _money(tail.historical_expected_shortfall_99_money)),
    )
    for label, low, high in (
        ("Parametric value at risk", tail.parametric_value_at_risk_95, tail.parametric_value_at_risk_99),
        ("Parametric expected shortfall", tail.parametric_expected_shortfall_95, tail.parametric_expected_shortfall_99),
    ):
        table.add_row(label, _percent(low), _of_net(report, low), _percent(high), _of_net(report, high))
    table.add_section()
    windows = (volatility.days_21, volatility.days_63, volatility.days_252)
    table.add_row("Volatility a year, 21 / 63 / 252 days", *(_percent(value) for value in windows), "")
    span = f"{drawdown.peak_on} to {drawdown.trough_on}" if drawdown.peak_on else ""
    table.add_row("Maximum drawdown, 252 days", _percent(drawdown.maximum), "now", _percent(drawdown.current), span)
    table.add_row("Beta, 252 days", _number(report.beta, 2), "", "", "")
    return table


def _contributions(report: RiskReport) -> Table:
    table = _table("Holding", "Market value", "Weight", "Risk share", "Volatility", "Beta", left=("Sector",))
    for row in report.contributions:
        table.add_row(
            escape(row.subject.label), _money(row.market_value), _percent(row.weight), _percent(row.risk_contribution),
            _percent(row.volatility), _number(row.beta, 2), escape(row.sector or ""),
        )  # fmt: skip
    spread = report.concentration
    table.caption = (
        f"{spread.n_holdings} holdings, as concentrated as {_number(spread.effective_positions, 1)} equal ones "
        f"(HHI {_number(spread.hhi, 3)}); largest {_percent(spread.largest_weight)}, five largest "
        f"{_percent(spread.top_5_weight)} of gross"
    )
    table.caption_justify = "left"
    return table


def _sectors(report: RiskReport) -> Table:
    table = _table("Sector", "Weight", "Risk share")
    for row in report.sectors:
        table.add_row(escape(row.sector), _percent(row.weight), _percent(row.risk_contribution))
    return table


def _exposure(report: RiskReport) -> Table:
    exposure = report.exposure
    table = _table("Exposure", "Long", "Short", "Gross", "Net", "Hedge ratio")
    table.add_row("in money", *(_money(money) for money in (exposure.long, exposure.short, exposure.gross, exposure.net)), "")
    shares = (exposure.long_weight, exposure.short_weight, exposure.gross_weight, exposure.net_weight, exposure.hedge_ratio)
    table.add_row("of net value", *(_percent(share) for share in shares))
    return table


def _limits(report: RiskReport) -> Table:
    table = _table("Limit", "Figure", "Level", "Headroom", left=("Status", "Of"))
    for check in report.limits:
        value = check.figure.value if isinstance(check.figure.value, float) else None
        subject = "" if check.figure.subject == report.subject else escape(check.figure.subject.label)
        table.add_row(check.label, _percent(value), _percent(check.level), _signed(check.headroom), _STATUS[check.status], subject)
    return table


def _table(first: str, *figures: str, left: tuple[str, ...] = ()) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=bool(first))
    table.add_column(first, no_wrap=True)
    for title in figures:
        table.add_column(title, justify="right", no_wrap=True)
    for title in left:
        table.add_column(title)
    return table


def _of_net(report: RiskReport, fraction: float | None) -> str:
    return _MISSING if fraction is None else f"{fraction * report.net_value.amount:,.0f}"


def _money(money: Money | None) -> str:
    return _MISSING if money is None else f"{money.amount:,.0f}"


def _signed_money(money: Money | None) -> str:
    return _MISSING if money is None else f"{money.amount:+,.0f}"


def _percent(value: float | None) -> str:
    return _MISSING if value is None else f"{100 * value:.2f} %"


def _signed(value: float | None) -> str:
    return _MISSING if value is None else f"{100 * value:+.2f} %"


def _number(value: float | None, digits: int) -> str:
    return _MISSING if value is None else f"{value:.{digits}f}"
