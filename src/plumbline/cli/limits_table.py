"""The limits report as tables for a terminal of 80 columns."""

from rich.markup import escape

from plumbline.cli.limit_cells import STATUS_WORDS, figure_cell, headroom_cell, level_cell
from plumbline.cli.report_output import money, number, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import out
from plumbline.portfolios.limits_results import LimitReview, LimitsReport
from plumbline.portfolios.results import LimitStatus

_MOST_TRADES = 5
_WIDEST = 12
_WIDEST_RULE = 31


def print_report(report: LimitsReport) -> None:
    """Every rule, then the cures of each breach, notes."""
    out.print(f"[bold]{escape(report.name)}[/]  limits as of {report.as_of}, {money(report.net_value)} {report.currency}\n")
    if not report.reviews:
        out.print("None of the limits could be checked.")
    else:
        table = plain_table("Limit", "Figure", "Level", "Headroom", left=("Status", "Of"), folds=True)
        for review in report.reviews:
            check = review.check
            about = "" if check.figure.subject == report.subject else escape(check.figure.subject.label)
            table.add_row(
                escape(_short(check.label, _WIDEST_RULE)), figure_cell(check.figure), level_cell(check), headroom_cell(check),
                STATUS_WORDS[check.status], about,
            )  # fmt: skip
        out.print(table)
        _unavailable(report)
    for review in report.reviews:
        if review.check.status is LimitStatus.BREACH:
            _cures(review)
    print_notes(report.notes)


def _unavailable(report: LimitsReport) -> None:
    """Why a rule could not be checked; the same reason is said once."""
    reasons: dict[str, list[str]] = {}
    for review in report.reviews:
        if review.check.status is LimitStatus.UNAVAILABLE:
            reasons.setdefault(review.check.reason or "", []).append(review.check.label)
    for reason, labels in reasons.items():
        out.print(f"[dim]No figure for {escape(', '.join(labels))}: {escape(reason)}.[/]")


def _cures(review: LimitReview) -> None:
    out.print()
    if not review.cures:
        out.print(f"{review.check.label}: no reduction of holdings brings it back within its limit.")
        return
    table = plain_table(f"To cure: {review.check.label}", "Weight", "Shares", "Value", "After")
    for cure in review.cures:
        many = len(cure.trades) > 1
        if many:
            table.add_row(escape(cure.title), "", "", "", figure_cell(cure.after))
        for trade in cure.trades[:_MOST_TRADES]:
            table.add_row(
                f"  {escape(trade.symbol)}" if many else escape(cure.title), signed_percent(trade.change),
                number(trade.quantity, 0), money(trade.value), "" if many else figure_cell(cure.after),
            )  # fmt: skip
        if len(cure.trades) > _MOST_TRADES:
            table.add_row(f"  and {len(cure.trades) - _MOST_TRADES} more", "", "", "", "")
    out.print(table)


def _short(text: str, widest: int) -> str:
    return text if len(text) <= widest else f"{text[: widest - 1]}\u2026"
