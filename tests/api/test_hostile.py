"""Requests that nobody sends by accident: answered with a sentence, never with "internal error", and the server goes on."""

import json

import httpx
import pytest
from tests.api.conftest import ORIGIN

from plumbline.core.ids import new_id

API = "/api/v1"
FILE = b"symbol,quantity\nAAPL,1\n"


@pytest.mark.parametrize(
    "path",
    ["/portfolios/%00", "/portfolios/%00/risk", "/chat/threads/%00", "/chat/runs/%00/events", "/artifacts/%00", "/market/symbols/%00"],
)
async def test_nul_in_an_address_is_refused_on_both_databases(browser: httpx.AsyncClient, path: str) -> None:
    response = await browser.get(API + path)
    assert response.status_code in {404, 422}
    assert response.json()["detail"]


@pytest.mark.parametrize(
    ("path", "body"),
    [("/tokens", {"name": "a\x00b"}), ("/users", {"name": "a\x00b"}), ("/chat/runs", {"text": "hi", "thread_id": "\x00"})],
)
async def test_nul_in_a_body_is_refused_on_both_databases(browser: httpx.AsyncClient, path: str, body: dict[str, str]) -> None:
    response = await browser.post(API + path, json=body)
    assert response.status_code in {404, 422}
    assert response.json()["detail"]


async def test_a_file_name_with_nul_stores_nothing(browser: httpx.AsyncClient) -> None:
    response = await browser.post(f"{API}/imports", params={"filename": "x\x00.csv", "name": new_id("name")}, content=FILE)
    assert response.status_code == 422
    assert (await browser.get(f"{API}/portfolios")).json() == []


@pytest.mark.parametrize("mapping", ["[" * 3_999, '{"quantity": "\\ud800"}', '{"quantity":' * 600, '{"\\udfff": "x"}'])
async def test_a_mapping_that_is_none_is_refused(browser: httpx.AsyncClient, mapping: str) -> None:
    response = await browser.post(f"{API}/imports/preview", params={"mapping": mapping}, content=FILE)
    assert response.status_code == 422
    assert response.json()["detail"]


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"name":' * 50_000, '{"name":"\\ud800"}', "\xff", '{"name":1e999}', '{"name":NaN}', "\x00"]
)
async def test_a_body_that_is_none_is_refused(browser: httpx.AsyncClient, body: str) -> None:
    for path in ("/users", "/tokens", "/chat/runs", "/session"):
        response = await browser.post(API + path, content=body.encode("latin-1"), headers={"content-type": "application/json"})
        assert response.status_code in {400, 422}, response.text
        assert json.loads(response.content)["detail"]
    assert (await browser.get(f"{API}/session")).status_code == 200


@pytest.mark.parametrize("day", ["1609459200", "2022-12-28T00:00:00Z", "2022-13-01", "10000-01-01", "\x00", ""])
async def test_a_day_is_written_as_a_day(browser: httpx.AsyncClient, day: str) -> None:
    response = await browser.get(f"{API}/portfolios", params={"as_of": day})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/assets/" + "a" * 5_000, "/" + "a" * 5_000, "/assets/%00", "/%00", "/assets/..%2fapp.py"])
async def test_no_address_of_a_file_breaks_the_server(anonymous: httpx.AsyncClient, path: str) -> None:
    response = await anonymous.get(path)
    assert response.status_code in {200, 404, 503}  # the web app answers for its own addresses, if it is built
    assert "DEFAULT" not in response.text


async def test_a_method_that_is_not_there_names_those_that_are(browser: httpx.AsyncClient) -> None:
    response = await browser.put(f"{API}/portfolios")
    assert response.status_code == 405
    assert response.json()["detail"] == "Expected GET at /api/v1/portfolios, found PUT."


async def test_an_origin_is_checked_before_anything_is_read(browser: httpx.AsyncClient) -> None:
    for origin in ("null", "https://evil.example", f"{ORIGIN}.evil.example"):
        response = await browser.post(f"{API}/imports", content=FILE, headers={"origin": origin})
        assert response.status_code == 403
