"""`plumbline drawdowns`, as a person types it."""

import csv
import io

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.drawdowns.results import DrawdownReport


@pytest.mark.parametrize("portfolio", ["growth", "long/short", "options"])
def test_the_table_fits_80_columns(run: Run, monkeypatch: pytest.MonkeyPatch, portfolio: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("drawdowns", portfolio, "--depth", "15%", "--horizon", "63")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "Chance of 15 % within 63 sessions" in result.stdout
    assert "2020-0" in result.stdout


def test_json_csv_and_mistakes(run: Run) -> None:
    arguments = ("drawdowns", "growth", "--sessions", "504", "--as-of", "2021-06-30")
    assert DrawdownReport.model_validate_json(run(*arguments, "--json").stdout).n_observations == 504
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    assert {"drawdown_depth", "drawdown_peak_date", "conditional_drawdown", "drawdown_probability"} <= {row["measure"] for row in rows}
    assert run("drawdowns", "--depth", "20").exit_code == 2
    assert run("drawdowns", "--depth", "deep").exit_code == 2
    assert run("drawdowns", "--sessions", "3").exit_code == 2
    assert run("drawdowns", "growth", "--as-of", "2014-06-06").exit_code == 1
