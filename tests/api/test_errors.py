from collections.abc import AsyncIterator
from http import HTTPStatus

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from tests.api.conftest import ORIGIN

from plumbline.api.errors import STATUS, TITLE
from plumbline.api.middleware import BODY_LIMIT
from plumbline.core.errors import ErrorKind, FieldError, InvalidInput, PlumblineError

PROBLEM = "application/problem+json"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: no query of these tests depends on it."""
    return sqlite_url


@pytest.fixture
async def failing(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """The application with routes that fail in every way."""

    @app.get("/api/v1/fail/{kind}")
    async def fail(kind: str) -> None:
        error = PlumblineError("Expected this, found that. Do so.", subject="AAPL")
        error.kind = ErrorKind(kind)
        raise error

    @app.get("/api/v1/fields")
    async def fields() -> None:
        raise InvalidInput("2 cells are wrong.", fields=(FieldError("row 7, Quantity", "Expected a number, found 'x'."),))

    @app.get("/api/v1/bug")
    async def bug() -> None:
        raise RuntimeError("secret detail of the program")

    @app.get("/api/v1/cut")
    async def cut() -> StreamingResponse:
        async def body() -> AsyncIterator[bytes]:
            yield b"first"
            raise RuntimeError("in the middle")

        return StreamingResponse(body())

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        yield client


@pytest.mark.parametrize("kind", list(ErrorKind))
async def test_every_kind_has_its_status(failing: httpx.AsyncClient, kind: ErrorKind) -> None:
    response = await failing.get(f"/api/v1/fail/{kind}")
    assert response.status_code == STATUS[kind]
    assert response.headers["content-type"] == PROBLEM
    assert response.json() == {
        "type": "about:blank",
        "title": TITLE[kind],
        "status": STATUS[kind],
        "detail": "Expected this, found that. Do so.",
        "kind": kind,
        "subject": "AAPL",
        "request_id": response.headers["x-request-id"],
        "errors": [],
    }


async def test_wrong_cells_travel_with_the_problem(failing: httpx.AsyncClient) -> None:
    errors = (await failing.get("/api/v1/fields")).json()["errors"]
    assert errors == [{"field": "row 7, Quantity", "message": "Expected a number, found 'x'."}]


async def test_the_unexpected_tells_no_detail(failing: httpx.AsyncClient) -> None:
    response = await failing.get("/api/v1/bug")
    assert response.status_code == 500
    assert response.json()["kind"] == "internal"
    assert response.json()["request_id"] == response.headers["x-request-id"]
    assert "secret detail" not in response.text
    assert "Traceback" not in response.text
    assert "x-content-type-options" in response.headers


async def test_half_an_answer_is_cut_not_finished(failing: httpx.AsyncClient) -> None:
    with pytest.raises(RuntimeError, match="in the middle"):
        await failing.get("/api/v1/cut")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"token": NaN}', "application/json"),
        (b'{"token": "\\ud800"}', "application/json"),
        (b"", "application/json"),
        (b"token=1", "application/x-www-form-urlencoded"),
        (b'{"token": 1, "more": 2}', "application/json"),
    ],
)
async def test_a_malformed_body_is_answered_and_the_next_request_works(
    anonymous: httpx.AsyncClient, body: bytes, content_type: str
) -> None:
    response = await anonymous.post("/api/v1/session", content=body, headers={"content-type": content_type})
    assert response.status_code in {400, 401, 422}
    assert response.headers["content-type"] == PROBLEM
    assert response.json()["detail"]
    assert (await anonymous.get("/healthz")).status_code == 200


async def test_validation_names_the_field(anonymous: httpx.AsyncClient) -> None:
    problem = (await anonymous.post("/api/v1/session", json={"token": "x" * 500})).json()
    assert problem["status"] == 422
    assert problem["subject"] == "body.token"
    assert problem["errors"][0]["field"] == "body.token"
    assert "200" in problem["detail"]


async def test_an_unknown_address_of_the_api(anonymous: httpx.AsyncClient) -> None:
    response = await anonymous.get("/api/v1/nothing")
    assert response.status_code == 404
    assert response.json()["kind"] == "not_found"
    assert "/api/v1/openapi.json" in response.json()["detail"]


async def test_a_method_that_is_not_there(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.post("/api/v1/nothing")).status_code == 404
    response = await anonymous.put("/api/v1/session")
    assert response.status_code == 405
    assert response.headers["content-type"] == PROBLEM
    assert "found PUT" in response.json()["detail"]


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(anonymous: httpx.AsyncClient) -> None:
    announced = await anonymous.post("/api/v1/session", content=b" " * (BODY_LIMIT + 1))
    assert announced.status_code == 413
    assert announced.json()["kind"] == "budget_exceeded"

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1_000):
            yield b" " * 10_000

    streamed = await anonymous.post("/api/v1/session", content=endless())
    assert streamed.status_code == 413
    assert "1,000,000" in streamed.json()["detail"]


async def test_a_request_keeps_a_proper_id_and_gets_one_otherwise(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get("/healthz", headers={"x-request-id": "from-proxy-17"})).headers["x-request-id"] == "from-proxy-17"
    assert (await anonymous.get("/healthz", headers={"x-request-id": "bad id\t<script>"})).headers["x-request-id"].startswith("req_")


def test_each_kind_is_in_both_tables() -> None:
    assert set(STATUS) == set(TITLE) == set(ErrorKind)
    assert all(400 <= status < 600 for status in STATUS.values())
    assert HTTPStatus.INTERNAL_SERVER_ERROR not in STATUS.values()
