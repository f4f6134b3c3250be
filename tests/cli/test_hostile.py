"""What a clumsy or hostile person types: one clear line, an exit code, no traceback, nothing half done."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests.cli.conftest import Run

from plumbline.cli import importing
from plumbline.cli.terminal import harmless


def test_a_damaged_database_is_one_line(run: Run, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "plumbline.db").write_bytes(b"no database at all " * 500)
    for command in (["portfolios"], ["migrate"], ["audit"], ["users", "list"], ["serve", "--port", "65321"]):
        result = run(*command)
        assert result.exit_code == 1
        assert "damaged or no database" in result.stderr
        assert result.stderr.strip().count("\n") == 0


def test_a_database_in_no_folder_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLUMBLINE_DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/x.db")
    result = run("portfolios")
    assert result.exit_code == 2
    assert "found no folder" in result.stderr


def test_escape_sequences_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x\x1b]0;title\x07.csv"
    file.write_text("symbol,quantity,account\nAAPL,1,\x1b[31mred\nM\x1b[2JSFT,x,b\n", encoding="utf-8")
    for arguments in (("import", "--dry-run", str(file)), ("import", str(file)), ("risk", "\x1b[31mred"), ("risk", "\udcff")):
        result = run(*arguments)
        assert result.exit_code in {1, 2}
        assert "\x1b" not in result.output
        assert "\x07" not in result.output
    assert len(json.loads(run("portfolios", "--json").stdout)) == 4


def test_harmless_keeps_every_language() -> None:
    assert harmless("Ünï 🚀 名 \u05d0") == "Ünï 🚀 名 \u05d0"
    assert harmless("a\u202eb\x00\ud800") == "a\ufffdb\ufffd\ufffd"


def test_an_empty_data_folder_setting_is_no_setting(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", "")
    [line] = [line for line in run("settings").stdout.splitlines() if "PLUMBLINE_DATA_DIR" in line]
    assert line.split()[-1] == "default"


def test_ctrl_c_says_so_and_leaves_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "one.csv"
    file.write_text("symbol,quantity\nAAPL,1\n", encoding="utf-8")

    async def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(importing, "import_portfolio", interrupted)
        result = run("import", str(file))
    assert result.exit_code == 130
    assert "Stopped." in result.stderr
    assert "Traceback" not in result.output
    assert len(json.loads(run("portfolios", "--json").stdout)) == 4


def test_a_market_with_gaps_says_what_is_missing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two holdings that share no dates, and one with three days of prices."""
    prices = tmp_path / "prices"
    prices.mkdir()
    for symbol, first, count in (("AAA", "2018-02-01", 200), ("BBB", "2021-02-01", 200), ("CCC", "2021-11-03", 3)):
        days = np.busday_offset(first, np.arange(count), roll="forward")
        rows = "".join(f"{day},{100 + position % 7}\n" for position, day in enumerate(days))
        (prices / f"{symbol}.csv").write_text("date,close\n" + rows, encoding="utf-8")
    monkeypatch.setenv("PLUMBLINE_MARKET_DATA", f"folder:{prices}")
    for name, rows, words in (("Apart", "AAA,10\nBBB,10\n", "are 0"), ("Short", "CCC,10\n", "are 2")):
        file = tmp_path / f"{name}.csv"
        file.write_text("symbol,quantity\n" + rows, encoding="utf-8")
        assert run("import", str(file), "--name", name).exit_code == 0
        shown = " ".join(run("risk", name).stdout.split())
        assert f"there {words}: choose another day" in shown
        assert "nan" not in shown.lower().replace("financials", "")
        [year] = [line for line in run("risk", name).stdout.splitlines() if line.startswith("5 years")]
        assert year.split() == ["5", "years", *"-" * 5]
    assert shown.count("prices do not reach back") == 1
    assert "1 holding, worth" in run("import", str(tmp_path / "Short.csv"), "--name", "Again").stdout
