"""`plumbline limits`, as a person types it."""

import csv
import io

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.limits_results import LimitsReport


@pytest.mark.parametrize("portfolio", ["growth", "retirement", "long/short", "options"])
def test_the_table_fits_80_columns_and_nothing_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, portfolio: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("limits", portfolio)
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "One-day value at risk, 95%" in result.stdout
    assert "200 %" in result.stdout
    assert ("To cure" in result.stdout) == ("BREACH" in result.stdout)


def test_json_csv_and_mistakes(run: Run) -> None:
    report = LimitsReport.model_validate_json(run("limits", "growth", "--as-of", "2021-06-30", "--json").stdout)
    assert str(report.as_of) == "2021-06-30"
    rows = list(csv.DictReader(io.StringIO(run("limits", "growth", "--csv").stdout)))
    assert {"headroom", "limit_level", "cure_weight_change"} <= {row["measure"] for row in rows}
    assert run("limits", "grwth").exit_code == 1
    assert run("limits", "--json", "--csv").exit_code == 2
    assert "None of the limits could be checked" in run("limits", "growth", "--as-of", "2010-01-04").stdout
