"""`plumbline volatility`, as a person types it."""

import csv
import io

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.volatility.results import VolatilityReport


@pytest.mark.parametrize("portfolio", ["growth", "long/short", "options"])
def test_the_table_fits_80_columns(run: Run, monkeypatch: pytest.MonkeyPatch, portfolio: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("volatility", portfolio)
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "Expected over 21 sessions" in result.stdout
    assert "Pairs that matter most" in result.stdout
    assert "against the last 21" in " ".join(result.stdout.split())


def test_json_csv_and_mistakes(run: Run) -> None:
    arguments = ("volatility", "growth", "--window", "10", "--window", "40", "--horizon", "5", "--as-of", "2021-06-30")
    report = VolatilityReport.model_validate_json(run(*arguments, "--json").stdout)
    assert [row.window for row in report.cone] == [10, 40]
    assert report.forecast.horizon == 5
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    wanted = {"volatility_ewma", "volatility_forecast", "volatility_trend", "volatility_percentile", "volatility_quantile"}
    assert wanted | {"pair_risk_contribution"} <= {row["measure"] for row in rows}
    assert run("volatility", "--window", "1").exit_code == 2
    assert run("volatility", "--decay", "1").exit_code == 2
