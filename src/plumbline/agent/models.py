"""Tables of the chat: threads, runs, what the runs said (events) and the figures they said it with (facts)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from plumbline.storage.tables import Base, JsonValue, word_of


class RunState(StrEnum):
    RUNNING = "running"
    COMPLETE = "complete"
    STOPPED = "stopped"
    PARTIAL = "partial"


_WHILE_RUNNING = text("state = 'running'")


class ThreadRow(Base):
    __tablename__ = "threads"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class RunRow(Base):
    """One question and its answer. At most one run of a thread is running: the database itself refuses a second."""

    __tablename__ = "runs"
    __table_args__ = (
        Index("ux_runs_one_running_in_thread", "thread_id", unique=True, sqlite_where=_WHILE_RUNNING, postgresql_where=_WHILE_RUNNING),
        Index("ux_runs_idempotency_key", "owner_id", "idempotency_key", unique=True),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    thread_id: Mapped[str] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    idempotency_key: Mapped[str | None] = mapped_column(String(100))
    question: Mapped[str] = mapped_column(Text)
    state: Mapped[RunState] = mapped_column(word_of(RunState, "state"))
    as_of: Mapped[date]
    portfolio_id: Mapped[str | None] = mapped_column(String(40))
    model: Mapped[str] = mapped_column(String(120))
    process: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    alive_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    input_tokens: Mapped[int] = mapped_column(default=0)
    output_tokens: Mapped[int] = mapped_column(default=0)
    cost_usd: Mapped[float | None] = mapped_column(Float)


class EventRow(Base):
    __tablename__ = "run_events"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(String(30))
    data: Mapped[dict[str, Any]] = mapped_column(JsonValue)


class FactRow(Base):
    __tablename__ = "run_facts"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JsonValue)
