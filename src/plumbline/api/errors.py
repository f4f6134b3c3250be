"""What HTTP says of an error: one table from kind to status, and one shape (RFC 9457 problem details) for all of them."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from plumbline.api.schemas import FieldProblem, Problem
from plumbline.core.errors import ErrorKind, InvalidInput, PlumblineError

STATUS: Mapping[ErrorKind, HTTPStatus] = {
    ErrorKind.INVALID_INPUT: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.NOT_PERMITTED: HTTPStatus.FORBIDDEN,
    ErrorKind.NOT_SIGNED_IN: HTTPStatus.UNAUTHORIZED,
    ErrorKind.MISSING_DATA: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.CALCULATION_FAILED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.UPSTREAM_UNAVAILABLE: HTTPStatus.BAD_GATEWAY,
    ErrorKind.BUDGET_EXCEEDED: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorKind.NOT_CONFIRMED: HTTPStatus.PRECONDITION_REQUIRED,
}

TITLE: Mapping[ErrorKind, str] = {
    ErrorKind.INVALID_INPUT: "The request is not right",
    ErrorKind.NOT_FOUND: "Not found",
    ErrorKind.CONFLICT: "Not possible in this state",
    ErrorKind.NOT_PERMITTED: "Not permitted",
    ErrorKind.NOT_SIGNED_IN: "Not signed in",
    ErrorKind.MISSING_DATA: "Data is missing",
    ErrorKind.CALCULATION_FAILED: "No defined result",
    ErrorKind.UPSTREAM_UNAVAILABLE: "A provider did not answer",
    ErrorKind.BUDGET_EXCEEDED: "Too much",
    ErrorKind.NOT_CONFIRMED: "Not confirmed",
}

_PROBLEM_TYPE = "application/problem+json"
_MOST_FIELDS = 200  # a file with 100,000 bad rows is not told row by row
_KIND_OF_STATUS = {
    HTTPStatus.NOT_FOUND: ErrorKind.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: ErrorKind.INVALID_INPUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ErrorKind.BUDGET_EXCEEDED,
}

PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "model": Problem,
        "description": "What went wrong, as RFC 9457 problem details.",
        "content": {
            _PROBLEM_TYPE: {
                "example": {
                    "type": "about:blank",
                    "title": "Not found",
                    "status": 404,
                    "detail": "Expected one of your portfolios, found none with the id 'portfolio_01'. List them at /api/v1/portfolios.",
                    "kind": "not_found",
                    "subject": "portfolio_01",
                    "request_id": "req_01k0q8m3zj4v9w7x2abc",
                    "errors": [],
                }
            }
        },
    }
}


def add_error_handlers(app: FastAPI) -> None:
    """Turn every expected error into problem details. The unexpected ones are caught by the outermost middleware."""

    @app.exception_handler(PlumblineError)
    async def expected(_request: Request, error: PlumblineError) -> Response:
        return problem_of(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        fields = _fields(error.errors())
        first = fields[0]
        return problem_response(
            HTTPStatus.UNPROCESSABLE_ENTITY, ErrorKind.INVALID_INPUT, f"{first.field}: {first.message}.", subject=first.field, errors=fields
        )

    @app.exception_handler(HTTPException)
    async def routing(request: Request, error: HTTPException) -> Response:
        kind = _KIND_OF_STATUS.get(HTTPStatus(error.status_code), ErrorKind.INVALID_INPUT)
        return problem_response(
            HTTPStatus(error.status_code), kind, _routing_detail(request, error), subject=request.url.path, headers=error.headers
        )


def problem_of(error: PlumblineError) -> Response:
    """The answer for an expected error."""
    fields = error.fields if isinstance(error, InvalidInput) else ()
    errors = tuple(FieldProblem(field=place, message=message) for place, message in fields[:_MOST_FIELDS])
    return problem_response(STATUS[error.kind], error.kind, error.message, subject=error.subject, errors=errors)


def internal_problem() -> Response:
    """The answer for an unexpected error: no detail of the program, only the id to find it in the log."""
    problem = Problem(
        title="Internal error",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        detail="Something went wrong inside Plumbline. Try again; if it happens again, give the request id to your administrator.",
        kind="internal",
        request_id=_request_id(),
    )
    return _response(problem)


def problem_response(
    status: HTTPStatus,
    kind: ErrorKind,
    detail: str,
    *,
    subject: str | None = None,
    errors: tuple[FieldProblem, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Problem details with the id of the current request."""
    problem = Problem(title=TITLE[kind], status=status, detail=detail, kind=kind, subject=subject, request_id=_request_id(), errors=errors)
    return _response(problem, headers)


def _response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    content = json.dumps(problem.model_dump(), ensure_ascii=True)  # half a surrogate pair that was sent can be sent back only escaped
    return Response(content, problem.status, headers, media_type=_PROBLEM_TYPE)


def _fields(errors: Sequence[Any]) -> tuple[FieldProblem, ...]:
    return tuple(
        FieldProblem(field=".".join(str(part) for part in error["loc"]) or "body", message=error["msg"].removeprefix("Value error, "))
        for error in errors[:_MOST_FIELDS]
    )


def _routing_detail(request: Request, error: HTTPException) -> str:
    path, method = request.url.path, request.method
    if error.status_code == HTTPStatus.NOT_FOUND:
        return f"Expected an address of this API, found {path}. Its description is at /api/v1/openapi.json."
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = Headers(error.headers or {}).get("allow", "another method")
        return f"Expected {allowed} at {path}, found {method}."
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return "Expected a body in the form that its content type says, found something that can not be read. Send JSON in UTF-8."
    return str(error.detail)


def _request_id() -> str:
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
