"""`plumbline options`, as a person types it."""

import csv
import io

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.option_book.results import OptionReport


@pytest.mark.parametrize("exercise", ["european", "american"])
def test_the_table_fits_80_columns_and_no_figure_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, exercise: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("options", "options", "--exercise", exercise)
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "…" not in result.stdout
    for words in ("AAPL 2023-03-17 140 call", "Gamma", "Volga", "Full revaluation", "Delta, gamma, vega", "prices -20 %"):
        assert words in result.stdout


def test_a_portfolio_without_options_says_so(run: Run) -> None:
    result = run("options", "growth")
    assert result.exit_code == 0
    assert "holds no option with time left" in " ".join(result.stdout.split())


def test_json_csv_and_mistakes(run: Run) -> None:
    arguments = ("options", "options", "--quote", "AAPL 230317C140=3.85")
    report = OptionReport.model_validate_json(run(*arguments, "--json").stdout)
    assert any(row.implied_volatility.value is not None for row in report.positions)
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    assert {"implied_volatility", "option_vanna", "gamma_exposure", "revaluation_change"} <= {row["measure"] for row in rows}
    assert run("options", "options", "--quote", "AAPL=1").exit_code == 2
    assert run("options", "options", "--quote", "KO 230317C60=1").exit_code == 1
    assert run("options", "--exercise", "bermudan").exit_code == 2
    assert run("options", "--json", "--csv").exit_code == 2
