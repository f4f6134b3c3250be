"""The demo portfolios: files as brokers export them, imported through the same door as anybody's own."""

from pathlib import Path
from typing import NamedTuple

from plumbline.access.principal import Principal
from plumbline.portfolios.imports.store import ImportRequest, import_portfolio
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.schemas import PortfolioSummary

DEMO_FOLDER = Path(__file__).parent / "demo"


class DemoFile(NamedTuple):
    name: str
    filename: str


DEMO_FILES: tuple[DemoFile, ...] = (
    DemoFile("Growth", "growth_2022.csv"),
    DemoFile("Retirement income", "retirement_income_2022.csv"),
    DemoFile("Long/short technology", "long_short_2022.csv"),
    DemoFile("Options overlay", "options_overlay_2022.csv"),
)


async def load_demo_portfolios(platform: Platform, principal: Principal) -> tuple[PortfolioSummary, ...]:
    """Import the demo portfolios of a person, once: those that are there stay as they are.

    With a market that does not have the demo's symbols there is nothing to show, so nothing is imported.
    """
    if not {"AAPL", "MSFT", "USMV", "SP500"} <= set(platform.market.symbols):
        return ()
    loaded = []
    for demo in DEMO_FILES:
        content = (DEMO_FOLDER / demo.filename).read_bytes()
        request = ImportRequest(demo.filename, content, name=demo.name, key=f"demo:{demo.filename}", demo=True)
        loaded.append((await import_portfolio(platform, principal, request)).summary)
    return tuple(loaded)
