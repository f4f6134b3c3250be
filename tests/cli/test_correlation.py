"""`plumbline correlation`, as a person types it."""

import csv
import io

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.correlation.results import CorrelationReport


@pytest.mark.parametrize("portfolio", ["growth", "long/short", "options"])
def test_the_table_fits_80_columns(run: Run, monkeypatch: pytest.MonkeyPatch, portfolio: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("correlation", portfolio, "--estimator", "ledoit-wolf-constant-correlation")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "diversification ratio" in result.stdout
    assert "XOM and " in result.stdout
    assert "Shrunk by" in result.stdout


def test_json_csv_and_mistakes(run: Run) -> None:
    arguments = ("correlation", "growth", "--sessions", "126", "--top", "5", "--as-of", "2021-06-30")
    assert len(CorrelationReport.model_validate_json(run(*arguments, "--json").stdout).symbols) == 5
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    assert len({row["subject"] for row in rows if row["measure"] == "correlation" and " and " in row["subject"]}) == 10
    assert run("correlation", "--estimator", "guess").exit_code == 2
    assert run("correlation", "--sessions", "3").exit_code == 2
