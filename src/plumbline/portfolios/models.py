"""Tables of portfolios: what was imported, lot by lot, and the frozen inputs that answers were computed from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from plumbline.storage.tables import Base, JsonValue, UtcDateTime


class PortfolioRow(Base):
    """One imported portfolio. `import_key` makes an import that is sent twice one import."""

    __tablename__ = "portfolios"
    __table_args__ = (
        UniqueConstraint("owner_id", "name", name="uq_portfolios_owner_id_name"),
        UniqueConstraint("owner_id", "import_key", name="uq_portfolios_owner_id_import_key"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner_id: Mapped[str] = mapped_column(String(40), ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    base_currency: Mapped[str] = mapped_column(String(3))
    benchmark: Mapped[str] = mapped_column(String(32))
    imported_as_of: Mapped[date] = mapped_column(Date)
    source_file: Mapped[str] = mapped_column(String(255))
    content_digest: Mapped[str] = mapped_column(String(64))
    import_key: Mapped[str | None] = mapped_column(String(128))
    demo: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    accounts: Mapped[list["AccountRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True, lazy="raise")
    holdings: Mapped[list["HoldingLotRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="HoldingLotRow.position", lazy="raise"
    )
    transactions: Mapped[list["TransactionRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="TransactionRow.position", lazy="raise"
    )
    policy: Mapped["LimitPolicyRow | None"] = relationship(
        primaryjoin="foreign(LimitPolicyRow.subject_id) == PortfolioRow.id", viewonly=True, uselist=False, lazy="raise"
    )
    owner_policy: Mapped["LimitPolicyRow | None"] = relationship(
        primaryjoin="foreign(LimitPolicyRow.subject_id) == PortfolioRow.owner_id", viewonly=True, uselist=False, lazy="raise"
    )


class AccountRow(Base):
    """An account as the broker names it; of its number only the last four characters are kept."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("portfolio_id", "position", name="uq_accounts_portfolio_id_position"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    portfolio_id: Mapped[str] = mapped_column(String(40), ForeignKey("portfolios.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(120))
    masked_number: Mapped[str | None] = mapped_column(String(12))


class HoldingLotRow(Base):
    """One lot in the order of the file: a symbol bought twice is two lots."""

    __tablename__ = "holdings"
    __table_args__ = (Index("ix_holdings_portfolio_id_position", "portfolio_id", "position", unique=True),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    portfolio_id: Mapped[str] = mapped_column(String(40), ForeignKey("portfolios.id", ondelete="CASCADE"))
    account_id: Mapped[str | None] = mapped_column(String(40), ForeignKey("accounts.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    symbol: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(10))
    quantity: Mapped[float] = mapped_column(Float)
    cost_basis_per_share: Mapped[float | None] = mapped_column(Float)
    currency: Mapped[str] = mapped_column(String(3))
    opened_on: Mapped[date | None] = mapped_column(Date)


class TransactionRow(Base):
    """One booked transaction in the order of the file."""

    __tablename__ = "transactions"
    __table_args__ = (Index("ix_transactions_portfolio_id_position", "portfolio_id", "position", unique=True),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    portfolio_id: Mapped[str] = mapped_column(String(40), ForeignKey("portfolios.id", ondelete="CASCADE"))
    account_id: Mapped[str | None] = mapped_column(String(40), ForeignKey("accounts.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    booked_on: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(12))
    symbol: Mapped[str | None] = mapped_column(String(32))
    quantity: Mapped[float | None] = mapped_column(Float)
    price: Mapped[float | None] = mapped_column(Float)
    amount: Mapped[float] = mapped_column(Float)
    currency: Mapped[str] = mapped_column(String(3))


class GroupRow(Base):
    """Portfolios that a person looks at together, such as a household or the clients of an advisor. Only its owner sees it."""

    __tablename__ = "portfolio_groups"
    __table_args__ = (UniqueConstraint("owner_id", "name", name="uq_portfolio_groups_owner_id_name"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner_id: Mapped[str] = mapped_column(String(40), ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    benchmark: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    members: Mapped[list["GroupMemberRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="GroupMemberRow.position", lazy="raise"
    )
    policy: Mapped["LimitPolicyRow | None"] = relationship(
        primaryjoin="foreign(LimitPolicyRow.subject_id) == GroupRow.id", viewonly=True, uselist=False, lazy="raise"
    )


class GroupMemberRow(Base):
    """A portfolio of a group. Whether the owner of the group may still see it is asked whenever it is read."""

    __tablename__ = "portfolio_group_members"

    group_id: Mapped[str] = mapped_column(String(40), ForeignKey("portfolio_groups.id", ondelete="CASCADE"), primary_key=True)
    portfolio_id: Mapped[str] = mapped_column(String(40), ForeignKey("portfolios.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(Integer)


class SnapshotRow(Base):
    """A frozen input: the holdings of one day, and the digest that the lineage of facts names.

    That of a group has no portfolio: it holds the digests of its members, whose holdings go with the portfolio they belong to.
    """

    __tablename__ = "portfolio_snapshots"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    portfolio_id: Mapped[str | None] = mapped_column(String(40), ForeignKey("portfolios.id", ondelete="CASCADE"), index=True)
    as_of: Mapped[date] = mapped_column(Date)
    frozen: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ScenarioRow(Base):
    """A stress scenario that a person saved. With a portfolio, everyone to whom that portfolio is open sees it too."""

    __tablename__ = "stress_scenarios"
    __table_args__ = (UniqueConstraint("owner_id", "name", name="uq_stress_scenarios_owner_id_name"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner_id: Mapped[str] = mapped_column(String(40), ForeignKey("users.id", ondelete="CASCADE"))
    portfolio_id: Mapped[str | None] = mapped_column(String(40), ForeignKey("portfolios.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    shocks: Mapped[list[Any]] = mapped_column(JsonValue)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LimitPolicyRow(Base):
    """The limit rules of a portfolio, of a group, or (with neither) of all portfolios of a person; `subject_id` is the id of that.

    Without `rules` the wider policy holds; `previous` is what the latest change replaced, so that it can be taken back.
    """

    __tablename__ = "limit_policies"

    subject_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner_id: Mapped[str] = mapped_column(String(40), ForeignKey("users.id", ondelete="CASCADE"), index=True)
    portfolio_id: Mapped[str | None] = mapped_column(String(40), ForeignKey("portfolios.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[str | None] = mapped_column(String(40), ForeignKey("portfolio_groups.id", ondelete="CASCADE"), index=True)
    rules: Mapped[list[Any] | None] = mapped_column(JsonValue)
    previous: Mapped[list[Any] | None] = mapped_column(JsonValue)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProposalRow(Base):
    """Trades that a person proposes for a portfolio, with the frozen input that they were computed from. Nothing is traded by it.

    `edits` are the weights asked for; `content` is the report that was kept; `held` and `market` tell whether either moved since.
    """

    __tablename__ = "proposals"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    portfolio_id: Mapped[str] = mapped_column(String(40), ForeignKey("portfolios.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[str] = mapped_column(String(40), ForeignKey("users.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(String(20))
    as_of: Mapped[date] = mapped_column(Date)
    snapshot: Mapped[str] = mapped_column(String(64))
    held: Mapped[str] = mapped_column(String(64))
    market: Mapped[str] = mapped_column(String(80))
    edits: Mapped[list[Any]] = mapped_column(JsonValue)
    content: Mapped[dict[str, Any]] = mapped_column(JsonValue)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
