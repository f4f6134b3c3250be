"""Who is acting. Every domain function takes a `Principal` first and sees only what that person may see."""

from dataclasses import dataclass
from enum import StrEnum

from plumbline.core.ids import UserId


class Role(StrEnum):
    USER = "user"  # own and granted portfolios
    RISK = "risk"  # also limits and controls of the desk
    ADMIN = "admin"  # also people and settings


class Channel(StrEnum):
    """How the person reached us; the audit log keeps it."""

    BROWSER = "browser"
    API = "api"
    TERMINAL = "terminal"


@dataclass(frozen=True)
class Principal:
    user_id: UserId
    name: str
    role: Role
    channel: Channel = Channel.TERMINAL
