"""Report commands: tables of 80 columns, JSON, CSV, days, exit codes."""

import csv
import io
import json
import re

import pytest
from tests.cli.conftest import Run

COMMANDS: dict[str, tuple[str, ...]] = {
    "factors": (),
    "attribution": ("--period", "1y"),
    "drift": ("--period", "6m"),
    "backtest": ("--days", "300"),
    "optimize": ("--max-weight", "20%", "--sector-limit", "Technology=30%", "--frontier", "4"),
}


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch, data_dir: object) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_table_of_80_columns_json_and_csv(run: Run, narrow: None, command: str) -> None:
    table = run(command, "growth", *COMMANDS[command])
    assert table.exit_code == 0, table.output
    assert "Growth" in table.stdout
    assert max(map(len, table.stdout.splitlines())) <= 80
    assert not re.search(r"\bnan\b|-0\.00 ", table.stdout)
    as_json = run(command, "growth", *COMMANDS[command], "--json", "--as-of", "2021-06-30")
    assert json.loads(as_json.stdout)["as_of"] == "2021-06-30"
    rows = list(csv.DictReader(io.StringIO(run(command, "growth", *COMMANDS[command], "--csv").stdout)))
    assert len(rows) > 5
    assert max(row["as_of"] for row in rows) == "2022-12-28"
    assert all(row["measure"] and row["value"] != "nan" for row in rows)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--json", "--csv"], 2), (["--as-of", "someday"], 2), (["Nobody's"], 1), (["growth", "--as-of", "2014-06-06"], 1), (["--wrong"], 2)],
)
def test_what_can_not_be_done_is_one_line_and_a_code(run: Run, command: str, arguments: list[str], code: int) -> None:
    result = run(command, *arguments)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [["--confidence", "1"], ["--window", "3"], ["--days", "9"]])
def test_backtest_terms(run: Run, arguments: list[str]) -> None:
    assert run("backtest", *arguments).exit_code == 2


def test_backtest_says_how_each_method_fared(run: Run, narrow: None) -> None:
    output = run("backtest", "growth").stdout
    assert "10.0 exceptions expected" in " ".join(output.split())
    assert "Monte Carlo" in output
    assert "too low" in output
