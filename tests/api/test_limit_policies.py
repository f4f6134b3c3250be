"""The routes of limit rules."""

import httpx
import pytest

from plumbline.access.principal import Principal
from plumbline.artifacts.limits_board import LimitsView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.limit_policies import LimitPolicy
from plumbline.portfolios.platform import Platform


@pytest.fixture
async def growth(platform: Platform, owner: Principal) -> str:
    return f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}"


async def test_rules_are_read_written_and_taken_back(browser: httpx.AsyncClient, growth: str) -> None:
    before = LimitPolicy.model_validate_json((await browser.get(f"{growth}/limits/policy")).content)
    assert (before.source, len(before.rules), len(before.kinds)) == ("default", 6, 20)
    body = {"rules": [{"kind": "beta", "level": 0.5}, {"kind": "sector", "name": "information technology", "level": 0.2}]}
    written = LimitPolicy.model_validate_json((await browser.put(f"{growth}/limits/policy", json=body)).content)
    assert [rule.text for rule in written.rules] == [
        "Beta: at most 0.5, warning from 0.4", "Information Technology: at most 20 %, warning from 16 %",
    ]  # fmt: skip
    view = LimitsView.model_validate_json((await browser.get(f"{growth}/limits")).content)
    beta = view.report.reviews[0].check
    assert (beta.key, beta.status.value) == ("beta", "breach")
    assert view.facts["/reviews/0/check/level"].unit.value == "ratio"
    assert view.facts["/reviews/1/check/level"].unit.value == "fraction"
    assert view.report.reviews[0].cures
    assert (await browser.post(f"{growth}/limits/policy/undo")).json()["source"] == "default"
    assert (await browser.post(f"{growth}/limits/policy/undo")).json()["source"] == "portfolio"
    assert (await browser.delete(f"{growth}/limits/policy")).json()["source"] == "default"


async def test_rules_for_all_portfolios(browser: httpx.AsyncClient, growth: str) -> None:
    body = {"rules": [{"kind": "cash", "direction": "at_least", "level": 0.99}]}
    assert (await browser.put("/api/v1/limits/policy", json=body)).json()["source"] == "person"
    assert (await browser.get(f"{growth}/limits/policy")).json()["source"] == "person"
    risk = (await browser.get(f"{growth}/risk")).json()
    assert [(check["label"], check["status"]) for check in risk["report"]["limits"]] == [("Cash, of net value (at least)", "breach")]
    assert (await browser.delete("/api/v1/limits/policy")).json()["source"] == "default"


@pytest.mark.parametrize(
    ("rule", "status", "word"),
    [
        ({"kind": "volatility", "level": 25}, 422, "0.15 for 15 %"),
        ({"kind": "nothing", "level": 0.2}, 422, "kind"),
        ({"kind": "single_name", "name": "ZZZZ", "level": 0.2}, 404, "ZZZZ"),
        ({"kind": "sector", "name": "Tulips", "level": 0.2}, 404, "Tulips"),
    ],
)
async def test_what_can_not_be_is_explained(browser: httpx.AsyncClient, growth: str, rule: object, status: int, word: str) -> None:
    response = await browser.put(f"{growth}/limits/policy", json={"rules": [rule]})
    assert response.status_code == status
    assert word in str(response.json())
    assert (await browser.get(f"{growth}/limits/policy")).json()["source"] == "default"
