"""The description of the HTTP API without a running server."""

from typing import Any

from plumbline.api.app import routed_app


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document of every route."""
    return routed_app().openapi()
