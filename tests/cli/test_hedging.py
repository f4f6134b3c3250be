"""`plumbline hedging`, as a person types it."""

import csv
import io

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.hedging.results import HedgingReport


@pytest.mark.parametrize("portfolio", ["growth", "retirement", "long/short", "options"])
def test_the_table_fits_80_columns_and_no_figure_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, portfolio: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("hedging", portfolio)
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    for words in ("Best hedges", "Correlation", "Volatility", "independent"):
        assert words in result.stdout
    assert ("Longs against shorts" in result.stdout) == (portfolio in {"long/short", "options"})


def test_json_csv_and_mistakes(run: Run) -> None:
    arguments = ("hedging", "long/short", "--against", "SP500", "--as-of", "2021-06-30")
    report = HedgingReport.model_validate_json(run(*arguments, "--json").stdout)
    assert [row.symbol for row in report.candidates] == ["SP500"]
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    assert {"hedge_ratio", "hedge_effectiveness", "effective_bets"} <= {row["measure"] for row in rows}
    assert run("hedging", "--against", "ZZZZ").exit_code == 1
    assert run("hedging", "--json", "--csv").exit_code == 2
    assert run("hedging", "growth", "--as-of", "2014-06-06").exit_code == 1
