"""Groups of portfolios. The frozen input of a group names no portfolio: it consists of the frozen inputs of its members.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

from plumbline.storage.tables import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "portfolio_groups",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("benchmark", sa.String(length=32), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_portfolio_groups_owner_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_groups")),
        sa.UniqueConstraint("owner_id", "name", name="uq_portfolio_groups_owner_id_name"),
    )
    op.create_table(
        "portfolio_group_members",
        sa.Column("group_id", sa.String(length=40), nullable=False),
        sa.Column("portfolio_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["portfolio_groups.id"], name=op.f("fk_portfolio_group_members_group_id_portfolio_groups"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_portfolio_group_members_portfolio_id_portfolios"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "portfolio_id", name=op.f("pk_portfolio_group_members")),
    )
    with op.batch_alter_table("portfolio_group_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_portfolio_group_members_portfolio_id"), ["portfolio_id"], unique=False)
    with op.batch_alter_table("portfolio_snapshots", schema=None) as batch_op:
        batch_op.alter_column("portfolio_id", existing_type=sa.String(length=40), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM portfolio_snapshots WHERE portfolio_id IS NULL")
    with op.batch_alter_table("portfolio_snapshots", schema=None) as batch_op:
        batch_op.alter_column("portfolio_id", existing_type=sa.String(length=40), nullable=False)
    with op.batch_alter_table("portfolio_group_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_portfolio_group_members_portfolio_id"))

    op.drop_table("portfolio_group_members")
    op.drop_table("portfolio_groups")
