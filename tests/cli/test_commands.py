import asyncio
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from plumbline.access.users import ensure_owner
from plumbline.cli.terminal import EXIT_CODE
from plumbline.core.errors import ErrorKind
from plumbline.storage import migrate
from plumbline.storage.database import Database


@pytest.fixture
def owner(data_dir: Path) -> None:
    """An installation whose first start has been."""

    async def create() -> None:
        url = f"sqlite:///{data_dir / 'plumbline.db'}"
        await migrate.upgrade(url)
        database = Database(url)
        async with database.write() as session:
            await ensure_owner(session)
        await database.close()

    data_dir.mkdir()
    asyncio.run(create())


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for command in ("serve", "sign-in-link", "settings", "migrate", "openapi", "tokens", "audit"):
        assert command in result.output


@pytest.mark.parametrize("arguments", [["nothing"], ["serve", "--port", "x"], ["serve", "--port", "0"], ["tokens", "create"]])
def test_bad_usage_is_code_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_settings_shows_values_and_sources(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret-key")
    monkeypatch.setenv("PLUMBLINE_PROT", "8001")
    result = run("settings")
    assert result.exit_code == 0
    assert "sk-very" not in result.output
    [line] = [line for line in result.stdout.splitlines() if "OPENAI_API_KEY" in line]
    assert line.split() == ["PLUMBLINE_OPENAI_API_KEY", "********", "OPENAI_API_KEY"]
    assert "PLUMBLINE_PROT is set" in result.stderr


def test_a_wrong_setting_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_PORT", "eighty")
    result = run("settings")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error The setting PLUMBLINE_PORT:")
    assert result.stderr.count("\n") == 1


def test_a_data_folder_that_can_not_be_made_is_one_line(run: Run, data_dir: Path) -> None:
    data_dir.write_text("a file in the way")
    for command in (["migrate"], ["sign-in-link"], ["serve", "--port", "65321"]):
        result = run(*command)
        assert result.exit_code == 2
        assert "PLUMBLINE_DATA_DIR" in result.stderr
        assert result.stderr.count("\n") == 1


def test_a_database_that_can_not_be_reached_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_DATABASE_URL", "postgresql://me:hunter22@127.0.0.1:1/x")
    result = run("migrate")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "hunter22" not in result.output


def test_migrate_tells_what_it_did(run: Run) -> None:
    assert "Migrated to revision" in run("migrate").output
    assert "Nothing to do" in run("migrate").output
    assert run("migrate", "--check").exit_code == 0
    assert run("migrate", "--down-to", "base", input="n\n").exit_code == 1
    assert run("migrate", "--check").exit_code == 0
    assert run("migrate", "--down-to", "base", "--yes").exit_code == 0
    refused = run("migrate", "--check")
    assert refused.exit_code == 1
    assert "plumbline migrate" in refused.stderr


def test_openapi_prints_the_document(run: Run, tmp_path: Path) -> None:
    document = json.loads(run("openapi").stdout)
    assert "/api/v1/session" in document["paths"]
    assert run("openapi", "--output", str(tmp_path / "api.json")).exit_code == 0
    assert json.loads((tmp_path / "api.json").read_text()) == document


def test_a_sign_in_link_needs_a_first_start(run: Run) -> None:
    result = run("sign-in-link")
    assert result.exit_code == 1
    assert "plumbline serve" in result.stderr


@pytest.mark.usefixtures("owner")
def test_sign_in_links_are_new_each_time(run: Run) -> None:
    first, second = run("sign-in-link"), run("sign-in-link", "--port", "8001")
    assert first.stdout.startswith("http://127.0.0.1:8000/sign-in#")
    assert second.stdout.startswith("http://127.0.0.1:8001/sign-in#")
    assert first.stdout.partition("#")[2] != second.stdout.partition("#")[2]


@pytest.mark.usefixtures("owner")
def test_tokens_from_the_terminal(run: Run) -> None:
    assert "plumbline tokens create" in run("tokens", "list").output
    created = run("tokens", "create", "nightly [report]", "--write", "--days", "7")
    assert created.stdout.startswith("plb_")
    listing = run("tokens", "list").stdout
    assert "nightly [report]" in listing
    assert "read write" in listing
    assert created.stdout.strip() not in listing
    token_id = listing.splitlines()[1].split()[0]
    assert run("tokens", "revoke", token_id).exit_code == 0
    assert run("tokens", "revoke", token_id).exit_code == 1


@pytest.mark.usefixtures("owner")
def test_the_audit_log_is_shown_and_checked(run: Run, data_dir: Path) -> None:
    run("tokens", "create", "x")
    run("sign-in-link")
    intact = run("audit")
    assert intact.exit_code == 0
    assert "api_token.create" in intact.stdout
    assert "The chain of 2 entries is intact" in intact.stderr

    async def tamper() -> None:
        database = Database(f"sqlite:///{data_dir / 'plumbline.db'}")
        async with database.write() as session:
            await (await session.connection()).exec_driver_sql("UPDATE audit_entries SET user_name = 'Nobody' WHERE number = 1")
        await database.close()

    asyncio.run(tamper())
    broken = run("audit")
    assert broken.exit_code == 1
    assert "entry 1" in broken.stderr


def test_every_kind_has_an_exit_code() -> None:
    assert set(EXIT_CODE) == set(ErrorKind)
    assert set(EXIT_CODE.values()) == {1, 2}


@pytest.mark.usefixtures("owner")
def test_an_interrupted_first_start_is_made_good_and_the_demo_comes_once(run: Run) -> None:
    first, second = json.loads(run("portfolios", "--json").stdout), json.loads(run("portfolios", "--json").stdout)
    assert len(first) == 4
    assert first == second
