"""`plumbline rebalance`: targets by hand, from a file or an optimization; tables of 80 columns, JSON, CSV, documents, mistakes."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch, data_dir: object) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_a_table_of_80_columns_json_and_csv(run: Run, narrow: None) -> None:
    asked = ["rebalance", "growth", "--target", "AAPL=10%", "--target", "AMD=0.02", "--lots", "highest-cost", "--cost-rate", "10bp"]
    table = run(*asked)
    assert table.exit_code == 0, table.output
    assert max(map(len, table.stdout.splitlines())) <= 80
    assert "2015-01-04" in table.stdout
    assert "Realized +" in table.stdout
    report = json.loads(run(*asked, "--json", "--as-of", "2022-06-30").stdout)
    assert report["as_of"] == "2022-06-30"
    assert report["lot_method"] == "highest_cost"
    assert report["costs"]["amount"] > 0.0
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--csv").stdout)))
    assert {"target_drift", "realized_gain", "disallowed_loss"} <= {row["measure"] for row in rows}


def test_targets_from_a_file_and_from_an_optimization(run: Run, narrow: None, tmp_path: Path) -> None:
    file = tmp_path / "targets.csv"
    file.write_text("Ticker;Target\nAAPL;40%\nKO;0.5\n;\nCASH;10 %\n", encoding="utf-8")
    report = json.loads(run("rebalance", "growth", "--targets", str(file), "--others", "sell", "--json").stdout)
    targets = {row["symbol"]: row["target"] for row in report["positions"]}
    assert (targets["AAPL"], targets["KO"], targets["MSFT"]) == (0.4, 0.5, 0.0)
    to = json.loads(run("rebalance", "growth", "--to", "min-variance", "--max-weight", "20%", "--band", "2%", "--json").stdout)
    assert to["source"] == "the optimization minimum variance"
    assert max(row["target"] for row in to["positions"]) <= 0.2 + 1e-6
    assert all(not row["trade_quantity"] for row in to["positions"] if abs(row["drift"]) < 0.02)


def test_a_document(run: Run, narrow: None, tmp_path: Path) -> None:
    file = tmp_path / "rebalancing.html"
    result = run("rebalance", "growth", "--target", "AAPL=10%", "--html", str(file))
    assert result.exit_code == 0, result.output
    assert "Tax lots closed" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "neither"),
        (["--target", "AAPL"], "NAME=SIZE"),
        (["--target", "AAPL=ten"], "after --target"),
        (["--target", "AAPL=10%", "--others", "burn"], "keep, scale, sell"),
        (["--target", "AAPL=10%", "--lots", "random"], "highest-cost"),
        (["--target", "AAPL=10%", "--lot-size", "0"], "lot_size"),
        (["--target", "AAPL=10%", "--band", "-1%"], "band"),
        (["--target", "AAPL=10%", "--max-weight", "5%"], "--to"),
        (["--targets", "nowhere.csv"], "nowhere.csv"),
        (["--to", "get rich"], "maximum-sharpe"),
        (["--to", "min-variance", "--max-weight", "5%"], "conflict"),
    ],
)
def test_mistakes_are_one_line(run: Run, arguments: list[str], word: str) -> None:
    result = run("rebalance", "growth", *arguments)
    assert result.exit_code == 2, result.output
    assert word in " ".join(result.output.split())


def test_a_file_without_its_columns(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "targets.csv"
    file.write_text("name,size\nAAPL,1\n", encoding="utf-8")
    assert "columns symbol and weight" in " ".join(run("rebalance", "growth", "--targets", str(file)).output.split())
    file.write_text("symbol,weight\nAAPL,plenty\n", encoding="utf-8")
    assert "row 2" in run("rebalance", "growth", "--targets", str(file)).output
