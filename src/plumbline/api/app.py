"""Composes the HTTP edge: middleware, error table, routes, the web app."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from plumbline.access.attempts import FailedAttempts
from plumbline.agent.recovery import recover_runs
from plumbline.agent.registry import RunRegistry
from plumbline.api.dependencies import is_secure
from plumbline.api.errors import PROBLEM_RESPONSES, add_error_handlers
from plumbline.api.middleware import RequestFrame
from plumbline.api.openapi import DescribedApi
from plumbline.api.routes import (
    artifacts,
    chat,
    correlation,
    documents,
    drawdowns,
    grants,
    groups,
    health,
    hedging,
    imports,
    limit_policies,
    limits,
    market,
    measures,
    optimize,
    options,
    performance,
    portfolios,
    proposals,
    rebalance,
    reports,
    return_reports,
    session,
    settings,
    static,
    stress,
    tail_risk,
    tokens,
    users,
    volatility,
    what_if,
)
from plumbline.core.version import PRODUCT_VERSION
from plumbline.portfolios.platform import Platform

API = "/api/v1"
ROUTERS: tuple[APIRouter, ...] = (
    session.router,
    tokens.router,
    users.router,
    settings.router,
    measures.router,
    market.router,
    portfolios.router,
    performance.router,
    reports.router,
    documents.router,
    optimize.router,
    rebalance.router,
    return_reports.router,
    groups.router,
    stress.router,
    what_if.router,
    limits.router,
    limit_policies.router,
    proposals.router,
    drawdowns.router,
    volatility.router,
    correlation.router,
    hedging.router,
    tail_risk.router,
    options.router,
    grants.router,
    imports.router,
    chat.router,
    artifacts.router,
)
_DESCRIPTION = """Portfolios, risk and chat of one Plumbline installation.

Sign in with a one-time link (a session cookie, and `X-CSRF-Token` on changes) or send an API token as
`Authorization: Bearer plb_...`. Fractions are fractions (0.042 is 4.2 %), losses are positive, money carries its currency.
Errors are RFC 9457 problem details."""


def create_app(platform: Platform) -> FastAPI:
    """The ASGI application over an opened platform, which its caller closes."""
    app = routed_app()
    app.state.platform = platform
    app.state.failed_sign_ins = FailedAttempts()
    app.state.runs = RunRegistry(platform.settings)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6)
    app.add_middleware(RequestFrame, max_upload_bytes=platform.settings.max_upload_bytes, secure=is_secure(platform.settings))
    return app


def routed_app() -> FastAPI:
    """Every route and the error table, without anything to work on: enough to describe the API."""
    app = DescribedApi(
        title="Plumbline",
        version=PRODUCT_VERSION,
        description=_DESCRIPTION,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
        responses=PROBLEM_RESPONSES,
    )
    add_error_handlers(app)
    for router in ROUTERS:
        app.include_router(router, prefix=API)
    app.include_router(health.router)
    app.include_router(static.router)
    app.router.default = static.page_or_not_found
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Answers of an earlier process are closed at the start; at the end, those of this one are stored as far as they are."""
    runs: RunRegistry = app.state.runs
    await recover_runs(app.state.platform.database)
    preloading = asyncio.create_task(runs.preload())
    yield
    preloading.cancel()
    await runs.close()
