import json
import re
from typing import Any

from plumbline.api.app import routed_app
from plumbline.api.wire import ROOTS, wire_document

DOCUMENT = wire_document()


def references(schema: Any) -> set[str]:
    return set(re.findall(r'"#/(?:\$defs|components/schemas)/([^"]+)"', json.dumps(schema)))


def test_every_reference_leads_somewhere() -> None:
    assert references(DOCUMENT) <= set(DOCUMENT["$defs"])
    assert [root["name"] for root in DOCUMENT["x-roots"]] == [root.name for root in ROOTS]
    assert {root["ref"].removeprefix("#/$defs/") for root in DOCUMENT["x-roots"]} <= set(DOCUMENT["$defs"])


def test_a_received_type_has_all_its_fields_and_no_other() -> None:
    problem = DOCUMENT["$defs"]["Problem"]
    assert set(problem["required"]) == set(problem["properties"])
    assert problem["additionalProperties"] is False


def test_a_sent_type_may_leave_out_what_has_a_default() -> None:
    assert DOCUMENT["$defs"]["RunRequest"]["required"] == ["text"]


def test_stream_events_are_told_apart_by_their_name() -> None:
    assert DOCUMENT["$defs"]["StreamEvent"]["discriminator"]["propertyName"] == "event"


def test_everything_the_api_sends_or_takes_is_exported() -> None:
    """The web app validates what it receives, so no route may use a type that is not a root."""
    contents = [
        content["application/json"]["schema"]
        for operations in routed_app().openapi()["paths"].values()
        for operation in operations.values()
        for body in (operation.get("requestBody", {}), *(operation["responses"].get(status, {}) for status in ("200", "201", "202")))
        if "application/json" in (content := body.get("content", {}))
    ]
    used = set().union(*(references(schema) for schema in contents))
    assert "Me" in used
    assert used - {"Health"} <= {root.name for root in ROOTS}
