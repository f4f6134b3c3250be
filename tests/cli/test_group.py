"""`plumbline group`, and groups in the place of a portfolio."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

REPORTS = {
    "risk": (), "stress": ("--shock", "market=-20%"), "optimize": (), "what-if": ("--set", "AAPL=5%"), "backtest": ("--days", "300"),
    "factors": (), "attribution": (), "drift": (), "limits": (), "drawdowns": (), "hedging": (),
}  # fmt: skip


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch, data_dir: object) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_a_group_is_made_changed_and_deleted(run: Run) -> None:
    made = run("group", "create", "Family", "--member", "growth", "--member", "retirement")
    assert made.exit_code == 0, made.output
    assert run("group", "create", "Family", "--member", "growth").exit_code == 1
    assert run("group", "create", "Nobody", "--member", "nobody's").exit_code == 1
    listed = json.loads(run("group", "list", "--json").stdout)
    assert [(group["name"], len(group["members"])) for group in listed] == [("All portfolios", 4), ("Family", 2)]
    assert run("group", "rename", "family", "Us").exit_code == 0
    changed = run("group", "change", "us", "--add", "options", "--remove", "growth", "--benchmark", "USMV")
    assert changed.exit_code == 0, changed.output
    group = json.loads(run("group", "list", "--json").stdout)[1]
    assert ([member["name"] for member in group["members"]], group["benchmark"]) == (["Retirement income", "Options overlay"], "USMV")
    assert run("group", "change", "all", "--remove", "growth").exit_code == 2
    assert "Deleted the group Us." in run("group", "delete", "us").stdout
    assert run("group", "delete", "us").exit_code == 1
    assert max(map(len, run("group", "list").stdout.splitlines())) <= 80


def test_what_each_member_brings(run: Run, tmp_path: Path) -> None:
    everything = run("group", "show")
    assert everything.exit_code == 0, everything.output
    assert max(map(len, everything.stdout.splitlines())) <= 80
    assert "All portfolios" in everything.stdout
    two = json.loads(run("group", "show", "growth + retirement", "--as-of", "2022-06-30", "--json").stdout)
    assert {row["name"] for row in two["members"]} == {"Growth", "Retirement income"}
    rows = list(csv.DictReader(io.StringIO(run("group", "show", "--csv").stdout)))
    assert {"share_of_total", "expected_shortfall_saved", "risk_contribution"} <= {row["measure"] for row in rows}
    paper = tmp_path / "family.html"
    assert run("group", "show", "growth + retirement", "--html", str(paper)).exit_code == 0
    assert "Members of Growth + Retirement income" in paper.read_text()
    assert run("group", "show", "growth + growth").exit_code == 2
    assert run("group", "show", "nobody's").exit_code == 1


@pytest.mark.parametrize("command", REPORTS)
def test_every_report_takes_a_group(run: Run, command: str) -> None:
    report = run(command, "all", *REPORTS[command])
    assert report.exit_code == 0, report.output
    assert "All portfolios" in report.stdout
