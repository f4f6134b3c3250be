"""Limit rules of portfolios, groups and people, and proposals of trades.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

from plumbline.storage.tables import JsonValue, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "limit_policies",
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.String(length=40), nullable=False),
        sa.Column("portfolio_id", sa.String(length=40), nullable=True),
        sa.Column("group_id", sa.String(length=40), nullable=True),
        sa.Column("rules", JsonValue, nullable=True),
        sa.Column("previous", JsonValue, nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["portfolio_groups.id"], name=op.f("fk_limit_policies_group_id_portfolio_groups"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_limit_policies_owner_id_users"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_limit_policies_portfolio_id_portfolios"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_limit_policies")),
    )
    with op.batch_alter_table("limit_policies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_limit_policies_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_limit_policies_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_limit_policies_portfolio_id"), ["portfolio_id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("portfolio_id", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("snapshot", sa.String(length=64), nullable=False),
        sa.Column("held", sa.String(length=64), nullable=False),
        sa.Column("market", sa.String(length=80), nullable=False),
        sa.Column("edits", JsonValue, nullable=False),
        sa.Column("content", JsonValue, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_proposals_author_id_users"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["portfolio_id"], ["portfolios.id"], name=op.f("fk_proposals_portfolio_id_portfolios"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_portfolio_id"), ["portfolio_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposals_portfolio_id"))
        batch_op.drop_index(batch_op.f("ix_proposals_author_id"))

    op.drop_table("proposals")
    with op.batch_alter_table("limit_policies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_limit_policies_portfolio_id"))
        batch_op.drop_index(batch_op.f("ix_limit_policies_owner_id"))
        batch_op.drop_index(batch_op.f("ix_limit_policies_group_id"))

    op.drop_table("limit_policies")
