"""Limit rules: of one portfolio or group, and of a person for all their portfolios."""

from fastapi import APIRouter

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.portfolios import limit_policies
from plumbline.portfolios.limit_policies import LimitPolicy, PolicyRequest

router = APIRouter(tags=["limits"])
_OF_ONE = "/portfolios/{portfolio_id}/limits/policy"
_OF_ALL = "/limits/policy"


@router.get(_OF_ONE)
async def get_policy(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> LimitPolicy:
    """The rules that hold for a portfolio or group and whose they are, and what can be limited."""
    async with platform.database.read() as session:
        return await limit_policies.get_policy(session, principal, portfolio_id)


@router.put(_OF_ONE)
async def set_policy(portfolio_id: str, body: PolicyRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> LimitPolicy:
    """Replace the rules of a portfolio or group; the change can be taken back."""
    return await limit_policies.set_policy(platform, principal, portfolio_id, rules=body.rules)


@router.delete(_OF_ONE)
async def reset_policy(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> LimitPolicy:
    """Take its own rules away: those of the person for all portfolios hold again, or the default."""
    return await limit_policies.set_policy(platform, principal, portfolio_id, rules=None)


@router.post(f"{_OF_ONE}/undo")
async def undo_policy(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> LimitPolicy:
    """Take the latest change of its rules back; a second time makes it again."""
    return await limit_policies.undo_policy(platform, principal, portfolio_id)


@router.get(_OF_ALL)
async def get_policy_of_all(platform: CurrentPlatform, principal: CurrentPrincipal) -> LimitPolicy:
    """Your rules for all your portfolios: they hold wherever a portfolio has none of its own."""
    async with platform.database.read() as session:
        return await limit_policies.get_policy(session, principal, None)


@router.put(_OF_ALL)
async def set_policy_of_all(body: PolicyRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> LimitPolicy:
    """Replace your rules for all your portfolios; the change can be taken back."""
    return await limit_policies.set_policy(platform, principal, None, rules=body.rules)


@router.delete(_OF_ALL)
async def reset_policy_of_all(platform: CurrentPlatform, principal: CurrentPrincipal) -> LimitPolicy:
    """Take your rules for all portfolios away: the default policy holds again."""
    return await limit_policies.set_policy(platform, principal, None, rules=None)


@router.post(f"{_OF_ALL}/undo")
async def undo_policy_of_all(platform: CurrentPlatform, principal: CurrentPrincipal) -> LimitPolicy:
    """Take the latest change of your rules for all portfolios back."""
    return await limit_policies.undo_policy(platform, principal, None)
