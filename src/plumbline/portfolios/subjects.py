"""Subjects of portfolio figures, built in one place so that the same thing always has the same id."""

from plumbline.facts.fact import Subject, SubjectKind
from plumbline.market_data.instruments import Instrument
from plumbline.portfolios.snapshot import PortfolioSnapshot


def portfolio_subject(snapshot: PortfolioSnapshot) -> Subject:
    """The whole portfolio."""
    return Subject(kind=SubjectKind.PORTFOLIO, id=snapshot.portfolio_id, label=snapshot.name)


def holding_subject(snapshot: PortfolioSnapshot, symbol: str, label: str | None = None) -> Subject:
    """One holding of the portfolio."""
    return Subject(kind=SubjectKind.HOLDING, id=f"{snapshot.portfolio_id}/{symbol}", label=label or symbol)


def sector_subject(sector: str) -> Subject:
    """A sector by its name."""
    return Subject(kind=SubjectKind.SECTOR, id=sector, label=sector)


def symbol_subject(instrument: Instrument) -> Subject:
    """An instrument of the market, held or not."""
    return Subject(kind=SubjectKind.SYMBOL, id=instrument.symbol, label=instrument.symbol)


def benchmark_subject(instrument: Instrument) -> Subject:
    """An instrument in its part as benchmark."""
    return Subject(kind=SubjectKind.BENCHMARK, id=instrument.symbol, label=instrument.name)
