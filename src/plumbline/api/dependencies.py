"""What routes are given: the platform, and the person who is acting."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from plumbline.access.api_tokens import find_api_token, touch_api_token
from plumbline.access.principal import Principal
from plumbline.access.schemas import Scope
from plumbline.access.secret import csrf_token, same
from plumbline.access.sessions import Lifetimes, find_session, touch_session
from plumbline.agent.registry import RunRegistry
from plumbline.core.errors import NotPermitted, NotSignedIn
from plumbline.core.settings import Settings
from plumbline.portfolios.platform import Platform

CSRF_HEADER = "x-csrf-token"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER = "bearer "


def current_platform(request: Request) -> Platform:
    """The composed platform of this process."""
    platform: Platform = request.app.state.platform
    return platform


CurrentPlatform = Annotated[Platform, Depends(current_platform)]


def current_runs(request: Request) -> RunRegistry:
    """The runs of the chat that this process is answering."""
    runs: RunRegistry = request.app.state.runs
    return runs


CurrentRuns = Annotated[RunRegistry, Depends(current_runs)]


async def current_principal(request: Request, platform: CurrentPlatform) -> Principal:
    """The person behind the request, by API token or by session cookie; changes are checked against forgery.

    Raises:
        NotSignedIn: no valid session or token.
        NotPermitted: a token without the scope, or a change that did not come from our own pages.
    """
    authorization = request.headers.get("authorization", "")
    if authorization.lower().startswith(_BEARER):
        return await _token_principal(request, platform, authorization[len(_BEARER) :].strip())
    return await _session_principal(request, platform)


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]


def session_secret(request: Request, settings: Settings) -> str | None:
    """The secret in the session cookie, if there is one."""
    return request.cookies.get(cookie_name(settings))


def cookie_name(settings: Settings) -> str:
    """With https the name binds the cookie to this host; without, the port keeps two servers on one machine apart."""
    return "__Host-plumbline" if is_secure(settings) else f"plumbline_{settings.port}"


def is_secure(settings: Settings) -> bool:
    """Whether people reach us by https."""
    return settings.origin.startswith("https://")


def lifetimes(settings: Settings) -> Lifetimes:
    """How long sessions live."""
    return Lifetimes(idle=timedelta(hours=settings.session_idle_hours), absolute=timedelta(hours=settings.session_absolute_hours))


def require_own_page(request: Request, settings: Settings) -> None:
    """Refuse a request that a page of another site sent."""
    origin = request.headers.get("origin")
    own_host = urlsplit(origin or "").netloc == request.headers.get("host")
    if origin is not None and origin != settings.origin and not own_host:
        raise NotPermitted(
            f"Expected a request from {settings.origin}, found one from {origin}. Set PLUMBLINE_PUBLIC_URL if that is right."
        )
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise NotPermitted("Expected a request from our own pages, found one from another site.")


async def _token_principal(request: Request, platform: Platform, secret: str) -> Principal:
    async with platform.database.read() as session:
        found = await find_api_token(session, secret)
    if found is None:
        raise NotSignedIn(
            "Expected a valid API token, found one that is unknown, revoked or too old. Create a new one with `plumbline tokens`."
        )
    needed = Scope.READ if request.method in _SAFE_METHODS else Scope.WRITE
    if needed not in found.scopes and Scope.WRITE not in found.scopes:
        raise NotPermitted(f"Expected an API token with the scope '{needed}', found one with {', '.join(sorted(found.scopes))}.")
    if found.seen_now:
        async with platform.database.write() as session:
            await touch_api_token(session, secret)
    return found.principal


async def _session_principal(request: Request, platform: Platform) -> Principal:
    secret = session_secret(request, platform.settings)
    if secret is None:
        raise NotSignedIn(
            "Expected a signed-in person, found nobody. Open the sign-in link, or run `plumbline sign-in-link` for a new one."
        )
    async with platform.database.read() as session:
        found = await find_session(session, secret, lifetimes(platform.settings))
    if found is None:
        raise NotSignedIn("Your session has ended. Run `plumbline sign-in-link` for a new sign-in link.")
    if request.method not in _SAFE_METHODS:
        require_own_page(request, platform.settings)
        if not same(request.headers.get(CSRF_HEADER, ""), csrf_token(secret)):
            raise NotPermitted(
                "Expected the header X-CSRF-Token with the token of this session (GET /api/v1/session), found none that fits."
            )
    if found.seen_now:
        async with platform.database.write() as session:
            await touch_session(session, secret)
    return found.principal
