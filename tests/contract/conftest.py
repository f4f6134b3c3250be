from tests.api.conftest import app, browser, market, owner, platform

__all__ = ["app", "browser", "market", "owner", "platform"]
