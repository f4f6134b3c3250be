"""`plumbline limit-rules`, as a person types it."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def test_rules_are_shown_added_removed_and_taken_back(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "default policy" in run("limit-rules", "growth").stdout
    added = run("limit-rules", "growth", "--add", "AAPL at most 10%", "--add", "cash >= 2%", "--remove", "6")
    assert added.exit_code == 0, added.output
    assert max(map(len, added.stdout.splitlines())) <= 80
    for words in ("AAPL, of net value: at most 10 %, warning from 8 %", "Cash, of net value: at least 2 %", "rules of this portfolio"):
        assert words in added.stdout
    assert "Gross exposure" not in added.stdout
    limits = run("limits", "growth").stdout
    assert "AAPL, of net value" in limits
    assert max(map(len, limits.splitlines())) <= 80
    changed = run("limit-rules", "growth", "--add", "AAPL at most 30%").stdout
    assert changed.count("AAPL") == 1
    assert "at most 10 %" in run("limit-rules", "growth", "--undo").stdout
    assert "default policy" in run("limit-rules", "growth", "--reset").stdout
    assert run("risk", "growth").exit_code == 0


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_what_is_printed_can_be_read_again(run: Run, tmp_path: Path, form: str) -> None:
    run("limit-rules", "growth", "--add", "volatility 63d <= 22% warn 20%", "--add", "Health Care at most 30%")
    printed = run("limit-rules", "growth", form).stdout
    file = tmp_path / "rules.txt"
    file.write_text(printed, encoding="utf-8")
    assert run("limit-rules", "--everywhere", "--file", str(file)).exit_code == 0
    assert run("limit-rules", "retirement", form).stdout == printed
    if form == "--json":
        assert json.loads(printed)[-1] == {"kind": "sector", "level": 0.3, "direction": "at_most", "name": "Health Care"}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--add", "AAPL"), 2, "Expected a rule such as"),
        (("--add", "ZZZZ at most 10%"), 1, "ZZZZ"),
        (("--remove", "9"), 2, "from 1 to 6"),
        (("--file", "/nowhere/rules.csv"), 2, "can be read"),
        (("--undo", "--reset"), 2, "one change at a time"),
        (("--undo",), 1, "found none"),
    ],
)
def test_mistakes_are_one_clear_line(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run("limit-rules", "growth", *arguments)
    assert result.exit_code == code, result.output
    assert words in " ".join(result.stderr.split())


def test_a_file_that_holds_no_rules_is_refused(run: Run, tmp_path: Path) -> None:
    for content in (b"\xff\xfe\x00", b"[]", b'[{"kind": "volatility"}]', b"name,amount\nAAPL,1\n", b"=HYPERLINK(1)\n"):
        file = tmp_path / "rules"
        file.write_bytes(content)
        result = run("limit-rules", "growth", "--file", str(file))
        assert result.exit_code == 2, content
        assert "default policy" in run("limit-rules", "growth").stdout
