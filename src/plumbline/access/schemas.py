"""Wire types of people, of signing in, of API tokens and of grants."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from plumbline.access.models import GrantLevel
from plumbline.access.principal import Role
from plumbline.core.ids import PortfolioId, UserId
from plumbline.core.schema import Schema


class SignInRequest(Schema):
    token: str = Field(min_length=1, max_length=200, description="What stands after `#` in the sign-in link.")


class Me(Schema):
    user_id: UserId
    name: str
    role: Role
    csrf_token: str | None = Field(description="Sent back as `X-CSRF-Token` with every change; null for API tokens, which need none.")


class Scope(StrEnum):
    READ = "read"
    WRITE = "write"


class ApiTokenRequest(Schema):
    name: str = Field(min_length=1, max_length=100, description="What it is for: `nightly report`.")
    scopes: tuple[Scope, ...] = Field(default=(Scope.READ,), min_length=1)
    days: int = Field(default=90, ge=1, le=366, description="After so many days it stops working.")


class ApiTokenEntry(Schema):
    """A token as it can be shown later: never the secret itself."""

    id: str
    name: str
    hint: str = Field(description="How the token begins, to tell it from others.")
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class ApiTokenIssued(Schema):
    token: str = Field(description="The secret, shown this once.")
    entry: ApiTokenEntry


class UserEntry(Schema):
    """A person as an administrator sees them."""

    id: UserId
    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None = Field(description="Since when the person can not sign in; null for everyone who can.")


class UserRequest(Schema):
    name: str = Field(min_length=1, max_length=80, description="How the person is called; no two have the same name.")
    role: Role = Role.USER


class UserChange(Schema):
    """What is left out stays as it is."""

    role: Role | None = None
    disabled: bool | None = Field(default=None, description="True ends the person's sessions, links and API tokens at once.")


class GrantEntry(Schema):
    """A person to whom a portfolio is open, beside its owner."""

    portfolio_id: PortfolioId
    user_id: UserId
    user_name: str
    level: GrantLevel
    created_at: datetime


class GrantRequest(Schema):
    user: str = Field(min_length=1, max_length=200, description="Name or id of the person.")
    level: GrantLevel = GrantLevel.READ
