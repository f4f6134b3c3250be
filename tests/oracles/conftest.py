"""The demo portfolios twice: as the product reads and freezes them, and as pandas reads the same raw files."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
from tests.oracles.holdings import DAYS, FILES, RATE, SOURCES, Held

from plumbline.market_data.catalog import build_market
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.imports.parse import parse_file
from plumbline.portfolios.imports.preview import book_of
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot


@dataclass(frozen=True)
class Case:
    """`snapshot` and `view` are the product's, `held` is what it is compared with."""

    snapshot: PortfolioSnapshot
    view: MarketView
    held: Held


@cache
def sample_market() -> Market:
    return build_market(("sample",))


@cache
def case_of(name: str, day: str) -> Case:
    market = sample_market()
    parsed = parse_file((SOURCES / "portfolios" / "demo" / FILES[name]).read_bytes(), FILES[name], market.as_of())
    assert parsed.errors == ()
    view = market.as_of(date.fromisoformat(day))
    book = book_of(parsed, market.as_of(), name=name)
    return Case(take_snapshot(book, view, risk_free_rate=RATE), view, Held(name, day))


@pytest.fixture(scope="session", params=[f"{name} {day}" for day in DAYS for name in FILES])
def case(request: pytest.FixtureRequest) -> Case:
    """Every demo portfolio on the last day and on a day in the middle of a crash."""
    name, day = request.param.split()
    return case_of(name, day)


@pytest.fixture(scope="session", params=DAYS)
def overlay(request: pytest.FixtureRequest) -> Case:
    """The portfolio with options, on both days."""
    return case_of("options", request.param)
