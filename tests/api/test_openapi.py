import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from plumbline.api.app import routed_app
from plumbline.api.openapi import ANSWERS, REQUESTS
from plumbline.api.wire import ROOTS

TYPES = {root.name: TypeAdapter(root.type) for root in ROOTS}
DOCUMENT = routed_app().openapi()


def json_bodies() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method, path): operation["requestBody"]["content"]["application/json"]
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }


def named_type(content: dict[str, Any]) -> TypeAdapter[Any]:
    return TYPES[content["schema"]["$ref"].rpartition("/")[2]]


@pytest.mark.parametrize("route", json_bodies(), ids=str)
def test_every_request_has_a_valid_example(route: tuple[str, str]) -> None:
    content = json_bodies()[route]
    assert content["example"] == REQUESTS[route]
    named_type(content).validate_json(json.dumps(content["example"]))


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_the_examples_of_answers_are_valid(answer: tuple[str, str, str]) -> None:
    method, path, status = answer
    content = DOCUMENT["paths"][path][method]["responses"][status]["content"]["application/json"]
    assert content["example"] == ANSWERS[answer]
    named_type(content).validate_json(json.dumps(content["example"]))


def test_no_example_is_left_over() -> None:
    assert set(REQUESTS) == set(json_bodies())


def test_every_operation_says_what_it_does_and_how_it_fails() -> None:
    operations = [operation for operations in DOCUMENT["paths"].values() for operation in operations.values()]
    assert [operation["operationId"] for operation in operations if not operation.get("description")] == []
    for operation in operations:
        problem = operation["responses"]["default"]["content"]["application/problem+json"]
        assert TYPES["Problem"].validate_python(problem["example"]).status == 404
