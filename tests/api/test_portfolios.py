"""Portfolios, imports and the market over HTTP."""

import json
from datetime import date, timedelta

import httpx
import pytest
from tests.api.conftest import sign_in
from tests.portfolios.books import FILES

from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.users import create_user, principal_of
from plumbline.artifacts.slots import Board
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.schemas import HoldingsReportView, MarketInfo, PositionView, RiskReportView

API = "/api/v1"


def content(name: str) -> bytes:
    return (FILES / name).read_bytes()


@pytest.fixture
async def growth(platform: Platform, owner: Principal) -> str:
    return (await load_demo_portfolios(platform, owner))[0].id


async def test_the_list_has_values_on_any_day(browser: httpx.AsyncClient, growth: str) -> None:
    today = (await browser.get(f"{API}/portfolios")).json()
    assert [item["name"] for item in today] == ["Growth", "Retirement income", "Long/short technology", "Options overlay"]
    assert today[0]["net_value"] == {"amount": pytest.approx(685_653.8), "currency": "USD"}
    assert today[0]["demo"] is True
    past = (await browser.get(f"{API}/portfolios", params={"as_of": "2014-06-07"})).json()
    assert past[0]["as_of"] == "2014-06-06"
    assert past[0]["n_holdings"] == 0
    assert past[0]["benchmark_name"] == "S&P 500"
    assert "held nothing on 2014-06-06" in past[0]["reason"]
    first = past[0]["first_held"]
    assert first in past[0]["reason"]
    then = (await browser.get(f"{API}/portfolios", params={"as_of": first})).json()[0]
    assert then["as_of"] == first
    assert then["n_holdings"] > 0
    assert then["first_held"] is None
    before = str(date.fromisoformat(first) - timedelta(days=1))
    assert (await browser.get(f"{API}/portfolios", params={"as_of": before})).json()[0]["n_holdings"] == 0


@pytest.mark.parametrize("day", ["1980-01-01", "2031-01-01", "yesterday"])
async def test_impossible_days_are_explained(browser: httpx.AsyncClient, growth: str, day: str) -> None:
    for path in ("/portfolios", f"/portfolios/{growth}/overview", f"/portfolios/{growth}/risk", "/market/symbols/AAPL"):
        response = await browser.get(f"{API}{path}", params={"as_of": day})
        assert response.status_code == 422
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["detail"]


async def test_reports_validate_against_their_types(browser: httpx.AsyncClient, growth: str) -> None:
    path = f"{API}/portfolios/{growth}"
    risk = RiskReportView.model_validate_json((await browser.get(f"{path}/risk")).content)
    assert risk.facts["/volatility/days_252"].value == risk.report.volatility.days_252
    assert risk.facts["/contributions/0/risk_contribution"].subject.id == f"{growth}/MSFT"
    holdings = HoldingsReportView.model_validate_json((await browser.get(f"{path}/holdings")).content)
    assert len(holdings.report.holdings) == 14
    position = PositionView.model_validate_json((await browser.get(f"{path}/holdings/AAPL")).content)
    assert position.series.values[-1] == pytest.approx(125.674)
    assert position.report.row.weight == pytest.approx(900 * 125.674 / 685_653.8)
    board = Board.model_validate_json((await browser.get(f"{path}/overview", params={"as_of": "2022-06-30"})).content)
    assert str(board.as_of) == "2022-06-30"


async def test_a_position_by_its_option_symbol(browser: httpx.AsyncClient, growth: str) -> None:
    options = (await browser.get(f"{API}/portfolios")).json()[3]["id"]
    response = await browser.get(f"{API}/portfolios/{options}/holdings/AAPL%20%20230317C00140000")
    assert response.json()["report"]["option"]["strike"] == 140.0
    missing = await browser.get(f"{API}/portfolios/{options}/holdings/TSLA")
    assert missing.status_code == 404
    assert "It holds" in missing.json()["detail"]


async def test_rename_and_delete(browser: httpx.AsyncClient, growth: str) -> None:
    renamed = await browser.patch(f"{API}/portfolios/{growth}", json={"name": "  My   growth "})
    assert renamed.json()["name"] == "My growth"
    taken = await browser.patch(f"{API}/portfolios/{growth}", json={"name": "Options overlay"})
    assert taken.status_code == 409
    assert (await browser.delete(f"{API}/portfolios/{growth}")).status_code == 204
    assert (await browser.get(f"{API}/portfolios/{growth}")).status_code == 404


async def test_another_persons_portfolio_does_not_exist(app: object, platform: Platform, growth: str) -> None:
    async with platform.database.write() as session:
        stranger = principal_of(await create_user(session, name="Eve", role=Role.RISK), Channel.BROWSER)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:  # type: ignore[arg-type]
        await sign_in(client, platform, stranger)
        assert (await client.get(f"{API}/portfolios")).json() == []
        for path in ("", "/overview", "/holdings", "/holdings/AAPL", "/risk", "/export"):
            assert (await client.get(f"{API}/portfolios/{growth}{path}")).status_code == 404
        assert (await client.patch(f"{API}/portfolios/{growth}", json={"name": "x"})).status_code == 404
        assert (await client.delete(f"{API}/portfolios/{growth}")).status_code == 404


@pytest.mark.parametrize("path", ["/portfolios", "/portfolios/x/risk", "/market", "/market/findings", "/market/symbols/AAPL"])
async def test_nobody_sees_anything_without_signing_in(anonymous: httpx.AsyncClient, path: str) -> None:
    assert (await anonymous.get(f"{API}{path}")).status_code == 401
    assert (await anonymous.post(f"{API}/imports/preview", content=b"symbol,quantity\nAAPL,1\n")).status_code == 401


async def test_an_export_is_a_csv_attachment(browser: httpx.AsyncClient, growth: str) -> None:
    response = await browser.get(f"{API}/portfolios/{growth}/export")
    assert response.headers["content-type"].startswith("text/csv")
    assert "attachment" in response.headers["content-disposition"]
    assert response.text.splitlines()[1] == "AAPL,900.0,24.53,USD,2015-01-04,Brokerage,equity"


async def test_a_preview_shows_errors_by_cell(browser: httpx.AsyncClient) -> None:
    response = await browser.post(f"{API}/imports/preview", params={"filename": "broken_import.csv"}, content=content("broken_import.csv"))
    assert response.status_code == 200
    preview = response.json()
    assert preview["ready"] is False
    assert (preview["errors"][0]["row"], preview["errors"][0]["column"]) == (3, "quantity")
    assert (await browser.get(f"{API}/portfolios")).json() == []


async def test_a_chosen_mapping_is_read(browser: httpx.AsyncClient) -> None:
    mapping = json.dumps({"symbol": "Papier", "quantity": "Anzahl"})
    body = b"Papier;Anzahl\nAAPL;10\n"
    response = await browser.post(f"{API}/imports/preview", params={"mapping": mapping}, content=body)
    assert response.json()["ready"] is True
    for wrong in ("{", "[1]", '{"quantity": 3}', '{"quantity": "Shares"}'):
        assert (await browser.post(f"{API}/imports/preview", params={"mapping": wrong}, content=body)).status_code == 422


async def test_an_import_happens_once(browser: httpx.AsyncClient) -> None:
    query = {"filename": "retirement_income_2022.csv", "name": "Pension"}
    headers = {"idempotency-key": "one"}
    first = await browser.post(f"{API}/imports", params=query, content=content(query["filename"]), headers=headers)
    second = await browser.post(f"{API}/imports", params=query, content=content(query["filename"]), headers=headers)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert [item["name"] for item in (await browser.get(f"{API}/portfolios")).json()] == ["Pension"]


async def test_a_refused_import_names_the_cells(browser: httpx.AsyncClient) -> None:
    response = await browser.post(f"{API}/imports", params={"filename": "broken_import.csv"}, content=content("broken_import.csv"))
    assert response.status_code == 422
    problem = response.json()
    assert problem["kind"] == "invalid_input"
    assert problem["errors"][0]["field"] == "row 3, quantity"
    assert len(problem["errors"]) == 6
    assert (await browser.get(f"{API}/portfolios")).json() == []


@pytest.mark.parametrize(("body", "words"), [(b"%PDF-1.4 x", "PDF"), (b"", "empty"), (b"a\x00b", "NUL")])
async def test_files_that_are_no_table(browser: httpx.AsyncClient, body: bytes, words: str) -> None:
    for path in ("/imports/preview", "/imports"):
        response = await browser.post(f"{API}{path}", params={"filename": "x.csv"}, content=body)
        assert response.status_code == 422
        assert words in response.json()["detail"]


async def test_twenty_megabytes_are_refused_and_the_server_goes_on(browser: httpx.AsyncClient) -> None:
    body = b"symbol,quantity\n" + b"AAPL,10\n" * 2_600_000
    response = await browser.post(f"{API}/imports/preview", params={"filename": "big.csv"}, content=body)
    assert response.status_code == 422
    assert "at most 20,000 rows" in response.json()["detail"]
    assert (await browser.get(f"{API}/portfolios")).status_code == 200


async def test_the_market_and_its_line(browser: httpx.AsyncClient) -> None:
    market = MarketInfo.model_validate_json((await browser.get(f"{API}/market")).content)
    assert str(market.last_session) == "2022-12-28"
    assert len(market.line.dates) == len(market.line.values) == 33 * 12
    assert market.line.values[-1] == pytest.approx(3783.22)
    findings = (await browser.get(f"{API}/market/findings", params={"symbol": "aapl"})).json()
    assert all(finding["symbol"] == "AAPL" for finding in findings["findings"])


async def test_a_symbol(browser: httpx.AsyncClient) -> None:
    quote = (await browser.get(f"{API}/market/symbols/KO", params={"as_of": "2020-03-23"})).json()
    assert quote["report"]["as_of"] == "2020-03-23"
    assert quote["facts"]["/price"]["value"] == quote["report"]["price"]["amount"]
    unknown = await browser.get(f"{API}/market/symbols/KOO")
    assert unknown.status_code == 404
    assert "Did you mean" in unknown.json()["detail"]
