"""Health, on both databases."""

import httpx

from plumbline.storage import migrate


async def test_alive_and_ready(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get("/healthz")).json() == {"status": "ok"}
    ready = await anonymous.get("/readyz")
    assert ready.status_code == 200
    assert [(check["name"], check["ok"]) for check in ready.json()["checks"]] == [
        ("database", True),
        ("migrations", True),
        ("market data", True),
    ]


async def test_an_old_database_is_not_ready(anonymous: httpx.AsyncClient, database_url: str) -> None:
    await migrate.downgrade(database_url)
    ready = await anonymous.get("/readyz")
    assert ready.status_code == 503
    assert "plumbline migrate" in ready.text
