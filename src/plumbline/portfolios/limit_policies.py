"""Limit rules that people write: for a portfolio, for a group, or for all their portfolios; the latest change can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.principal import Principal
from plumbline.audit.log import record
from plumbline.core.clock import utc_now
from plumbline.core.errors import Conflict, InvalidInput
from plumbline.core.schema import Schema
from plumbline.portfolios import repository
from plumbline.portfolios.limit_rules import CONFIDENCES, DEFAULT_POLICY, KINDS, WINDOWS, LimitKind, LimitRule, Takes
from plumbline.portfolios.limit_texts import checked_rules, rule_text
from plumbline.portfolios.models import GroupRow, LimitPolicyRow, PortfolioRow
from plumbline.portfolios.platform import Platform

PolicySource = Literal["portfolio", "group", "person", "owner", "members", "default"]


class PolicyRequest(Schema):
    """The whole policy: what stands in it replaces what was there."""

    rules: tuple[LimitRule, ...]


class PolicyRule(Schema):
    """One rule as a person reads it."""

    rule: LimitRule
    key: str
    label: str
    text: str
    warning_level: float


class PolicyKind(Schema):
    """What can be limited, for an editor: what may be said with it, and whether its level is a share or a plain number."""

    kind: LimitKind
    label: str
    takes: Takes | None
    is_share: bool


class LimitPolicy(Schema):
    """The rules that hold, and whose they are.

    Of the portfolio or group itself, of the person for all their portfolios (`owner` when the portfolio is another's), of all members of
    a group alike, or the default.
    """

    source: PolicySource
    rules: tuple[PolicyRule, ...]
    changed_at: datetime | None = None
    can_undo: bool = Field(default=False, description="The latest change of the rules of this very portfolio, group or person.")
    kinds: tuple[PolicyKind, ...] = tuple(
        PolicyKind(kind=kind, label=words.label, takes=words.takes, is_share=words.is_share) for kind, words in KINDS.items()
    )
    windows: tuple[int, ...] = WINDOWS
    confidences: tuple[float, ...] = CONFIDENCES


@dataclass(frozen=True)
class _Place:
    """Whose rules are meant: exactly one of the two ids, or none for all portfolios of the person."""

    subject_id: str
    owner_id: str
    source: PolicySource
    portfolio_id: str | None = None
    group_id: str | None = None


async def get_policy(session: AsyncSession, principal: Principal, portfolio_id: str | None) -> LimitPolicy:
    """The rules that hold for a portfolio or group; None = those of the person for all their portfolios.

    Raises: NotFound when the person may not see it.
    """
    if portfolio_id is None:
        row = await session.get(LimitPolicyRow, principal.user_id)
        stored = None if row is None or row.rules is None else _stored(row.rules)
        return _policy(stored, "person" if stored else "default", row)
    book = await repository.get_book(session, principal, portfolio_id)
    row = await session.get(LimitPolicyRow, book.id)
    if row is not None and row.rules is not None:
        return _policy(book.limits, "portfolio" if book.members is None else "group", row)
    if book.limits is None:
        return _policy(None, "default", row)
    if book.members is not None:
        return _policy(book.limits, "members", row)
    owner = (await session.get_one(PortfolioRow, book.id)).owner_id
    return _policy(book.limits, "person" if owner == principal.user_id else "owner", row)


async def set_policy(
    platform: Platform, principal: Principal, portfolio_id: str | None, *, rules: tuple[LimitRule, ...] | None
) -> LimitPolicy:
    """Replace the rules; None takes them away, so that the wider policy holds again.

    Raises: NotFound or NotPermitted when the person may not change the portfolio; errors of `checked_rules`.
    """
    checked = None if rules is None else checked_rules(rules, platform.market.as_of(None))
    async with platform.database.write() as session:
        place = await _place(session, principal, portfolio_id)
        row = await session.get(LimitPolicyRow, place.subject_id)
        previous = None if row is None else row.rules
        await _store(session, place, rules=_plain(checked), previous=previous)
        details = {"scope": place.source, "rules": None if checked is None else len(checked)}
        await record(session, principal, action="limits.set" if checked else "limits.reset", subject=place.subject_id, details=details)
    return await _read(platform, principal, portfolio_id)


async def undo_policy(platform: Platform, principal: Principal, portfolio_id: str | None) -> LimitPolicy:
    """Take the latest change back; a second time makes it again. Raises: Conflict when nothing was changed."""
    async with platform.database.write() as session:
        place = await _place(session, principal, portfolio_id)
        row = await session.get(LimitPolicyRow, place.subject_id)
        if row is None:
            raise Conflict("Expected a change of the limit rules to take back, found none.", subject=place.subject_id)
        await _store(session, place, rules=row.previous, previous=row.rules)
        await record(session, principal, action="limits.undo", subject=place.subject_id, details={"scope": place.source})
    return await _read(platform, principal, portfolio_id)


def policy_rules(policy: LimitPolicy) -> tuple[LimitRule, ...]:
    """The bare rules."""
    return tuple(entry.rule for entry in policy.rules)


async def _read(platform: Platform, principal: Principal, portfolio_id: str | None) -> LimitPolicy:
    async with platform.database.read() as session:
        return await get_policy(session, principal, portfolio_id)


async def _place(session: AsyncSession, principal: Principal, portfolio_id: str | None) -> _Place:
    if portfolio_id is None:
        return _Place(principal.user_id, principal.user_id, "person")
    book = await repository.get_book(session, principal, portfolio_id)
    if book.members is not None:
        group = await session.get(GroupRow, book.id)
        if group is None:
            raise InvalidInput(f"'{book.name}' is not stored, so it can not have rules of its own. Make it a group first.", subject=book.id)
        return _Place(group.id, group.owner_id, "group", group_id=group.id)
    await repository.require_writable(session, principal, book.id)
    row = await session.get_one(PortfolioRow, book.id)
    return _Place(row.id, row.owner_id, "portfolio", portfolio_id=row.id)


async def _store(session: AsyncSession, place: _Place, *, rules: list[Any] | None, previous: list[Any] | None) -> None:
    values = {"owner_id": place.owner_id, "portfolio_id": place.portfolio_id, "group_id": place.group_id}
    row = LimitPolicyRow(subject_id=place.subject_id, rules=rules, previous=previous, changed_at=utc_now(), **values)
    await session.merge(row)
    await session.flush()


def _plain(rules: Iterable[LimitRule] | None) -> list[Any] | None:
    return None if rules is None else [rule.model_dump(mode="json") for rule in rules]


def _stored(rules: list[Any]) -> tuple[LimitRule, ...]:
    return tuple(LimitRule.model_validate(rule) for rule in rules)


def _policy(rules: tuple[LimitRule, ...] | None, source: PolicySource, row: LimitPolicyRow | None) -> LimitPolicy:
    held = DEFAULT_POLICY if rules is None else rules
    entries = tuple(
        PolicyRule(rule=rule, key=rule.key, label=rule.label, text=rule_text(rule), warning_level=rule.warning_level) for rule in held
    )
    return LimitPolicy(source=source, rules=entries, changed_at=row.changed_at if row else None, can_undo=row is not None)
