"""Wire types that belong to the edge itself: problems, health, public settings and the glossary."""

from typing import Literal

from pydantic import Field

from plumbline.core.errors import ErrorKind
from plumbline.core.schema import Schema


class FieldProblem(Schema):
    """One wrong part of a request. `field` is its path (`body.text`), or a cell of a file (`row 7, Quantity`)."""

    field: str
    message: str


class Problem(Schema):
    """RFC 9457 problem details. `kind` is what programs decide on; `detail` is what people read."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    kind: ErrorKind | Literal["internal"]
    subject: str | None = None
    request_id: str
    errors: tuple[FieldProblem, ...] = ()


class PublicSettings(Schema):
    version: str
    model: str = Field(description="`offline` or `provider:name`.")
    grounding_policy: Literal["strict", "mark"]
    max_upload_bytes: int


class MeasureEntry(Schema):
    """One entry of the catalog of measures, for the glossary."""

    key: str
    name: str
    unit: str
    sign: str
    definition: str
    missing_data: str
    source: str
    words: tuple[str, ...]
    higher_is: str
    takes: tuple[str, ...]
    version: str


class Check(Schema):
    name: str
    ok: bool
    detail: str


class Health(Schema):
    status: Literal["ok"] = "ok"


class Readiness(Schema):
    ready: bool
    checks: tuple[Check, ...]
