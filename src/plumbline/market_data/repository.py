"""Keeps the findings of the market that is loaded, so that they can be read without loading it."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.market_data.findings import Finding
from plumbline.market_data.market import Market
from plumbline.market_data.models import QualityFindingRow

_ROWS_AT_ONCE = 500
"""Rows of one statement: databases limit the number of values."""


async def record_findings(session: AsyncSession, market: Market) -> bool:
    """Replace the stored findings by those of this market; return False when they are stored already."""
    # Compared whole: a new version of the checks may say something else about the same prices.
    digests = set((await session.execute(select(QualityFindingRow.market_digest).distinct())).scalars())
    if digests <= {market.digest} and await list_findings(session) == market.findings:
        return False
    await session.execute(delete(QualityFindingRow))
    rows = [_row(market.digest, position, finding) for position, finding in enumerate(market.findings)]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        await session.execute(insert(QualityFindingRow), rows[start : start + _ROWS_AT_ONCE])
    return True


async def list_findings(session: AsyncSession, symbols: Sequence[str] | None = None) -> tuple[Finding, ...]:
    """Return the findings of the last load, for all or for some symbols, in the order of the checks.

    They know the whole market up to its last session. What was known on an earlier day says `MarketView.findings`.
    """
    query = select(QualityFindingRow).order_by(QualityFindingRow.market_digest, QualityFindingRow.position)
    if symbols is not None:
        query = query.where(QualityFindingRow.symbol.in_(symbols))
    return tuple(_finding(row) for row in (await session.execute(query)).scalars())


def _row(digest: str, position: int, finding: Finding) -> dict[str, object]:
    return {
        "market_digest": digest,
        "position": position,
        **finding.model_dump(exclude={"on", "until"}),
        "on_date": finding.on,
        "until_date": finding.until,
    }


def _finding(row: QualityFindingRow) -> Finding:
    return Finding(
        code=row.code,
        severity=row.severity,
        symbol=row.symbol,
        on=row.on_date,
        until=row.until_date,
        message=row.message,
        value=row.value,
        marked=row.marked,
        provider=row.provider,
    )
