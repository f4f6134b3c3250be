"""`plumbline performance`, as a person types it."""

import csv
import io

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.performance.results import PerformanceReport


@pytest.mark.parametrize(("portfolio", "period"), [("growth", "5y"), ("growth", "5d"), ("long/short", "max"), ("options", "1y")])
def test_the_table_fits_80_columns(run: Run, monkeypatch: pytest.MonkeyPatch, portfolio: str, period: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("performance", portfolio, "--period", period, "--benchmark", "60/40 SP500/cash")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "beside 60% SP500 + 40% CASH" in " ".join(result.stdout.split())
    assert "Dec" in result.stdout


def test_json_csv_and_mistakes(run: Run) -> None:
    arguments = ("performance", "growth", "--period", "2020-01-01/2020-12-31", "--window", "21")
    report = PerformanceReport.model_validate_json(run(*arguments, "--json").stdout)
    assert [row.year for row in report.calendar] == [2020]
    assert report.rolling is not None
    assert report.rolling.window == 21
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    assert {"sharpe_ratio", "monthly_return", "yearly_return", "bull_beta", "time_weighted_return"} <= {row["measure"] for row in rows}
    assert run("performance", "--period", "soon").exit_code == 2
    assert run("performance", "--benchmark", "60% SP500").exit_code == 2
    assert run("performance", "--window", "1").exit_code == 2
    assert run("performance", "--benchmark", "NOSUCH").exit_code == 1
