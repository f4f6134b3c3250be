"""`plumbline stress` and `plumbline scenarios`, as a person types them."""

import csv
import io
import json
import re

import pytest
from tests.cli.conftest import Run

from plumbline.portfolios.stress.results import StressReport


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch, data_dir: object) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("portfolio", ["growth", "retirement", "long/short", "options"])
def test_the_table_fits_80_columns(run: Run, narrow: None, portfolio: str) -> None:
    result = run("stress", portfolio)
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    for words in ("After Lehman, 2008", "market -20 %", "Likeliest way to lose 10 %"):
        assert words in result.stdout
    assert not re.search(r"\bnan\b", result.stdout)


def test_what_is_asked_by_name(run: Run, narrow: None) -> None:
    output = run("stress", "growth", "--episode", "covid", "--shock", "market=-20%", "--shock", "AAPL=-0.3").stdout
    assert "-30.3 %" in output
    assert "market -20 %, AAPL -30 %" in output
    assert "Likeliest way" not in output
    assert "Likeliest way to lose 25 %" in run("stress", "growth", "--loss", "25%").stdout
    assert "Likeliest way to lose 14.58 % (100,000)" in run("stress", "-p", "growth", "--loss", "100,000").stdout


def test_the_legend_says_over_what_time(run: Run, narrow: None) -> None:
    said = {name: " ".join(run("stress", "growth", "--shock", name).stdout.split()) for name in ("market=-20%", "volatility=10%")}
    assert "of one session, one standard deviation" in said["market=-20%"]
    assert "with a shock of volatility of 21 sessions" in said["volatility=10%"]


def test_json_and_csv(run: Run) -> None:
    report = StressReport.model_validate_json(run("stress", "growth", "--as-of", "2021-06-30", "--json").stdout)
    assert str(report.as_of) == "2021-06-30"
    rows = list(csv.DictReader(io.StringIO(run("stress", "growth", "--episode", "2008", "--csv").stdout)))
    assert {"episode_return", "episode_worst_loss", "episode_coverage"} <= {row["measure"] for row in rows}


def test_scenarios_are_saved_listed_used_and_deleted(run: Run) -> None:
    assert "no saved scenarios" in run("scenarios").stdout
    assert run("stress", "growth", "--shock", "market=-30%", "--save", "Crash", "--shared").exit_code == 0
    assert run("stress", "growth", "--shock", "market=-30%", "--save", "Crash").exit_code == 1
    [entry] = json.loads(run("scenarios", "growth", "--json").stdout)
    assert (entry["name"], entry["shared"]) == ("Crash", True)
    assert "Crash" in run("scenarios").stdout
    assert "Crash" in run("stress", "growth", "--scenario", "crash").stdout
    assert "no saved scenarios" in run("scenarios", "--delete", "Crash").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--shock", "market"), 2, "NAME=SIZE"),
        (("--shock", "market=lots"), 2, "such as -20%"),
        (("--shock", "market=-20"), 2, "market=-20%, or market=-2000%"),
        (("--loss", "$9,000,000"), 2, "below the net value"),
        (("growth", "-p", "growth"), 2, "Expected one portfolio"),
        (("--shock", "rates=1%"), 1, "bond fund"),
        (("--episode", "tulips"), 2, "covid_2020"),
        (("--loss", "0"), 2, "between 0 and 100 %"),
        (("--save", "Empty"), 2, "Expected shocks to save"),
        (("--scenario", "unknown"), 1, "No saved scenario"),
        (("--json", "--csv"), 2, "found --json and --csv"),
        (("growth", "--as-of", "2014-06-06"), 1, "positive net value"),
    ],
)
def test_mistakes_are_one_clear_line(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run("stress", *arguments)
    assert result.exit_code == code, result.output
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output
