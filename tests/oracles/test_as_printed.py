"""What a person reads: the tables of the commands, cell by cell, against pandas and SciPy; through files, database and terminal."""

import json
import math
import re
from pathlib import Path

import empyrical
import pandas as pd
import pytest
from scipy import stats
from tests.oracles.holdings import DAYS, RATE, Held
from typer.testing import CliRunner

from plumbline.cli.main import app

NAMES = {"growth": "Growth", "retirement": "Retirement income", "long_short": "Long/short technology", "options": "Options overlay"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("printed")


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The text that a command prints on a terminal of 100 columns."""
    for name, value in {"DATA_DIR": str(folder), "RISK_FREE_RATE": str(RATE)}.items():
        monkeypatch.setenv(f"PLUMBLINE_{name}", value)
    monkeypatch.setenv("COLUMNS", "100")

    def printed(*arguments: str) -> str:
        found = CliRunner().invoke(app, list(arguments))
        assert found.exit_code == 0, found.output
        return found.output

    return printed


def cells(text: str, label: str) -> list[float]:
    """Numbers of the first line that starts with a label; percents as fractions."""
    line = next(line for line in text.splitlines() if line.strip().startswith(label))
    numbers = re.findall(r"([-+]?[\d,]*\.?\d+)( %)?", line.split(label, 1)[1])
    return [float(number.replace(",", "")) / (100 if percent else 1) for number, percent in numbers]


def near(expected: list[float], *, digits: int = 4) -> list[object]:
    return [pytest.approx(value, abs=0.51 * 10**-digits) for value in expected]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", NAMES)
def test_the_risk_table(run, name: str, day: str) -> None:
    held, text = Held(name, day), run("risk", NAMES[name], "--as-of", day)
    year, tail = held.daily(252), held.daily(504)
    worst = {level: tail.quantile(1 - level) for level in (0.95, 0.99)}
    assert cells(text, "Net value") == near([held.net], digits=0)
    assert cells(text, "of which cash") == near([held.cash], digits=0)
    assert cells(text, "Volatility, annualized") == near([held.daily(days).std() * math.sqrt(252) for days in (21, 63, 252)])
    assert cells(text, "Beta to SP500") == near([stats.linregress(held.market(252), year).slope], digits=2)
    assert cells(text, "Maximum drawdown") == near([-empyrical.max_drawdown(year)])
    losses = [-worst[0.95], -worst[0.95] * held.net, -worst[0.99], -worst[0.99] * held.net]
    found = cells(text, "Historical value at risk")
    assert [found[0], found[2]] == near(losses[::2])
    assert [found[1], found[3]] == near(losses[1::2], digits=0)
    largest = held.values.abs().idxmax()
    row = cells(text, largest) if " " not in largest else []
    if row:
        assert row[0] == pytest.approx(held.values[largest], abs=0.51)
        assert row[1] == pytest.approx(held.values[largest] / held.net, abs=0.51e-4)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_figures_in_json(run, name: str) -> None:
    held, found = Held(name, DAYS[1]), json.loads(run("risk", NAMES[name], "--as-of", DAYS[1], "--json"))
    assert found["as_of"] == DAYS[1]
    assert found["net_value"] == {"amount": pytest.approx(held.net), "currency": "USD"}
    assert found["volatility"]["days_252"] == pytest.approx(held.daily(252).std() * math.sqrt(252))
    assert found["tail_risk"]["historical_value_at_risk_99"] == pytest.approx(-held.daily(504).quantile(0.01))
    weights = {row["symbol"]: row["weight"] for row in found["contributions"]}
    assert weights == pytest.approx((held.values / held.net).to_dict())


def test_the_tail_table_over_ten_days(run) -> None:
    held, text = Held("growth", DAYS[0]), run("tail", "Growth", "--confidence", "0.99", "--horizon", "10", "--as-of", DAYS[0])
    own = held.daily(504)
    one = -own.quantile(0.01)
    row = cells(text, "Historical")
    assert row[0] == pytest.approx(one, abs=0.51e-4)
    assert any(value == pytest.approx(one * math.sqrt(10), abs=0.51e-4) for value in row)


def test_the_backtest_table(run) -> None:
    """Exceptions of a thousand days, counted with a pandas window."""
    held = Held("growth", DAYS[0])
    own = held.daily(1_500)
    n_beyond = int((own < own.rolling(500).quantile(0.01).shift(1)).sum())
    assert cells(run("backtest", "Growth"), "Historical")[0] == n_beyond


def test_quantities_are_those_of_the_file(run) -> None:
    """Every line of every file, as the list of holdings shows it on the last day."""
    for name, title in NAMES.items():
        held = Held(name, DAYS[0])
        found = json.loads(run("risk", title, "--json"))
        assert {row["symbol"] for row in found["contributions"]} == set(held.invested)
        assert pd.Timestamp(found["as_of"]) == held.history.index[-1]
