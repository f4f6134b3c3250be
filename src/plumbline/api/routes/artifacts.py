"""Artifacts: what was drawn beside the chat, to be opened again."""

from fastapi import APIRouter

from plumbline.agent.events import ArtifactPayload
from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.repository import get_artifact
from plumbline.artifacts.slots import Board
from plumbline.core.ids import ArtifactId

router = APIRouter(prefix="/artifacts", tags=["artifacts"])


@router.get("/{artifact_id}")
async def open_artifact(artifact_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> ArtifactPayload:
    """An artifact with the facts it was drawn from."""
    async with platform.database.read() as session:
        row = await get_artifact(session, principal, artifact_id)
    board = Board.model_validate(row.board)
    return ArtifactPayload(artifact_id=ArtifactId(row.id), kind=row.kind, title=row.title, board=board)
