"""The volatility report as tables for a terminal of 80 columns."""

from rich.markup import escape

from plumbline.cli.report_output import number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import out
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.volatility.results import VolatilityReport

_MOST_HOLDINGS = 20


def print_report(report: VolatilityReport) -> None:
    """Headline, windows beside past and benchmark, holdings, pairs, notes."""
    out.print(f"[bold]{escape(report.name)}[/]  volatility as of {report.as_of}, {report.n_observations:,} sessions of history\n")
    _headline(report)
    _windows(report)
    _holdings(report)
    _pairs(report)
    print_notes(report.notes)


def _headline(report: VolatilityReport) -> None:
    forecast = report.forecast
    if forecast.level.value is None:
        out.print(f"[dim]No forecast: {escape(forecast.level.reason or '')}[/]")
    else:
        out.print(
            f"Expected over {forecast.horizon} sessions {_share(forecast.level)}, {signed_percent(_value(forecast.trend), 0)} against the "
            f"last 21; R squared of the forecast {_plain(forecast.r_squared)}."
        )
    rank = _value(report.percentile)
    out.print(f"Exponentially weighted {_share(report.ewma)}; downside deviation of a year {_share(report.downside)}.")
    if rank is not None:
        out.print(f"On {percent(rank, 0)} of the days of a year the volatility of 21 sessions was no higher than today's (rank).")


def _windows(report: VolatilityReport) -> None:
    cone = {row.window: row for row in report.cone}
    table = plain_table("Sessions", "Now", "Benchm.", "Lowest", "25 %", "Median", "75 %", "Highest")
    for row in report.realized:
        past = cone.get(row.window)
        beside = ("-",) * 5 if past is None else tuple(
            _share(figure) for figure in (past.lowest, past.lower_quartile, past.median, past.upper_quartile, past.highest)
        )  # fmt: skip
        table.add_row(str(row.window), _share(row.portfolio), "-" if row.benchmark is None else _share(row.benchmark), *beside)
    out.print()
    out.print(table)


def _holdings(report: VolatilityReport) -> None:
    table = plain_table("Holding", "Of risk", "21", "252", "Weighted", "Expected", "Trend", "Rank")
    for row in report.holdings[:_MOST_HOLDINGS]:
        table.add_row(
            escape(row.symbol), _share(row.risk_contribution), _share(row.month), _share(row.year), _share(row.ewma), _share(row.expected),
            signed_percent(_value(row.trend), 0), percent(_value(row.percentile), 0),
        )  # fmt: skip
    out.print()
    out.print(table)
    if len(report.holdings) > _MOST_HOLDINGS:
        out.print(f"[dim]The {_MOST_HOLDINGS} with the largest share of {len(report.holdings)}; --csv has all.[/]")


def _pairs(report: VolatilityReport) -> None:
    found = report.attribution
    if found is None or not found.pairs:
        return
    table = plain_table("Pairs that matter most", "Of variance")
    for pair in found.pairs:
        table.add_row(escape(pair.subject.label), _share(pair))
    out.print()
    out.print(table)
    out.print(f"[dim]Own variances {_share(found.own_share)}, all pairs {_share(found.pairs_share)}: 100 % together, over 252 sessions.[/]")


def _value(figure: MeasuredValue) -> float | None:
    return figure.value if isinstance(figure.value, float) else None


def _share(figure: MeasuredValue) -> str:
    return percent(_value(figure), 1)


def _plain(figure: MeasuredValue) -> str:
    return number(_value(figure))
