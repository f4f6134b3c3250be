"""`plumbline what-if`, as a person types it."""

import csv
import io
import re

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.what_if.results import WhatIfReport


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch, data_dir: object) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("portfolio", ["growth", "retirement", "long/short", "options"])
def test_the_table_fits_80_columns(run: Run, narrow: None, portfolio: str) -> None:
    result = run("what-if", portfolio, "--set", "AAPL=10%", "--set", "WMT=0.05", "--sell", "XOM")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    for words in ("AAPL at 10 %", "XOM sold", "Expected shortfall", "Five largest holdings", "Turnover"):
        assert words in result.stdout
    assert not re.search(r"\bnan\b|-0\.00 %", result.stdout)


def test_json_and_csv(run: Run) -> None:
    arguments = ("what-if", "growth", "--set", "CASH=30%", "--as-of", "2021-06-30")
    report = WhatIfReport.model_validate_json(run(*arguments, "--json").stdout)
    assert str(report.as_of) == "2021-06-30"
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout)))
    assert {"volatility_annualized", "trade_quantity", "risk_score"} <= {row["measure"] for row in rows}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "at least one edit"),
        (("--set", "AAPL"), 2, "NAME=SIZE"),
        (("--set", "AAPL=5"), 2, "AAPL=5%, or AAPL=500% if that is meant"),
        (("--set", "AAPL=2000%"), 2, "0.10 for 10 %"),
        (("--sell", "Nothing like it"), 1, "Nothing like it"),
        (("--sell", "AAPL", "--json", "--csv"), 2, "found --json and --csv"),
        (("--sell", "AAPL", "--as-of", "2014-06-06"), 1, "positive net value"),
    ],
)
def test_mistakes_are_one_clear_line(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run("what-if", *arguments)
    assert result.exit_code == code, result.output
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_several_variants_stand_side_by_side(run: Run, narrow: None) -> None:
    result = run("what-if", "growth", "--variant", "less tech: AAPL=5%, MSFT=5%", "--variant", "CASH=30%", "--sell", "XOM")
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert [words for words in ("1 XOM sold", "2 less tech", "3 cash at 30 %") if words not in result.stdout] == []
    assert "Largest holding, of gross" in result.stdout
    assert "Largest holding, of net value" in result.stdout
    twice = run("what-if", "growth", "--variant", "a: AAPL=5%", "--variant", "a: AAPL=6%")
    assert twice.exit_code == 2
    assert "differ" in twice.stderr


def test_a_variant_becomes_a_proposal(run: Run, narrow: None) -> None:
    assert "no proposals" in run("proposals", "growth").stdout
    assert run("what-if", "growth", "--set", "AAPL=10%", "--propose", "Less Apple").exit_code == 0
    shown = run("proposals", "growth", "--show", "less apple")
    assert max(map(len, shown.stdout.splitlines())) <= 80
    for words in ("Volatility, 252 days", "Breached before: Largest sector", "sell AAPL", "nothing is traded"):
        assert words in shown.stdout
    assert run("proposals", "growth", "--trades", "Less Apple").stdout.splitlines()[1].startswith("sell,AAPL,")
    assert "Less Apple" in run("proposals", "growth").stdout
    assert run("proposals", "growth", "--delete", "Less Apple").exit_code == 0
    assert run("proposals", "growth", "--show", "Less Apple").exit_code == 1
    several = run("what-if", "growth", "--sell", "XOM", "--variant", "AAPL=0", "--propose", "x")
    assert several.exit_code == 2
    assert "one by one" in several.stderr
