"""`plumbline portfolios`, `risk` and `import`, as a person types them."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.portfolios.books import FILES

from plumbline.portfolios.results import RiskReport


def test_portfolios_lists_the_demo(run: Run) -> None:
    result = run("portfolios")
    assert result.exit_code == 0
    assert "Long/short technology" in result.output
    assert "866,731.42" in result.output
    listed = json.loads(run("portfolios", "--json").stdout)
    assert [item["name"] for item in listed] == ["Growth", "Retirement income", "Long/short technology", "Options overlay"]


def test_risk_prints_a_table(run: Run) -> None:
    result = run("risk", "long/short")
    assert result.exit_code == 0
    for words in ("Net value", "3,201,521", "Historical value at risk", "Hedge ratio", "45.64 %", "BREACH", "Information Technology"):
        assert words in result.output


@pytest.mark.parametrize("portfolio", ["growth", "retirement", "long/short", "options"])
@pytest.mark.parametrize("width", ["80", "120"])
def test_no_figure_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, portfolio: str, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    shown = run("risk", portfolio).stdout
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= int(width)
    tail = RiskReport.model_validate_json(run("risk", portfolio, "--json").stdout).tail_risk
    assert tail.parametric_expected_shortfall_99 is not None
    assert tail.parametric_expected_shortfall_99_money is not None
    [line] = [line for line in shown.splitlines() if line.startswith("Parametric expected shortfall")]
    assert line.split()[-3:] == [
        f"{100 * tail.parametric_expected_shortfall_99:.2f}",
        "%",
        f"{tail.parametric_expected_shortfall_99_money.amount:,.0f}",
    ]


@pytest.mark.parametrize("width", ["80", "120"])
def test_lists_are_not_cut(run: Run, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    shown = [run("portfolios").stdout, run("audit").stdout, run("settings").stdout]
    shown += [run("import", "--dry-run", str(file)).stdout for file in sorted(FILES.glob("*.csv"))]
    for text in shown:
        assert text
        assert "…" not in text.replace("…5678", "")  # account numbers are masked so
        assert max(map(len, text.splitlines())) <= int(width)
    assert "3,201,521.02 USD" in shown[0]


def test_risk_as_json_is_the_report(run: Run) -> None:
    result = run("risk", "options", "--as-of", "2022-06-30", "--json")
    assert result.exit_code == 0
    report = RiskReport.model_validate_json(result.stdout)
    assert str(report.as_of) == "2022-06-30"
    assert report.name == "Options overlay"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("risk", "grwth"), 1, "Did you mean 'Growth'?"),
        (("risk", "o"), 2, "Write more of the name"),
        (("risk", "--as-of", "1980-01-01"), 2, "Prices start on 1990-01-02"),
        (("risk", "--as-of", "2030-01-01"), 2, "Prices end on 2022-12-28"),
        (("risk", "--as-of", "June"), 2, "Expected a date such as"),
        (("import", "/nowhere.csv"), 2, "Expected a file that can be read"),
        (("import", "/"), 2, "found the folder"),
        (("import",), 2, "Missing argument"),
        (("import", str(FILES / "growth_2022.csv"), "--mapping", "quantity"), 2, "FIELD=COLUMN"),
    ],
)
def test_mistakes_are_one_clear_line(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_a_weekend_is_answered_by_the_session_before(run: Run) -> None:
    assert json.loads(run("risk", "--as-of", "2022-12-24", "--json").stdout)["as_of"] == "2022-12-23"


def test_import_then_risk(run: Run) -> None:
    done = run("import", str(FILES / "retirement_income_2022.csv"), "--name", "Pension")
    assert done.exit_code == 0
    assert "Imported Pension: 12 holdings" in done.output
    again = run("import", str(FILES / "retirement_income_2022.csv"), "--name", "Pension")
    assert again.exit_code == 0
    assert "Already imported" in again.output
    assert json.loads(run("risk", "Pension", "--json").stdout)["name"] == "Pension"


def test_dry_run_stores_nothing(run: Run) -> None:
    result = run("import", str(FILES / "long_short_2022.csv"), "--name", "Book", "--dry-run")
    assert result.exit_code == 0
    assert "a difference of 0.00 USD" in " ".join(result.output.split())
    assert "Book" not in run("portfolios").output
    broken = run("import", str(FILES / "broken_import.csv"), "--dry-run", "--json")
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["n_errors"] == 6


def test_a_broken_file_names_its_cells_and_stores_nothing(run: Run) -> None:
    result = run("import", str(FILES / "broken_import.csv"))
    assert result.exit_code == 1
    text = " ".join(result.output.split())
    for words in ("row 3, quantity: 'ten' is not a number", "row 7, symbol", "never closed", "row 8, currency", "nothing was imported"):
        assert words in text
    assert len(json.loads(run("portfolios", "--json").stdout)) == 4


def test_columns_can_be_chosen(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "depot.csv"
    file.write_text("Papier;Anzahl;Kaufkurs\nAAPL;1.000;12,50\n", encoding="utf-8")
    columns = ("--mapping", "symbol=Papier", "--mapping", "quantity=Anzahl", "--mapping", "cost_basis_per_share=Kaufkurs")
    result = run("import", str(file), *columns, "--dry-run", "--json")
    assert result.exit_code == 0
    cells = {cell["field"]: cell["value"] for cell in json.loads(result.stdout)["rows"][0]["cells"]}
    assert cells == {"symbol": "AAPL", "quantity": 1000.0, "cost_basis_per_share": 12.5}
