"""`plumbline correlation`: how the holdings move together."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def correlation(
    portfolio: PortfolioName = None,
    *,
    sessions: Annotated[int, typer.Option(metavar="N", help="Sessions to look back.")] = 252,
    estimator: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="sample, ewma, ledoit-wolf-constant-correlation, ledoit-wolf-identity or factor-model.", show_default=True
        ),
    ] = "sample",
    decay: Annotated[float, typer.Option(metavar="D", help="Of ewma: weight of a day relative to the next.")] = 0.94,
    top: Annotated[int, typer.Option(metavar="N", help="How many of the largest holdings.")] = 20,
    shown: Shown,
) -> None:
    """Correlation of the holdings: matrix, extremes, average, clusters, diversification ratio."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.correlation_board import correlation_board
    from plumbline.cli.correlation_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.core.errors import InvalidInput
    from plumbline.portfolios.correlation.estimators import Estimator
    from plumbline.portfolios.correlation.report import CorrelationTerms, correlation_report

    name = estimator.strip().lower().replace("-", "_")
    if name not in set(Estimator):
        names = ", ".join(entry.value.replace("_", "-") for entry in Estimator)
        raise InvalidInput(f"Expected an estimator among {names}, found '{estimator}'.", subject="--estimator")
    terms = CorrelationTerms(n_sessions=sessions, estimator=Estimator(name), decay=decay, top=top)
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: correlation_report(snapshot, view, terms),
        board=correlation_board,
        calculation="correlation_report",
        print_report=print_report,
    )
