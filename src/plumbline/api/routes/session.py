"""Signing in and out."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from plumbline.access.attempts import FailedAttempts
from plumbline.access.principal import Channel, Principal
from plumbline.access.schemas import Me, SignInRequest
from plumbline.access.secret import csrf_token
from plumbline.access.sessions import end_session, start_session
from plumbline.access.sign_in import redeem_sign_in_link
from plumbline.api.dependencies import (
    CurrentPlatform,
    CurrentPrincipal,
    cookie_name,
    is_secure,
    lifetimes,
    require_own_page,
    session_secret,
)
from plumbline.audit.log import record
from plumbline.core.errors import NotSignedIn
from plumbline.core.settings import Settings

router = APIRouter(prefix="/session", tags=["session"])


@router.post("")
async def sign_in(body: SignInRequest, request: Request, response: Response, platform: CurrentPlatform) -> Me:
    """Use up a one-time sign-in link; the answer sets the session cookie."""
    require_own_page(request, platform.settings)
    failed: FailedAttempts = request.app.state.failed_sign_ins
    address = request.client.host if request.client else "unknown"
    failed.check(address)
    try:
        async with platform.database.write() as session:
            principal = await redeem_sign_in_link(session, body.token)
            secret = await start_session(session, principal.user_id, lifetimes(platform.settings))
            await record(session, principal, action="session.start", subject=principal.user_id)
    except NotSignedIn:
        failed.failed(address)
        raise
    failed.succeeded(address)
    _set_cookie(response, secret, platform.settings)
    return _me(principal, secret)


@router.get("")
async def who_am_i(request: Request, platform: CurrentPlatform, principal: CurrentPrincipal) -> Me:
    """The signed-in person, and the token that changes have to carry."""
    secret = session_secret(request, platform.settings) if principal.channel == Channel.BROWSER else None
    return _me(principal, secret)


@router.delete("", status_code=HTTPStatus.NO_CONTENT)
async def sign_out(request: Request, response: Response, platform: CurrentPlatform, principal: CurrentPrincipal) -> None:
    """End the session of this browser at once."""
    secret = session_secret(request, platform.settings)
    if secret is not None:
        async with platform.database.write() as session:
            await end_session(session, secret)
            await record(session, principal, action="session.end", subject=principal.user_id)
    response.delete_cookie(cookie_name(platform.settings), path="/", secure=is_secure(platform.settings), httponly=True, samesite="lax")


def _set_cookie(response: Response, secret: str, settings: Settings) -> None:
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=int(settings.session_absolute_hours * 3600),
        path="/",
        secure=is_secure(settings),
        httponly=True,
        samesite="lax",
    )


def _me(principal: Principal, secret: str | None) -> Me:
    return Me(
        user_id=principal.user_id, name=principal.name, role=principal.role, csrf_token=csrf_token(secret) if secret is not None else None
    )
