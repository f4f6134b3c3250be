"""Artifacts in the database, each visible to its owner only."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.principal import Principal
from plumbline.artifacts.models import ArtifactRow
from plumbline.artifacts.slots import Board
from plumbline.core.clock import utc_now
from plumbline.core.errors import NotFound
from plumbline.core.ids import ArtifactId, RunId, new_id


async def add_artifact(
    session: AsyncSession, principal: Principal, *, run_id: RunId | None, kind: str, title: str, board: Board
) -> ArtifactId:
    """Store a board for the person; return its id."""
    artifact_id = ArtifactId(new_id("artifact"))
    session.add(
        ArtifactRow(
            id=artifact_id,
            owner_id=principal.user_id,
            run_id=run_id,
            kind=kind,
            title=title,
            board=board.model_dump(mode="json"),
            created_at=utc_now(),
        )
    )
    await session.flush()
    return artifact_id


async def get_artifact(session: AsyncSession, principal: Principal, artifact_id: str) -> ArtifactRow:
    """The person's artifact, or `NotFound`."""
    row = await session.get(ArtifactRow, artifact_id)
    if row is None or row.owner_id != principal.user_id:
        raise NotFound(f"Expected an artifact with the id '{artifact_id}', found none of yours.", subject=artifact_id)
    return row


async def delete_artifacts_of(session: AsyncSession, principal: Principal, run_ids: Sequence[str]) -> None:
    """Delete what runs of the person drew."""
    await session.execute(delete(ArtifactRow).where(ArtifactRow.owner_id == principal.user_id, ArtifactRow.run_id.in_(run_ids)))
