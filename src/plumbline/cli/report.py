"""`plumbline report`: all reports of a portfolio in one document."""

from typing import TYPE_CHECKING, Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Written, with_options
from plumbline.core.errors import InvalidInput

if TYPE_CHECKING:
    from plumbline.access.principal import Principal
    from plumbline.artifacts.document.contents import Document
    from plumbline.artifacts.document.sections import SectionName
    from plumbline.portfolios.platform import Platform


@with_options
def report(
    portfolio: PortfolioName = None,
    *,
    sections: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Reports to put in, with commas: risk,stress,limits. Default: all.")
    ] = None,
    written: Written,
) -> None:
    """Write the reports of a portfolio into one document that a client could be handed: --pdf FILE, --html FILE or both."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.document.sections import portfolio_document
    from plumbline.cli.documents import check_targets, wants_document, write_documents
    from plumbline.cli.local import run_locally
    from plumbline.portfolios.service import resolve_portfolio, snapshot_of

    if not wants_document(written):
        raise InvalidInput("Expected a file to write: --pdf report.pdf, --html report.html or both.", subject="--pdf")
    names = _names(sections)
    check_targets(written)

    async def work(platform: "Platform", owner: "Principal") -> "Document":
        view = platform.market.as_of(written.day)
        book = await resolve_portfolio(platform, owner, portfolio)
        return portfolio_document(snapshot_of(platform, book, view), view, names)

    write_documents(run_locally(work), written)


def _names(text: str | None) -> "tuple[SectionName, ...]":
    # Late: see above.
    from plumbline.artifacts.document.sections import SectionName

    given = [name.strip().lower() for name in (text or "").split(",") if name.strip()]
    known = {name.value for name in SectionName}
    unknown = [name for name in given if name not in known]
    if unknown or (text is not None and not given):
        found = f"'{unknown[0]}'" if unknown else "none"
        raise InvalidInput(f"Expected reports among {', '.join(sorted(known))}, found {found}.", subject="--sections")
    return tuple(SectionName(name) for name in given)
