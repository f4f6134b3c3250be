"""Stress scenarios that people save.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

from plumbline.storage.tables import JsonValue, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stress_scenarios",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.String(length=40), nullable=False),
        sa.Column("portfolio_id", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("shocks", JsonValue, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_stress_scenarios_owner_id_users"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_stress_scenarios_portfolio_id_portfolios"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stress_scenarios")),
        sa.UniqueConstraint("owner_id", "name", name="uq_stress_scenarios_owner_id_name"),
    )
    with op.batch_alter_table("stress_scenarios", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stress_scenarios_portfolio_id"), ["portfolio_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("stress_scenarios", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stress_scenarios_portfolio_id"))

    op.drop_table("stress_scenarios")
