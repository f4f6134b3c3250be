"""`plumbline optimize`: what people write is read, and what can not be read is named."""

import json

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch, data_dir: object) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--max-weight", "5%"], "conflict"),
        (["--max-weight", "much"], "--max-weight"),
        (["--max-weight", "2000"], "max_weight"),
        (["--objective", "most money"], "maximum-sharpe"),
        (["--sector-limit", "Technology"], "NAME=WEIGHT"),
        (["--objective", "target-return"], "target"),
    ],
)
def test_optimize_explains_what_it_can_not_do(run: Run, arguments: list[str], word: str) -> None:
    result = run("optimize", "growth", *arguments)
    assert result.exit_code == 2
    assert word in " ".join(result.stderr.split())


def test_optimize_reads_weights_as_people_write_them(run: Run, narrow: None) -> None:
    written = ["--objective", "min-variance", "--weight-limit", "JNJ=10%", "--keep", "AAPL", "--add", "USMV", "--turnover", "0.3", "--json"]
    report = json.loads(run("optimize", "growth", *written).stdout)
    assert report["objective"] == "minimum_variance"
    weights = {row["symbol"]: row["optimal_weight"] for row in report["positions"]}
    assert weights["JNJ"] <= 0.1 + 1e-6
    assert weights["AAPL"] > 0.16
    assert weights["USMV"] > 0.0


def test_optimize_reads_views_budgets_groups_and_costs(run: Run, narrow: None) -> None:
    written = ["--view", "aapl=8%:60%", "--view", "MSFT>AMD=3%", "--group-limit", "Banks:JPM,BAC=4%..10%", "--cost-rate", "10bp"]
    table = run("optimize", "growth", *written, "--cost-limit", "0.05%", "--frontier", "3")
    assert table.exit_code == 0, table.output
    assert max(map(len, table.stdout.splitlines())) <= 80
    assert "View: MSFT beats AMD by 3 % a year (confidence 50%)" in table.stdout
    report = json.loads(run("optimize", "growth", *written, "--cost-limit", "0.05%", "--json").stdout)
    assert report["objective"] == "black_litterman"
    weights = {row["symbol"]: row["optimal_weight"] for row in report["positions"]}
    assert 0.04 - 1e-6 <= weights["JPM"] + weights["BAC"] <= 0.1 + 1e-6
    assert report["costs"] <= 0.0005 + 1e-7
    budget = ["--objective", "risk-budget", "--risk-budget", "Health Care=40%", "--risk-budget", "AAPL=30%", "--json"]
    shares = {row["symbol"]: row["risk_contribution"] for row in json.loads(run("optimize", "growth", *budget).stdout)["positions"]}
    assert abs(shares["AAPL"] - 0.3) < 1e-6


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--view", "AAPL"], "NAME=SIZE"),
        (["--view", "AAPL>=3%"], "Expected a view"),
        (["--view", "AAPL=8%:160%"], "confidence"),
        (["--view", "AAPL=8%", "--prior", "gut"], "benchmark or current"),
        (["--view", "AAPL=8%:100%", "--view", "MSFT=4%:100%", "--view", "AAPL>MSFT=1%:100%"], "imply 4 %"),
        (["--group-limit", "Banks=10%"], "NAME:SYMBOL"),
        (["--group-limit", "Banks:JPM,XYZ=10%"], "XYZ"),
        (["--cost-rate", "cheap"], "--cost-rate"),
        (["--cost-limit", "1%"], "cost rate"),
        (["--risk-budget", "AAPL=20%"], "risk_budget"),
        (["--tau", "0", "--view", "AAPL=8%"], "tau"),
    ],
)
def test_optimize_names_the_option_it_can_not_read(run: Run, arguments: list[str], word: str) -> None:
    result = run("optimize", "growth", *arguments)
    assert result.exit_code == 2, result.output
    assert word in " ".join(result.output.split())
