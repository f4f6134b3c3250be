"""Append-only record of who did what. Each entry holds the hash of the one before: a change anywhere breaks the chain.

Cutting off the newest entries leaves a valid shorter chain, so `verify_chain` returns the count and the last hash:
an operator who keeps them elsewhere notices that too.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.principal import Principal
from plumbline.audit.models import AuditRow
from plumbline.core.clock import utc_now

_GENESIS = "0" * 64
_LOCK_KEY = 7_160_514  # any number, the same in every process: PostgreSQL's advisory lock of the chain's end
_SYSTEM = "system"
_BATCH = 1_000

Detail = str | int | bool | None


@dataclass(frozen=True)
class ChainReport:
    """`broken_at` is the number of the first entry that does not fit, or None."""

    n_entries: int
    last_hash: str
    broken_at: int | None


async def record(
    session: AsyncSession,
    principal: Principal | None,
    *,
    action: str,
    subject: str | None = None,
    details: Mapping[str, Detail] | None = None,
) -> None:
    """Append an entry inside the caller's transaction: it is kept if, and only if, the action is.

    Args:
        session: a session of `Database.write()`.
        principal: who acted; None for the system itself.
        action: noun and verb, `portfolio.import`.
        subject: the id of what was acted on.
        details: small and without secrets or personal data.
    """
    if session.get_bind().dialect.name == "postgresql":
        # SQLite has one writer; PostgreSQL needs the end of the chain locked until the transaction ends.
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    last = (await session.execute(select(AuditRow).order_by(AuditRow.number.desc()).limit(1))).scalar_one_or_none()
    row = AuditRow(
        number=last.number + 1 if last else 1,
        at=utc_now(),
        user_id=principal.user_id if principal else None,
        user_name=principal.name if principal else _SYSTEM,
        channel=principal.channel.value if principal else _SYSTEM,
        action=action,
        subject=subject,
        details=json.dumps(dict(details or {}), sort_keys=True, ensure_ascii=False),
        previous_hash=last.hash if last else _GENESIS,
    )
    row.hash = _hash(row)
    session.add(row)
    await session.flush()


async def verify_chain(session: AsyncSession) -> ChainReport:
    """Recompute every hash from the first entry on, and report the first entry that does not fit."""
    previous, count = _GENESIS, 0
    while True:
        page = select(AuditRow).where(AuditRow.number > count).order_by(AuditRow.number).limit(_BATCH)
        rows = (await session.execute(page)).scalars().all()
        for row in rows:
            if row.number != count + 1 or row.previous_hash != previous or row.hash != _hash(row):
                return ChainReport(count, previous, broken_at=count + 1)
            previous, count = row.hash, row.number
        session.expunge_all()
        if len(rows) < _BATCH:
            return ChainReport(count, previous, broken_at=None)


async def list_entries(session: AsyncSession, *, limit: int = 100) -> list[AuditRow]:
    """The newest entries, newest first."""
    return list((await session.execute(select(AuditRow).order_by(AuditRow.number.desc()).limit(limit))).scalars())


async def was_recorded(session: AsyncSession, action: str) -> bool:
    """Whether this action ever happened here."""
    return (await session.execute(select(AuditRow.number).where(AuditRow.action == action).limit(1))).first() is not None


def _hash(row: AuditRow) -> str:
    content = [
        row.number, _moment(row.at), row.user_id, row.user_name, row.channel, row.action, row.subject, row.details, row.previous_hash
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
