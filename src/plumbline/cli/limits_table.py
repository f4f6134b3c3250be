"""The limits report as tables for a terminal of 80 columns."""

from rich.markup import escape

from plumbline.cli.report_output import money, number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import out
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.limits_results import LimitReview, LimitsReport
from plumbline.portfolios.results import LimitStatus

_STATUS = {LimitStatus.OK: "[green]ok[/]", LimitStatus.WARN: "[yellow]warn[/]", LimitStatus.BREACH: "[bold red]BREACH[/]"}
_MOST_TRADES = 5
_WIDEST = 12


def print_report(report: LimitsReport) -> None:
    """Every rule, then the cures of each breach, notes."""
    out.print(f"[bold]{escape(report.name)}[/]  limits as of {report.as_of}, {money(report.net_value)} {report.currency}\n")
    if not report.reviews:
        out.print("None of the limits could be checked.")
    else:
        table = plain_table("Limit", "Figure", "Level", "Headroom", left=("Status", "Of"))
        for review in report.reviews:
            check = review.check
            about = "" if check.figure.subject == report.subject else escape(_short(check.figure.subject.label))
            table.add_row(
                check.label, percent(_size(check.figure)), percent(check.level, 0), signed_percent(check.headroom, 1),
                _STATUS[check.status], about,
            )  # fmt: skip
        out.print(table)
    for review in report.reviews:
        if review.check.status is LimitStatus.BREACH:
            _cures(review)
    print_notes(report.notes)


def _cures(review: LimitReview) -> None:
    out.print()
    if not review.cures:
        out.print(f"{review.check.label}: no reduction of holdings brings it back within its limit.")
        return
    table = plain_table(f"To cure: {review.check.label}", "Weight", "Shares", "Value", "After")
    for cure in review.cures:
        many = len(cure.trades) > 1
        if many:
            table.add_row(escape(cure.title), "", "", "", percent(_size(cure.after)))
        for trade in cure.trades[:_MOST_TRADES]:
            table.add_row(
                f"  {escape(trade.symbol)}" if many else escape(cure.title), signed_percent(trade.change),
                number(trade.quantity, 0), money(trade.value), "" if many else percent(_size(cure.after)),
            )  # fmt: skip
        if len(cure.trades) > _MOST_TRADES:
            table.add_row(f"  and {len(cure.trades) - _MOST_TRADES} more", "", "", "", "")
    out.print(table)


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}\u2026"


def _size(figure: MeasuredValue) -> float | None:
    return abs(figure.value) if isinstance(figure.value, float) else None
