"""The report over several portfolios, loaded and as tables for a terminal of 80 columns."""

from collections.abc import Sequence
from datetime import date

from rich.markup import escape

from plumbline.access.principal import Principal
from plumbline.cli.local import run_locally
from plumbline.cli.report_output import money, number, percent, plain_table, print_notes
from plumbline.cli.terminal import out
from plumbline.portfolios.household import household_report
from plumbline.portfolios.household_results import HouseholdReport
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import choose_portfolio, list_books, snapshot_of

_MOST_HOLDINGS = 10


def load_household(names: Sequence[str], as_of: date | None) -> HouseholdReport:
    """The report over the owner's named portfolios, or over all."""

    async def work(platform: Platform, owner: Principal) -> HouseholdReport:
        view = platform.market.as_of(as_of)
        books = await list_books(platform, owner)
        chosen = [choose_portfolio(books, name) for name in names] if names else list(books)
        return household_report([snapshot_of(platform, book, view) for book in chosen], view)

    return run_locally(work)


def print_report(report: HouseholdReport) -> None:
    """Headline, members, largest holdings of all together, notes."""
    risk = report.risk
    out.print(
        f"[bold]{escape(report.subject.label)}[/]  as of {report.as_of}: net value {money(risk.net_value)} {risk.currency}, volatility "
        f"{percent(risk.volatility.days_252)}, beta {number(risk.beta)}"
    )
    out.print(
        f"Expected shortfall 95 %, 1 day: {money(risk.tail_risk.historical_expected_shortfall_95_money)}, diversification saves "
        f"{money(report.diversification)}"
    )
    out.print()
    table = plain_table("Portfolio", "Net value", "Share", "Volatility", "ES 95 %", "Risk share")
    for row in report.members:
        table.add_row(
            escape(row.name), money(row.net_value), percent(row.share, 1), percent(row.volatility), money(row.expected_shortfall),
            percent(row.risk_contribution, 1),
        )  # fmt: skip
    out.print(table)
    out.print()
    holdings = plain_table("Holding", "Market value", "Weight", "Risk share")
    for holding in risk.contributions[:_MOST_HOLDINGS]:
        holdings.add_row(
            escape(holding.subject.label), money(holding.market_value), percent(holding.weight), percent(holding.risk_contribution)
        )
    out.print(holdings)
    print_notes(report.notes)
