"""The table of what the quality checks found when the market was last loaded."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from plumbline.market_data.findings import FindingCode, Severity
from plumbline.storage.tables import Base, word_of


class QualityFindingRow(Base):
    __tablename__ = "quality_findings"

    market_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    provider: Mapped[str] = mapped_column(String(200))
    code: Mapped[FindingCode] = mapped_column(word_of(FindingCode, "code"))
    severity: Mapped[Severity] = mapped_column(word_of(Severity, "severity"))
    symbol: Mapped[str | None] = mapped_column(String(32), index=True)
    on_date: Mapped[date]
    until_date: Mapped[date]
    message: Mapped[str] = mapped_column(Text)
    value: Mapped[float | None]
    marked: Mapped[bool]
