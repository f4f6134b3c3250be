"""The built web app: hashed assets, and its page for every address that a person may open.

The page is not a route but what the router falls back to: a route that matches every address would turn a wrong method of the
API into "not found", or the other way round.
"""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

STATIC = Path(__file__).resolve().parents[1] / "static"

router = APIRouter(include_in_schema=False)

_LONGEST_NAME = 200  # far below what file systems take: a longer one is no file of ours, and asking for it would fail
_FOR_EVER = "public, max-age=31536000, immutable"  # their names change with their content
_ASK_AGAIN = "no-cache"
_NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Plumbline</title>
<body style="font: 16px system-ui; margin: 4rem auto; max-width: 40rem">
<h1>The web app is not built</h1><p>Run <code>make web</code> in the checkout, then load this page again.
The API works: its description is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p></body></html>"""


@router.api_route("/assets/{name}", methods=["GET", "HEAD"])
async def asset(name: str) -> Response:
    """A file of the build, cached for ever."""
    if len(name) > _LONGEST_NAME:
        raise HTTPException(404)
    path = STATIC / "assets" / name
    if path.parent != STATIC / "assets" or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, headers={"cache-control": _FOR_EVER})


async def page_or_not_found(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer what no route answers: with the web app where a person may be looking, else with 404."""
    path: str = scope["path"]
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or path.startswith(("/api/", "/assets/")):
        raise HTTPException(404)
    await _page(path.removeprefix("/"))(scope, receive, send)


def _page(path: str) -> Response:
    """The web app for its own addresses; files of its root (icon, manifest) as they are."""
    if 0 < len(path) <= _LONGEST_NAME and "/" not in path and path != "index.html" and (STATIC / path).is_file():
        return FileResponse(STATIC / path, headers={"cache-control": _ASK_AGAIN})
    index = STATIC / "index.html"
    if not index.is_file():
        return HTMLResponse(_NOT_BUILT, status_code=503, headers={"cache-control": "no-store"})
    return FileResponse(index, headers={"cache-control": _ASK_AGAIN})
