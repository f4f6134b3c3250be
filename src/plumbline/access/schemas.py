"""Wire types of signing in and of API tokens."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from plumbline.access.principal import Role
from plumbline.core.ids import UserId
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
