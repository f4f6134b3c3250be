"""The loaded market: its span, what its quality checks found, and single symbols."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.api.routes.portfolios import AsOf
from plumbline.artifacts.boards import recorded_facts
from plumbline.market_data.market import Market
from plumbline.portfolios.imports.preview import DEFAULT_BENCHMARK
from plumbline.portfolios.quote import quote_report
from plumbline.portfolios.schemas import FindingsPage, MarketInfo, MarketLine, MarketProvider, QuoteView

router = APIRouter(prefix="/market", tags=["market"])


@router.get("")
async def get_market(platform: CurrentPlatform, principal: CurrentPrincipal) -> MarketInfo:  # noqa: ARG001 - signed in
    """The span of the prices, and the benchmark's line for choosing a day."""
    market = platform.market
    keys = list(market.providers.values())
    return MarketInfo(
        first_session=market.first_session,
        last_session=market.last_session,
        benchmark=market.name_of(_line_symbol(market)),
        line=_line(market),
        providers=tuple(MarketProvider(key=key, attribution=text, n_symbols=keys.count(key)) for key, text in market.attributions.items()),
        n_symbols=len(market.symbols),
        n_findings=len(market.findings),
    )


@router.get("/findings")
async def list_findings(
    platform: CurrentPlatform,
    principal: CurrentPrincipal,  # noqa: ARG001 - signed in
    symbol: str | None = None,
    as_of: AsOf = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 200,
) -> FindingsPage:
    """What the quality checks say about the prices, as it could be known on a day."""
    found = platform.market.as_of(as_of).findings([symbol.upper()] if symbol else None)
    return FindingsPage(findings=found[:limit], total=len(found))


@router.get("/symbols/{symbol}")
async def get_symbol(symbol: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> QuoteView:  # noqa: ARG001
    """One symbol: price, returns, range of the year, volatility, beta, and its last annual report."""
    view = platform.market.as_of(as_of)
    report = quote_report(view, symbol)
    return QuoteView(report=report, facts=recorded_facts(report, calculation="quote_report", snapshot=view.snapshot))


def _line(market: Market) -> MarketLine:
    """The benchmark (or, without it, the first symbol) at the last session of each month."""
    symbol = _line_symbol(market)
    months = market.sessions.astype("datetime64[M]")
    last_of_month = np.append(np.flatnonzero(months[1:] != months[:-1]), months.size - 1)
    values = market.close[last_of_month, market.columns[symbol]]
    usable = np.isfinite(values)
    days = market.sessions[last_of_month][usable]
    return MarketLine(dates=tuple(days.astype("datetime64[D]").tolist()), values=tuple(values[usable].tolist()))


def _line_symbol(market: Market) -> str:
    return DEFAULT_BENCHMARK if DEFAULT_BENCHMARK in market.columns else market.symbols[0]
