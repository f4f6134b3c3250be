"""Documents over HTTP: what is downloaded, under which name, and that nobody downloads what is another's."""

import io

import httpx
import pypdf
import pytest
from tests.api.conftest import sign_in

from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.users import create_user, principal_of
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
async def path(platform: Platform, owner: Principal) -> str:
    return f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}/document"


async def test_an_html_document(browser: httpx.AsyncClient, path: str) -> None:
    asked = {"section": ["limits", "risk"], "format": "html", "as_of": "2021-06-30"}
    response = await browser.get(path, params=asked)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-disposition"] == (
        "attachment; filename=\"report-2021-06-30.html\"; filename*=UTF-8''Growth%202021-06-30.html"
    )
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert response.text.index(">Risk</h2>") < response.text.index(">Limits</h2>")
    assert "2021-06-30" in response.text
    assert "as of 2021-06-30" in response.text


async def test_a_pdf_of_one_report(browser: httpx.AsyncClient, path: str) -> None:
    response = await browser.get(path, params={"section": "drawdowns", "paper": "us-letter"})
    assert response.headers["content-type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    assert reader.metadata is not None
    assert reader.metadata.title == "Drawdowns of Growth, 2022-12-28"
    assert round(float(reader.pages[0].mediabox.width)) == 612


@pytest.mark.parametrize(
    "wrong", [{"section": "weather"}, {"format": "docx"}, {"as_of": "1980-01-01"}, {"paper": "napkin"}, {"pages": "1"}]
)
async def test_what_can_not_be_asked(browser: httpx.AsyncClient, path: str, wrong: dict[str, str]) -> None:
    assert (await browser.get(path, params=wrong)).status_code == 422


async def test_a_document_of_anothers_portfolio_is_not_found(
    browser: httpx.AsyncClient, platform: Platform, owner: Principal, path: str
) -> None:
    async with platform.database.write() as session:
        stranger = principal_of(await create_user(session, name="Stranger", role=Role.ADMIN), Channel.BROWSER)
    browser.cookies.clear()
    await sign_in(browser, platform, stranger)
    assert (await browser.get(path, params={"section": "risk"})).status_code == 404
