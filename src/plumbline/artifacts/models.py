"""The table of artifacts: what a person opened beside the chat, with the facts it was drawn from."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from plumbline.storage.tables import Base, JsonValue


class ArtifactRow(Base):
    """`run_id` has no foreign key: runs stand above artifacts. Deleting a thread deletes what its runs drew."""

    __tablename__ = "artifacts"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    run_id: Mapped[str | None] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    board: Mapped[dict[str, Any]] = mapped_column(JsonValue)
    created_at: Mapped[datetime]
