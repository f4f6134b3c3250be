"""Runs migrations on the connection that `storage.migrate` hands in. Read by Alembic, not imported."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from plumbline.storage.tables import UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types by their names."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "UtcDateTime()"
    if kind == "type" and isinstance(item, JSON):
        return "JsonValue"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,  # always: without it a change of a column stops halfway on SQLite
    compare_type=True,
    transaction_per_migration=True,
    transactional_ddl=True,  # our SQLite engine opens its transactions itself, so DDL rolls back there too
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
