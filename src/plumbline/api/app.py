"""Composes the HTTP edge: middleware, error table, routes, the web app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from plumbline.access.attempts import FailedAttempts
from plumbline.api.dependencies import is_secure
from plumbline.api.errors import PROBLEM_RESPONSES, add_error_handlers
from plumbline.api.middleware import RequestFrame
from plumbline.api.routes import health, measures, session, settings, static, tokens
from plumbline.core.version import PRODUCT_VERSION
from plumbline.portfolios.platform import Platform

API = "/api/v1"
ROUTERS: tuple[APIRouter, ...] = (
    session.router,
    tokens.router,
    settings.router,
    measures.router,
)
_DESCRIPTION = """Portfolios, risk and chat of one Plumbline installation.

Sign in with a one-time link (a session cookie, and `X-CSRF-Token` on changes) or send an API token as
`Authorization: Bearer plb_...`. Fractions are fractions (0.042 is 4.2 %), losses are positive, money carries its currency.
Errors are RFC 9457 problem details."""


def create_app(platform: Platform) -> FastAPI:
    """The ASGI application over an opened platform. Closing it closes the platform's database."""
    app = FastAPI(
        title="Plumbline",
        version=PRODUCT_VERSION,
        description=_DESCRIPTION,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
        responses=PROBLEM_RESPONSES,
    )
    app.state.platform = platform
    app.state.failed_sign_ins = FailedAttempts()
    add_error_handlers(app)
    for router in ROUTERS:
        app.include_router(router, prefix=API)
    app.include_router(health.router)
    app.include_router(static.router)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6)
    app.add_middleware(RequestFrame, max_upload_bytes=platform.settings.max_upload_bytes, secure=is_secure(platform.settings))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    await app.state.platform.database.close()
