"""`plumbline tail`, as a person types it."""

import csv
import io

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.tail.results import TailReport


@pytest.mark.parametrize("portfolio", ["growth", "retirement", "long/short", "options"])
def test_the_table_fits_80_columns_and_no_figure_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, portfolio: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("tail", portfolio, "--horizon", "10")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "…" not in result.stdout.replace("2023-03…", "")
    for words in ("Historical", "Cornish-Fisher", "Monte Carlo", "VaR 10d", "Square root of time", "Sum", "Daily return"):
        assert words in result.stdout


def test_json_csv_and_mistakes(run: Run) -> None:
    arguments = ("tail", "growth", "--confidence", "0.95", "--parts", "cornish_fisher", "--as-of", "2021-06-30")
    report = TailReport.model_validate_json(run(*arguments, "--json").stdout)
    assert report.confidence == 0.95
    assert report.parts is not None
    assert report.parts.method == "cornish_fisher"
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    assert {"monte_carlo_value_at_risk", "component_expected_shortfall", "incremental_value_at_risk"} <= {row["measure"] for row in rows}
    assert run("tail", "--scaling", "cube").exit_code == 2
    assert run("tail", "--confidence", "2").exit_code in {1, 2}
    assert run("tail", "--json", "--csv").exit_code == 2


def test_a_confidence_as_a_person_writes_it(run: Run) -> None:
    for text in ("97.5%", "97.5", "0.975"):
        assert TailReport.model_validate_json(run("tail", "-p", "growth", "--confidence", text, "--json").stdout).confidence == 0.975
