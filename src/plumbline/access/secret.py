"""Secrets: 256 random bits each, of which only the SHA-256 is stored. They need no slow hash: nobody can guess them."""

import hashlib
import hmac
import secrets


def new_secret() -> str:
    """256 random bits as URL-safe text."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def csrf_token(session_secret: str) -> str:
    """The token that a page must send with changes. It follows from the session's secret, which scripts can not read."""
    return hmac.new(session_secret.encode(), b"plumbline csrf", hashlib.sha256).hexdigest()


def same(first: str, second: str) -> bool:
    """Compare without telling by the time taken how much is equal."""
    return hmac.compare_digest(first.encode(), second.encode())
