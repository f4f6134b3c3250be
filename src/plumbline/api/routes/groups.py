"""Groups of portfolios: a household, an advisor's clients, a desk's books. A group's id stands wherever a portfolio's may."""

import asyncio
from http import HTTPStatus

from fastapi import APIRouter

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.api.routes.portfolios import AsOf
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.group_board import GroupView, group_board
from plumbline.portfolios.groups import service
from plumbline.portfolios.groups.report import group_report
from plumbline.portfolios.groups.schemas import GroupChange, GroupRequest, GroupSummary
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/groups", tags=["groups"])


@router.get("")
async def list_groups(platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> tuple[GroupSummary, ...]:
    """Your groups with their net value; first, of several portfolios, `all` of them."""
    return await service.list_group_summaries(platform, principal, as_of=as_of)


@router.post("", status_code=HTTPStatus.CREATED)
async def create_group(body: GroupRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> GroupSummary:
    """Keep portfolios together under a name. Every report under `/portfolios/{id}` then takes the id of the group, too."""
    return await service.create_group(platform, principal, body)


@router.get("/{group_id}")
async def get_group(group_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> GroupSummary:
    """One group with its members and net value."""
    return await service.get_group(platform, principal, group_id, as_of=as_of)


@router.patch("/{group_id}")
async def change_group(group_id: str, body: GroupChange, platform: CurrentPlatform, principal: CurrentPrincipal) -> GroupSummary:
    """Give a group another name, other members or another benchmark."""
    return await service.change_group(platform, principal, group_id, body)


@router.delete("/{group_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete_group(group_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> None:
    """Delete a group; its portfolios stay."""
    await service.delete_group(platform, principal, group_id)


@router.get("/{group_id}/members")
async def get_members(group_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> GroupView:
    """The risk of all together, and what each member brings to it. Also of ids joined with `+`, without storing a group."""
    view = platform.market.as_of(as_of)
    snapshot = await get_snapshot(platform, principal, group_id, view=view)
    report = await asyncio.to_thread(group_report, snapshot, view)
    facts = recorded_facts(report, calculation="group_report", snapshot=snapshot.digest)
    return GroupView(report=report, facts=facts, board=group_board(report, facts))
